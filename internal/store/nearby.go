package store

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// nearbyOrders is how many orders of a page's sort are looked at one by one at
// first, and sampledOrders of how many it is told how common something is.
// Tests have fewer.
var nearbyOrders, sampledOrders = 1000, 600

// closeBy is how far to look, in nearbyOrders, where the first look tells that
// a page is about so far away.
const closeBy = 12

// nearby looks for a page among the next orders of the list alone, and tells
// whether that settled it: the page is full, or no order is further on.
//
// A word or a tag that a tenth of a million orders bear is found by its index a
// hundred thousand times, only to be sorted for the newest fifty; in the order
// of the list these fifty are close together. One that few orders bear is not
// found nearby, and its index is short. So neither database has to guess how
// common it is. A first look fills the page or tells about how far to look.
// Where it finds hardly anything, some of all orders tell what is shorter, the
// way through the list or the index; and no way through the list is longer
// than what the index would have brought.
func (tx *Tx) nearby(ctx context.Context, f OrderFilter, s orderSort) (page []listed, settled bool, err error) {
	if !f.scattered() {
		return nil, false, nil
	}
	page, settled, err = tx.among(ctx, f, s, nearbyOrders)
	if err != nil || settled {
		return page, settled, err
	}
	if n := enough(f.Limit, len(page), nearbyOrders); n <= closeBy*nearbyOrders {
		if page, settled, err = tx.among(ctx, f, s, n); err != nil || settled {
			return page, settled, err
		}
	}
	all, chosen, indexed, err := tx.sample(ctx, f)
	if err != nil || indexed <= enough(f.Limit, chosen, all) {
		return nil, false, err
	}
	return tx.among(ctx, f, s, indexed)
}

// enough is among how many orders there is a page, with some to spare, when
// there are found among seen.
func enough(page, found, seen int) int {
	if found == 0 {
		return allOrders
	}
	return min(allOrders, 3*(page+1)*seen/(2*found))
}

// allOrders is more than there can be, and farAway as good as all: finding
// where so many orders end would take as long as looking at them.
const (
	allOrders = math.MaxInt32
	farAway   = 50_000
)

// among is nearby with the next n orders, or all of them where n is very many.
func (tx *Tx) among(ctx context.Context, f OrderFilter, s orderSort, n int) (page []listed, settled bool, err error) {
	var edge []struct{ Value, Number int64 }
	if n < farAway {
		beyond, args := s.after(f.After)
		if err := tx.query(ctx, &edge, `SELECT `+s.value(tx)+` AS value, o.number FROM orders o WHERE 1 = 1`+beyond+s.order()+` LIMIT 1 OFFSET ?`, append(args, n)...); err != nil {
			return nil, false, err
		}
	}
	f.near = true
	where, args, err := tx.orderWhere(f)
	if err != nil {
		return nil, false, err
	}
	if len(edge) > 0 {
		where += ` AND (o.` + s.column + `, o.number) ` + s.before() + ` (?, ?)`
		args = append(args, sortValue(s.column, edge[0].Value), edge[0].Number)
	}
	page, err = tx.listed(ctx, where, args, f, s)
	return page, err == nil && (len(page) > f.Limit || len(edge) == 0), err
}

// sample looks at orders spread evenly over all numbers: how many it saw, how
// many of them the filter chooses, and about how many of all orders an index
// brings for it at least.
func (tx *Tx) sample(ctx context.Context, f OrderFilter) (seen, chosen, indexed int, err error) {
	var ends struct{ First, Last int64 }
	if _, err := tx.one(ctx, &ends, `SELECT COALESCE((SELECT MIN(number) FROM orders), 0) AS first, COALESCE((SELECT MAX(number) FROM orders), 0) AS last`); err != nil {
		return 0, 0, 0, err
	}
	var numbers []int64
	step := max(1, (ends.Last-ends.First+1)/int64(sampledOrders))
	for n := ends.First; n <= ends.Last; n += step {
		numbers = append(numbers, n)
	}
	// What holds of an order is a bit each: the filter, and behind it each part that has an index.
	var bits []string
	var args []any
	parts := append([]OrderFilter{f}, f.indexable()...)
	for i, part := range parts {
		part.near = true
		where, more, err := tx.orderWhere(part)
		if err != nil {
			return 0, 0, 0, err
		}
		bits, args = append(bits, `CASE WHEN 1 = 1`+where+` THEN `+strconv.Itoa(1<<i)+` ELSE 0 END`), append(args, more...)
	}
	var rows []struct{ Bits, Orders int }
	err = tx.query(ctx, &rows, `SELECT bits, COUNT(*) AS orders FROM (SELECT `+strings.Join(bits, " + ")+` AS bits FROM orders o WHERE o.number = ANY_OF(?)) t GROUP BY bits`,
		append(args, numbers)...)
	bear := make([]int, len(parts))
	for _, b := range rows {
		seen += b.Orders
		for i := range parts {
			if b.Bits&(1<<i) != 0 {
				bear[i] += b.Orders
			}
		}
	}
	rarest := seen
	for _, n := range bear[1:] {
		rarest = min(rarest, n)
	}
	return seen, bear[0], rarest * int(step), err
}

