package api

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// holdView is a typed reason why something may not go on.
type holdView struct {
	ID                 string     `json:"id" example:"hld_01kd3ht2yre1asz3dgf0ma94w5"`
	Type               string     `json:"type" enum:"manual,payment,fraud,address,review,timed" example:"manual"`
	Scope              string     `json:"scope" enum:"order,line,fulfillment_order" example:"order"`
	Line               int        `json:"line,omitempty" doc:"For scope line" example:"1"`
	FulfillmentOrderID string     `json:"fulfillment_order_id,omitempty" doc:"For scope fulfillment_order" example:"ful_01kd3ht2yre1asz3dgf0ma94w5"`
	Blocks             []string   `json:"blocks" enum:"allocate,release,ship,capture,edit" doc:"What it forbids" example:"release"`
	Reason             string     `json:"reason" example:"the buyer asked to wait"`
	Note               string     `json:"note,omitempty" example:"Calls back on Monday"`
	Status             string     `json:"status" enum:"active,released" example:"active"`
	ReleasePolicy      string     `json:"release_policy" enum:"person,time,payment" doc:"How it ends" example:"person"`
	PlacedBy           string     `json:"placed_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	PlacedAt           time.Time  `json:"placed_at"`
	DueAt              *time.Time `json:"due_at"`
	ReleasedBy         string     `json:"released_by,omitempty" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	ReleasedAt         *time.Time `json:"released_at"`
	ReleaseNote        string     `json:"release_note,omitempty" example:"talked to the buyer"`
}

func holdViewOf(h *oms.Hold) holdView {
	v := holdView{ID: h.ID, Type: string(h.Type), Scope: string(h.Scope), Line: h.Line, FulfillmentOrderID: h.FulfillmentOrderID,
		Blocks: []string{}, Reason: h.Reason, Note: h.Note, Status: string(h.Status), ReleasePolicy: string(h.Release),
		PlacedBy: h.PlacedBy, PlacedAt: h.PlacedAt, DueAt: h.DueAt, ReleasedBy: h.ReleasedBy, ReleasedAt: h.ReleasedAt, ReleaseNote: h.ReleaseNote}
	for _, b := range h.Blocks {
		v.Blocks = append(v.Blocks, string(b))
	}
	return v
}

// transactionView is one fact about money.
type transactionView struct {
	ID         string    `json:"id" example:"txn_01kd3ht2yre1asz3dgf0ma94w5"`
	Kind       string    `json:"kind" enum:"authorization,capture,sale,void,refund,chargeback" example:"sale"`
	Status     string    `json:"status" enum:"pending,succeeded,failed,unknown" example:"succeeded"`
	Amount     string    `json:"amount" example:"44.70"`
	Currency   string    `json:"currency" example:"EUR"`
	Method     string    `json:"method,omitempty" example:"card"`
	Reference  string    `json:"reference,omitempty" doc:"The gateway's id" example:"pi_1"`
	ParentID   string    `json:"parent_id,omitempty" doc:"The authorization of a capture, the capture of a refund" example:"txn_01kd3ht2yre1asz3dgf0ma94w5"`
	Message    string    `json:"message,omitempty" doc:"What the gateway said" example:"approved"`
	OccurredAt time.Time `json:"occurred_at"`
	CreatedAt  time.Time `json:"created_at"`
}

func transactionViewOf(t *oms.Transaction) transactionView {
	return transactionView{ID: t.ID, Kind: string(t.Kind), Status: string(t.Status), Amount: amounts(t.Currency)(t.Amount), Currency: t.Currency,
		Method: t.Method, Reference: t.Reference, ParentID: t.ParentID, Message: t.Message, OccurredAt: t.OccurredAt, CreatedAt: t.CreatedAt}
}

