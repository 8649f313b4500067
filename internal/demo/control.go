package demo

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/control"
	"github.com/switchyard-oms/switchyard/oms"
)

// State tells how the demo is.
func (d *Demo) State() control.DemoState {
	s := control.DemoState{Time: d.clock.time(), Seed: d.Seed, Sales: []control.RunningSale{}, Channels: []control.SimulatedChannel{}}
	s.Speed, s.Paused = d.clock.state()
	d.mu.Lock()
	defer d.mu.Unlock()
	s.History, s.Faults = d.part, d.faults
	for _, sale := range d.sales {
		if s.Time.Before(sale.to) {
			s.Sales = append(s.Sales, control.RunningSale{Product: sale.product, Title: titleOf(sale.product), Until: sale.to})
		}
	}
	for _, c := range channelNames {
		s.Channels = append(s.Channels, control.SimulatedChannel{Code: c.code, Name: c.name, Orders: d.placed[c.code]})
	}
	for _, v := range d.vendors {
		s.Channels = append(s.Channels, control.SimulatedChannel{Code: v.channel, Name: v.name, Orders: d.placed[v.channel]})
	}
	return s
}

func titleOf(product string) string {
	i := slices.IndexFunc(products, func(p productLine) bool { return p.code == product })
	if i < 0 {
		return product
	}
	return products[i].title
}

// Change sets what is not nil.
func (d *Demo) Change(_ context.Context, c control.DemoChange) (control.DemoState, error) {
	speed, paused := d.clock.state()
	if c.Speed != nil {
		if speed = *c.Speed; !(speed >= 1 && speed <= 3600) {
			return control.DemoState{}, oms.InvalidField("speed", "must be 1 to 3600")
		}
	}
	if c.Paused != nil {
		paused = *c.Paused
	}
	if f := c.Faults; f != nil {
		for _, p := range []float64{f.Throttle, f.Timeout, f.Garbage, f.Lose, f.Duplicate, f.Reorder} {
			if !(p >= 0 && p <= 1) {
				return control.DemoState{}, oms.InvalidField("faults", "must each be 0 to 1")
			}
		}
		d.misbehave(*f)
	}
	d.clock.set(speed, paused)
	return d.State(), nil
}

// FlashSale has everybody want one product for an hour of the demo.
func (d *Demo) FlashSale(_ context.Context, in control.FlashSale) (control.DemoState, error) {
	now := d.clock.time()
	if in.Product == "" {
		in.Product = choose(d.luck("flash", now.Unix()), products).code
	}
	if len(d.ofProduct(in.Product)) == 0 {
		return control.DemoState{}, oms.InvalidField("product", "%.64q is not sold here", in.Product)
	}
	d.mu.Lock()
	d.sales = append(slices.DeleteFunc(d.sales, func(s flashSale) bool { return !now.Before(s.to) }), flashSale{in.Product, now, now.Add(time.Hour)})
	d.rushed = true
	d.mu.Unlock()
	return d.State(), nil
}
