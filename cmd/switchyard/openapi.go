package main

import (
	"github.com/switchyard-oms/switchyard/internal/api"
)

type openAPICmd struct{}

// Help is what --help adds.
func (openAPICmd) Help() string {
	return `A running server has the same document at /api/v1/openapi.json. Generate a client from it, or read it with any OpenAPI viewer.`
}

// Run prints the document.
func (openAPICmd) Run(t terminal) error {
	_, err := t.out.Write(api.New(api.Options{Version: release}).Document())
	return err
}
