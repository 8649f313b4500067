package flow

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// checkedOrder is what a capture would make of an order.
type checkedOrder struct {
	known   bool // it landed before
	changed bool // with other content
	unknown []oms.LineInput
	err     error // why it would be refused
}

// checkOrders tells what a capture would make of orders of one channel, and
// changes nothing. With creating, SKUs that the catalog lacks are no reason to
// refuse.
func (f *Flow) checkOrders(ctx context.Context, cat *catalog, ins []*oms.OrderInput, creating bool) ([]checkedOrder, error) {
	out := make([]checkedOrder, len(ins))
	if len(ins) == 0 {
		return out, nil
	}
	for i, in := range ins {
		out[i].err = in.Prepare()
	}
	err := f.store.Read(ctx, func(tx *store.Tx) error {
		if err := cat.fresh(ctx, tx); err != nil {
			return err
		}
		if err := cat.needChannels(ctx, tx, []string{ins[0].Channel}); err != nil {
			return err
		}
		channel := cat.channels[ins[0].Channel]
		if channel == nil {
			return unknown("channel", ins[0].Channel)
		}
		if err := cat.needSKUs(ctx, tx, channel.ID, skuCodes(ins)); err != nil {
			return err
		}
		known, err := tx.KnownOrders(ctx, orderKeys(channel.ID, ins))
		if err != nil {
			return err
		}
		lookup := cat.lookup(channel.ID)
		for i, in := range ins {
			if k, ok := known[store.OrderKey{ChannelID: channel.ID, ExternalID: in.ExternalID}]; ok {
				out[i].known, out[i].changed = true, !sameContent(k, in)
			}
			out[i].see(in, channel, lookup, creating, tx)
		}
		return nil
	})
	return out, err
}

// see checks one order, unless it is known already or refused.
func (c *checkedOrder) see(in *oms.OrderInput, channel *oms.Channel, lookup func(string) *oms.SKU, creating bool, tx *store.Tx) {
	for _, l := range in.Lines {
		if l.SKU != "" && lookup(l.SKU) == nil {
			c.unknown = append(c.unknown, l)
		}
	}
	switch {
	case c.err != nil || c.known:
	case !channel.Active:
		c.err = oms.Errorf(oms.Conflict, "channel %s is not active: it takes no orders", channel.Code)
	default:
		asked := *in
		asked.AllowUnknownSKUs = asked.AllowUnknownSKUs || creating
		_, c.err = oms.NewOrder(&asked, channel, lookup, tx.Now)
	}
}

// skuCodes lists the codes of orders that can be looked up, once each.
func skuCodes(ins []*oms.OrderInput) (codes []string) {
	for _, in := range ins {
		for _, l := range in.Lines {
			if l.SKU != "" && len(l.SKU) <= maxSKUCode && !unstorable(l.SKU) {
				codes = append(codes, l.SKU)
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func orderKeys(channelID string, ins []*oms.OrderInput) []store.OrderKey {
	keys := make([]store.OrderKey, 0, len(ins))
	for _, in := range ins {
		if !unstorable(in.ExternalID) {
			keys = append(keys, store.OrderKey{ChannelID: channelID, ExternalID: in.ExternalID})
		}
	}
	return keys
}
