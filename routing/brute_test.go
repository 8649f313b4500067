package routing_test

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/routing"
)

// outcome is what makes a plan good.
type outcome struct{ short, prefer, cost int64 }

func (a outcome) betterThan(b outcome) bool {
	if a.short != b.short {
		return a.short < b.short
	}
	if a.prefer != b.prefer {
		return a.prefer < b.prefer
	}
	return a.cost < b.cost
}

// bruteForce is a second implementation, written for plainness: it tries every
// way to spread every unit, and prices each from the words of docs/routing.md.
type bruteForce struct {
	p      *routing.Problem
	policy *routing.Policy
	rules  []routing.Rule // that fire
	want   []int64
	x      [][]int64 // by item and node
	best   outcome
}

func brute(p *routing.Problem, policy *routing.Policy) outcome {
	b := &bruteForce{p: p, policy: policy, rules: firing(p, policy), best: outcome{short: math.MaxInt64}}
	for _, it := range p.Items {
		var want int64
		for _, l := range p.Lines {
			if l.SKUID == it.SKUID {
				want += l.Quantity
			}
		}
		b.want, b.x = append(b.want, want), append(b.x, make([]int64, len(p.Nodes)))
	}
	b.spread(0, 0, b.want[0])
	return b.best
}

func (b *bruteForce) spread(i, j int, left int64) {
	if j == len(b.p.Nodes) {
		if i+1 == len(b.p.Items) {
			b.consider()
		} else {
			b.spread(i+1, 0, b.want[i+1])
		}
		return
	}
	most := int64(0)
	if b.may(i, j) {
		most = min(left, max(0, b.p.Items[i].Have[j]))
	}
	for n := range most + 1 {
		b.x[i][j] = n
		b.spread(i, j+1, left-n)
	}
	b.x[i][j] = 0
}

func (b *bruteForce) may(i, j int) bool {
	it, n := b.p.Items[i], b.p.Nodes[j]
	abroad := n.Country != b.p.To.Country
	if n.Excluded != "" || len(n.Channels) > 0 && !slices.Contains(n.Channels, b.p.Order.Channel) || abroad && (n.Domestic || it.Domestic) {
		return false
	}
	for _, need := range it.Needs {
		if !slices.Contains(n.Allows, need) {
			return false
		}
	}
	for _, r := range b.rules {
		concerned := about(r.When, it)
		switch {
		case r.Then.Action == routing.Forbid && concerned && names(r, n), r.Then.Action == routing.Require && concerned && !names(r, n):
			return false
		case r.Then.Action == routing.StayInMarket && abroad:
			eu := []string{"DE", "FR"}
			if !slices.Contains(eu, n.Country) || !slices.Contains(eu, b.p.To.Country) {
				return false
			}
		}
	}
	return true
}

func (b *bruteForce) consider() {
	var out outcome
	var used, parcels int64
	maxUsed, maxParcels := int64(math.MaxInt64), int64(math.MaxInt64)
	if value, known := worth(b.p, b.policy); b.policy.NeverSplit || known && value < b.policy.SplitBelow {
		maxUsed = 1
	}
	if b.policy.MaxParcels > 0 {
		maxParcels = b.policy.MaxParcels
	}
	for _, r := range b.rules {
		switch {
		case r.Then.Action == routing.NeverSplit:
			maxUsed = 1
		case r.Then.Of == routing.CapLocations:
			maxUsed = min(maxUsed, r.Then.Limit)
		case r.Then.Of == routing.CapParcels:
			maxParcels = min(maxParcels, r.Then.Limit)
		}
	}
	out.short = sum(b.want)
	for j, n := range b.p.Nodes {
		var units int64
		for i := range b.p.Items {
			units += b.x[i][j]
		}
		if units == 0 {
			continue
		}
		out.short -= units
		if n.Orders != nil && n.Orders.Held+n.Orders.Confirmed >= n.Orders.Limit || n.Units != nil && units > n.Units.Limit-n.Units.Held-n.Units.Confirmed {
			return
		}
		for _, r := range b.rules {
			if r.Then.Of == routing.CapUnits && names(r, n) && units > r.Then.Limit {
				return
			}
		}
		cost, k, ok := b.cost(j)
		if !ok {
			return
		}
		out.cost += cost
		out.prefer += preference(b.p, b.policy, b.rules, n)
		parcels += k
		used++
	}
	if used > 1 {
		out.cost += b.policy.Split * (used - 1)
	}
	if used <= maxUsed && parcels <= maxParcels && out.betterThan(b.best) {
		b.best = out
	}
}

