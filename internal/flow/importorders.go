package flow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

// OrderImport says how a file of orders is to be taken in. Only Channel is
// required.
type OrderImport struct {
	Channel          string            `json:"channel" doc:"Code of the channel that the orders were placed on" example:"web" maxLength:"64"`
	Currency         string            `json:"currency,omitempty" doc:"ISO 4217, of orders that don't state theirs; what the header of the price column names, or the channel's, when absent" maxLength:"3"`
	Mapping          map[string]string `json:"mapping,omitempty" doc:"Column → field, where the column's name does not say it. attributes keeps a column under its name, ignore drops it"`
	Delimiter        string            `json:"delimiter,omitempty" doc:"Of CSV; told from the header when absent" enum:",;|,tab" maxLength:"3"`
	Windows1252      bool              `json:"windows_1252,omitempty" doc:"The text of the file is in Windows-1252, not UTF-8"`
	Sheet            string            `json:"sheet,omitempty" doc:"Of a workbook; the first when absent" maxLength:"100"`
	Timezone         string            `json:"timezone,omitempty" doc:"Of dates that name none, such as Europe/Berlin; UTC when absent" maxLength:"64"`
	DateLayout       string            `json:"date_layout,omitempty" doc:"Where dates could mean two days" example:"DD/MM/YYYY HH:mm" maxLength:"40"`
	PricesIncludeTax bool              `json:"prices_include_tax,omitempty" doc:"Whether taxes are inside the prices or come on top"`
	Payment          string            `json:"payment,omitempty" doc:"Status of the payment of orders that state none" enum:"paid,authorized,pending,unpaid" maxLength:"20"`
	AllowUnknownSKUs bool              `json:"allow_unknown_skus,omitempty" doc:"Take orders of SKUs that the catalog lacks; each becomes an exception"`
	CreateSKUs       bool              `json:"create_skus,omitempty" doc:"Create the SKUs that the catalog lacks, with the title of the line"`
	DryRun           bool              `json:"dry_run,omitempty" doc:"Only say what would happen"`

	// Prices is a table of SKUs and their prices, for lines that state none;
	// nil for none.
	Prices io.Reader `json:"-"`
	// Rejects gets the rows that were not taken, as CSV with the columns of the
	// file and the reason; nil for nowhere.
	Rejects io.Writer `json:"-"`
	// OnProgress is told now and then how far it is; may be nil.
	OnProgress func(ImportProgress) `json:"-"`
}

// ImportProgress is how far an import is.
type ImportProgress struct {
	Bytes      int64 `json:"bytes" doc:"Read of the file"`
	Rows       int64 `json:"rows" doc:"Read of the file"`
	Orders     int64 `json:"orders" doc:"Settled: created, known or refused"`
	OrdersFrom int64 `json:"orders_from" doc:"Orders in the file; 0 until it is read to its end"`
}

// rejectReason is the column that a reject file adds.
const rejectReason = "reason"

// ImportOrders takes in a file of orders, a row for each line. Rows with the
// same order id are one order, wherever they stand. A row group that is
// refused never fails its neighbors, and the same file again makes no new
// order. The error is for what makes the whole file unusable, or stops the
// import: then run it again, what was captured is known.
func (f *Flow) ImportOrders(ctx context.Context, file io.Reader, in OrderImport) (*ImportReport, error) {
	i, err := f.newOrderImport(ctx, file, in)
	if err != nil {
		return nil, err
	}
	defer i.rows.Close()
	i.groups, err = table.Group(i.rows, i.key, i.tick)
	if err != nil {
		return nil, err
	}
	defer i.groups.Close()
	i.report.Rows, i.report.Bytes = int64(i.groups.Rows()), i.rows.Bytes()
	defer i.report.finish()
	for {
		done, err := i.batch(ctx)
		if err != nil {
			return &i.report, fmt.Errorf("flow: the import stopped after %d of %d orders: %w", i.report.settled(), i.groups.Len(), err)
		}
		i.progress()
		if done {
			return &i.report, i.rejects.flush()
		}
	}
}

