package main

import (
	"context"
	"fmt"
	"os"

	"github.com/switchyard-oms/switchyard/internal/flow"
)

type geoCmd struct {
	Import geoImportCmd `cmd:"" help:"Take in where postal codes lie, from a postal file of GeoNames."`
}

// geoImportCmd reads a file such as DE.txt or allCountries.txt.
type geoImportCmd struct {
	File string `arg:"" help:"The unpacked text file, - for standard input." placeholder:"FILE"`
}

// Help is what --help adds.
func (geoImportCmd) Help() string {
	return `Routing measures distances from the coordinates of an address. Where it has none, it looks for the postal code, the beginning of it or the city among what was
imported, and takes the middle of the country at last. GeoNames gives the files away under CC BY 4.0: https://download.geonames.org/export/zip/`
}

// Run imports the file.
func (c geoImportCmd) Run(ctx context.Context, s *settings, t terminal) error {
	in := t.in
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	return s.withFlow(ctx, func(ctx context.Context, f *flow.Flow) error {
		codes, err := f.ImportPlaces(ctx, in)
		if err == nil {
			fmt.Fprintf(t.out, "%d postal codes\n", codes)
		}
		return err
	})
}
