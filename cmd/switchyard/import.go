package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
)

type importCmd struct {
	Orders    importOrdersCmd  `cmd:"" help:"Take in orders, a row for each line."`
	SKUs      importCatalogCmd `cmd:"" name:"skus" help:"Create and change SKUs."`
	Locations importCatalogCmd `cmd:"" help:"Create and change locations."`
	Listings  importCatalogCmd `cmd:"" help:"Create and change listings."`
	Stock     importCatalogCmd `cmd:"" help:"Set what is on the shelves, as counted."`
	Movements importCatalogCmd `cmd:"" help:"Add movements of stock, each with its reason."`
	Transit   importCatalogCmd `cmd:"" help:"Create and change the days that carriers' services take."`
	Tallies   importTalliesCmd `cmd:"" help:"Note what was found for a count, from its sheet."`
}

// importFlags are what every import has.
type importFlags struct {
	File    string            `arg:"" help:"CSV or XLSX, - for standard input." placeholder:"FILE"`
	Map     map[string]string `help:"What a column is, where its name does not say it: --map \"Order no=external_id\". Empty to ignore the column. May be given several times." mapsep:"none" placeholder:"COLUMN=FIELD"`
	DryRun  bool              `help:"Say what would happen and change nothing."`
	Rejects string            `help:"Write the refused rows and why to this CSV file; correct them there and import it." placeholder:"FILE"`
	JSON    bool              `name:"json" help:"Print the report as JSON."`
}