// orderImport is one import under way.
type orderImport struct {
	*Flow
	in      OrderImport
	rows    *table.Reader
	groups  *table.Groups
	maker   orderMaker
	catalog catalog // its own: the one of the captures belongs to them
	report  ImportReport
	rejects rejectFile
}

func (f *Flow) newOrderImport(ctx context.Context, file io.Reader, in OrderImport) (*orderImport, error) {
	channel, err := f.Channel(ctx, in.Channel)
	if err != nil {
		return nil, asField("channel", err)
	}
	i := &orderImport{Flow: f, in: in}
	i.report.DryRun = in.DryRun
	if err := i.settle(channel); err != nil {
		return nil, err
	}
	var prices priceList
	if in.Prices != nil {
		if prices, err = readPrices(in.Prices); err != nil {
			return nil, fmt.Errorf("the price list: %w", err)
		}
		i.maker.prices = prices.of
	}
	comma, err := delimiterOf(in.Delimiter)
	if err != nil {
		return nil, err
	}
	if i.rows, err = table.Open(file, table.Options{Delimiter: comma, Windows1252: in.Windows1252, Sheet: in.Sheet}); err != nil {
		return nil, err
	}
	i.maker.epoch04 = i.rows.Epoch04
	if i.maker.columns, err = mapOrders(i.rows.Header(), in.Mapping); err != nil {
		return nil, errors.Join(err, i.rows.Close())
	}
	i.maker.currency = cmp.Or(in.Currency, i.maker.columns.currency, prices.currency, channel.Currency)
	if err := oms.InvalidFields("the import", checkCurrency("currency", i.maker.currency)); err != nil {
		return nil, errors.Join(err, i.rows.Close())
	}
	i.report.Columns = i.maker.columns.uses()
	i.rejects = rejectFile{w: in.Rejects, header: i.rows.Header()}
	return i, nil
}

// settle checks the options and readies the maker of orders.
func (i *orderImport) settle(channel *oms.Channel) error {
	in := i.in
	m := orderMaker{channel: channel.Code, payment: in.Payment, inclusive: in.PricesIncludeTax, unknown: in.AllowUnknownSKUs, note: i.report.note}
	var err error
	if m.zone, err = time.LoadLocation(in.Timezone); err != nil || in.Timezone == "Local" {
		return oms.InvalidField("timezone", "%.64q is not known; write one such as Europe/Berlin", in.Timezone)
	}
	if m.layout, err = goLayout(in.DateLayout); err != nil {
		return err
	}
	if _, known := paymentStatuses[in.Payment]; in.Payment != "" && !known {
		return oms.InvalidField("payment", "must be paid, authorized, pending or unpaid")
	}
	i.maker = m
	return nil
}

func delimiterOf(s string) (rune, error) {
	switch s {
	case "":
		return 0, nil
	case "tab", `\t`, "\t":
		return '\t', nil
	case ",", ";", "|":
		return rune(s[0]), nil
	}
	return 0, oms.InvalidField("delimiter", "must be a comma, a semicolon, | or tab")
}

// key is the order that a row belongs to.
func (i *orderImport) key(r table.Row) string {
	return strings.TrimSpace(r.Cells[i.maker.columns.at["external_id"]])
}

// tick tells of the progress of the reading.
func (i *orderImport) tick(rows int) error {
	if rows%5000 == 0 {
		i.report.Rows, i.report.Bytes = int64(rows), i.rows.Bytes()
		i.progress()
	}
	return nil
}

func (i *orderImport) progress() {
	if i.in.OnProgress == nil {
		return
	}
	p := ImportProgress{Bytes: i.report.Bytes, Rows: i.report.Rows, Orders: i.report.settled()}
	if i.groups != nil {
		p.OrdersFrom = int64(i.groups.Len())
	}
	i.in.OnProgress(p)
}

// importing is one order of a batch.
type importing struct {
	rows  []table.Row
	in    oms.OrderInput
	check checkedOrder
	err   error
}

