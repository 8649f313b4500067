package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/routing"
)

// CanaryReport is what came of a canary: what each side did, and what both
// versions make of the same orders.
type CanaryReport struct {
	Currency string     `json:"currency" doc:"Of the costs" example:"EUR"`
	Live     CanarySide `json:"live" doc:"Orders that the live version decided about"`
	Canary   CanarySide `json:"canary" doc:"Orders that the canary decided about"`
	Paired   CanaryPair `json:"paired" doc:"All of these orders under both versions: each was planned by the other one too, with the same stock at the same instant. Only here are costs compared: the orders of the two sides differ"`
	Prices   bool       `json:"prices_differ" doc:"The two versions have different rate cards or costs of handling. Each plan is counted with its own version's, so part of the difference is the prices"`
}

// CanarySide is what became of one side's orders.
type CanarySide struct {
	Orders     int64 `json:"orders" doc:"By their first decision since the canary began" example:"120"`
	Units      int64 `json:"units" doc:"Asked for" example:"260"`
	Filled     int64 `json:"filled" doc:"Units that found a location" example:"255"`
	Waiting    int64 `json:"waiting" doc:"Units that found none: backordered, or without stock" example:"5"`
	Split      int64 `json:"split" doc:"Orders that more than one location sends" example:"9"`
	Late       int64 `json:"late" doc:"Orders of which a part is planned to be handed over later than the live version's policy wants" example:"2"`
	Cost       int64 `json:"cost" doc:"Carriage and handling, minor units" example:"64200"`
	Kept       int64 `json:"kept" doc:"Fulfillment orders that were handed over by the time they were to be" example:"88"`
	Missed     int64 `json:"missed" doc:"Fulfillment orders that were handed over later, or are due and are not" example:"1"`
	Unreleased int64 `json:"unreleased" doc:"Fulfillment orders that are not released: a better plan may still move them" example:"12"`
}

// CanaryPair is what both versions make of the same orders.
type CanaryPair struct {
	Orders       int64 `json:"orders" example:"1200"`
	Differ       int64 `json:"differ" doc:"Orders that the two send from different locations" example:"140"`
	Units        int64 `json:"units" example:"2600"`
	LiveFilled   int64 `json:"live_filled" example:"2550"`
	CanaryFilled int64 `json:"canary_filled" example:"2552"`
	LiveSplit    int64 `json:"live_split" example:"90"`
	CanarySplit  int64 `json:"canary_split" example:"84"`
	LiveLate     int64 `json:"live_late" example:"20"`
	CanaryLate   int64 `json:"canary_late" example:"21"`
	Compared     int64 `json:"compared" doc:"Orders of which both fill as many units, at least one: their costs are compared" example:"1190"`
	LiveCost     int64 `json:"live_cost" doc:"Carriage and handling of those, minor units" example:"642000"`
	CanaryCost   int64 `json:"canary_cost" example:"630100"`
	// Difference is for each order; Low and High say how sure it is.
	Difference int64           `json:"difference_millis" doc:"What an order costs more under the canary, thousandths of a minor unit; below zero is less" example:"-10000"`
	Low        int64           `json:"low_millis" doc:"In 95 of 100 such comparisons the true difference is not below this" example:"-14200"`
	High       int64           `json:"high_millis" doc:"Nor above this" example:"-5800"`
	Verdict    routing.Verdict `json:"verdict" enum:"too_few,equal,unclear,cheaper,dearer" doc:"too_few: below 30 orders; equal: not one costs more or less; unclear: it may be chance" example:"cheaper"`
}

// describeCanary adds what came of a canary.
func describeCanary(ctx context.Context, tx *store.Tx, c store.RoutingCanary) (*RoutingCanary, error) {
	out := &RoutingCanary{RoutingCanary: c}
	if err := json.Unmarshal(c.Guards, &out.Guards); err != nil {
		return nil, fmt.Errorf("flow: the guards of canary %s: %w", c.ID, err)
	}
	if len(c.Report) > 0 {
		if err := json.Unmarshal(c.Report, &out.Report); err != nil {
			return nil, fmt.Errorf("flow: the report of canary %s: %w", c.ID, err)
		}
		return out, nil
	}
	var err error
	out.Report, err = canaryReport(ctx, tx, &c)
	return out, err
}

