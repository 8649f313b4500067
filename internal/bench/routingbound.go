package bench

import (
	"context"
	"math"
)

// Of the subgradient ascent.
const (
	boundRounds  = 600
	boundPatient = 15 // rounds without progress before the step is halved
)

// relaxation is the offline assignment with the stock limits priced instead of
// kept.
type relaxation struct {
	in    *instance
	price [][]int64 // by SKU and center: thousandths of a minor unit for a unit
	used  [][]int64 // by SKU and center: units that the orders take at these prices
	best  []int64   // scratch by set of lines
	from  [][]uint16
	step  []int // by set of lines: the step of the card
}

// hindsight returns a true lower bound on what any plan costs, also one that
// knew all orders beforehand: for whatever prices at zero or above,
//
//	Σ orders: their least cost, stock used at its price − Σ stock × price
//
// is no more than the cost of the best plan, since that plan pays no more than
// the value of the stock there is. Each order's least cost is exact, units left
// unfilled included: a dynamic program over the sets of its lines. The prices
// are raised by subgradients with Polyak's step towards the cost of an order by
// order plan; only the bound's height depends on how well that goes.
func (in *instance) hindsight(ctx context.Context) (int64, error) {
	x := &relaxation{in: in}
	for _, have := range in.Stock {
		x.price, x.used = append(x.price, make([]int64, len(have))), append(x.used, make([]int64, len(have)))
	}
	target, err := in.play(ctx, in.strategies()[2])
	if err != nil {
		return 0, err
	}
	highest, share, waited := int64(0), 1.0, 0
	for range boundRounds {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		value := x.value()
		if value > highest {
			highest, waited = value, 0
		} else if waited++; waited == boundPatient {
			share, waited = share/2, 0
		}
		x.raise(share * float64(target.cost*thousandths-value))
	}
	return highest / thousandths, nil
}

const thousandths = 1000

// value is the bound at the present prices, in thousandths.
func (x *relaxation) value() (sum int64) {
	for i := range x.used {
		clear(x.used[i])
	}
	for i := range x.in.Orders {
		sum += x.order(i)
	}
	for i, have := range x.in.Stock {
		for j, n := range have {
			sum -= n * x.price[i][j]
		}
	}
	return sum
}

// order is the least cost of one order at the present prices: center after
// center, each set of lines is what the center takes of it and the best that
// the centers before made of the rest.
func (x *relaxation) order(i int) int64 {
	o := &x.in.Orders[i]
	sets := 1 << len(o.Lines)
	x.prepare(o.Lines, sets)
	for j, zone := range o.Zones {
		prices := x.in.card.Zones[zone-1].Prices
		from := x.from[j]
		for set := sets - 1; set > 0; set-- {
			least, took := x.best[set], 0
			for part := set; part > 0; part = (part - 1) & set {
				cost := prices[x.step[part]]*thousandths + x.best[set&^part]
				for k, sku := range o.Lines {
					if part&(1<<k) != 0 {
						cost += x.price[sku][j]
					}
				}
				if cost < least {
					least, took = cost, part
				}
			}
			x.best[set], from[set] = least, uint16(took)
		}
	}
	set := sets - 1
	for j := len(o.Zones) - 1; j >= 0; j-- {
		part := int(x.from[j][set])
		for k, sku := range o.Lines {
			if part&(1<<k) != 0 {
				x.used[sku][j]++
			}
		}
		set &^= part
	}
	return x.best[sets-1]
}

// prepare begins with every line unfilled.
func (x *relaxation) prepare(lines []int, sets int) {
	x.best, x.step = make([]int64, sets), make([]int, sets)
	x.from = make([][]uint16, len(x.in.Centers))
	for j := range x.from {
		x.from[j] = make([]uint16, sets)
	}
	for set := range sets {
		var grams int64
		for k, sku := range lines {
			if set&(1<<k) != 0 {
				grams += x.in.grams[sku]
				x.best[set] += x.in.lost * thousandths
			}
		}
		for x.step[set] < len(x.in.card.Steps)-1 && x.in.card.Steps[x.step[set]] < grams {
			x.step[set]++
		}
	}
}

// raise moves the prices along the subgradient: up where more is used than
// there is, down, but not below zero, where less is.
func (x *relaxation) raise(gap float64) {
	var norm float64
	for i, have := range x.in.Stock {
		for j, n := range have {
			if g := float64(x.used[i][j] - n); g > 0 || x.price[i][j] > 0 {
				norm += g * g
			}
		}
	}
	if norm == 0 {
		return
	}
	for i, have := range x.in.Stock {
		for j, n := range have {
			x.price[i][j] = max(0, x.price[i][j]+int64(math.Round(gap/norm*float64(x.used[i][j]-n))))
		}
	}
}
