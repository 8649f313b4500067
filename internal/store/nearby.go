package store

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// nearbyOrders is how many orders of a page's sort are looked at one by one
// before indexes are asked for those that a filter chooses. Tests have fewer.
var nearbyOrders = 3000

// nearby looks for a page among the next few thousand orders alone, and tells
// whether that settled it: the page is full, or no order is further on.
//
// A word or a tag that a tenth of a million orders bear is found by its index a
// hundred thousand times, only to be sorted for the newest fifty; in the order
// of the list these fifty are close together. One that few orders bear is not
// found nearby, and its index is short. So neither database has to guess how
// common it is.
func (tx *Tx) nearby(ctx context.Context, f OrderFilter, s orderSort) (ids []string, settled bool, err error) {
	if !f.scattered() {
		return nil, false, nil
	}
	beyond, args := s.after(f.After)
	var edges []struct {
		Value  int64
		Number int64
	}
	value := "o." + s.column
	if s.instant() {
		value = tx.micros(value)
	}
	if err := tx.query(ctx, &edges, `SELECT `+value+` + 0 AS value, o.number FROM orders o WHERE 1 = 1`+beyond+s.order()+` LIMIT 1 OFFSET ?`, append(args, nearbyOrders)...); err != nil {
		return nil, false, err
	}
	f.near = true
	where, args, err := tx.orderWhere(f)
	if err != nil {
		return nil, false, err
	}
	unbounded, unboundedArgs := where, slices.Clone(args)
	if len(edges) > 0 {
		where += ` AND (o.` + s.column + `, o.number) ` + s.before() + ` (?, ?)`
		args = append(args, sortValue(s.column, edges[0].Value), edges[0].Number)
	}
	ids, err = tx.orderIDs(ctx, where, args, f, s)
	if err != nil || len(ids) > f.Limit || len(edges) == 0 {
		return ids, true, err
	}
	if common, err := tx.common(ctx, f); err != nil || !common {
		return nil, false, err
	}
	ids, err = tx.orderIDs(ctx, unbounded, unboundedArgs, f, s)
	return ids, true, err
}

// common tells whether so many orders have the words that a filter searches for
// that to go through the list until a page is full is less than to sort them:
// the words of tracking numbers, which the newest orders don't have yet.
func (tx *Tx) common(ctx context.Context, f OrderFilter) (bool, error) {
	words := oms.SplitWords(f.Query)
	for _, t := range f.Terms {
		if t.Key == "" && !t.Not && len(t.Values) == 1 {
			words = append(words, oms.SplitWords(t.Values[0].Text)...)
		}
	}
	if len(words) == 0 {
		return false, nil
	}
	cond, arg := tx.matchWords(words)
	from := `orders o WHERE ` + cond
	if !tx.Postgres() {
		from = `order_search WHERE order_search MATCH ?`
	}
	var n int
	_, err := tx.one(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM `+from+` LIMIT ?) t`, arg, 2*nearbyOrders)
	return n == 2*nearbyOrders, err
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
		case "", "tag", "sku", "location", "currency", "total", "captured", "updated":
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

func (s orderSort) order() string {
	way := ""
	if s.down {
		way = " DESC"
	}
	return ` ORDER BY o.` + s.column + way + `, o.number` + way
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
