package main

import (
	"bufio"
	"io"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/switchyard-oms/switchyard/internal/pgtest"
)

func TestServeUntilInputCloses(t *testing.T) {
	pgtest.URL(t) // skips where there is no PostgreSQL
	in, closeIn := io.Pipe()
	lines, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- serve(t.Context(), in, out, pgtest.Options{}) }()

	url, err := bufio.NewReader(lines).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url = url[:len(url)-1]
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := closeIn.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if c, err := pgx.Connect(t.Context(), url); err == nil {
		_ = c.Close(t.Context())
		t.Error("the database is still there")
	}
}