// files opens the file to read and, where one is named, the reject file.
func (f importFlags) files(t terminal, do func(in io.Reader, rejects io.Writer) error) (err error) {
	in := t.in
	if f.File != "-" {
		file, err := os.Open(f.File)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	if f.Rejects == "" {
		return do(in, nil)
	}
	out, err := os.OpenFile(f.Rejects, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("the reject file: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	return do(in, out)
}

type importOrdersCmd struct {
	importFlags
	Channel          string `help:"Code of the channel that the orders were placed on." required:""`
	Currency         string `help:"ISO 4217, of orders that don't state theirs; the channel's when absent."`
	Prices           string `help:"CSV or XLSX of SKUs and prices, for lines that state none." type:"existingfile" placeholder:"FILE"`
	CreateSKUs       bool   `name:"create-skus" help:"Create the SKUs that the catalog lacks, with the title of the line."`
	AllowUnknownSKUs bool   `name:"allow-unknown-skus" help:"Take orders of SKUs that the catalog lacks; each becomes an exception."`
	PricesIncludeTax bool   `help:"Taxes are inside the prices."`
	Payment          string `help:"Status of the payment of orders that state none: ${enum}." enum:",paid,authorized,pending,unpaid" default:""`
	Timezone         string `help:"Of dates that name none, such as Europe/Berlin; UTC when absent."`
	DateLayout       string `help:"Where dates could mean two days: DD/MM/YYYY HH:mm."`
	Delimiter        string `help:"Of CSV: , ; | or tab; told from the header when absent."`
	Sheet            string `help:"Of a workbook; the first when absent."`
	Windows1252      bool   `name:"windows-1252" help:"The text of the file is in Windows-1252, not UTF-8."`
}

// Help is what --help adds.
func (importOrdersCmd) Help() string {
	return `Rows with the same order id are one order. The same file again makes no new order, so an import that was interrupted is simply run again.
Look first, with --dry-run, at how the columns are understood.

  switchyard import orders old-shop.csv --channel web --dry-run
  switchyard import orders old-shop.csv --channel web --map "Order no=external_id" --rejects rejects.csv`
}

// Run imports.
func (c importOrdersCmd) Run(ctx context.Context, s *settings, t terminal) error {
	in := flow.OrderImport{Channel: c.Channel, Currency: c.Currency, Mapping: c.Map, Delimiter: c.Delimiter, Windows1252: c.Windows1252, Sheet: c.Sheet,
		Timezone: c.Timezone, DateLayout: c.DateLayout, PricesIncludeTax: c.PricesIncludeTax, Payment: c.Payment, AllowUnknownSKUs: c.AllowUnknownSKUs,
		CreateSKUs: c.CreateSKUs, DryRun: c.DryRun, OnProgress: now(func(p flow.ImportProgress) {
			if p.OrdersFrom == 0 {
				fmt.Fprintf(t.err, "%d rows read\n", p.Rows)
				return
			}
			fmt.Fprintf(t.err, "%d of %d orders\n", p.Orders, p.OrdersFrom)
		})}
	if c.Prices != "" {
		prices, err := os.Open(c.Prices)
		if err != nil {
			return err
		}
		defer prices.Close()
		in.Prices = prices
	}
	return c.files(t, func(file io.Reader, rejects io.Writer) error {
		if rejects != nil {
			in.Rejects = rejects
		}
		return s.withFlow(ctx, func(ctx context.Context, f *flow.Flow) error {
			r, err := f.ImportOrders(ctx, file, in)
			if r == nil {
				return err
			}
			if c.JSON {
				return errors.Join(err, printJSON(t.out, r))
			}
			reportOrders(t.out, r)
			return errors.Join(err, rejected(int(r.Rejected), "orders"))
		})
	})
}

// now lets a report through at most once a second.
func now[P any](tell func(P)) func(P) {
	var last time.Time
	return func(p P) {
		if at := time.Now(); at.Sub(last) >= time.Second {
			last = at
			tell(p)
		}
	}
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// rejected makes the exit code tell that something was refused.
func rejected(n int, what string) error {
	if n == 0 {
		return nil
	}
	return fmt.Errorf("%d %s were refused", n, what)
}

func reportOrders(w io.Writer, r *flow.ImportReport) {
	for _, c := range r.Columns {
		fmt.Fprintf(w, "  %-30s %s\n", printable(c.Column), c.Field)
	}
	would := ""
	if r.DryRun {
		would = " (dry run: nothing was changed)"
	}
	fmt.Fprintf(w, "%d rows: %d orders created, %d known, %d changed, %d refused%s\n", r.Rows, r.Created, r.Known, r.Changed, r.Rejected, would)
	fmt.Fprintf(w, "%d lines, %d units", r.Lines, r.Units)
	if !r.DryRun {
		fmt.Fprintf(w, ": %d allocated, %d backordered, %d unallocated", r.Allocated, r.Backordered, r.Unallocated)
	}
	fmt.Fprintln(w)
	if r.CreatedSKUs > 0 {
		fmt.Fprintf(w, "%d SKUs created\n", r.CreatedSKUs)
	}
	if r.UnknownSKUCount > 0 {
		fmt.Fprintf(w, "%d SKUs are not known here; the most frequent:", r.UnknownSKUCount)
		for _, u := range r.UnknownSKUs[:min(len(r.UnknownSKUs), 5)] {
			fmt.Fprintf(w, " %s (%d lines)", printable(u.SKU), u.Lines)
		}
		fmt.Fprintln(w)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(w, "note, %d times: %s\n", n.Count, printable(n.Note))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(w, "row %d, order %s: %s\n", p.Row, printable(p.Order), printable(p.Reason))
	}
}

type importCatalogCmd struct {
	importFlags
	Location string `help:"Of stock and movements: code of the location of rows that name none." placeholder:"CODE"`
}

// Help is what --help adds.
func (importCatalogCmd) Help() string {
	return `The first row names the columns; common names of other systems are understood. What is there already is changed, and nothing is deleted.

  switchyard import skus catalog.xlsx --dry-run
  switchyard import stock count.csv --rejects rejects.csv`
}

// Run imports what the command is named for.
func (c importCatalogCmd) Run(ctx context.Context, s *settings, t terminal, chosen command) error {
	return c.files(t, func(file io.Reader, rejects io.Writer) error {
		o := flow.CatalogImport{DryRun: c.DryRun, Mapping: c.Map, Location: c.Location, OnProgress: now(func(rows int) { fmt.Fprintf(t.err, "%d rows\n", rows) })}
		if rejects != nil {
			o.Rejects = rejects
		}
		return s.withFlow(ctx, func(ctx context.Context, f *flow.Flow) error {
			r, err := f.ImportCatalog(ctx, flow.CatalogKind(chosen), file, o)
			if err != nil {
				return err
			}
			if c.JSON {
				return printJSON(t.out, r)
			}
			reportCatalog(t.out, r)
			return rejected(r.Rejected, "rows")
		})
	})
}

type importTalliesCmd struct {
	Count string `arg:"" help:"Id of the count, as export counts shows it." placeholder:"ID"`
	File  string `arg:"" help:"CSV or XLSX with the columns sku or barcode, and counted; - for standard input." placeholder:"FILE"`
}

// Run imports; the file is taken whole or not at all.
func (c importTalliesCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return importFlags{File: c.File}.files(t, func(in io.Reader, _ io.Writer) error {
		file, err := io.ReadAll(io.LimitReader(in, 1<<20+1))
		if err != nil {
			return err
		}
		if len(file) > 1<<20 {
			return errors.New("the file has more than 1 MiB, which no sheet of a count has")
		}
		return s.withFlow(ctx, func(ctx context.Context, f *flow.Flow) error {
			k, err := f.ImportTallies(ctx, c.Count, file)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(t.out, "%s: %d of %d SKUs are counted\n", k.Name(), k.Progress.Counted, k.Progress.Lines)
			return err
		})
	})
}

func reportCatalog(w io.Writer, r flow.CatalogReport) {
	would := ""
	if r.DryRun {
		would = " (dry run: nothing was changed)"
	}
	fmt.Fprintf(w, "%d rows: %d created, %d changed, %d as they were, %d refused%s\n", r.Rows, r.Created, r.Changed, r.Unchanged, r.Rejected, would)
	for _, f := range r.Faults[:min(len(r.Faults), 50)] {
		fmt.Fprintf(w, "row %d: %s\n", f.Row, printable(f.Message))
	}
}
