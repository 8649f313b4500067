package flow

import (
	"cmp"
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// telling are the arguments of a job that tells a channel of a shipment or a
// cancellation.
type telling struct {
	Notice string `json:"notice"`
}

const tellKind jobs.Kind[telling] = "channel.tell"

// tellJob has the notices of a connection told one after the other; one that
// waits for a retry lets the others by.
func tellJob(connectionID, notice string) jobs.Item[telling] {
	return jobs.Item[telling]{Args: telling{notice}, Options: jobs.Options{Lane: connectionID + "/tell", Yield: true, Unique: "tell:" + notice}}
}

// tellOpen queues the notices that a connection has yet to give.
func tellOpen(ctx context.Context, tx *store.Tx, connectionID string) error {
	ids, err := tx.OpenNotices(ctx, connectionID)
	items := make([]jobs.Item[telling], len(ids))
	for i, id := range ids {
		items[i] = tellJob(connectionID, id)
	}
	if err != nil || len(items) == 0 {
		return err
	}
	return tellKind.InsertMany(ctx, tx, items)
}

// noteTold notes the shipments and cancellations among the events that the
// orders' channels are to be told of. What a channel canceled itself it knows.
func (c *Connections) noteTold(ctx context.Context, tx *store.Tx, events []oms.Event) error {
	var orders []string
	for _, e := range events {
		if noticeOf(e) != "" {
			orders = append(orders, e.OrderID)
		}
	}
	if len(orders) == 0 {
		return nil
	}
	from, err := tx.ChannelsOfOrders(ctx, orders)
	if err != nil {
		return err
	}
	able := map[string]connector.Connection{}
	var notices []oms.Notice
	var items []jobs.Item[telling]
	for _, e := range events {
		kind, con := noticeOf(e), from[e.OrderID].ConnectionID
		if kind == "" || con == "" || e.Actor == "connection:"+con {
			continue
		}
		if _, known := able[con]; !known {
			if able[con], err = c.live(ctx, tx, con); err != nil {
				return err
			}
		}
		if tells(able[con], kind) {
			notices = append(notices, oms.Notice{ID: e.Subject, Kind: kind, ConnectionID: con, OrderID: e.OrderID, State: oms.NoticePending, CreatedAt: tx.Now})
			items = append(items, tellJob(con, e.Subject))
		}
	}
	if err := tx.AddNotices(ctx, notices); err != nil {
		return err
	}
	return tellKind.InsertMany(ctx, tx, items)
}

// TellShipped notes what has left of orders as to be told to their channels,
// where that was not noted yet: it left before the channel was connected.
func (c *Connections) TellShipped(ctx context.Context, orderIDs []string) error {
	for part := range slices.Chunk(orderIDs, MaxBulk) {
		err := c.flow.store.Write(ctx, func(tx *store.Tx) error { return c.noteShipped(ctx, tx, part) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Connections) noteShipped(ctx context.Context, tx *store.Tx, orderIDs []string) error {
	orders, err := tx.Orders(ctx, orderIDs)
	if err != nil {
		return err
	}
	var left []oms.Event
	var ids []string
	for _, o := range orders {
		for _, s := range inOrder(o) {
			ids = append(ids, s.ID)
			left = append(left, oms.Event{Type: oms.ShipmentShipped, Subject: s.ID, OrderID: o.ID})
		}
	}
	noted, err := tx.NotedOf(ctx, ids)
	if err != nil {
		return err
	}
	return c.noteTold(ctx, tx, slices.DeleteFunc(left, func(e oms.Event) bool { return slices.Contains(noted, e.Subject) }))
}

// noticeOf says what an event has a channel told, or "".
func noticeOf(e oms.Event) oms.NoticeKind {
	switch e.Type {
	case oms.ShipmentShipped:
		return oms.NoticeShipment
	case oms.OrderCanceled:
		return oms.NoticeCancellation
	}
	return ""
}

// tells says whether a connection can give such notices.
func tells(live connector.Connection, kind oms.NoticeKind) bool {
	if kind == oms.NoticeShipment {
		_, ok := live.(connector.ShipmentSink)
		return ok
	}
	_, ok := live.(connector.CancelSink)
	return ok
}

// tell is the job: it gives one notice, once. That it is about to is saved
// first, so that after a crash the channel is asked whether it knows already.
func (c *Connections) tell(ctx context.Context, j jobs.Job[telling]) error {
	n, err := read(ctx, c.flow, func(tx *store.Tx) (oms.Notice, error) { return tx.Notice(ctx, j.Args.Notice, false) })
	if err != nil {
		return ignoreGone(err)
	}
	ctx = fromConnection(ctx, n.ConnectionID, "tell")
	live, row, _, err := c.open(ctx, n.ConnectionID)
	if err != nil {
		return ignoreGone(err)
	}
	if row.Status != oms.ConnectionActive || !tells(live, n.Kind) {
		return nil // resuming goes on
	}
	n, o, err := c.intendNotice(ctx, n.ID)
	if err != nil || o == nil {
		return ignoreGone(err)
	}
	reference, err := c.call(ctx, live, n, o)
	if err != nil {
		return c.tellFailed(ctx, j, n, err)
	}
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		n, err := tx.Notice(ctx, n.ID, true)
		if err != nil || n.State == oms.NoticeTold {
			return ignoreGone(err)
		}
		n.State, n.Reference, n.Problem, n.RetryAt, n.ToldAt = oms.NoticeTold, clip(reference, 200), "", nil, &tx.Now
		told := map[oms.NoticeKind]oms.EventType{oms.NoticeShipment: oms.ShipmentTold, oms.NoticeCancellation: oms.CancellationTold}[n.Kind]
		tx.Emit(ctx, oms.Event{Type: told, Subject: n.ID, OrderID: n.OrderID}, map[string]any{"channel": o.Channel, "reference": n.Reference})
		if err := allClear(ctx, tx, "notice:"+n.ID, oms.EndsTold.Said()); err != nil {
			return err
		}
		if err := tx.SaveNotice(ctx, n); err != nil {
			return err
		}
		return j.Done(ctx, tx)
	})
}

// intendNotice saves that a notice is about to be given, and returns it with
// its order; no order when the channel was told already.
func (c *Connections) intendNotice(ctx context.Context, id string) (n oms.Notice, o *oms.Order, err error) {
	err = c.flow.store.Write(ctx, func(tx *store.Tx) error {
		o = nil
		if n, err = tx.Notice(ctx, id, true); err != nil || n.State == oms.NoticeTold {
			return err
		}
		if o, err = tx.Order(ctx, n.OrderID); err != nil {
			return err
		}
		n.Attempts++
		n.State, n.RetryAt = oms.NoticeSending, nil
		return tx.SaveNotice(ctx, n)
	})
	return n, o, err
}

// errCannotTell is for a driver that took such notices when this one was made.
var errCannotTell = &connector.Error{Do: connector.Reject, Message: "the connection can't be told of this any more"}

func (c *Connections) call(ctx context.Context, live connector.Connection, n oms.Notice, o *oms.Order) (string, error) {
	if n.Kind == oms.NoticeCancellation {
		sink, ok := live.(connector.CancelSink)
		if !ok {
			return "", errCannotTell
		}
		return "", sink.TellCancellation(ctx, connector.CancelNotice{Key: n.ID, OrderID: o.ExternalID, Reason: o.CancelReason})
	}
	notice := shipmentNotice(o, n.ID)
	notice.Again = n.Attempts > 1
	if carrier, err := c.flow.carrier(notice.Carrier); err == nil {
		if notice.Name, err = carrier.Name(ctx); err != nil {
			return "", err
		}
	}
	if len(notice.Lines()) == 0 {
		return "", nil // parts of bundles that are not whole yet: a later shipment tells of them
	}
	sink, ok := live.(connector.ShipmentSink)
	if !ok {
		return "", errCannotTell
	}
	return sink.TellShipment(ctx, notice)
}

// tellFailed does what an error calls for.
func (c *Connections) tellFailed(ctx context.Context, j jobs.Job[telling], n oms.Notice, why error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err := c.flow.store.Write(ctx, func(tx *store.Tx) error {
		n, err := tx.Notice(ctx, n.ID, true)
		if err != nil {
			return ignoreGone(err)
		}
		n.Problem = forPeople(why)
		do, after := connector.ReactionTo(why)
		switch do {
		case connector.Wait:
			n.State = oms.NoticePending
			n.Attempts-- // it could not be tried at all
		case connector.Retry:
			after = pushDelay(int64(j.Attempt))
		}
		if after > 0 {
			at := tx.Now.Add(after)
			n.RetryAt = &at
		}
		return tx.SaveNotice(ctx, n)
	})
	if err != nil {
		return err
	}
	return c.laneFailed(ctx, n.ConnectionID, why, func(tx *store.Tx) error { return j.Done(ctx, tx) })
}

// tellDied tells a person of a notice that the channel has not taken.
func (c *Connections) tellDied(ctx context.Context, tx *store.Tx, j jobs.Job[telling], cause error) error {
	n, err := tx.Notice(ctx, j.Args.Notice, true)
	if err != nil {
		return ignoreGone(err)
	}
	n.State, n.Problem, n.RetryAt = oms.NoticeFailed, forPeople(cause), nil
	if err := tx.SaveNotice(ctx, n); err != nil {
		return err
	}
	says := oms.SaysUntoldShipment
	if n.Kind == oms.NoticeCancellation {
		says = oms.SaysUntoldCancel
	}
	return report(ctx, tx, oms.Exception{Kind: oms.ExceptionNotice, Severity: oms.SeverityHigh, Subject: n.ID, Fingerprint: "notice:" + n.ID}.Saying(
		says.With(oms.Facts{"order": oms.FactText(n.OrderID), "shipment": oms.FactText(n.ID), "why": oms.FactText(n.Problem)})))
}

// shipmentNotice is a shipment in the words of its channel, which knows lines
// by its own ids and bundles as a whole: of a bundle it is told of the sets
// that this shipment completes.
func shipmentNotice(o *oms.Order, id string) connector.ShipmentNotice {
	sh := o.Shipment(id)
	n := connector.ShipmentNotice{Key: id, OrderID: o.ExternalID, Carrier: sh.Carrier, Service: sh.ServiceName}
	if sh.ShippedAt != nil {
		n.ShippedAt = *sh.ShippedAt
	}
	gone := map[int]int64{} // units by line that earlier parcels held
	for _, s := range inOrder(o) {
		for _, p := range o.ParcelsOf(s.FulfillmentOrderID, s.ID) {
			box := connector.ShippedParcel{Tracking: connector.Tracking{Number: p.TrackingNumber, URL: p.TrackingURL}}
			for _, it := range p.Items {
				l := o.Line(it.Line)
				if l == nil || l.InsteadOf() != "" {
					continue // the channel was told of those units when they left first
				}
				before := whole(o, l, gone)
				gone[l.N] += it.Quantity
				told := l
				if l.Parent > 0 {
					told = o.Line(l.Parent)
				}
				if q := whole(o, l, gone) - before; q > 0 {
					box.Lines = append(box.Lines, connector.ShippedLine{ExternalID: told.ExternalID, SKU: told.SKU, Quantity: q})
				}
			}
			if s.ID == id {
				n.Parcels = append(n.Parcels, box)
			}
		}
	}
	return n
}

// inOrder returns the shipments that have left, the first one first.
func inOrder(o *oms.Order) []*oms.Shipment {
	var all []*oms.Shipment
	for i := range o.Shipments {
		if s := &o.Shipments[i]; s.ShippedAt != nil && s.Status != oms.ShipmentVoided {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *oms.Shipment) int {
		return cmp.Or(a.ShippedAt.Compare(*b.ShippedAt), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// whole is how many units of what the channel sold are complete by what is
// gone: of a component's line, the sets that all components make.
func whole(o *oms.Order, l *oms.Line, gone map[int]int64) int64 {
	if l.Parent == 0 {
		return gone[l.N]
	}
	sets := int64(-1)
	for _, c := range o.Components(l.Parent) {
		if n := gone[c.N] / max(c.Per, 1); sets < 0 || n < sets {
			sets = n
		}
	}
	return max(sets, 0)
}

// NoticeQuery chooses what the channels of a connection were told.
type NoticeQuery struct {
	State string `query:"state" enum:"pending,sending,told,failed"`
	Paging
}

// Notices returns a page of the shipments and cancellations that the channels
// of a connection are told of, the newest first.
func (c *Connections) Notices(ctx context.Context, id string, q NoticeQuery) (Page[oms.Notice], error) {
	page, limit, err := q.limit()
	if err != nil {
		return Page[oms.Notice]{}, err
	}
	if err := checkFilters("state", q.State); err != nil {
		return Page[oms.Notice]{}, err
	}
	filter := store.NoticeFilter{ConnectionID: id, State: oms.NoticeState(q.State), Limit: limit}
	if q.Cursor != "" {
		filter.After = &store.NoticePosition{}
		if err := q.at(filter.After); err != nil {
			return Page[oms.Notice]{}, err
		}
	}
	return read(ctx, c.flow, func(tx *store.Tx) (Page[oms.Notice], error) {
		if _, err := tx.Connection(ctx, id, false); err != nil {
			return Page[oms.Notice]{}, err
		}
		all, err := tx.Notices(ctx, filter)
		return pageOf(all, page, func(n oms.Notice) any { return store.NoticePosition{CreatedAt: n.CreatedAt, ID: n.ID} }), err
	})
}
