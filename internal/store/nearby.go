package store

import (
	"context"
	"math"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// nearbyOrders is how many orders of a page's sort are looked at one by one
// before indexes are asked for those that a filter chooses. Tests have fewer.
var nearbyOrders = 3000

// countedWords is where counting how common something is ends, in nearbyOrders.
const countedWords = 30

// nearby looks for a page among the next orders of the list alone, and tells
// whether that settled it: the page is full, or no order is further on.
//
// A word or a tag that a tenth of a million orders bear is found by its index a
// hundred thousand times, only to be sorted for the newest fifty; in the order
// of the list these fifty are close together. One that few orders bear is not
// found nearby, and its index is short. So neither database has to guess how
// common it is: a few thousand orders are looked at; where that is not enough,
// what is asked for is counted, and as many orders are looked at as its index
// would bring.
func (tx *Tx) nearby(ctx context.Context, f OrderFilter, s orderSort) (page []listed, settled bool, err error) {
	if !f.scattered() {
		return nil, false, nil
	}
	page, settled, err = tx.among(ctx, f, s, nearbyOrders)
	if err != nil || settled {
		return page, settled, err
	}
	n, err := tx.commonness(ctx, f)
	if err != nil || n < 2*nearbyOrders {
		return nil, false, err
	}
	if n == countedWords*nearbyOrders {
		n = math.MaxInt32
	}
	return tx.among(ctx, f, s, n)
}

// among is nearby with the next n orders.
func (tx *Tx) among(ctx context.Context, f OrderFilter, s orderSort, n int) (page []listed, settled bool, err error) {
	beyond, args := s.after(f.After)
	var edges []struct {
		Value  int64
		Number int64
	}
	if err := tx.query(ctx, &edges, `SELECT `+s.value(tx)+` AS value, o.number FROM orders o WHERE 1 = 1`+beyond+s.order()+` LIMIT 1 OFFSET ?`, append(args, n)...); err != nil {
		return nil, false, err
	}
	f.near = true
	where, args, err := tx.orderWhere(f)
	if err != nil {
		return nil, false, err
	}
	if len(edges) > 0 {
		where += ` AND (o.` + s.column + `, o.number) ` + s.before() + ` (?, ?)`
		args = append(args, sortValue(s.column, edges[0].Value), edges[0].Number)
	}
	page, err = tx.listed(ctx, where, args, f, s)
	return page, err == nil && (len(page) > f.Limit || len(edges) == 0), err
}

// commonness counts the orders that the rarer of a filter's words and tags
// choose, up to countedWords times nearbyOrders; 0 where it has neither.
func (tx *Tx) commonness(ctx context.Context, f OrderFilter) (least int, err error) {
	words, tags := oms.SplitWords(f.Query), []string{}
	if f.Tag != "" {
		tags = append(tags, f.Tag)
	}
	words = append(words, oms.SplitWords(f.SKU)...)
	for _, t := range f.Terms {
		if t.Not || len(t.Values) != 1 {
			continue
		}
		switch v := t.Values[0]; {
		case t.Key == "" || t.Key == "sku":
			words = append(words, oms.SplitWords(v.Text)...)
		case t.Key == "tag" && !v.Prefix:
			tags = append(tags, v.Text)
		}
	}
	count := func(from string, arg any) error {
		var n int
		_, err := tx.one(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM `+from+` LIMIT ?) t`, arg, countedWords*nearbyOrders)
		if least == 0 || n < least {
			least = max(n, 1)
		}
		return err
	}
	if len(words) > 0 {
		cond, arg := tx.matchWords(words)
		from := `orders o WHERE ` + cond
		if !tx.Postgres() {
			from = `order_search WHERE order_search MATCH ?`
		}
		err = count(from, arg)
	}
	for _, tag := range tags {
		if err == nil {
			err = count(`order_tags WHERE tag = ?`, tag)
		}
	}
	return least, err
}

// chosen tells whether a filter names something that an index finds and that,
// looked for nearby in vain, few orders have: these are sorted then, and no
// database may go through the list for them.
func (f OrderFilter) chosen() bool {
	if f.Query != "" || f.SKU != "" || f.Tag != "" {
		return true
	}
	return slices.ContainsFunc(f.Terms, func(t oms.Term) bool {
		return !t.Not && slices.Contains([]string{"", "tag", "sku", "currency", "total", "captured", "updated", "ship_by"}, t.Key)
	})
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
