package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/refusal"
	"github.com/switchyard-oms/switchyard/routing"
)

// ReservationInput claims stock for a time: a cart, a quote, an unpaid order.
type ReservationInput struct {
	Channel     string            `json:"channel,omitempty" doc:"Code of the channel; its listings' codes may stand for SKUs" maxLength:"64"`
	Reference   string            `json:"reference,omitempty" doc:"Your own name for it, such as a cart's id" maxLength:"200"`
	TTLSeconds  int64             `json:"ttl_seconds,omitempty" doc:"How long it holds: a second to a week, 900 when absent" minimum:"1" maximum:"604800"`
	Items       []ReservationLine `json:"items" minItems:"1" maxItems:"200"`
	Destination *oms.Address      `json:"destination,omitempty" doc:"Where it would go: the nearest locations are claimed"`
}

// ReservationLine asks for a quantity of one SKU.
type ReservationLine struct {
	SKU      string `json:"sku" doc:"Code of the SKU, or of a bundle, whose components are claimed" example:"TEE-RED-M" maxLength:"100"`
	Quantity int64  `json:"quantity" minimum:"1" maximum:"1000000" example:"2"`
}

const (
	defaultTTL          = 15 * time.Minute
	maxTTL              = 7 * 24 * time.Hour
	maxReservationItems = 200
)

// checkBasket checks what is asked for, and where it goes if that is said.
func checkBasket(items []ReservationLine, to *oms.Address) (errs []oms.FieldError) {
	if len(items) == 0 || len(items) > maxReservationItems {
		errs = append(errs, oms.FaultAt("items", "must have 1 to %d entries", maxReservationItems))
	}
	for i, it := range items {
		errs = append(errs, checkCode(fmt.Sprintf("items[%d].sku", i), it.SKU, maxSKUCode)...)
		errs = append(errs, checkRange(fmt.Sprintf("items[%d].quantity", i), it.Quantity, 1, oms.MaxQuantity)...)
	}
	if to != nil {
		errs = append(errs, to.Check("destination")...)
	}
	return errs
}

func (in ReservationInput) check() error {
	errs := append(checkText("channel", in.Channel, maxCode), checkText("reference", in.Reference, 200)...)
	errs = append(errs, checkBasket(in.Items, in.Destination)...)
	if _, err := ttl(in.TTLSeconds); err != nil {
		errs = append(errs, oms.FaultAt("ttl_seconds", "%v", err))
	}
	return oms.InvalidFields("the reservation", errs)
}

func ttl(seconds int64) (time.Duration, error) {
	if seconds == 0 {
		return defaultTTL, nil
	}
	if seconds < 1 || seconds > int64(maxTTL/time.Second) {
		return 0, refusal.Errorf("must be 1 to %d", int64(maxTTL/time.Second))
	}
	return time.Duration(seconds) * time.Second, nil
}

// Reserve claims stock at the locations that routing would send it from: all
// that is asked for, or nothing and a Conflict that says what is short.
//
// Its units count as reserved until it is released, becomes an order, or is
// swept up by ExpireReservations after its time: that runs every second, so a
// claim may outlive its time by about that much.
func (f *Flow) Reserve(ctx context.Context, in ReservationInput) (*oms.Reservation, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Reservation, error) {
		life, _ := ttl(in.TTLSeconds) // checked
		r := &oms.Reservation{ID: store.NewID(oms.PrefixReservation), Reference: in.Reference, Status: oms.ReservationActive, CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(life)}
		cat := &catalog{}
		if err := cat.fresh(ctx, tx); err != nil {
			return nil, err
		}
		demand, parts, err := in.demand(ctx, tx, cat, r)
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(demand))
		for i, d := range demand {
			ids[i] = d.SKUID
		}
		if in.Destination != nil {
			if err := cat.needPlaces(ctx, tx, []oms.Address{*in.Destination}); err != nil {
				return nil, err
			}
		}
		st, err := tx.LockStock(ctx, ids)
		if err != nil {
			return nil, err
		}
		if err := in.claim(r, demand, parts, cat, st, tx.Now); err != nil {
			return nil, err
		}
		return r, keepReservation(ctx, tx, st, r, in.Channel)
	})
}

