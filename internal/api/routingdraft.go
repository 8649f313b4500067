package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// workingPolicyView is the next version of the policy while people work on it.
type workingPolicyView struct {
	Base     int64             `json:"base" doc:"The version that it began as" example:"1"`
	Note     string            `json:"note" doc:"What it is for" example:"Leeds first for heavy orders"`
	Policy   routing.Policy    `json:"policy"`
	Revision int64             `json:"revision" doc:"One more each time it is saved; 0 while there is no draft and this is the live policy" example:"3"`
	SavedBy  string            `json:"saved_by" doc:"Empty at revision 0" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	SavedAt  *time.Time        `json:"saved_at" doc:"null at revision 0"`
	Faults   []oms.FieldError  `json:"faults" doc:"What keeps it from becoming a version"`
	Warnings []routing.Warning `json:"warnings" doc:"Rules that can't be meant"`
	// CardWarnings are about rate cards.
	CardWarnings []routing.CardWarning `json:"card_warnings" doc:"Rate cards that can't be meant"`
}

func (v *workingPolicyView) atVersion() int64 { return v.Revision }

func workingPolicyViewOf(d *flow.WorkingPolicy) *workingPolicyView {
	return &workingPolicyView{Base: d.Base, Note: d.Note, Policy: d.Policy, Revision: d.Revision, SavedBy: d.SavedBy, SavedAt: d.SavedAt, Faults: orEmpty(d.Faults), Warnings: orEmpty(d.Warnings), CardWarnings: orEmpty(d.CardWarnings)}
}

// draftBody is the draft as somebody leaves it.
type draftBody struct {
	IfMatchParam
	Body flow.WorkingPolicyInput
}

func (a *API) routingDraftOperations() {
	f := a.flow
	const tag, path = "Routing", "/routing/draft"
	sample := &workingPolicyView{Base: 1, Note: "Leeds first for heavy orders", Policy: *samplePolicy().Policy, Revision: 3, SavedBy: "user:usr_01kd3ht2yre1asz3dgf0ma94w5", SavedAt: &exampleTime,
		Faults: []oms.FieldError{}, Warnings: []routing.Warning{}, CardWarnings: []routing.CardWarning{}}
	read(a, operation{id: "get-routing-draft", path: path, tag: tag, may: auth.RoutingRead, answer: sample,
		summary: "The draft of the next version", doc: "There is one for everybody; the live policy while nobody has begun one. " + policyDoc},
		func(ctx context.Context, _ *struct{}) (*workingPolicyView, error) {
			d, err := f.WorkingRouting(ctx)
			if err != nil {
				return nil, err
			}
			return workingPolicyViewOf(d), nil
		})
	write(a, operation{id: "save-routing-draft", method: http.MethodPut, path: path, tag: tag, may: auth.RoutingWrite, versioned: true, maxBody: 2 << 20, answer: sample,
		summary: "Keep the draft", doc: "It may be unfinished: the answer has its faults and warnings. It decides nothing: `POST /routing/versions` makes a version of it.",
		request: flow.WorkingPolicyInput{Base: 1, Note: "Leeds first for heavy orders", Policy: *samplePolicy().Policy}},
		func(ctx context.Context, in *draftBody) (*flow.WorkingPolicy, error) {
			var err error
			if in.Body.Revision, err = in.version(); err != nil {
				return nil, err
			}
			return f.SaveWorkingRouting(ctx, in.Body)
		}, workingPolicyViewOf)
	write(a, operation{id: "drop-routing-draft", method: http.MethodDelete, path: path, tag: tag, may: auth.RoutingWrite, versioned: true, status: http.StatusNoContent,
		summary: "Give the draft up", doc: "The live policy is where the next one begins."},
		func(ctx context.Context, in *IfMatchParam) (none, error) {
			revision, err := in.version()
			if err != nil {
				return none{}, err
			}
			return none{}, f.DropWorkingRouting(ctx, revision)
		}, asIs)
}

// replayExportParams choose decisions of a replay.
type replayExportParams struct {
	IDParam
	Moved bool `query:"moved" doc:"Only decisions that a variant would have sent from elsewhere"`
}

// replayExport registers the export of a replay.
func (a *API) replayExport() {
	csvOperation(a, operation{id: "export-routing-replay", path: "/routing/replays/{id}/orders/export", tag: "Routing", may: auth.RoutingRead,
		summary: "Export the decisions of a replay, side by side", doc: "In the order in which they were made."}, "replay.csv",
		func(ctx context.Context, in *replayExportParams) error {
			_, err := a.flow.RoutingReplay(ctx, in.ID)
			return err
		},
		func(ctx context.Context, in *replayExportParams, to io.Writer, flushed func() error) error {
			return a.flow.ExportRoutingReplay(ctx, in.ID, in.Moved, to, flushed)
		})
}