// canaryReport adds up what is known of a canary.
func canaryReport(ctx context.Context, tx *store.Tx, c *store.RoutingCanary) (out CanaryReport, err error) {
	if out.Currency, out.Prices, err = pricesOf(ctx, tx, c); err != nil {
		return out, err
	}
	sums, err := tx.CanarySums(ctx, c.ID)
	if err != nil {
		return out, err
	}
	work, err := tx.CanaryWork(ctx, c.ID)
	if err != nil {
		return out, err
	}
	for _, s := range sums {
		side := out.side(s.Canary)
		side.Orders, side.Units, side.Cost = s.Orders, s.Units, s.OwnCost
		side.Filled, side.Split, side.Late = s.LiveFilled, s.LiveSplit, s.LiveLate
		if s.Canary {
			side.Filled, side.Split, side.Late = s.CanaryFilled, s.CanarySplit, s.CanaryLate
		}
		side.Waiting = side.Units - side.Filled
	}
	for _, w := range work {
		side := out.side(w.Canary)
		side.Kept, side.Missed, side.Unreleased = w.Kept, w.Missed, w.Unreleased
	}
	out.Paired = pairOf(sums)
	return out, nil
}

func (r *CanaryReport) side(canary bool) *CanarySide {
	if canary {
		return &r.Canary
	}
	return &r.Live
}

// pairOf joins the orders of both sides, and weighs what they differ in.
func pairOf(sums []store.CanarySum) (p CanaryPair) {
	var d routing.Paired
	for _, s := range sums {
		p.Orders, p.Differ, p.Units = p.Orders+s.Orders, p.Differ+s.Differs, p.Units+s.Units
		p.LiveFilled, p.CanaryFilled = p.LiveFilled+s.LiveFilled, p.CanaryFilled+s.CanaryFilled
		p.LiveSplit, p.CanarySplit = p.LiveSplit+s.LiveSplit, p.CanarySplit+s.CanarySplit
		p.LiveLate, p.CanaryLate = p.LiveLate+s.LiveLate, p.CanaryLate+s.CanaryLate
		p.Compared, p.LiveCost, p.CanaryCost = p.Compared+s.Compared, p.LiveCost+s.LiveCost, p.CanaryCost+s.CanaryCost
		d.SquaresHigh, d.SquaresLow = d.SquaresHigh+s.SquaresHigh, d.SquaresLow+s.SquaresLow
	}
	d.N, d.Sum = p.Compared, p.CanaryCost-p.LiveCost
	e := d.Weigh()
	p.Difference, p.Low, p.High, p.Verdict = e.Mean, e.Low, e.High, e.Verdict
	return p
}

// pricesOf says in which currency a canary counts, and whether its version has
// other prices than the one that it is compared with.
func pricesOf(ctx context.Context, tx *store.Tx, c *store.RoutingCanary) (currency string, differ bool, err error) {
	table, err := rateTable(ctx, tx)
	if err != nil {
		return "", false, err
	}
	var both [2]routing.Policy
	for i, version := range []int64{c.Live, c.Version} {
		v, err := findRouting(ctx, tx, table, version)
		if err != nil {
			return "", false, err
		}
		if both[i], err = policyIn(v, table); err != nil {
			return "", false, err
		}
	}
	differ = both[0].Handling != both[1].Handling || !bytes.Equal(jsonOf(both[0].Cards), jsonOf(both[1].Cards))
	return both[0].Currency, differ, nil
}

// RoutingCanary returns a canary.
func (f *Flow) RoutingCanary(ctx context.Context, id string) (*RoutingCanary, error) {
	if err := checkFilters("canary", id); err != nil {
		return nil, err
	}
	return read(ctx, f, func(tx *store.Tx) (*RoutingCanary, error) {
		c, err := tx.RoutingCanary(ctx, id)
		if err != nil {
			return nil, err
		}
		return describeCanary(ctx, tx, *c)
	})
}

// RoutingCanaries returns a page of the canaries, the newest first: the one
// that runs, if one does, is the first.
func (f *Flow) RoutingCanaries(ctx context.Context, p Paging) (Page[*RoutingCanary], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[*RoutingCanary]{}, err
	}
	before := ""
	if err := p.at(&before); err != nil {
		return Page[*RoutingCanary]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[*RoutingCanary], error) {
		all, err := tx.RoutingCanaries(ctx, before, limit)
		if err != nil {
			return Page[*RoutingCanary]{}, err
		}
		out := make([]*RoutingCanary, len(all))
		for i, c := range all {
			if out[i], err = describeCanary(ctx, tx, c); err != nil {
				return Page[*RoutingCanary]{}, err
			}
		}
		return pageOf(out, page, func(c *RoutingCanary) any { return c.ID }), nil
	})
}