// keepReservation writes a new reservation and the stock that it claims.
func keepReservation(ctx context.Context, tx *store.Tx, st *store.Stock, r *oms.Reservation, channel string) error {
	tx.Emit(ctx, oms.Event{Type: oms.ReservationCreated, Subject: r.ID}, map[string]any{"reference": r.Reference, "channel": channel,
		"expires_at": r.ExpiresAt, "items": itemsOf(r)})
	if err := tx.SaveStock(ctx, st); err != nil {
		return err
	}
	return tx.SaveReservations(ctx, []*oms.Reservation{r})
}

// demand is what the items ask of the shelves: a bundle asks for its parts.
// A demand's Line is the index of its item. The map has the code of each SKU.
func (in ReservationInput) demand(ctx context.Context, tx *store.Tx, cat *catalog, r *oms.Reservation) ([]routing.Demand, map[string]string, error) {
	if in.Channel != "" {
		if err := cat.needChannels(ctx, tx, []string{in.Channel}); err != nil {
			return nil, nil, err
		}
		c := cat.channels[in.Channel]
		if c == nil {
			return nil, nil, oms.InvalidField("channel", "%.64q is not known: create it first", in.Channel)
		}
		r.ChannelID = c.ID
	}
	codes := make([]string, len(in.Items))
	for i, it := range in.Items {
		codes[i] = it.SKU
	}
	if err := cat.needSKUs(ctx, tx, r.ChannelID, codes); err != nil {
		return nil, nil, err
	}
	find := cat.lookup(r.ChannelID)
	var demand []routing.Demand
	names := map[string]string{}
	for i, it := range in.Items {
		s := find(it.SKU)
		switch {
		case s == nil:
			return nil, nil, oms.InvalidField(fmt.Sprintf("items[%d].sku", i), "%.100q is not known: create it first", it.SKU)
		case !s.Bundle():
			demand = append(demand, routing.Demand{Line: i, SKUID: s.ID, Quantity: it.Quantity})
			names[s.ID] = s.Code
		}
		for _, c := range s.Components {
			demand = append(demand, routing.Demand{Line: i, SKUID: c.SKUID, Quantity: it.Quantity * c.Quantity})
			names[c.SKUID] = c.SKU
		}
	}
	return demand, names, nil
}

// claim takes the units in memory, or says what is short.
func (in ReservationInput) claim(r *oms.Reservation, demand []routing.Demand, names map[string]string, cat *catalog, st *store.Stock, now time.Time) error {
	demand, fenced := cat.unfenced(r.ChannelID, demand, st)
	problem := routing.Problem{Now: now, Lines: demand, Nodes: cat.nodes, Items: cat.items(demand, cat.nodes, st), Order: routing.Facts{Channel: in.Channel}}
	cat.keepOut(&problem, r.ChannelID)
	if in.Destination != nil {
		problem.To = cat.destination(*in.Destination)
	}
	plan := routing.Choose(&problem, cat.live.policy)
	plan.Short = append(plan.Short, fenced...)
	if len(plan.Short) > 0 {
		e := oms.Errorf(oms.Conflict, "there is not enough stock for all of it, so nothing is reserved")
		for _, s := range plan.Short {
			e.Fields = append(e.Fields, oms.FaultAt(fmt.Sprintf("items[%d].quantity", s.Line), "%d of %s are short", s.Quantity, names[s.SKUID]))
		}
		return e
	}
	for _, p := range plan.Picks {
		at := cat.nodes[p.Node].ID
		st.Level(p.SKUID, at).Reserved += p.Quantity
		r.Items = append(r.Items, oms.ReservationItem{SKUID: p.SKUID, SKU: names[p.SKUID], LocationID: at, Quantity: p.Quantity})
	}
	return nil
}
