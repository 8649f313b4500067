package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// importView is a file that is imported in the background.
type importView struct {
	ID          string          `json:"id" example:"imp_01kd3ht2yre1asz3dgf0ma94w5"`
	Kind        string          `json:"kind" enum:"orders,skus,locations,listings,stock,movements,transit" example:"orders"`
	Name        string          `json:"name" example:"autumn.csv"`
	Status      string          `json:"status" enum:"pending,running,done,failed" example:"done"`
	Options     json.RawMessage `json:"options" doc:"As they were stated"`
	Size        int64           `json:"size" doc:"Bytes of the file" example:"48213"`
	Progress    json.RawMessage `json:"progress" doc:"bytes and rows read; orders settled, and how many the file has"`
	Report      json.RawMessage `json:"report" doc:"What became of it: counts, how the columns were understood, the first problems. Empty until it has ended"`
	Problem     string          `json:"problem,omitempty" doc:"Why it failed as a whole" example:"the file has more than 200 MB: split it"`
	RejectBytes int64           `json:"reject_bytes" doc:"Of the reject file; 0 when every row was taken" example:"0"`
	CreatedBy   string          `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt   time.Time       `json:"created_at"`
	StartedAt   *time.Time      `json:"started_at"`
	FinishedAt  *time.Time      `json:"finished_at"`
}

func (v *importView) location() string { return Prefix + "/imports/" + v.ID }

func importViewOf(i *flow.Import) *importView {
	return &importView{ID: i.ID, Kind: i.Kind, Name: i.Name, Status: string(i.Status), Options: object(i.Options), Size: i.Size, Progress: object(i.Progress),
		Report: object(i.Report), Problem: i.Problem, RejectBytes: i.Rejects, CreatedBy: i.CreatedBy, CreatedAt: i.CreatedAt, StartedAt: i.StartedAt, FinishedAt: i.FinishedAt}
}

// importParams say what the uploaded file is.
type importParams struct {
	Kind    string `query:"kind" required:"true" enum:"orders,skus,locations,listings,stock,movements,transit" doc:"What its rows are" example:"orders"`
	Name    string `query:"name" maxLength:"300" doc:"Of the file, for people" example:"autumn.csv"`
	Options string `query:"options" maxLength:"20000" doc:"A JSON object. Of orders: channel (required), currency, mapping {column: field}, delimiter, windows_1252, sheet, timezone, date_layout, prices_include_tax, payment, allow_unknown_skus, create_skus, dry_run. Of everything else: mapping, dry_run. Of stock and movements also location: of rows that name none" example:"{\"channel\":\"web\",\"dry_run\":true}"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// importNeeds is what a kind of import needs. Who may do none of them imports
// nothing.
var importNeeds = map[string]oms.Permission{"orders": auth.OrdersWrite, "skus": auth.CatalogWrite, "listings": auth.CatalogWrite, "locations": auth.LocationsWrite,
	"stock": auth.StockWrite, "movements": auth.StockWrite, "transit": auth.LocationsWrite}

// importAny are the permissions besides that for orders, any of which opens
// the operations.
var importAny = []oms.Permission{auth.CatalogWrite, auth.LocationsWrite, auth.StockWrite}

func (a *API) importOperations() {
	const tag, path = "Imports", "/imports/{id}"
	links := map[string]string{"get-import": "$response.body#/id", "get-import-rejects": "$response.body#/id"}
	write(a, operation{id: "start-import", method: http.MethodPost, path: "/imports", tag: tag, may: auth.OrdersWrite, or: importAny, status: http.StatusAccepted, links: links,
		maxBody: flow.MaxUpload, raw: true, anyMedia: true, summary: "Import a file",
		doc: "The body is the file: CSV or XLSX, perhaps compressed with gzip. It is imported in the background; the answer tells its id. Files that can't be used at all are refused at once. " +
			"Rows that are refused end up in the reject file, with the reason. The same file again makes nothing new, movements apart. " +
			"Orders need the permission orders.write, SKUs and listings catalog.write, locations and transit times locations.write, stock and movements stock.write.",
		request: "order,sku,quantity,price\n1001,TEE-RED-M,2,19.90\n"},
		a.startImport, importViewOf)
	read(a, operation{id: "list-imports", path: "/imports", tag: tag, may: auth.OrdersRead, summary: "List imports", doc: "The newest first. They are kept for 30 days."},
		func(ctx context.Context, in *flow.Paging) (list[*importView], error) {
			p, err := a.flow.Imports(ctx, *in)
			return pageOf(p, importViewOf), err
		})
	read(a, operation{id: "get-import", path: path, tag: tag, may: auth.OrdersRead, summary: "How far an import is", links: links},
		func(ctx context.Context, in *IDParam) (*importView, error) {
			i, err := a.flow.Import(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return importViewOf(i), nil
		})
	file(a, operation{id: "get-import-rejects", path: path + "/rejects.csv", tag: tag, may: auth.OrdersWrite, or: importAny, summary: "The rows that were refused",
		doc: "The columns of the file, and the reason. Mended, it can be imported as it is. It needs what the import needs.", media: map[string]string{"text/csv": "The rows; empty when none was refused"}},
		func(ctx context.Context, in *IDParam) (*reply, error) {
			i, err := a.flow.Import(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			if err := auth.Require(ctx, importNeeds[i.Kind]); err != nil {
				return nil, err
			}
			body, err := a.flow.ImportRejects(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &reply{Status: http.StatusOK, ContentType: "text/csv; charset=utf-8", Body: body, Cache: "private, no-cache",
				Disposition: fmt.Sprintf("attachment; filename=%q", in.ID+"-rejects.csv")}, nil
		})
}

func (a *API) startImport(ctx context.Context, in *importParams) (*flow.Import, error) {
	if err := auth.Require(ctx, importNeeds[in.Kind]); err != nil {
		return nil, err
	}
	return a.flow.StartImport(ctx, flow.ImportInput{Kind: in.Kind, Name: in.Name, Options: json.RawMessage(in.Options), File: requestOf(ctx).body})
}