// exceptionView is something that needs a decision by a person.
type exceptionView struct {
	ID         string     `json:"id" example:"exc_01kd3ht2yre1asz3dgf0ma94w5"`
	Kind       string     `json:"kind" doc:"Such as unfillable, unknown_sku, total_mismatch, short_pick, late_change" example:"unfillable"`
	Severity   string     `json:"severity" enum:"low,high" example:"high"`
	Status     string     `json:"status" enum:"open,acknowledged,in_progress,resolved,dismissed" example:"open"`
	OrderID    string     `json:"order_id,omitempty" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Subject    string     `json:"subject,omitempty" doc:"What it is about when not an order" example:"sku_01kd3ht2yre1asz3dgf0ma94w5"`
	Summary    string     `json:"summary" doc:"What happened and what it means" example:"2 units of TEE-RED-M have no stock."`
	Says       []oms.Said `json:"says" doc:"The summary taken apart, to be said in another language; empty when only the text is known"`
	Owner      string     `json:"owner,omitempty" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	DueAt      *time.Time `json:"due_at" doc:"When somebody must have dealt with it: by its kind, an hour to two days after it was opened"`
	OpenedAt   time.Time  `json:"opened_at"`
	ResolvedAt *time.Time `json:"resolved_at"`
	ResolvedBy string     `json:"resolved_by,omitempty" example:"system"`
	Resolution string     `json:"resolution,omitempty" example:"stock arrived"`
	Ends       []oms.Said `json:"ends" doc:"The resolution taken apart, when it ended by itself"`
	// SnoozedUntil is told also when it is past.
	SnoozedUntil *time.Time `json:"snoozed_until" doc:"Out of sight until then"`
	OrderNumber  string     `json:"order_number,omitempty" doc:"In lists of exceptions" example:"100001"`
}

func exceptionRowView(e *flow.ExceptionRow) exceptionView {
	v := exceptionViewOf(&e.Exception)
	if e.OrderNumber > 0 {
		v.OrderNumber = strconv.FormatInt(e.OrderNumber, 10)
	}
	return v
}

func exceptionViewOf(e *oms.Exception) exceptionView {
	return exceptionView{ID: e.ID, Kind: string(e.Kind), Severity: string(e.Severity), Status: string(e.Status), OrderID: e.OrderID, Subject: e.Subject,
		Summary: e.Summary, Owner: e.Owner, DueAt: e.DueAt, OpenedAt: e.OpenedAt, ResolvedAt: e.ResolvedAt, ResolvedBy: e.ResolvedBy, Resolution: e.Resolution, SnoozedUntil: e.SnoozedUntil,
		Says: orEmpty(e.Says), Ends: orEmpty(e.Ends)}
}

// EventView is something that happened.
type EventView struct {
	Seq           int64           `json:"seq" doc:"Its position in the log" example:"42"`
	Type          string          `json:"type" example:"order.captured"`
	Version       int             `json:"version" doc:"Of the type's data" example:"1"`
	OccurredAt    time.Time       `json:"occurred_at"`
	Actor         string          `json:"actor" doc:"Who: user:…, token:…, connection:…, system" example:"token:tok_01kd3ht2yre1asz3dgf0ma94w5"`
	Origin        string          `json:"origin,omitempty" doc:"From where: an address, cli, job" example:"127.0.0.1"`
	Subject       string          `json:"subject" doc:"The id of what it is about" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	OrderID       string          `json:"order_id,omitempty" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	OrderNumber   string          `json:"order_number,omitempty" doc:"The order's number, in the log, the stream and the audit log" example:"100001"`
	CorrelationID string          `json:"correlation_id,omitempty" doc:"The request or job that all events of one cause share" example:"req_01kd3ht2yre1asz3dgf0ma94w5"`
	CausationID   string          `json:"causation_id,omitempty" example:"job_01kd3ht2yre1asz3dgf0ma94w5"`
	Data          json.RawMessage `json:"data" doc:"By type; moves says which units changed their place"`
}

func eventViewOf(e *oms.Event) EventView {
	number := ""
	if e.OrderNumber > 0 {
		number = strconv.FormatInt(e.OrderNumber, 10)
	}
	return EventView{Seq: e.Seq, Type: string(e.Type), Version: e.Version, OccurredAt: e.OccurredAt, Actor: e.Actor, Origin: e.Origin, Subject: e.Subject,
		OrderID: e.OrderID, OrderNumber: number, CorrelationID: e.CorrelationID, CausationID: e.CausationID, Data: object(e.Data)}
}

func numberText(o *oms.Order) string { return strconv.FormatInt(o.Number, 10) }
