package flow

import (
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// known finds a SKU; one that is not loaded has its id alone.
func (c *catalog) known(skuID string) *oms.SKU {
	if s := c.skusByID[skuID]; s != nil {
		return s
	}
	return &oms.SKU{ID: skuID, Code: skuID}
}

// levelAt is the level of a SKU at a node.
func levelAt(st *store.Stock, skuID string, n *routing.Node) oms.StockLevel {
	l := st.At(skuID, n.ID)
	l.Location = n.Code
	return l
}

// keepOut excludes the nodes that a channel does not sell from.
func (c *catalog) keepOut(p *routing.Problem, channelID string) {
	for j := range p.Nodes {
		if r := c.rules.Outside(channelID, p.Nodes[j].Code); r != nil {
			exclude(p, j, "not a location of this channel: "+r.Name)
		}
	}
}

// exclude takes a node out of a problem; the nodes of others stay as they are.
func exclude(p *routing.Problem, node int, why string) {
	p.Nodes = slices.Clone(p.Nodes)
	p.Nodes[node].Excluded = why
}

// unfenced cuts a demand to what the channel may take, line by line, and
// returns what is held for other channels. The levels of a SKU are locked at
// all locations, so two orders never both take the last unit that is free.
func (c *catalog) unfenced(channelID string, demand []routing.Demand, st *store.Stock) (free []routing.Demand, fenced []routing.Short) {
	left := map[string]int64{}
	for _, d := range demand {
		sku := c.known(d.SKUID)
		if !c.rules.Fenced(sku, channelID) {
			free = append(free, d)
			continue
		}
		if _, counted := left[d.SKUID]; !counted {
			levels := make([]oms.StockLevel, len(c.nodes))
			for j := range c.nodes {
				levels[j] = levelAt(st, d.SKUID, &c.nodes[j])
			}
			left[d.SKUID] = c.rules.Free(sku, channelID, levels)
		}
		may := min(d.Quantity, left[d.SKUID])
		left[d.SKUID] -= may
		if may < d.Quantity {
			fenced = append(fenced, routing.Short{Line: d.Line, SKUID: d.SKUID, Quantity: d.Quantity - may})
		}
		if d.Quantity = may; may > 0 {
			free = append(free, d)
		}
	}
	return free, fenced
}
