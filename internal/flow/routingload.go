package flow

import (
	"maps"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/routing"
)

// RoutingLoad is what one location sends in a replay, and its fullest day. A
// day is one hand-over to the carriers.
type RoutingLoad struct {
	Location   string     `json:"location" example:"BER"`
	Orders     int64      `json:"orders" doc:"Fulfillment orders" example:"1200"`
	Units      int64      `json:"units" example:"2300"`
	PeakAt     *time.Time `json:"peak_at" doc:"The hand-over with the most fulfillment orders; null when none was in sight"`
	PeakOrders int64      `json:"peak_orders" example:"88"`
	PeakUnits  int64      `json:"peak_units" doc:"On the same day" example:"170"`
	OrderLimit *int64     `json:"order_limit" doc:"What that day takes; null for no limit" example:"100"`
	UnitLimit  *int64     `json:"unit_limit" example:"300"`
	DaysOver   int64      `json:"days_over" doc:"Days on which a limit is exceeded. Each decision kept to the capacity as it was: only the choices of a variant, taken together, may exceed it" example:"0"`
}

// locationLoad adds up what one location sends.
type locationLoad struct {
	orders, units int64
	days          map[int64]*dayLoad // by the second of the hand-over
}

// dayLoad adds up one hand-over.
type dayLoad struct {
	orders, units         int64
	orderLimit, unitLimit *int64
}

// place counts what a decision puts on its locations.
func (s *RoutingSum) place(p *routing.Problem, o *RoutingOutcome) {
	if s.loads == nil {
		s.loads = map[string]*locationLoad{}
	}
	for _, send := range o.Sends {
		n := &p.Nodes[send.node]
		load := s.loads[n.Code]
		if load == nil {
			load = &locationLoad{}
			s.loads[n.Code] = load
		}
		load.add(n, send.Units)
	}
}

func (l *locationLoad) add(n *routing.Node, units int64) {
	l.orders++
	l.units += units
	if n.Dispatch == nil {
		return
	}
	if l.days == nil {
		l.days = map[int64]*dayLoad{}
	}
	at := n.Dispatch.Unix()
	d := l.days[at]
	if d == nil {
		d = &dayLoad{}
		l.days[at] = d
	}
	d.orders++
	d.units += units
	d.orderLimit, d.unitLimit = limitOf(n.Orders), limitOf(n.Units)
}

func limitOf(l *routing.Load) *int64 {
	if l == nil {
		return nil
	}
	limit := l.Limit
	return &limit
}

// mergeLoads adds the loads of another part of history.
func mergeLoads(into, from map[string]*locationLoad) map[string]*locationLoad {
	if into == nil {
		into = map[string]*locationLoad{}
	}
	for code, l := range from {
		have := into[code]
		if have == nil {
			into[code] = l
			continue
		}
		have.orders += l.orders
		have.units += l.units
		if have.days == nil {
			have.days = map[int64]*dayLoad{}
		}
		for at, d := range l.days {
			if day := have.days[at]; day != nil {
				day.orders += d.orders
				day.units += d.units
			} else {
				have.days[at] = d
			}
		}
	}
	return into
}

// placesOf writes the loads out, by code.
func placesOf(loads map[string]*locationLoad) []RoutingLoad {
	out := []RoutingLoad{}
	for _, code := range slices.Sorted(maps.Keys(loads)) {
		l := loads[code]
		r := RoutingLoad{Location: code, Orders: l.orders, Units: l.units}
		for _, at := range slices.Sorted(maps.Keys(l.days)) {
			d := l.days[at]
			if d.orderLimit != nil && d.orders > *d.orderLimit || d.unitLimit != nil && d.units > *d.unitLimit {
				r.DaysOver++
			}
			if d.orders > r.PeakOrders {
				peak := time.Unix(at, 0).UTC()
				r.PeakAt, r.PeakOrders, r.PeakUnits, r.OrderLimit, r.UnitLimit = &peak, d.orders, d.units, d.orderLimit, d.unitLimit
			}
		}
		out = append(out, r)
	}
	return out
}
