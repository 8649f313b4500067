package main

import (
	"context"
	"errors"
	"fmt"
)

type migrateCmd struct{}

// Help is what --help adds.
func (migrateCmd) Help() string {
	return `A server brings the schema up to date when it starts. Run this before, to see that it works, with "switchyard backup" before that. With
several servers on one PostgreSQL the old ones say on /readyz that they are not ready from then on.`
}

// Run migrates.
func (migrateCmd) Run(ctx context.Context, s *settings, t terminal) error {
	st, err := s.open(ctx)
	if err != nil {
		return err
	}
	have, _, err := st.Schema(ctx)
	if err := errors.Join(err, st.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.err, "The schema has version %d.\n", have)
	return err
}
