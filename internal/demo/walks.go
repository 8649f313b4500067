package demo

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// The biggest warehouse picks in waves: whenever a few orders wait, somebody
// takes a cart and walks.
const (
	cartSite  = "BER"
	fewOnCart = 3                // orders for which a walk is worth it
	fullCart  = 8                // totes on a cart
	nextWalk  = 10 * time.Minute // of the demo, between two looks at the carts
	alone     = 2 * time.Hour    // after which what is on no cart is picked alone
)

// walkers push the carts.
var walkers = []string{"Kim", "Jonas", "Mira"}

// walk goes on with the carts that are out, a tote or two each, and sends
// another one when enough waits.
func (d *Demo) walk(ctx context.Context) error {
	out, err := d.flow.Waves(ctx, flow.WaveFilter{Location: cartSite, Unfinished: "true", Paging: flow.Paging{Limit: 50}})
	if err != nil {
		return err
	}
	busy := 0
	for _, w := range out.Items {
		if w.Progress().ToPick == 0 {
			continue
		}
		busy++
		if w.Claim != nil && !isWalker(w.Claim) {
			continue // a person who looks at the demo has taken it over
		}
		if err := d.fillTotes(ctx, w); err != nil {
			return err
		}
	}
	if busy >= len(walkers)-1 {
		return nil
	}
	return d.sendCart(ctx, len(out.Items))
}

// sendCart has somebody take the next cart, if enough waits for one.
func (d *Demo) sendCart(ctx context.Context, n int) error {
	waiting, err := d.flow.FulfillmentOrders(ctx, flow.FulfillmentFilter{Location: cartSite, Column: string(flow.ColumnToPick), Paging: flow.Paging{Limit: 100}})
	if err != nil {
		return err
	}
	free := 0
	for _, one := range waiting.Items {
		if one.Wave == nil && one.Claim == nil {
			free++
		}
	}
	if free < fewOnCart {
		return nil
	}
	_, err = d.flow.MakeWave(by(ctx, walkers[n%len(walkers)]), flow.WaveInput{Location: cartSite, Most: fullCart, Claim: true})
	if err != nil && !d.refused("a wave", err) {
		return err
	}
	return nil
}

// fillTotes picks what the next two totes of a cart want.
func (d *Demo) fillTotes(ctx context.Context, w flow.Wave) error {
	whole, err := d.flow.Wave(ctx, w.ID)
	if err != nil {
		return err
	}
	var in flow.WavePick
	totes := map[int64]bool{}
	for i, one := range whole.Works {
		ful := one.Part.Part
		at := whole.Wave.Works[i]
		if at.ToPick() == 0 || len(totes) == 2 {
			continue
		}
		totes[at.Position] = true
		items := d.found(ful)
		if items == nil {
			for _, a := range ful.Items {
				if n := a.Quantity - a.Picked; n > 0 {
					items = append(items, oms.PickItem{Line: a.Line, Quantity: n})
				}
			}
		}
		for _, it := range items {
			in.Items = append(in.Items, flow.WavePickItem{FulfillmentOrder: ful.ID, PickItem: it})
		}
	}
	who := walkers[int(w.Number)%len(walkers)]
	if w.Claim != nil {
		who = w.Claim.Name
	}
	if _, err := d.flow.PickWave(by(ctx, who), w.ID, in); err != nil && !d.refused("a walk", err) {
		return err
	}
	return nil
}

func isWalker(c *oms.Claim) bool {
	return slices.ContainsFunc(walkers, func(name string) bool { return c.Actor == Actor+name })
}
