package api

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) countOperations() {
	f := a.flow
	const tag, path = "Counts", "/counts"
	one := path + "/{id}"
	write(a, operation{id: "create-count", method: http.MethodPost, path: path, tag: tag, may: auth.CountsManage, status: http.StatusCreated,
		summary: "Plan a count", doc: "A sheet of SKUs at one location, chosen by a list or by what they are. Nothing of the stock changes before a variance is approved."},
		func(ctx context.Context, in *add[flow.CountPlan]) (*oms.Count, error) {
			return f.PlanCount(ctx, in.Body)
		}, countViewOf(true))
	read(a, operation{id: "list-counts", path: path, tag: tag, may: auth.StockRead, summary: "List counts", doc: "The newest first, without their lines."},
		func(ctx context.Context, in *flow.CountFilter) (list[*countView], error) {
			p, err := f.Counts(ctx, *in)
			return pageOf(p, each(countViewOf(false))), err
		})
	read(a, operation{id: "get-count", path: one, tag: tag, may: auth.StockRead, summary: "Read a count",
		doc: "A blind count says what the books have only once the counters are done, and of what waits only to those who may decide."},
		func(ctx context.Context, in *IDParam) (*countView, error) {
			c, err := f.Count(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return countViewOf(decides(ctx))(c), nil
		})
	file(a, operation{id: "get-count-sheet", path: one + "/sheet.csv", tag: tag, may: auth.StockRead, summary: "The sheet of a count",
		doc: "With the column counted filled, it is what import-tallies takes.", media: map[string]string{"text/csv": "A header, then a row for each line: a SKU, or one lot of it"}},
		func(ctx context.Context, in *IDParam) (*reply, error) {
			return paper(f.CountSheet(ctx, in.ID, decides(ctx)))
		})
	write(a, operation{id: "tally-count", method: http.MethodPost, path: one + "/tallies", tag: tag, may: auth.StockWrite,
		summary: "Note what was found", doc: "On the shelf, without what is picked for orders. Each caller has a tally of each SKU, or of each lot of it; those of several callers are added up. All of it is taken, or nothing."},
		func(ctx context.Context, in *change[flow.TallyInput]) (*oms.Count, error) {
			return f.TallyCount(ctx, in.ID, in.Body)
		}, countViewOf(false))
	write(a, operation{id: "import-tallies", method: http.MethodPost, path: one + "/file", tag: tag, may: auth.StockWrite, maxBody: 1 << 20, raw: true, anyMedia: true,
		summary: "Note what was found, from a file", doc: "CSV or XLSX with the columns sku or barcode, and counted; of SKUs that are tracked lot and, for one that is new, expires_on too. Rows where nothing is counted are passed over. It is taken whole, or refused with the rows at fault.",
		request: "sku,counted\nTEE-RED-M,12\n"},
		func(ctx context.Context, in *bodyFile) (*oms.Count, error) {
			return f.ImportTallies(ctx, in.ID, requestOf(ctx).body)
		}, countViewOf(false))
	write(a, operation{id: "finish-count", method: http.MethodPost, path: one + "/finish", tag: tag, may: auth.StockWrite, optionalBody: true,
		summary: "Say that the counting is done", doc: "What is within the tolerance is approved; other variances wait, and so does what would take units from orders: an exception names them."},
		func(ctx context.Context, in *change[flow.CountFinish]) (*oms.Count, error) {
			return f.FinishCount(ctx, in.ID, in.Body)
		}, countViewOf(false))
	a.countDecisions(one)
	read(a, operation{id: "get-count-policy", path: path + "/policy", tag: tag, may: auth.StockRead, summary: "Who may approve what was counted"},
		func(ctx context.Context, _ *struct{}) (oms.CountPolicy, error) { return f.CountPolicy(ctx) })
	write(a, operation{id: "set-count-policy", method: http.MethodPut, path: path + "/policy", tag: tag, may: auth.SettingsWrite, summary: "Say who may approve what was counted",
		doc: "It holds for what is approved from now on."},
		func(ctx context.Context, in *add[oms.CountPolicy]) (oms.CountPolicy, error) {
			return f.SetCountPolicy(ctx, in.Body)
		}, func(p oms.CountPolicy) oms.CountPolicy { return p })
	write(a, operation{id: "cancel-count", method: http.MethodPost, path: one + "/cancel", tag: tag, may: auth.CountsManage, summary: "Call a count off",
		doc: "Nothing changes. One of which something is approved can't be called off: reject what waits instead."},
		func(ctx context.Context, in *IDParam) (*oms.Count, error) { return f.CancelCount(ctx, in.ID) }, countViewOf(true))
}

// countDecisions are what can be decided of variances that wait.
func (a *API) countDecisions(one string) {
	for _, d := range []struct {
		verb, summary, doc string
		do                 func(context.Context, string, flow.CountChoice) (*flow.CountOutcome, error)
	}{
		{"approve", "Approve variances", "Each becomes a movement with the count as its reference. Promised units that are missing are taken from the newest orders, which look for them elsewhere. " +
			"What is refused is said beside it, and waits on.", a.flow.ApproveCount},
		{"recount", "Have variances counted again", "Their tallies begin anew.", a.flow.RecountCount},
		{"reject", "Reject variances", "The books stay as they are.", a.flow.RejectCount},
	} {
		write(a, operation{id: d.verb + "-count", method: http.MethodPost, path: one + "/" + d.verb, tag: "Counts", may: auth.CountsManage, optionalBody: true,
			summary: d.summary, doc: d.doc + " Of all that wait, or of the SKUs and lines that are named; what does not wait any more is left as it is."},
			func(ctx context.Context, in *change[flow.CountChoice]) (*flow.CountOutcome, error) {
				return d.do(ctx, in.ID, in.Body)
			}, countOutcomeViewOf)
	}
}

// decides tells whether the caller may decide variances.
func decides(ctx context.Context) bool { return auth.Require(ctx, auth.CountsManage) == nil }
