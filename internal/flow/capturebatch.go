package flow

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// captureIn captures a batch in one transaction, in steps whose number does not
// grow with the batch:
//
//   - answers to keys, and orders that are known, are recognized;
//   - each new order is checked and completed on its own;
//   - the orders are inserted: their uniqueness decides between servers;
//   - the stock of all SKUs is locked in one sorted order;
//   - in the order of arrival each order takes its units;
//   - parts, stock and events are written together.
func (f *Flow) captureIn(ctx context.Context, tx *store.Tx, cat *catalog, all []*capturing) error {
	b := &batch{f: f, tx: tx, cat: cat, asked: map[store.OrderKey]bool{}, found: map[store.OrderKey]store.KnownOrder{}, fresh: map[store.OrderKey]*capturing{}}
	for _, c := range all {
		c.result = CaptureResult{}
	}
	steps := []func(context.Context) error{b.answered, b.look, b.known, b.insert, b.allocate, b.save, b.load, b.answer}
	b.all = all
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// batch is one transaction of captures.
type batch struct {
	f     *Flow
	tx    *store.Tx
	cat   *catalog
	all   []*capturing
	asked map[store.OrderKey]bool // whether it is known
	found map[store.OrderKey]store.KnownOrder
	fresh map[store.OrderKey]*capturing // the first in the batch with its key
	new   []newOrder
	loads []knownLoad
}

type newOrder struct {
	c *capturing
	o *oms.Order
}

// knownLoad is an order that is answered with what is stored.
type knownLoad struct {
	c  *capturing
	id string
}

// open returns the captures that have no result yet.
func (b *batch) open() []*capturing {
	return slices.DeleteFunc(slices.Clone(b.all), func(c *capturing) bool { return c.result.Err != nil })
}

// answered finds the writes that were done before under the same key.
func (b *batch) answered(ctx context.Context) error {
	var keyed []*capturing
	var keys []*store.Keyed
	for _, c := range b.all {
		if c.keyed != nil {
			keyed, keys = append(keyed, c), append(keys, c.keyed)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	found, err := b.tx.Answered(ctx, keys)
	if err != nil {
		return err
	}
	for _, c := range keyed {
		a, ok := found[[2]string{c.keyed.Scope, c.keyed.Key}]
		switch {
		case !ok:
		case !bytes.Equal(a.BodyHash, c.keyed.Hash):
			c.result.Err = oms.Errorf(oms.KeyReused, "the Idempotency-Key was used for another request: use a new one")
		default:
			c.result.Err = &store.Replay{Status: a.Status, Body: a.Answer}
		}
	}
	return nil
}

// look makes channels and SKUs of the batch known.
func (b *batch) look(ctx context.Context) error {
	cat := b.cat
	if err := b.recall(ctx); err != nil {
		return err
	}
	var codes []string
	for _, c := range b.open() {
		codes = append(codes, c.in.Channel)
	}
	slices.Sort(codes)
	if err := cat.needChannels(ctx, b.tx, slices.Compact(codes)); err != nil {
		return err
	}
	skus := map[string][]string{}
	for _, c := range b.open() {
		ch := cat.channels[c.in.Channel]
		switch {
		case ch == nil:
			c.result.Err = oms.InvalidField("channel", "%.64q is not known: create the channel first", c.in.Channel)
		case !ch.Active:
			c.result.Err = oms.Errorf(oms.Conflict, "channel %s is not active: it takes no orders", ch.Code)
		default:
			if c.in.Currency == "" {
				c.in.Currency = ch.Currency
			}
			for _, l := range c.in.Lines {
				if l.SKU != "" && len(l.SKU) <= 100 {
					skus[ch.ID] = append(skus[ch.ID], l.SKU)
				}
			}
		}
	}
	for channelID, codes := range skus {
		slices.Sort(codes)
		if err := cat.needSKUs(ctx, b.tx, channelID, slices.DeleteFunc(slices.Compact(codes), unstorable)); err != nil {
			return err
		}
	}
	return nil
}

// recall brings the catalog up to date, and asks with its version which orders
// of the channels that it held are known. A channel keeps its code for life.
func (b *batch) recall(ctx context.Context) error {
	var keys []store.OrderKey
	for _, c := range b.open() {
		if b.cat.channels[c.in.Channel] != nil && !unstorable(c.in.ExternalID) {
			keys = append(keys, b.key(c))
		}
	}
	version, err := b.ask(ctx, keys)
	if err != nil {
		return err
	}
	return b.cat.freshAt(ctx, b.tx, version)
}

// ask finds out which of the keys are known orders.
func (b *batch) ask(ctx context.Context, keys []store.OrderKey) (version int64, err error) {
	version, found, err := b.tx.Recall(ctx, keys)
	for _, k := range keys {
		b.asked[k] = true
	}
	maps.Copy(b.found, found)
	return version, err
}

// unstorable tells whether a text can't even be looked up: PostgreSQL refuses NUL.
func unstorable(s string) bool { return slices.Contains([]byte(s), 0) }

// known recognizes orders that landed before, and repetitions in the batch.
func (b *batch) known(ctx context.Context) error {
	var keys []store.OrderKey
	for _, c := range b.open() {
		if !unstorable(c.in.ExternalID) && !b.asked[b.key(c)] {
			keys = append(keys, b.key(c))
		}
	}
	if len(keys) > 0 {
		if _, err := b.ask(ctx, keys); err != nil {
			return err
		}
	}
	for _, c := range b.open() {
		if k, ok := b.found[b.key(c)]; ok {
			b.answerKnown(c, k)
			continue
		}
		if first := b.fresh[b.key(c)]; first != nil {
			continue // settled when the first has its id
		}
		b.check(c)
	}
	return nil
}

// at is the transaction at the time of one order: now, or when it was placed
// for one that is told afterwards.
func (b *batch) at(c *capturing) *store.Tx {
	if placed := c.in.PlacedAt; afterwards(c.ctx) && !placed.IsZero() && placed.Before(b.tx.Now) {
		return b.tx.At(placed)
	}
	return b.tx
}

func (b *batch) key(c *capturing) store.OrderKey {
	return store.OrderKey{ChannelID: b.cat.channels[c.in.Channel].ID, ExternalID: c.in.ExternalID}
}

func (b *batch) answerKnown(c *capturing, k store.KnownOrder) {
	if k.Archive != "" {
		c.result.Err = store.ArchivedError(c.in.ExternalID, k.Archive)
		return
	}
	c.result.Changed = !sameContent(k, c.in)
	b.loads = append(b.loads, knownLoad{c, k.ID})
}

// check makes an order of an input that is new.
func (b *batch) check(c *capturing) {
	ch := b.cat.channels[c.in.Channel]
	tx := b.at(c)
	o, err := oms.NewOrder(c.in, ch, b.cat.lookup(ch.ID), tx.Now)
	if err != nil {
		c.result.Err = err
		return
	}
	o.ID, o.CustomerID = store.NewID(oms.PrefixOrder), store.CustomerID(o.Email)
	if c.in.Canceled {
		cancelAtOnce(o, c.in, tx)
	}
	o.Statuses = oms.Summarize(o)
	o.ExpectStock()
	o.StageSince = o.CapturedAt
	b.fresh[b.key(c)] = c
	b.new = append(b.new, newOrder{c, o})
}

// cancelAtOnce makes an order that the channel has canceled before it landed.
func cancelAtOnce(o *oms.Order, in *oms.OrderInput, tx *store.Tx) {
	o.Lifecycle, o.CanceledAt, o.CancelReason = oms.Canceled, &tx.Now, in.CancelReason
	o.Holds, o.Exceptions = nil, nil
	for _, l := range o.Units() {
		l.Canceled, l.Unallocated = l.Canceled+l.Unallocated, 0
	}
	o.SettleBundles()
}

// insert writes the orders themselves, sorted by key, so that two servers with
// the same orders wait for each other in one direction only.
func (b *batch) insert(ctx context.Context) error {
	rows := b.rows()
	slices.SortStableFunc(rows, func(x, y store.NewOrder) int {
		if x.ChannelID != y.ChannelID {
			return compare(x.ChannelID, y.ChannelID)
		}
		return compare(x.ExternalID, y.ExternalID)
	})
	if !b.tx.Postgres() {
		rows = b.rows() // one writer: numbers in the order of arrival
	}
	lost, err := b.tx.InsertOrders(ctx, rows)
	if err != nil || len(lost) == 0 {
		return err
	}
	keys := make([]store.OrderKey, 0, len(lost))
	for k := range lost {
		keys = append(keys, k)
	}
	found, err := b.tx.KnownOrders(ctx, keys)
	if err != nil {
		return err
	}
	b.new = slices.DeleteFunc(b.new, func(n newOrder) bool {
		k, ok := found[b.key(n.c)]
		if ok {
			b.answerKnown(n.c, k)
		}
		return ok
	})
	return nil
}

func compare(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

func (b *batch) rows() []store.NewOrder {
	rows := make([]store.NewOrder, len(b.new))
	for i, n := range b.new {
		rows[i] = store.NewOrder{Order: n.o, Fingerprint: n.c.in.Fingerprint, Payload: n.c.in.Raw}
	}
	return rows
}

// allocate lets each order take its units, in the order of arrival.
func (b *batch) allocate(ctx context.Context) error {
	var skus []string
	for _, n := range b.new {
		if n.o.Lifecycle != oms.Open {
			continue
		}
		for _, l := range n.o.Units() {
			if l.SKUID != "" && l.Waiting() > 0 {
				skus = append(skus, l.SKUID)
			}
		}
	}
	reserved, err := b.reservations(ctx)
	if err != nil {
		return err
	}
	for _, r := range reserved {
		for _, it := range r.Items {
			skus = append(skus, it.SKUID)
		}
	}
	slices.Sort(skus)
	skus = slices.Compact(skus)
	st, err := b.tx.LockStock(ctx, skus)
	if err != nil {
		return err
	}
	orders := make([]*oms.Order, len(b.new))
	for i, n := range b.new {
		orders[i] = n.o
	}
	p, err := newPlanning(ctx, b.tx, b.cat, skus, orders)
	if err != nil {
		return err
	}
	for _, n := range b.new {
		ctx := store.WithCaller(ctx, store.CallerOf(n.c.ctx))
		tx := b.at(n.c)
		complete(ctx, tx, n.o)
		if n.o.Lifecycle != oms.Open {
			continue
		}
		if r := reserved[n.c.in.Reservation]; r != nil && r.Status == oms.ReservationActive {
			unreserve(st, r, oms.ReservationConverted, tx.Now)
			r.OrderID = n.o.ID
			tx.Emit(ctx, oms.Event{Type: oms.ReservationDone, Subject: r.ID, OrderID: n.o.ID}, map[string]any{"reference": r.Reference, "items": itemsOf(r)})
		}
		p.now = tx.Now
		p.place(n.o, st).record(ctx, tx, n.o)
	}
	if err := p.keep(ctx, b.tx); err != nil {
		return err
	}
	if err := b.tx.SaveStock(ctx, st); err != nil || len(reserved) == 0 {
		return err
	}
	return b.tx.SaveReservations(ctx, slices.Collect(maps.Values(reserved)))
}

// reservations locks the active reservations that orders of the batch take
// over. One that is unknown or over claims nothing: the order goes on as any.
func (b *batch) reservations(ctx context.Context) (map[string]*oms.Reservation, error) {
	var ids []string
	for _, n := range b.new {
		if id := n.c.in.Reservation; oms.IsID(id, oms.PrefixReservation) && n.o.Lifecycle == oms.Open {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := b.tx.LockReservations(ctx, ids)
	byID := make(map[string]*oms.Reservation, len(all))
	for _, r := range all {
		byID[r.ID] = r
	}
	return byID, err
}

// complete gives the parts of a new order their identifiers and tells of them.
func complete(ctx context.Context, tx *store.Tx, o *oms.Order) {
	moves := make(oms.Moves, 0, len(o.Lines))
	for _, l := range o.Units() {
		moves = append(moves, oms.Move{Line: l.N, To: oms.BucketUnallocated, Quantity: l.Ordered})
		if l.Shipped > 0 { // what needs no shipping is handed over at once
			moves = append(moves, oms.Move{Line: l.N, From: oms.BucketUnallocated, To: oms.BucketShipped, Quantity: l.Shipped},
				oms.Move{Line: l.N, From: oms.BucketShipped, To: oms.MarkDelivered, Quantity: l.Delivered})
		}
	}
	event := func(t oms.EventType, subject string, data any) {
		tx.Emit(ctx, oms.Event{Type: t, Subject: subject, OrderID: o.ID}, data)
	}
	event(oms.OrderCaptured, o.ID, captured{Number: fmt.Sprint(o.Number), Channel: o.Channel, ExternalID: o.ExternalID, Lifecycle: o.Lifecycle,
		Total: amountText(o.Total, o.Currency), Currency: o.Currency, Moves: moves})
	if o.Lifecycle == oms.Canceled {
		var back oms.Moves
		for _, l := range o.Units() {
			if l.Canceled > 0 {
				back = append(back, oms.Move{Line: l.N, From: oms.BucketUnallocated, To: oms.BucketCanceled, Quantity: l.Canceled})
			}
		}
		event(oms.OrderCanceled, o.ID, map[string]any{"moves": back, "reason": o.CancelReason})
	}
	if o.Lifecycle == oms.Closed {
		event(oms.OrderClosed, o.ID, map[string]any{"reason": "it was handed over before it came here"})
	}
	for i := range o.Holds {
		h := &o.Holds[i]
		h.ID, h.OrderID, h.PlacedBy, h.PlacedAt = store.NewID(oms.PrefixHold), o.ID, "system", tx.Now
		event(oms.OrderHoldPlaced, h.ID, map[string]any{"type": h.Type, "reason": h.Reason, "blocks": h.Blocks})
	}
	for i := range o.Transactions {
		t := &o.Transactions[i]
		t.ID, t.OrderID = store.NewID(oms.PrefixTransaction), o.ID
		event(paymentEvent(*t), t.ID, map[string]any{"kind": t.Kind, "status": t.Status, "amount": amountText(t.Amount, t.Currency), "currency": t.Currency, "method": t.Method})
	}
	for i := range o.Exceptions {
		e := &o.Exceptions[i]
		*e = e.Open(store.NewID(oms.PrefixException), tx.Now)
		e.OrderID, e.Fingerprint = o.ID, string(e.Kind)+":"+o.ID
		event(oms.ExceptionOpened, e.ID, map[string]any{"kind": e.Kind, "severity": e.Severity, "summary": e.Summary, "says": e.Says})
	}
}

// captured is the data of order.captured.
type captured struct {
	Number     string        `json:"number"`
	Channel    string        `json:"channel"`
	ExternalID string        `json:"external_id"`
	Lifecycle  oms.Lifecycle `json:"lifecycle"`
	Total      string        `json:"total"`
	Currency   string        `json:"currency"`
	Moves      oms.Moves     `json:"moves"`
}

// save writes the parts of the new orders.
func (b *batch) save(ctx context.Context) error {
	inserted := make(map[string]oms.Statuses, len(b.new))
	for _, n := range b.new {
		inserted[n.o.ID] = n.o.Statuses
		n.o.Statuses = oms.Summarize(n.o)
		n.c.result.Order, n.c.result.Created = n.o, true
	}
	return b.tx.InsertOrderParts(ctx, b.rows(), inserted)
}

// load answers repetitions: of orders in this batch with what was just made,
// of older ones with what is stored.
func (b *batch) load(ctx context.Context) error {
	ids := make([]string, 0, len(b.loads))
	for _, k := range b.loads {
		ids = append(ids, k.id)
	}
	slices.Sort(ids)
	stored, err := b.tx.Orders(ctx, slices.Compact(ids))
	if err != nil {
		return err
	}
	byID := make(map[string]*oms.Order, len(stored))
	for _, o := range stored {
		byID[o.ID] = o
	}
	for _, k := range b.loads {
		k.c.result.Order = byID[k.id]
	}
	for _, c := range b.open() {
		if c.result.Order != nil {
			continue
		}
		first := b.fresh[b.key(c)]
		if first == nil || first.result.Order == nil {
			c.result.Err = oms.Errorf(oms.Conflict, "the order came twice at once and the first was not kept: send it again")
			continue
		}
		c.result.Order = first.result.Order
		c.result.Changed = !bytes.Equal(first.in.Fingerprint, c.in.Fingerprint)
	}
	return nil
}

// answer keeps what is answered to writes that came with a key. One that
// changes a known order is answered when the change is made.
func (b *batch) answer(ctx context.Context) error {
	var answers []store.Answered
	for _, c := range b.open() {
		if c.keyed == nil || c.result.Changed {
			continue
		}
		status, body, err := c.keyed.Render(c.result)
		if err != nil {
			return err
		}
		answers = append(answers, store.Answered{Scope: c.keyed.Scope, Key: c.keyed.Key, BodyHash: c.keyed.Hash, Status: status, Answer: body})
	}
	return b.tx.SaveAnswers(ctx, answers)
}