// indexable are the parts of a filter that an index finds, each a filter.
func (f OrderFilter) indexable() (parts []OrderFilter) {
	part := func(p OrderFilter) {
		p.Zone = f.Zone
		if len(parts) < maxParts {
			parts = append(parts, p)
		}
	}
	if f.Query != "" {
		part(OrderFilter{Query: f.Query})
	}
	if f.SKU != "" {
		part(OrderFilter{SKU: f.SKU})
	}
	if f.Tag != "" {
		part(OrderFilter{Tag: f.Tag})
	}
	for _, t := range f.Terms {
		if found(t) {
			part(OrderFilter{Terms: oms.Filter{t}})
		}
	}
	return parts
}

// maxParts is of how many parts of a filter it is asked how common they are.
const maxParts = 16

// chosen tells whether a filter names something that an index finds and that,
// looked for nearby in vain, few orders have: these are sorted then, and no
// database may go through the list for them.
func (f OrderFilter) chosen() bool {
	if f.Query != "" || f.SKU != "" || f.Tag != "" {
		return true
	}
	return slices.ContainsFunc(f.Terms, found)
}

// found tells whether an index finds what a term asks for.
func found(t oms.Term) bool {
	return !t.Not && slices.Contains([]string{"", "tag", "sku", "currency", "total", "captured", "updated", "ship_by"}, t.Key)
}

// scattered tells whether what a filter asks for may be common or rare and is
// not kept in the order of any list.
func (f OrderFilter) scattered() bool {
	if f.CustomerID != "" {
		return false
	}
	found := f.Query != "" || f.SKU != "" || f.Tag != ""
	for _, t := range f.Terms {
		switch t.Key {
		case "number", "external", "customer":
			if !t.Not {
				return false // a few at most
			}
		case "", "tag", "sku", "location", "currency", "total", "captured", "updated", "ship_by":
			found = true
		default:
			found = found || t.Not
		}
	}
	return found
}

// orderSort is the order of a list.
type orderSort struct {
	column string
	down   bool
}

func (s orderSort) instant() bool { return s.column != "number" && s.column != "total" }

// value is the sorted value as positions have it.
func (s orderSort) value(tx *Tx) string {
	if s.instant() {
		return tx.micros("o."+s.column) + " + 0"
	}
	return "o." + s.column
}

func (s orderSort) order() string { return s.orderBy("o." + s.column) }

// sorted is order of what was found otherwise: no index has this expression.
func (s orderSort) sorted(postgres bool) string {
	switch {
	case !postgres:
		return s.orderBy("+o." + s.column)
	case s.instant():
		return s.orderBy("(o." + s.column + " + INTERVAL '0')")
	}
	return s.orderBy("(o." + s.column + " + 0)")
}

func (s orderSort) orderBy(column string) string {
	way := ""
	if s.down {
		way = " DESC"
	}
	return ` ORDER BY ` + column + way + `, o.number` + way
}

// after is the condition of being behind a position.
func (s orderSort) after(at *OrderPosition) (string, []any) {
	if at == nil {
		return "", nil
	}
	than := ">"
	if s.down {
		than = "<"
	}
	return ` AND (o.` + s.column + `, o.number) ` + than + ` (?, ?)`, []any{sortValue(s.column, at.Value), at.Number}
}

// before compares with a position that lies further on.
func (s orderSort) before() string {
	if s.down {
		return ">"
	}
	return "<"
}

// seldom are the headlines that few orders have among many, by their columns:
// the condition of their index, repeated in a query as it is written in the
// migration, and the values that are not in it.
var seldom = map[string]struct {
	cond string
	not  []string
}{
	"payment_status":     {"payment_status <> 'paid'", []string{"paid"}},
	"fulfillment_status": {"fulfillment_status <> 'fulfilled'", []string{"fulfilled"}},
	"delivery_status":    {"delivery_status NOT IN ('none', 'delivered')", []string{"none", "delivered"}},
	"return_status":      {"return_status <> 'none'", []string{"none"}},
}

// headline is the condition that a headline has a value of its set.
func headline(column, value string) string {
	return headlineIs(column, value, "'"+value+"'")
}

// headlineIs is headline with the value as the query has it.
func headlineIs(column, value, as string) string {
	cond := "o." + column + " = " + as
	if s, ok := seldom[column]; ok && !slices.Contains(s.not, value) {
		return "(o." + s.cond + " AND " + cond + ")"
	}
	return cond
}

// otherHeadlines are the values that a headline may have beside those of a
// term, or none where the term is not about one headline.
func otherHeadlines(t oms.Term) (column string, others []string) {
	column = headlineColumns[t.Key]
	if column == "" || column == "attention" {
		return "", nil
	}
	keys := oms.OrderFilterKeys()
	at := slices.IndexFunc(keys, func(k oms.FilterKey) bool { return k.Name == t.Key })
	for _, v := range keys[at].Values {
		if !slices.ContainsFunc(t.Values, func(w oms.FilterValue) bool { return w.Text == v }) {
			others = append(others, v)
		}
	}
	return column, others
}
