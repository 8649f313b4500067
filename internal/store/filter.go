package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// MaxCounted is where CountOrders stops.
const MaxCounted = 10_000

// CountOrders counts the orders that a filter chooses, up to MaxCounted, and
// tells whether there are more.
func (tx *Tx) CountOrders(ctx context.Context, f OrderFilter) (n int, more bool, err error) {
	where, args, err := tx.orderWhere(f)
	if err != nil {
		return 0, false, err
	}
	_, err = tx.one(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM orders o WHERE 1 = 1`+where+` LIMIT ?) t`, append(args, MaxCounted+1)...)
	return min(n, MaxCounted), n > MaxCounted, err
}

// FilterCodes lists the codes in use that the keys of kind code take, at most
// limit of each, sorted.
func (tx *Tx) FilterCodes(ctx context.Context, limit int) (map[string][]string, error) {
	out := map[string][]string{}
	for key, query := range map[string]string{
		"channel":   `SELECT code FROM channels ORDER BY code LIMIT ?`,
		"location":  `SELECT code FROM locations ORDER BY code LIMIT ?`,
		"exception": `SELECT DISTINCT kind FROM exceptions WHERE status IN ('open', 'acknowledged', 'in_progress') ORDER BY kind LIMIT ?`,
		// one step per tag, however many orders bear it
		"tag": `WITH RECURSIVE t(tag) AS (SELECT MIN(tag) FROM order_tags UNION ALL
			SELECT (SELECT MIN(x.tag) FROM order_tags x WHERE x.tag > t.tag) FROM t WHERE t.tag IS NOT NULL)
			SELECT tag FROM t WHERE tag IS NOT NULL LIMIT ?`,
	} {
		var codes []string
		if err := tx.query(ctx, &codes, query, limit); err != nil {
			return nil, err
		}
		out[key] = codes
	}
	return out, nil
}

// orderTerms adds the conditions of a filter. What comes from fixed sets is
// written out and not bound: SQLite uses a partial index only where the query
// repeats its words.
func (tx *Tx) orderTerms(c *conditions, f OrderFilter) error {
	terms, zone := f.Terms, f.Zone
	if zone == nil {
		zone = time.UTC
	}
	if err := terms.Check(oms.OrderFilterKeys()); err != nil {
		return err
	}
	for _, t := range terms {
		one := alternatives{OrderFilter: f}
		if column, others := otherHeadlines(t); t.Not && len(others) > 0 {
			for _, v := range others {
				one.or(headline(column, v))
			}
			c.and(one.condition(false))
			continue
		}
		values := t.Values
		if t.Key == "number" {
			values = one.numbers(values)
		}
		for _, v := range values {
			if t.Key == "" {
				tx.searched(&one, v.Text)
				continue
			}
			if err := tx.orderTerm(&one, t.Key, v, tx.Now.In(zone)); err != nil {
				return err
			}
		}
		c.and(one.condition(t.Not), one.args...)
	}
	return nil
}

// alternatives are conditions of which one is enough.
type alternatives struct {
	OrderFilter // that they are of
	either      []string
	args        []any
}

func (a *alternatives) or(cond string, args ...any) {
	a.either = append(a.either, cond)
	a.args = append(a.args, args...)
}

func (a *alternatives) condition(not bool) string {
	cond := "(" + strings.Join(a.either, " OR ") + ")"
	if not {
		return "NOT " + cond
	}
	return cond
}

func (tx *Tx) searched(a *alternatives, text string) {
	cond, args := tx.findWords(oms.SplitWords(text), a.near)
	a.or(cond, args...)
}

var (
	headlineColumns = map[string]string{"lifecycle": "lifecycle", "fulfillment": "fulfillment_status", "payment": "payment_status",
		"delivery": "delivery_status", "return": "return_status", "attention": "attention"}
	instantColumns = map[string]string{"placed": "o.placed_at", "captured": "o.captured_at", "updated": "o.updated_at", "ship_by": "w.ship_by"}
)

// orderTerm adds the condition that one value of a key stands for.
func (tx *Tx) orderTerm(a *alternatives, key string, v oms.FilterValue, now time.Time) error {
	switch key {
	case "status":
		a.or(headline(statusColumn(v.Text), v.Text))
	case "lifecycle", "fulfillment", "payment", "delivery", "return", "attention":
		if v.Text == "any" {
			a.or("o.attention <> 'none'")
			return nil
		}
		a.or(headline(headlineColumns[key], v.Text))
	case "stage":
		if v.Text == string(oms.OrderStageDelivered) {
			a.or("o.stage = 'delivered'")
			return nil
		}
		a.or("(o." + openStages + " AND o.stage = '" + v.Text + "')")
	case "hold":
		held := "o.id IN (SELECT h.order_id FROM holds h WHERE h.status = 'active'"
		if v.Text != "any" {
			held += " AND h.type = '" + v.Text + "'"
		}
		a.or(held + ")")
	case "exception":
		a.match("o.id IN (SELECT x.order_id FROM exceptions x WHERE x.status IN ('open', 'acknowledged', 'in_progress') AND #)", "x.kind", v)
	case "channel":
		if v.Prefix {
			a.match("o.channel_id IN (SELECT id FROM channels WHERE #)", "code", v)
			return nil
		}
		a.or("o.channel_id = (SELECT id FROM channels WHERE code = ?)", v.Text) // one id: the index of the channel's orders
	case "location":
		a.match("EXISTS (SELECT 1 FROM fulfillment_orders w JOIN locations l ON l.id = w.location_id WHERE w.order_id = o.id AND w.status <> 'canceled' AND #)", "l.code", v)
	case "tag":
		a.match(a.tagged(), "t.tag", v)
	case "sku":
		tx.indexed(a, "EXISTS (SELECT 1 FROM order_lines n WHERE n.order_id = o.id AND #)", "n.sku", v)
	case "external":
		tx.indexed(a, "#", "o.external_id", v)
	case "customer":
		v.Text = strings.ToLower(v.Text) // as ids are too
		one := alternatives{}
		one.match("#", "email", v)
		one.match("#", "id", v)
		a.or("o.customer_id IN (SELECT id FROM customers WHERE "+one.either[0]+" UNION ALL SELECT id FROM customers WHERE "+one.either[1]+")", one.args...)
	case "country":
		a.match("#", tx.country(), v)
	case "currency":
		a.match("#", "o.currency", v)
	default:
		return a.compare(key, v, now)
	}
	return nil
}

// match adds the comparison of a column with a text, where frame has its #.
func (a *alternatives) match(frame, column string, v oms.FilterValue) {
	cond, args := column+" = ?", []any{v.Text}
	if v.Prefix {
		cond, args = "substr("+column+", 1, ?) = ?", []any{utf8.RuneCountInString(v.Text), v.Text}
	}
	a.or(strings.Replace(frame, "#", cond, 1), args...)
}

// indexed is match for what the words of the search hold too: they narrow, and
// the comparison makes it exact.
func (tx *Tx) indexed(a *alternatives, frame, column string, v oms.FilterValue) {
	words := oms.SplitWords(v.Text)
	if len(words) == 0 || a.near {
		a.match(frame, column, v)
		return
	}
	cond, arg := tx.matchWords(words)
	var exact alternatives
	exact.match(frame, column, v)
	a.or("("+cond+" AND "+exact.either[0]+")", append([]any{arg}, exact.args...)...)
}

// country is the indexed expression of where an order goes.
func (tx *Tx) country() string {
	if tx.Postgres() {
		return "(o.shipping_address::jsonb ->> 'country_code')"
	}
	return "(o.shipping_address ->> 'country_code')"
}

// numbers adds those of the values that are one number each as one condition,
// whatever their count, and returns the others.
func (a *alternatives) numbers(values []oms.FilterValue) (others []oms.FilterValue) {
	var exact []int64
	for _, v := range values {
		if n, err := strconv.ParseInt(v.Text, 10, 63); err == nil && v.Op == "" && !v.Range {
			exact = append(exact, n)
		} else {
			others = append(others, v)
		}
	}
	if len(exact) > 0 {
		a.or("o.number = ANY_OF(?)", exact)
	}
	return others
}

// compare adds the comparison of a key with what has an order: every value is
// a stretch, from its beginning to where the next one begins.
func (a *alternatives) compare(key string, v oms.FilterValue, now time.Time) error {
	frame, column, stretch := "#", "", numberStretch
	switch key {
	case "number":
		column = "o.number"
	case "total":
		return a.amount(v)
	default:
		column = instantColumns[key]
		stretch = func(text string) (from, to any, err error) { return momentStretch(text, now) }
	}
	if key == "ship_by" {
		frame = "o.id IN (SELECT w.order_id FROM fulfillment_orders w WHERE w.ship_by IS NOT NULL AND w.status NOT IN ('closed', 'incomplete', 'canceled') AND #)"
	}
	cond, args, err := bounds(column, v, stretch)
	if err != nil {
		return err
	}
	a.or(strings.Replace(frame, "#", cond, 1), args...)
	return nil
}

// bounds compares a column with a value or a range.
func bounds(column string, v oms.FilterValue, stretch func(string) (from, to any, err error)) (string, []any, error) {
	first, last := v.Text, v.Text
	if v.Range {
		last = v.To
	}
	var low, high any
	var err error
	if first != "" {
		if low, _, err = stretch(first); err != nil {
			return "", nil, err
		}
	}
	if last != "" {
		if _, high, err = stretch(last); err != nil {
			return "", nil, err
		}
	}
	switch {
	case v.Op == "<":
		return column + " < ?", []any{low}, nil
	case v.Op == "<=" || low == nil:
		return column + " < ?", []any{high}, nil
	case v.Op == ">":
		return column + " >= ?", []any{high}, nil
	case v.Op == ">=" || high == nil:
		return column + " >= ?", []any{low}, nil
	}
	return column + " >= ? AND " + column + " < ?", []any{low, high}, nil
}

func numberStretch(text string) (from, to any, err error) {
	n, err := strconv.ParseInt(text, 10, 63)
	return n, n + 1, err
}

// amount adds the comparison of an order's total with amounts in whatever its
// currency is: each kind of currency by the digits of its minor unit, so that
// an index of totals serves.
func (a *alternatives) amount(v oms.FilterValue) error {
	for _, kind := range currencyKinds {
		cond, args, err := bounds("o.total", v, kind.stretch)
		if err != nil {
			return err
		}
		a.or("("+cond+" AND "+kind.cond+")", args...)
	}
	return nil
}

// currencyKind is the currencies with equally many digits: the condition of
// being in one, and how many ten-thousandths their minor unit is.
type currencyKind struct {
	cond string
	unit int64
}

var currencyKinds = func() []currencyKind {
	all, special := []currencyKind{}, []string{}
	for digits, unit := range map[int]int64{0: 10_000, 3: 10, 4: 1} {
		codes := money.WithDigits(digits)
		all, special = append(all, currencyKind{"o.currency IN ('" + strings.Join(codes, "', '") + "')", unit}), append(special, codes...)
	}
	slices.SortFunc(all, func(x, y currencyKind) int { return int(x.unit - y.unit) }) // one text for each filter
	slices.Sort(special)
	return append(all, currencyKind{"o.currency NOT IN ('" + strings.Join(special, "', '") + "')", 100})
}()

// stretch is an amount in minor units, rounded up: a total is a whole number.
func (k currencyKind) stretch(text string) (from, to any, err error) {
	n, err := oms.FilterAmount(text)
	up := func(n int64) int64 { return (n + k.unit - 1) / k.unit }
	return up(n), up(n + 1), err
}

func momentStretch(text string, now time.Time) (from, to any, err error) {
	m, ok := oms.ParseMoment(text, now)
	if !ok {
		return nil, nil, oms.InvalidField("filter", "%.60q is no point in time", text)
	}
	return m.From, m.To, nil
}
