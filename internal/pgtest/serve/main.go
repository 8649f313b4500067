// Command serve gives other programs what package pgtest gives Go tests: it starts a throwaway PostgreSQL server (or takes the
// one in SWITCHYARD_TEST_POSTGRES), prints the address of an empty database on it as its only line of output, and stays until
// its input closes.
//
//	go run ./internal/pgtest/serve [-durable]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/switchyard-oms/switchyard/internal/pgtest"
)

func main() {
	durable := flag.Bool("durable", false, "flush every commit to disk")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if err := serve(ctx, os.Stdin, os.Stdout, pgtest.Options{Durable: *durable}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // nothing is left to undo: serve has stopped the server
	}
}

func serve(ctx context.Context, in io.Reader, out io.Writer, o pgtest.Options) (err error) {
	s, err := pgtest.Open(ctx, o)
	if err != nil {
		return err
	}
	name, err := s.Create(ctx)
	if err != nil {
		return errors.Join(err, s.Stop())
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer cancel()
		err = errors.Join(err, s.Drop(ctx, name), s.Stop())
	}()
	if _, err := fmt.Fprintln(out, s.URL(name)); err != nil {
		return err
	}
	closed := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, in)
		closed <- err
	}()
	select {
	case err := <-closed:
		return err
	case <-ctx.Done():
		return nil
	}
}