// cost prices what node j sends, and counts its parcels.
func (b *bruteForce) cost(j int) (cost, parcels int64, ok bool) {
	n := b.p.Nodes[j]
	handling := b.policy.Handling
	if n.Handling != nil {
		handling = *n.Handling
	}
	var grams, mm3 int64
	km := away(b.p, n)
	for i, it := range b.p.Items {
		x := b.x[i][j]
		if x == 0 {
			continue
		}
		grams, mm3 = grams+x*it.WeightGrams, mm3+x*it.VolumeMM3
		cost += handling.Line + x*handling.Unit
		cost += x * b.scarce(it, j)
	}
	for _, r := range b.rules {
		if r.Then.Action == routing.Weight && names(r, n) {
			cost += r.Then.Amount
		}
	}
	cost += km * b.policy.PerKM / 1000
	cheapest := int64(math.MaxInt64)
	var price int64
	for _, w := range ways(b.p, b.policy, b.rules, n) {
		count, each := int64(1), int64(0)
		if w.card != nil {
			billed := grams
			if w.card.Divisor > 0 {
				billed = max(billed, int64(math.Ceil(float64(mm3)/float64(w.card.Divisor))))
			}
			for heaviest := w.card.Steps[len(w.card.Steps)-1]; count*heaviest < billed; {
				count++
			}
			for k, up := range w.card.Steps {
				if each = w.zone.Prices[k]; count*up >= billed {
					break
				}
			}
			each += each*w.card.Fuel/1000 + w.card.Surcharge
		}
		if c := count*each + w.late + count*handling.Parcel; c < cheapest {
			cheapest, price, parcels = c, c, count
		}
	}
	if cheapest == math.MaxInt64 {
		return 0, 0, false
	}
	if c := b.policy.Carbon; c.PricePerTonne > 0 {
		cost += (parcels*c.GramsPerParcel + grams*km*c.GramsPerTonneKM/1_000_000) * c.PricePerTonne / 1_000_000
	}
	return cost + price, parcels, true
}

// scarce is what taking one unit of an item from node j costs others.
func (b *bruteForce) scarce(it routing.Item, j int) int64 {
	switch {
	case it.Opportunity != nil:
		return it.Opportunity[j]
	case b.policy.Balance.Unit == 0 || it.Sold == nil:
		return b.policy.LastUnit / it.Have[j]
	}
	days := b.policy.Balance.Days
	if days == 0 {
		days = 14
	}
	mean, enough := float64(it.Sold[j]*days)/28, 0.0
	for k := range it.Have[j] {
		fact, _ := math.Lgamma(float64(k + 1))
		enough += math.Exp(-mean - fact + float64(k)*math.Log(max(mean, 1e-300)))
	}
	return int64(math.Round(float64(b.policy.Balance.Unit) * (1 - enough)))
}

// away is how far a node is from the destination, in kilometers.
func away(p *routing.Problem, n routing.Node) int64 {
	if p.To.Place == nil || n.Place == nil {
		return 20_037
	}
	return int64(math.Round(routing.DistanceKM(*p.To.Place, *n.Place)))
}

// worth is what an order is worth in the policy's currency, if that is known.
func worth(p *routing.Problem, policy *routing.Policy) (int64, bool) {
	if p.Order.Currency == "" || p.Order.Currency == policy.Currency {
		return p.Order.Value, true
	}
	rate, known := policy.Rates[p.Order.Currency]
	return p.Order.Value * rate / 1_000_000, known
}

// level is the service level of an order.
func level(p *routing.Problem, policy *routing.Policy) string {
	if l := policy.Services[p.Order.Service]; l != "" {
		return l
	}
	return p.Order.Service
}

type wayOut struct {
	card *routing.RateCard
	zone *routing.Zone
	late int64
}

// ways lists the cards that go from a node to the destination.
func ways(p *routing.Problem, policy *routing.Policy, rules []routing.Rule, n routing.Node) (out []wayOut) {
	if len(policy.Cards) == 0 {
		return []wayOut{{late: lateness(p, policy, n, 0)}}
	}
	km, service := away(p, n), level(p, policy)
	listed := slices.ContainsFunc(policy.Cards, func(c routing.RateCard) bool { return slices.Contains(c.Services, service) })
	fastest := int64(math.MaxInt64)
	for k := range policy.Cards {
		c := &policy.Cards[k]
		if listed && !slices.Contains(c.Services, service) || !listed && len(c.Services) > 0 && !c.Any {
			continue
		}
		for i := range c.Zones {
			z := &c.Zones[i]
			if n.Zone != "" {
				if n.Zone != z.Name {
					continue
				}
			} else if z.Domestic && n.Country != p.To.Country || z.UpToKM > 0 && km > z.UpToKM || z.From != nil && !slices.Contains(z.From, n.Country) || z.To != nil && !slices.Contains(z.To, p.To.Country) {
				continue
			}
			out = append(out, wayOut{c, z, lateness(p, policy, n, z.Days)})
			fastest = min(fastest, z.Days)
			break
		}
	}
	if strategy(rules) == routing.Fastest {
		out = slices.DeleteFunc(out, func(w wayOut) bool { return w.zone.Days != fastest })
	}
	return out
}

