//go:build !unix

package pgtest

import "context"

// Start is only there on Unix; elsewhere point SWITCHYARD_TEST_POSTGRES at a server.
func Start(context.Context, Options) (*Server, error) { return nil, ErrNotInstalled }