// batch takes in the next orders and tells whether they were the last.
func (i *orderImport) batch(ctx context.Context) (done bool, err error) {
	var all []*importing
	for len(all) < MaxBatch {
		rows, err := i.groups.Next()
		if errors.Is(err, io.EOF) {
			done = true
			break
		}
		if err != nil {
			return false, err
		}
		o := &importing{rows: rows}
		o.in, o.err = i.maker.order(rows)
		all = append(all, o)
	}
	if err := i.checkBatch(ctx, all); err != nil {
		return false, err
	}
	if i.in.DryRun {
		for _, o := range all {
			i.report.would(o)
		}
	} else if err := i.captureBatch(ctx, all); err != nil {
		return false, err
	}
	return done, i.settleBatch(all)
}

// checkBatch looks each order up, and creates what SKUs it lacks where that is
// asked for.
func (i *orderImport) checkBatch(ctx context.Context, all []*importing) error {
	var good []*importing
	for _, o := range all {
		if o.err == nil {
			good = append(good, o)
		}
	}
	ins := make([]*oms.OrderInput, len(good))
	for n, o := range good {
		ins[n] = &o.in
	}
	checks, err := i.checkOrders(ctx, &i.catalog, ins, i.in.CreateSKUs)
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for n, o := range good {
		o.check = checks[n]
		for _, l := range o.check.unknown {
			i.report.unknownSKU(l.SKU)
			if titles[l.SKU] == "" {
				titles[l.SKU] = l.Title
			}
		}
	}
	if !i.in.CreateSKUs || len(titles) == 0 {
		return nil
	}
	if i.in.DryRun {
		i.report.CreatedSKUs = i.report.UnknownSKUCount
		return nil
	}
	created, err := i.createSKUs(ctx, titles)
	i.report.CreatedSKUs += int64(created)
	return err
}

// captureBatch captures what could be read. An error that is no refusal of one
// order stops the import.
func (i *orderImport) captureBatch(ctx context.Context, all []*importing) error {
	var good []*importing
	var ins []oms.OrderInput
	for _, o := range all {
		if o.err == nil {
			good, ins = append(good, o), append(ins, o.in)
		}
	}
	for n, r := range i.CaptureMany(ctx, ins) {
		if r.Err != nil && oms.CodeOf(r.Err) == "" {
			return r.Err
		}
		good[n].err = r.Err
		if r.Err == nil {
			i.report.captured(r)
		}
	}
	return nil
}

// settleBatch writes what was refused.
func (i *orderImport) settleBatch(all []*importing) error {
	for _, o := range all {
		if o.err == nil {
			continue
		}
		i.report.rejected(i.key(o.rows[0]), o)
		for _, r := range o.rows {
			if err := i.rejects.write(r, o.err); err != nil {
				return err
			}
		}
	}
	return nil
}

// rejectFile is written when there is something to write.
type rejectFile struct {
	w      io.Writer
	header []string
	out    *table.Writer
}

func (f *rejectFile) write(r table.Row, why error) (err error) {
	if f.w == nil {
		return nil
	}
	n := len(f.header)
	if f.header[n-1] == rejectReason {
		n--
	}
	if f.out == nil {
		if f.out, err = table.NewWriter(f.w, append(f.header[:n:n], rejectReason)...); err != nil {
			return fmt.Errorf("flow: the reject file: %w", err)
		}
	}
	return f.out.Write(append(r.Cells[:n:n], why.Error())...)
}

func (f *rejectFile) flush() error {
	if f.out == nil {
		return nil
	}
	return f.out.Flush()
}

// createSKUs adds the SKUs of an import that the catalog lacks, and returns
// how many.
func (f *Flow) createSKUs(ctx context.Context, titles map[string]string) (int, error) {
	codes := make([]string, 0, len(titles))
	for code := range titles {
		if checkCode("sku", code, maxSKUCode) == nil {
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		return 0, nil
	}
	created := 0
	err := f.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockCatalog(ctx); err != nil {
			return err
		}
		known, err := tx.SKUsByCode(ctx, codes)
		if err != nil {
			return err
		}
		e := &skuEdit{tx: tx, known: known}
		created = 0
		for _, code := range codes {
			if e.known[code] != nil {
				continue
			}
			s := newSKU(code)
			if t := titles[code]; t != "" && checkText("title", t, 500) == nil {
				s.Title = t
			}
			e.keep(nil, s)
			created++
		}
		return e.save(ctx)
	})
	return created, err
}
