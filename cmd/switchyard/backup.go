package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/internal/store"
)

type backupCmd struct {
	File    string `arg:"" help:"The file to write, - for standard output. It must not exist." placeholder:"FILE"`
	WithKey bool   `help:"Put the key for secrets in, too: whoever has the file then has the passwords of your connections."`
}

// Help is what --help adds.
func (backupCmd) Help() string {
	return `The backup holds all facts as they are at one moment, while the server goes on; it is one compressed file that "switchyard restore" reads
into SQLite or PostgreSQL, whichever it was made on. Secrets of connections in it are sealed: keep secret.key of the data folder (or what
SWITCHYARD_SECRET_KEY holds) somewhere else, or connect your accounts anew after a restore.

  switchyard backup orders-$(date +%F).backup
  switchyard backup - | ssh vault 'cat > orders.backup'`
}

// Run makes the backup.
func (c backupCmd) Run(ctx context.Context, s *settings, t terminal) (err error) {
	o := store.BackupOptions{Program: version(), Tell: progress(t.err)}
	if c.WithKey {
		if o.SecretKey, err = s.keyText(t); err != nil {
			return err
		}
	}
	st, err := s.existing(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if c.File == "-" {
		return st.Backup(ctx, t.out, o)
	}
	return writeNew(c.File, func(w io.Writer) error { return st.Backup(ctx, w, o) })
}

// keyText is the key for secrets as it is kept.
func (s *settings) keyText(t terminal) (string, error) {
	key, err := s.secretKey(t)
	if err != nil || key != "" {
		return key, err
	}
	b, err := os.ReadFile(filepath.Join(s.Data, host.KeyFile))
	return string(b), err
}

// writeNew writes a file that appears whole or not at all, readable by its
// owner alone, and refuses to replace one.
func writeNew(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s exists; it is not replaced", path)
	}
	part, err := os.OpenFile(path+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(part.Name()) //nolint:errcheck // it is gone when all went well
	if err := write(part); err != nil {
		return errors.Join(err, part.Close())
	}
	if err := errors.Join(part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Link(part.Name(), path)
}

// progress tells how far a long work is, a line for each table that has rows.
func progress(w io.Writer) func(store.Progress) {
	return func(p store.Progress) {
		switch {
		case p.Done && p.Rows > 0:
			fmt.Fprintf(w, "%-24s %12d rows\n", p.Table, p.Rows)
		case !p.Done:
			fmt.Fprintf(w, "%-24s %12d rows so far\n", p.Table, p.Rows)
		}
	}
}

type restoreCmd struct {
	File string `arg:"" help:"The backup, - for standard input."`
}

// Help is what --help adds.
func (restoreCmd) Help() string {
	return `Fills an empty database; it never overwrites one. All of the backup is there afterwards, or nothing. Stop the servers of that database
before. To move from SQLite to PostgreSQL:

  switchyard backup --data data move.backup
  switchyard restore --data data --database postgres://user@host/switchyard move.backup
  switchyard doctor --data data --database postgres://user@host/switchyard`
}

// Run restores.
func (c restoreCmd) Run(ctx context.Context, s *settings, t terminal) error {
	if err := s.folder(); err != nil {
		return err
	}
	in := t.in
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	r, err := store.Restore(ctx, in, s.options(), store.RestoreOptions{Tell: progress(t.err)})
	if err != nil {
		return err
	}
	fmt.Fprintf(t.err, "Restored %d rows of %d tables, as they were on %s (%s).\n", r.Rows, r.Tables, r.MadeAt.Format(time.RFC3339), r.Engine)
	return s.takeKey(t, r.SecretKey)
}

// takeKey adds the key of a backup to those of this installation, behind the
// current one.
func (s *settings) takeKey(t terminal, key string) error {
	if key == "" {
		return nil
	}
	if own, err := s.secretKey(t); err != nil {
		return err
	} else if own != "" {
		fmt.Fprintf(t.err, "The backup holds a key for secrets; %s is set, so it was left out. Add it there if secrets don't open.\n", host.KeyVariable)
		return nil
	}
	path := filepath.Join(s.Data, host.KeyFile)
	there, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if strings.Contains(string(there), strings.TrimSpace(key)) {
		return nil
	}
	return os.WriteFile(path, []byte(string(there)+strings.TrimSpace(key)+"\n"), 0o600)
}
