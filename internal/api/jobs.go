package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/jobs"
)

// jobView is a call to the outside that waits, runs or has ended.
type jobView struct {
	ID            string          `json:"id" example:"job_01kd3ht2yre1asz3dgf0ma94w5"`
	Kind          string          `json:"kind" example:"webhook.deliver"`
	State         string          `json:"state" enum:"pending,running,done,dead,discarded" example:"dead"`
	Lane          string          `json:"lane,omitempty" doc:"Jobs of one lane run one after the other" example:"con_01kd3ht2yre1asz3dgf0ma94w5"`
	Args          json.RawMessage `json:"args" doc:"What the job was asked to do"`
	RunAt         time.Time       `json:"run_at" doc:"Not before"`
	Attempts      int             `json:"attempts" example:"10"`
	MaxAttempts   int             `json:"max_attempts" example:"10"`
	Problem       string          `json:"problem,omitempty" doc:"What the last failed attempt said" example:"HTTP 503"`
	CorrelationID string          `json:"correlation_id,omitempty" example:"req_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt     time.Time       `json:"created_at"`
	StartedAt     *time.Time      `json:"started_at"`
	FinishedAt    *time.Time      `json:"finished_at"`
}

func jobViewOf(j *jobs.Entry) *jobView {
	return &jobView{ID: j.ID, Kind: j.Kind, State: string(j.State), Lane: j.Lane, Args: object(j.Args), RunAt: j.RunAt, Attempts: j.Attempts,
		MaxAttempts: j.MaxAttempts, Problem: j.Problem, CorrelationID: j.CorrelationID, CreatedAt: j.CreatedAt, StartedAt: j.StartedAt, FinishedAt: j.FinishedAt}
}

// jobParams choose jobs.
type jobParams struct {
	PageParams
	State string `query:"state" enum:"pending,running,done,dead,discarded" example:"dead"`
	Kind  string `query:"kind" maxLength:"64" example:"webhook.deliver"`
	Lane  string `query:"lane" maxLength:"64"`
}

// jobCountView is how many jobs of a kind are in a state.
type jobCountView struct {
	Kind  string `json:"kind" example:"webhook.deliver"`
	State string `json:"state" example:"dead"`
	Count int64  `json:"count" example:"2"`
}

// argsBody replaces what a dead letter was asked to do.
type argsBody struct {
	Args json.RawMessage `json:"args"`
}

func (a *API) jobOperations() {
	q := a.jobs
	const tag, path = "Jobs", "/jobs/{id}"
	read(a, operation{id: "list-jobs", path: "/jobs", tag: tag, may: auth.JobsManage, summary: "List jobs", doc: "The newest first. A dead letter (state=dead) has failed for good and waits for a person."},
		func(ctx context.Context, in *jobParams) (list[*jobView], error) {
			return agePage(&in.PageParams, func(p auth.Page) ([]jobs.Entry, error) {
				f := jobs.Filter{Kind: in.Kind, Lane: in.Lane, After: p.After, Limit: p.Limit}
				name(&f.State, in.State)
				return q.List(ctx, f)
			}, jobViewOf, func(j *jobs.Entry) string { return j.ID })
		})
	read(a, operation{id: "count-jobs", path: "/jobs/counts", tag: tag, may: auth.JobsManage, summary: "How many jobs there are, by kind and state"},
		func(ctx context.Context, _ *struct{}) (list[jobCountView], error) {
			all, err := q.Counts(ctx)
			return list[jobCountView]{Items: views(all, func(c *jobs.Count) jobCountView { return jobCountView{c.Kind, string(c.State), c.Count} })}, err
		})
	onJob(a, operation{id: "replay-job", path: path + "/replay", tag: tag, summary: "Run a dead letter again"}, q.Replay)
	onJob(a, operation{id: "discard-job", path: path + "/discard", tag: tag, summary: "Put a dead letter away undone"}, q.Discard)
	write(a, operation{id: "edit-job", method: http.MethodPatch, path: path, tag: tag, may: auth.JobsManage, repeatable: true, summary: "Edit a dead letter",
		doc: "Replaces what it was asked to do, so that it can be replayed with better arguments."},
		func(ctx context.Context, in *change[argsBody]) (jobs.Entry, error) {
			return q.Edit(ctx, in.ID, in.Body.Args)
		},
		func(j jobs.Entry) *jobView { return jobViewOf(&j) })
}

// name sets a value of a named string type that is not ours to spell.
func name[S ~string](dst *S, value string) { *dst = S(value) }

func onJob(a *API, op operation, verb func(context.Context, string) (jobs.Entry, error)) {
	op.method, op.may, op.repeatable = http.MethodPost, auth.JobsManage, true
	write(a, op, func(ctx context.Context, in *IDParam) (jobs.Entry, error) { return verb(ctx, in.ID) },
		func(j jobs.Entry) *jobView { return jobViewOf(&j) })
}
