package main

import (
	"os"

	"github.com/switchyard-oms/switchyard/internal/api"
)

//go:generate go run . openapi --out ../../web/openapi.json

type openAPICmd struct {
	Out string `help:"Write it to this file instead, replacing it." placeholder:"FILE"`
}

// Help is what --help adds.
func (openAPICmd) Help() string {
	return `A running server has the same document at /api/v1/openapi.json. Generate a client from it, or read it with any OpenAPI viewer.`
}

// Run prints the document.
func (c openAPICmd) Run(t terminal) error {
	if c.Out != "" {
		return os.WriteFile(c.Out, api.OpenAPI(), 0o644) //nolint:gosec // it is public
	}
	_, err := t.out.Write(api.OpenAPI())
	return err
}
