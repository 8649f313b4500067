package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

type archiveCmd struct {
	Write   archiveWriteCmd   `cmd:"" help:"Move orders that ended long ago to a file."`
	Show    archiveShowCmd    `cmd:"" help:"Say what is in an archive, and whether it is whole."`
	Restore archiveRestoreCmd `cmd:"" help:"Bring orders back from an archive."`
}

type archiveWriteCmd struct {
	File   string    `arg:"" help:"The file to write. It must not exist." placeholder:"FILE.zip"`
	Before time.Time `required:"" help:"Only orders that ended before this day, and were not touched since; 30 days ago at the latest." format:"2006-01-02" placeholder:"YYYY-MM-DD"`
	Keep   bool      `help:"Write the file and remove nothing."`
	DryRun bool      `help:"Say how many orders it would be, and do nothing."`
}

// Help is what --help adds.
func (archiveWriteCmd) Help() string {
	return `An archive is a zip file with a CSV file for each table, which spreadsheets and data tools read. The file is written and read back before an order
is removed from the database; an order that changes meanwhile stays. The server may run. What channels tell of an archived order is known and changes
nothing; stock, its movements and customers stay as they are.

  switchyard archive write orders-2024.zip --before 2025-01-01
  switchyard archive restore orders-2024.zip --order 100042`
}

// Run writes the archive, and removes what is in it.
func (c archiveWriteCmd) Run(ctx context.Context, s *settings, t terminal) (err error) {
	st, err := s.existing(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	n, err := st.CountEnded(ctx, c.Before)
	if err != nil {
		return err
	}
	if c.DryRun || n == 0 {
		fmt.Fprintf(t.out, "%d orders ended before %s and may be archived.\n", n, c.Before.Format(time.DateOnly))
		return nil
	}
	tell := counting(t.err, "written")
	if err := writeNew(c.File, func(w io.Writer) error {
		return st.WriteArchive(ctx, w, store.ArchiveOptions{Before: c.Before, Program: version(), Tell: tell})
	}); err != nil {
		return err
	}
	a, err := store.OpenArchive(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if c.Keep {
		fmt.Fprintf(t.out, "%d orders are in %s, and in the database as before.\n", a.Orders, c.File)
		return nil
	}
	removed, err := st.RemoveArchived(ctx, a, filepath.Base(c.File), counting(t.err, "removed"))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%d orders are in %s; %d left the database.\n", a.Orders, c.File, removed)
	return nil
}

// counting tells how many orders are done, now and then.
func counting(w io.Writer, what string) func(int64) {
	next := int64(10_000)
	return func(n int64) {
		if n >= next {
			fmt.Fprintf(w, "%12d orders %s\n", n, what)
			next = n + 10_000
		}
	}
}

type archiveShowCmd struct {
	File string `arg:"" help:"The archive." placeholder:"FILE.zip"`
}

// Run prints the archive's manifest.
func (c archiveShowCmd) Run(t terminal) error {
	a, err := store.OpenArchive(c.File)
	if err != nil {
		return err
	}
	defer a.Close()
	fmt.Fprintf(t.out, "%d orders that ended before %s, written on %s; the file is whole.\n", a.Orders, a.Before.Format(time.DateOnly), a.MadeAt.Format(time.RFC3339))
	for _, table := range a.Tables {
		fmt.Fprintf(t.out, "%-24s %12d rows\n", table.Name, table.Rows)
	}
	return nil
}

type archiveRestoreCmd struct {
	File  string  `arg:"" help:"The archive." placeholder:"FILE.zip"`
	Order []int64 `help:"Only the order with this number; may be given several times. All when absent." placeholder:"NUMBER"`
}

// Run brings orders back.
func (c archiveRestoreCmd) Run(ctx context.Context, s *settings, t terminal) (err error) {
	a, err := store.OpenArchive(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	st, err := s.existing(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	n, err := st.RestoreArchived(ctx, a, c.Order, counting(t.err, "restored"))
	if err == nil {
		fmt.Fprintf(t.out, "%d orders came back.\n", n)
	}
	return err
}
