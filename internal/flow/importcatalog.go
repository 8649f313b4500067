package flow

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

// CatalogKind is what the rows of a file are.
type CatalogKind string

// The kinds.
const (
	ImportSKUs      CatalogKind = "skus"
	ImportLocations CatalogKind = "locations"
	ImportListings  CatalogKind = "listings"
	ImportStock     CatalogKind = "stock"     // what is there: counts
	ImportMovements CatalogKind = "movements" // what changes
	ImportTransit   CatalogKind = "transit"   // lanes of transit tables
)

// CatalogImport says how a file is to be imported.
type CatalogImport struct {
	DryRun     bool              // say what would happen and do nothing
	Mapping    map[string]string // heading → field, "" to ignore the column
	Location   string            // code, for rows of stock and movements that name none
	Rejects    io.Writer         // gets the refused rows as CSV, with the reason in a last column; nil for none
	OnProgress func(rows int)    // called after each batch; nil for nobody
}

// CatalogReport is what became of an import.
type CatalogReport struct {
	Kind      CatalogKind     `json:"kind"`
	DryRun    bool            `json:"dry_run"`
	Columns   []CatalogColumn `json:"columns"`
	Rows      int             `json:"rows"`
	Created   int             `json:"created"`
	Changed   int             `json:"changed"`
	Unchanged int             `json:"unchanged"`
	Rejected  int             `json:"rejected"`
	Faults    []CatalogFault  `json:"faults" doc:"Of the first thousand rejected rows"`
}

// CatalogFault says why one row was rejected.
type CatalogFault struct {
	Row     int              `json:"row" doc:"As a spreadsheet numbers it: the heading is 1"`
	Message string           `json:"message"`
	Errors  []oms.FieldError `json:"errors,omitempty" doc:"The same by cell, or one without a field about the whole row" maxItems:"500"`
}

const (
	importBatch = 500
	maxFaults   = 1000
)

// importer does the rows of one kind, a batch in a transaction.
type importer interface {
	fields() []catalogField
	late(*catalogRow) bool // whether the row needs the others to be there first
	do(ctx context.Context, f *Flow, rows []*catalogRow, dry bool) error
}

// importerOf returns the importer of a kind, nil for one that there is not. location is where stock lies that names no
// location.
func importerOf(kind CatalogKind, location string) importer {
	switch kind {
	case ImportSKUs:
		return &skuImport{seen: map[string]*oms.SKU{}}
	case ImportLocations:
		return locationImport{}
	case ImportListings:
		return listingImport{}
	case ImportStock:
		return stockImport{location: location}
	case ImportMovements:
		return stockImport{moves: true, location: location}
	case ImportTransit:
		return &transitImport{seen: map[string]bool{}}
	}
	return nil
}

// ImportCatalog imports a CSV or XLSX file in batches of 500 rows. What has the
// same code is changed by the cells that are not empty; a row that is refused
// never fails its neighbors. The same file again changes nothing, except that
// movements are movements again. After an error the report tells how far it
// came.
func (f *Flow) ImportCatalog(ctx context.Context, kind CatalogKind, r io.Reader, o CatalogImport) (CatalogReport, error) {
	report := CatalogReport{Kind: kind, DryRun: o.DryRun, Faults: []CatalogFault{}}
	imp := importerOf(kind, o.Location)
	if imp == nil {
		return report, oms.InvalidField("kind", "must be skus, locations, listings, stock, movements or transit")
	}
	t, err := openCatalog(r, imp.fields(), o.Mapping)
	if err != nil {
		return report, err
	}
	defer t.Close()
	report.Columns = t.columns
	run := &catalogRun{f: f, imp: imp, opts: o, report: &report, header: t.Header()}
	return report, run.all(ctx, t)
}

// catalogRun is one import.
type catalogRun struct {
	f       *Flow
	imp     importer
	opts    CatalogImport
	report  *CatalogReport
	header  []string
	rejects *table.Writer
}

// all does the rows in the order of the file, the late ones after the others.
func (c *catalogRun) all(ctx context.Context, t *catalogTable) error {
	var batch, late []*catalogRow
	for {
		row, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if row.err == nil && c.imp.late(row) {
			late = append(late, row)
			continue
		}
		if batch = append(batch, row); len(batch) == importBatch {
			if err := c.batch(ctx, batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	for rows := range slices.Chunk(slices.Concat(batch, late), importBatch) {
		if err := c.batch(ctx, rows); err != nil {
			return err
		}
	}
	return nil
}

// batch does some rows and reports on them.
func (c *catalogRun) batch(ctx context.Context, rows []*catalogRow) error {
	if err := c.imp.do(ctx, c.f, slices.DeleteFunc(slices.Clone(rows), func(r *catalogRow) bool { return r.err != nil }), c.opts.DryRun); err != nil {
		return err
	}
	for _, r := range rows {
		c.report.Rows++
		switch {
		case r.err != nil:
			if err := c.reject(r); err != nil {
				return err
			}
		case r.outcome == rowCreated:
			c.report.Created++
		case r.outcome == rowChanged:
			c.report.Changed++
		default:
			c.report.Unchanged++
		}
	}
	if c.opts.OnProgress != nil {
		c.opts.OnProgress(c.report.Rows)
	}
	if c.rejects != nil {
		return c.rejects.Flush()
	}
	return nil
}

func (c *catalogRun) reject(r *catalogRow) (err error) {
	c.report.Rejected++
	reason := strings.TrimPrefix(r.err.Error(), "the row is not valid: ")
	if len(c.report.Faults) < maxFaults {
		c.report.Faults = append(c.report.Faults, CatalogFault{r.N, reason, partsOf(r.err)})
	}
	if c.opts.Rejects == nil {
		return nil
	}
	if c.rejects == nil {
		if c.rejects, err = table.NewWriter(c.opts.Rejects, append(slices.Clone(c.header), "reason")...); err != nil {
			return err
		}
	}
	return c.rejects.Write(append(slices.Clone(r.Cells), reason)...)
}

// errDry ends a transaction whose effect is not wanted.
var errDry = errors.New("a dry run keeps nothing")

// writeRows is writeDry of rows. What an attempt that the database refused has
// said of them is forgotten.
func (f *Flow) writeRows(ctx context.Context, dry bool, rows []*catalogRow, verb func(*store.Tx) error) error {
	before := make([]catalogRow, len(rows))
	for i, r := range rows {
		before[i] = *r
	}
	return f.writeDry(ctx, dry, func(tx *store.Tx) error {
		for i, r := range rows {
			*r = before[i]
		}
		return verb(tx)
	})
}

// writeDry runs one batch in a transaction, and keeps nothing of it when dry.
func (f *Flow) writeDry(ctx context.Context, dry bool, verb func(*store.Tx) error) error {
	err := f.store.Write(ctx, func(tx *store.Tx) error {
		if err := verb(tx); err != nil || !dry {
			return err
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}
