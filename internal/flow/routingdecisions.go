package flow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// maxSeen bounds what is kept of one decision, in bytes. One of hundreds of
// lines at dozens of locations is not kept, and can't be replayed.
const maxSeen = 64 << 10

// errNoFrame is a frame that decisions refer to and that is not there.
var errNoFrame = errors.New("flow: a frame of routing decisions is missing")

// seen writes down what a decision saw and chose, before it changes the stock.
func seen(orderID string, p *routing.Problem, plan *routing.Plan) []byte {
	return routing.AppendRecord(make([]byte, 0, 512), &routing.Record{Ref: orderID, Problem: *p, Picks: plan.Picks, Cost: plan.Cost})
}

// keptDecisions are decisions that one policy made.
type keptDecisions struct {
	store.RoutingDecisions
	by *decider
}

// note gathers a decision of this transaction. Those of one day and policy lie
// together.
func (p *planning) note(by *decider, seen []byte) {
	if len(seen) > maxSeen {
		return
	}
	i := slices.IndexFunc(p.kept, func(k keptDecisions) bool { return k.by == by && sameDay(k.DecidedAt, p.now) })
	if i < 0 {
		i = len(p.kept)
		p.kept = append(p.kept, keptDecisions{store.RoutingDecisions{DecidedAt: p.now}, by})
	}
	k := &p.kept[i]
	k.Decisions++
	k.Records = append(k.Records, seen...)
}

func sameDay(a, b time.Time) bool {
	return a.Truncate(24 * time.Hour).Equal(b.Truncate(24 * time.Hour))
}

// keep writes the decisions that were noted, and first what they share.
func (p *planning) keep(ctx context.Context, tx *store.Tx) error {
	for _, k := range p.kept {
		id, err := p.cat.needFrame(ctx, tx, k.by)
		if err != nil {
			return err
		}
		k.FrameID = id
		if err := tx.AddRoutingDecisions(ctx, k.RoutingDecisions); err != nil {
			return err
		}
	}
	err := tx.AddCanaryOrders(ctx, p.beside)
	p.kept, p.beside = nil, nil
	return err
}

// needFrame makes sure that a policy and the locations of this catalog are in
// the database, and returns the id of the two.
func (c *catalog) needFrame(ctx context.Context, tx *store.Tx, by *decider) (string, error) {
	if by.framed {
		return by.frame.ID, nil
	}
	if by.frame.ID == "" {
		raw := jsonOf(routing.FrameOf(by.policy.Policy(), c.nodes))
		sum := sha256.Sum256(fmt.Appendf(raw[:len(raw):len(raw)], " %d", by.version))
		by.frame = store.RoutingFrame{ID: hex.EncodeToString(sum[:16]), Version: by.version, Frame: raw}
	}
	tx.OnCommit(func() { by.framed = true })
	return by.frame.ID, tx.SaveRoutingFrame(ctx, by.frame)
}

// readFrame reads a frame as it was stored.
func readFrame(f store.RoutingFrame) (frame routing.Frame, err error) {
	if err = json.Unmarshal(f.Frame, &frame); err != nil {
		return frame, fmt.Errorf("flow: frame %s: %w", f.ID, err)
	}
	return frame, nil
}

// doneAge is how old the count of work that is done may be: what is done next
// is counted as open before.
const doneAge = 10 * time.Second

// loaded are the nodes with what their day has taken already, where a location
// has a limit: asked once, and counted on while orders are placed.
func (c *catalog) loaded(ctx context.Context, tx *store.Tx) ([]routing.Node, error) {
	days := c.limitedDays(c.leaves)
	if len(days) == 0 {
		return c.nodes, nil
	}
	open, err := tx.OpenLoads(ctx, days)
	if err != nil {
		return nil, err
	}
	if age := tx.Now.Sub(c.doneAt); c.done == nil || age < 0 || age > doneAge {
		if c.done, err = tx.DoneLoads(ctx, days); err != nil {
			return nil, err
		}
		c.doneAt = tx.Now
	}
	return c.withLoads(open, c.done), nil
}

// limitedDays are the days of these hand-overs, one for each node, at the
// locations that have a limit.
func (c *catalog) limitedDays(leaves []oms.Dispatch) (days []store.LocationDay) {
	for i, l := range c.locations {
		if d := leaves[i]; !d.At.IsZero() && l.OrdersPerDay+l.UnitsPerDay > 0 {
			from, to := l.Calendar.Day(d.At)
			days = append(days, store.LocationDay{LocationID: l.ID, From: from, To: to})
		}
	}
	return days
}

// withLoads are the nodes with what a day has taken of them.
func (c *catalog) withLoads(open, done map[string]store.DayLoad) []routing.Node {
	nodes := slices.Clone(c.nodes)
	for i, l := range c.locations {
		have, done := open[l.ID], done[l.ID]
		if l.OrdersPerDay > 0 {
			nodes[i].Orders = &routing.Load{Limit: l.OrdersPerDay, Held: have.HeldOrders, Confirmed: have.ConfirmedOrders + done.ConfirmedOrders}
		}
		if l.UnitsPerDay > 0 {
			nodes[i].Units = &routing.Load{Limit: l.UnitsPerDay, Held: have.HeldUnits, Confirmed: have.ConfirmedUnits + done.ConfirmedUnits}
		}
	}
	return nodes
}

// decided is the data of the event routing.decided.
type decided struct {
	Version int64            `json:"version"` // of the policy
	Canary  *DecidedByCanary `json:"canary,omitempty"`
	Why     *routing.Why     `json:"why"`
	Picks   []placed         `json:"picks"`
	Short   []shortUnits     `json:"short"`
}

// RoutingDecision is a decision about an order, as it was made.
type RoutingDecision struct {
	Seq        int64            `json:"seq" doc:"Its event's position in the log" example:"42"`
	OccurredAt time.Time        `json:"occurred_at"`
	Version    *int64           `json:"version" doc:"Of the policy that decided; 0 is the one that is built in, null that nobody wrote it down" example:"0"`
	Canary     *DecidedByCanary `json:"canary,omitempty" doc:"Of a decision that a canary made; absent of those that the live version made"`
	Why        routing.Why      `json:"why"`
	Picks      []RoutingPick    `json:"picks" doc:"What was chosen"`
	Short      []RoutingPick    `json:"short" doc:"What no location has"`
}

// RoutingPick is a quantity of a line, and the location that sends it.
type RoutingPick struct {
	Line     int    `json:"line" example:"1"`
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Location string `json:"location,omitempty" doc:"Its code; absent when none sends it" example:"BER"`
	Quantity int64  `json:"quantity" example:"2"`
}

// maxDecisions is how many decisions about one order are told.
const maxDecisions = 50

// RoutingDecisions returns the last decisions about an order, the newest last.
func (f *Flow) RoutingDecisions(ctx context.Context, orderID string) ([]RoutingDecision, error) {
	events, err := f.Events(ctx, EventFilter{OrderID: orderID, Type: string(oms.RoutingDecided), Newest: true, Limit: maxDecisions})
	if err != nil {
		return nil, err
	}
	slices.Reverse(events)
	out := make([]RoutingDecision, len(events))
	for i, e := range events {
		d := &out[i]
		if err := json.Unmarshal(e.Data, d); err != nil {
			return nil, fmt.Errorf("flow: event %d: %w", e.Seq, err)
		}
		d.Seq, d.OccurredAt = e.Seq, e.OccurredAt
		d.Picks, d.Short = append([]RoutingPick{}, d.Picks...), append([]RoutingPick{}, d.Short...) // null was written for none
	}
	return out, nil
}
