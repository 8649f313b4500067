package api

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
)

// exportParams say what to export.
type exportParams struct {
	FilterParams
	Rows    string `query:"rows" enum:"orders,lines" default:"orders" doc:"A row for each order, or for each line of it"`
	Columns string `query:"columns" maxLength:"2000" doc:"Names separated by commas, in their order; the usual ones when absent" example:"order,channel,total,tags"`
	Format  string `query:"format" enum:"csv,xlsx,jsonl" default:"csv" doc:"For any spreadsheet, for Excel with numbers and dates as such, or a JSON object a line"`
}

func (in *exportParams) export() (flow.OrderExport, error) {
	e := flow.OrderExport{Lines: in.Rows == "lines", Format: flow.ExportFormat(in.Format)}
	if in.Columns != "" {
		e.Columns = strings.Split(in.Columns, ",")
	}
	var err error
	if e.Filter, err = in.filter(); err != nil {
		return e, err
	}
	return e, e.Check()
}

// exportOperation registers the export of orders. Its answer may be larger
// than memory, so it doesn't go through file.
func (a *API) exportOperation() {
	op := &operation{id: "export-orders", method: http.MethodGet, path: "/orders/export", tag: "Orders", may: auth.OrdersRead, status: http.StatusOK,
		summary: "Export orders, or their lines",
		doc: "As CSV or XLSX for spreadsheets, or a JSON object a line; the oldest number first. Cells of CSV that a spreadsheet would run begin with an apostrophe; " +
			"instants of XLSX are in UTC. " +
			"Columns of orders: " + columnDoc(flow.OrderExportColumns()) + ". Of lines also: " + columnDoc(flow.LineExportColumns()) + ". " + filterGrammar,
		media: map[string]string{"text/csv": "A header, then the rows", xlsxMedia: "A sheet for each million of rows, a header on each", "application/jsonl": "An object a line"}}
	a.ops = append(a.ops, op)
	doc := a.describe(op)
	huma.Register(a.huma, doc, func(ctx context.Context, in *exportParams) (*streamed, error) {
		e, err := in.export()
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		return &streamed{func(c huma.Context) {
			r, w := humago.Unwrap(c)
			a.export(w, r, e)
		}}, nil
	})
	a.finish(op, doc.Path)
}

func columnDoc(columns []flow.ExportColumn) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		if parts[i] = c.Name; c.Doc != "" {
			parts[i] += " (" + c.Doc + ")"
		}
	}
	return strings.Join(parts, ", ")
}

// export answers with the rows that were asked for.
func (a *API) export(w http.ResponseWriter, r *http.Request, e flow.OrderExport) {
	kind := map[flow.ExportFormat]string{flow.ExportCSV: csvMedia, flow.ExportXLSX: xlsxMedia, flow.ExportJSON: "application/jsonl"}[e.Format]
	a.download(w, r, kind, "orders."+string(e.Format), func(ctx context.Context, to io.Writer, flushed func() error) error {
		return a.flow.ExportOrders(ctx, e, to, flushed)
	})
}

const (
	csvMedia  = "text/csv; charset=utf-8"
	xlsxMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// download answers with a file that is written while it is read. What fails
// halfway breaks the connection off, so that nobody takes a part for the whole.
func (a *API) download(w http.ResponseWriter, r *http.Request, kind, name string, write func(context.Context, io.Writer, func() error) error) {
	h, control := w.Header(), http.NewResponseController(w)
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.WriteHeader(http.StatusOK)
	err := write(r.Context(), w, func() error {
		_ = control.SetWriteDeadline(time.Now().Add(slowClient)) // each page has its own time
		return control.Flush()
	})
	if err != nil {
		if r.Context().Err() == nil {
			a.log.Error("an export broke off", "request_id", requestOf(r.Context()).id, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
}

// csvOperation registers a list as a CSV file for spreadsheets. check refuses
// what is wrong with the question before the file begins.
func csvOperation[I any](a *API, op operation, name string, check func(context.Context, *I) error, write func(context.Context, *I, io.Writer, func() error) error) {
	op.method, op.status = http.MethodGet, http.StatusOK
	op.doc += " As CSV for spreadsheets: cells that one would run begin with an apostrophe."
	op.media = map[string]string{"text/csv": "A header, then the rows"}
	a.ops = append(a.ops, &op)
	doc := a.describe(&op)
	huma.Register(a.huma, doc, func(ctx context.Context, in *I) (*streamed, error) {
		if err := check(ctx, in); err != nil {
			return nil, a.refuse(ctx, err)
		}
		return &streamed{func(c huma.Context) {
			r, w := humago.Unwrap(c)
			a.download(w, r, csvMedia, name, func(ctx context.Context, to io.Writer, flushed func() error) error {
				return write(ctx, in, to, flushed)
			})
		}}, nil
	})
	a.finish(&op, doc.Path)
}