func lateness(p *routing.Problem, policy *routing.Policy, n routing.Node, days int64) int64 {
	late := 60.0
	if n.Dispatch != nil {
		due, there := now.Add(72*time.Hour), *n.Dispatch
		if p.Promise != nil {
			due, there = *p.Promise, there.AddDate(0, 0, int(days))
		}
		late = math.Min(60, math.Ceil(there.Sub(due).Hours()/24))
	}
	if late <= 0 {
		return 0
	}
	return policy.Late.Fixed + int64(late)*policy.Late.PerDay
}

func firing(p *routing.Problem, policy *routing.Policy) (out []routing.Rule) {
	var grams int64
	for _, l := range p.Lines {
		i := slices.IndexFunc(p.Items, func(i routing.Item) bool { return i.SKUID == l.SKUID })
		grams += l.Quantity * p.Items[i].WeightGrams
	}
	for _, r := range policy.Rules {
		if r.Off || !holds(r.When, p, policy, grams) {
			continue
		}
		if out = append(out, r); r.Stop {
			break
		}
	}
	return out
}

// holds tells whether a condition does, part by part.
func holds(w routing.When, p *routing.Problem, policy *routing.Policy, grams int64) bool {
	listed := func(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }
	value, known := worth(p, policy)
	gift, has := p.Order.Attributes["gift"]
	switch {
	case !listed(w.Channels, p.Order.Channel), !listed(w.Countries, p.To.Country), !listed(w.Services, level(p, policy)):
		return false
	case w.Regions != nil && (p.To.Region == "" || !slices.Contains(w.Regions, p.To.Country+"-"+p.To.Region) && !slices.Contains(w.Regions, p.To.Region)):
		return false
	case w.Postal != nil && !strings.HasPrefix(p.To.Postal, w.Postal[0]):
		return false
	case w.CustomerTags != nil && !slices.Equal(p.Order.CustomerTags, w.CustomerTags):
		return false
	case w.Attributes != nil && (!has || !listed(w.Attributes["gift"], gift)):
		return false
	case (w.MinValue != nil || w.MaxValue != nil) && !known, w.MinValue != nil && value < *w.MinValue, w.MaxValue != nil && value > *w.MaxValue:
		return false
	case w.MinWeight != nil && grams < *w.MinWeight, w.MaxWeight != nil && grams > *w.MaxWeight:
		return false
	}
	return slices.ContainsFunc(p.Items, func(i routing.Item) bool { return about(w, i) })
}

// about tells whether an item is one that a condition speaks of.
func about(w routing.When, it routing.Item) bool {
	return (w.Categories == nil || slices.Contains(w.Categories, it.Category)) && (w.SKUs == nil || slices.Contains(w.SKUs, it.SKU)) &&
		(w.Tags == nil || slices.Equal(w.Tags, it.Tags))
}

func names(r routing.Rule, n routing.Node) bool {
	return slices.Contains(r.Then.Locations, n.Code) || slices.Contains(r.Then.Groups, n.Groups[0])
}

func strategy(rules []routing.Rule) routing.Strategy {
	for _, r := range rules {
		if r.Then.Action == routing.Prefer {
			return r.Then.By
		}
	}
	return routing.Cheapest
}

func preference(p *routing.Problem, policy *routing.Policy, rules []routing.Rule, n routing.Node) int64 {
	i := slices.IndexFunc(rules, func(r routing.Rule) bool { return r.Then.Action == routing.Prefer })
	switch strategy(rules) {
	case routing.Nearest:
		return away(p, n)
	case routing.AllInOne:
		return 1
	case routing.Fastest:
		minutes := int64(60 * 24 * 60)
		if n.Dispatch != nil {
			minutes = int64(n.Dispatch.Sub(now).Minutes())
		}
		if ways := ways(p, policy, rules, n); len(ways) > 0 && ways[0].card != nil {
			minutes += ways[0].zone.Days * 24 * 60
		}
		return minutes
	case routing.PriorityList:
		if k := slices.Index(rules[i].Then.Locations, n.Code); k >= 0 {
			return int64(k)
		}
		return int64(len(rules[i].Then.Locations))
	case routing.Group:
		if !names(rules[i], n) {
			return 1
		}
	}
	return 0
}

// preferred sums up what the strategy counts for a plan.
func preferred(p *routing.Problem, policy *routing.Policy, plan routing.Plan) (total int64) {
	seen := map[int]bool{}
	for _, k := range plan.Picks {
		if !seen[k.Node] {
			seen[k.Node] = true
			total += preference(p, policy, firing(p, policy), p.Nodes[k.Node])
		}
	}
	return total
}

func sum(of []int64) (total int64) {
	for _, n := range of {
		total += n
	}
	return total
}
