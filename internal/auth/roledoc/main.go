// Command roledoc writes docs/roles.md from the table of permissions.
package main

import (
	"fmt"
	"os"

	"github.com/switchyard-oms/switchyard/internal/auth"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: roledoc FILE")
		os.Exit(2)
	}
	if err := os.WriteFile(os.Args[1], []byte(auth.RolesMarkdown()), 0o644); err != nil { //nolint:gosec // a document for everybody to read
		fmt.Fprintln(os.Stderr, "roledoc:", err)
		os.Exit(1)
	}
}
