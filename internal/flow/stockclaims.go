package flow

import (
	"context"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// held is who holds the stock of some SKUs, locked: orders by allocations, and
// reservations.
type held struct {
	f            *Flow
	tx           *store.Tx
	skus         map[string]bool // whose holders are locked
	orders       []*oms.Order
	reservations []*oms.Reservation
	plan         *planning // the policies for units that nobody has
	losses       map[string]*loss
	freed        []*oms.Reservation
}

// loss is what one order loses in a batch.
type loss struct {
	work   *work
	moves  oms.Moves
	items  []stockItem
	reason oms.MovementReason
}

// holder is a claim's owner, who may lose units.
type holder struct {
	reservation *oms.Reservation
	order       *oms.Order
	work        *oms.FulfillmentOrder
	allocation  *oms.Allocation
}

// lock locks who holds the SKUs.
func (h *held) lock(ctx context.Context, skuIDs []string) error {
	if len(skuIDs) == 0 {
		return nil
	}
	h.skus, h.losses = map[string]bool{}, map[string]*loss{}
	for _, id := range skuIDs {
		h.skus[id] = true
	}
	ids, err := h.tx.Holders(ctx, skuIDs)
	if err != nil {
		return err
	}
	if h.orders, err = h.tx.LockOrders(ctx, ids); err != nil {
		return err
	}
	found, err := h.tx.ReservationsOf(ctx, skuIDs)
	if err != nil {
		return err
	}
	ids = nil
	for _, r := range found {
		ids = append(ids, r.ID)
	}
	if h.reservations, err = h.tx.LockReservations(ctx, ids); err != nil {
		return err
	}
	cat := &catalog{}
	if err := cat.fresh(ctx, h.tx); err != nil {
		return err
	}
	h.plan, err = newPlanning(ctx, h.tx, cat, skuIDs, h.orders)
	return err
}

// covers tells whether all who hold a SKU are locked.
func (h *held) covers(skuID string) bool { return h.skus[skuID] }

// reserved returns the SKUs of the reservations, code by id: a reservation
// that loses a unit loses all.
func (h *held) reserved() map[string]string {
	codes := map[string]string{}
	for _, r := range h.reservations {
		for _, it := range r.Items {
			codes[it.SKUID] = it.SKU
		}
	}
	return codes
}

// verify makes sure that the claims that are locked are all there are: a new
// one may have come before the stock was locked.
func (h *held) verify(st *store.Stock, skuIDs []string) error {
	for _, id := range skuIDs {
		for _, l := range st.Of(id) {
			var allocated, reserved int64
			for _, o := range h.orders {
				for i := range o.FulfillmentOrders {
					for _, a := range o.FulfillmentOrders[i].Items {
						if a.SKUID == id && a.LocationID == l.LocationID && (a.Status == oms.AllocationActive || a.Status == oms.AllocationReleased) {
							allocated += a.Held()
						}
					}
				}
			}
			for _, r := range h.reservations {
				for _, it := range r.Items {
					if it.SKUID == id && it.LocationID == l.LocationID {
						reserved += it.Quantity
					}
				}
			}
			if allocated != l.Allocated || reserved != l.Reserved {
				return &contested{skuIDs}
			}
		}
	}
	return nil
}

// claims lists who holds a SKU at a location, and could lose it.
func (h *held) claims(skuID, placeID string) (claims []stock.Claim, holders []holder) {
	add := func(id string, s stock.Strength, n int64, of holder) {
		if n > 0 {
			claims, holders = append(claims, stock.Claim{ID: id, Strength: s, Quantity: n}), append(holders, of)
		}
	}
	for _, r := range h.reservations {
		var n int64
		for _, it := range r.Items {
			if it.SKUID == skuID && it.LocationID == placeID && r.Status == oms.ReservationActive {
				n += it.Quantity
			}
		}
		add(r.ID, stock.Reserved, n, holder{reservation: r})
	}
	for _, o := range h.orders {
		for i := range o.FulfillmentOrders {
			f := &o.FulfillmentOrders[i]
			for j := range f.Items {
				a := &f.Items[j]
				if a.SKUID != skuID || a.LocationID != placeID {
					continue
				}
				strength := stock.Allocated
				if a.Status == oms.AllocationReleased {
					strength = stock.Released
				}
				add(a.ID, strength, a.Losable(), holder{order: o, work: f, allocation: a})
			}
		}
	}
	return claims, holders
}

// lose takes n units from a holder and returns the id of the order or
// reservation.
func (h *held) lose(ctx context.Context, st *store.Stock, who holder, n int64, reason oms.MovementReason) (string, error) {
	if r := who.reservation; r != nil {
		unreserve(st, r, oms.ReservationReleased, h.tx.Now)
		h.freed = append(h.freed, r)
		h.tx.Emit(ctx, oms.Event{Type: oms.ReservationFreed, Subject: r.ID}, map[string]any{"reference": r.Reference, "reason": "stock is missing: " + string(reason)})
		return r.ID, nil
	}
	o, a := who.order, who.allocation
	out := h.losses[o.ID]
	if out == nil {
		out = &loss{work: h.f.change(h.tx, o), reason: reason}
		out.work.st = st
		h.losses[o.ID] = out
	}
	s, err := o.Lose(who.work, a, n, h.backordered(a.SKUID, n), h.tx.Now)
	if err != nil {
		return "", fmt.Errorf("flow: allocation %s: %s", a.ID, err.Error()) // it was just counted: no refusal of an input
	}
	for _, c := range s.Stock {
		st.Level(c.SKUID, c.LocationID).Allocated += c.Allocated
	}
	out.moves = append(out.moves, s.Moves...)
	out.items = append(out.items, stockItem{a.SKUID, a.SKU, a.LocationID, n})
	return o.ID, nil
}

// backordered is how many of n units without stock wait for it, by the SKU's
// policy.
func (h *held) backordered(skuID string, n int64) int64 {
	s := h.plan.sku(skuID)
	if s == nil || s.Unfillable != oms.Backorder {
		return 0
	}
	if h.plan.room != nil {
		n = min(n, max(0, h.plan.room(skuID)))
	}
	if h.plan.waiting != nil {
		h.plan.waiting[skuID] += n
	}
	return n
}

// save writes who lost, each order with its exception.
func (h *held) save(ctx context.Context) error {
	for _, o := range h.orders {
		l := h.losses[o.ID]
		if l == nil {
			continue
		}
		l.work.event(ctx, oms.StockDeallocated, o.ID, map[string]any{"reason": "stock is missing: " + string(l.reason), "items": l.items, "moves": l.moves})
		var codes []string
		var units int64
		for _, it := range l.items {
			units += it.Quantity
			if !slices.Contains(codes, it.SKU) {
				codes = append(codes, it.SKU)
			}
		}
		says := oms.SaysStockShort
		if l.reason == oms.ReasonExpired {
			says = oms.SaysStockPast
		}
		raise(ctx, h.tx, o, oms.Exception{Kind: oms.ExceptionStockShort, Severity: oms.SeverityHigh}.Saying(
			says.With(oms.Facts{"count": oms.FactNumber(units), "skus": oms.FactList(codes)})))
		if _, err := l.work.save(ctx); err != nil {
			return err
		}
	}
	return h.tx.SaveReservations(ctx, h.freed)
}
