package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// OrderFilter chooses orders of a list. Empty fields choose all.
type OrderFilter struct {
	Query       string // words, each the beginning of a number, external id, name, e-mail, SKU or tracking number
	Status      string // any one lifecycle or derived status
	Lifecycle   string
	Payment     string
	Fulfillment string
	Delivery    string
	Return      string
	Attention   string // or "any" for all that need somebody
	ChannelID   string
	CustomerID  string
	SKU         string // a code
	Tag         string
	Stage       oms.OrderStage
	StageFrom   *time.Time   // at its stage since this instant or later
	Held        *bool        // whether a hold is active
	Hold        oms.HoldType // of an active hold
	PlacedFrom  *time.Time   // inclusive
	PlacedTo    *time.Time   // exclusive
	Sort        string       // placed_at, captured_at, updated_at, number or total; a leading - for the largest first; -placed_at when empty
	After       *OrderPosition
	Terms       oms.Filter     // checked against oms.OrderFilterKeys
	Zone        *time.Location // of the days that Terms name; UTC when nil
	Limit       int

	near bool // the orders are at hand: each is asked for its own, no index for all
}

// OrderPosition is where a page ended: the sorted value of its last order, and
// its number. Instants are in microseconds.
type OrderPosition struct {
	Value  int64 `json:"v"`
	Number int64 `json:"n"`
}

// OrderSorts lists what a list may be sorted by.
var OrderSorts = []string{"placed_at", "captured_at", "updated_at", "number", "total"}

// OrderStatuses lists the values that OrderFilter.Status may have.
func OrderStatuses() (all []string) {
	for _, c := range oms.StatusChoices {
		all = append(all, c.Values...)
	}
	return all
}

// ListOrders returns one page of orders whole, and the position to go on from,
// nil at the end.
func (tx *Tx) ListOrders(ctx context.Context, f OrderFilter) ([]*oms.Order, *OrderPosition, error) {
	ids, next, err := tx.orderPage(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	all, err := tx.Orders(ctx, ids)
	return all, next, err
}

// listed is an order of a page: its id, and the position behind it.
type listed struct {
	ID            string
	Value, Number int64
}

// orderPage returns the ids of one page of orders, and the position to go on
// from, nil at the end.
func (tx *Tx) orderPage(ctx context.Context, f OrderFilter) (ids []string, next *OrderPosition, err error) {
	column, down := strings.CutPrefix(f.Sort, "-")
	if f.Sort == "" {
		column, down = "placed_at", true
	}
	by := orderSort{column, down}
	page, settled, err := tx.nearby(ctx, f, by)
	if err == nil && !settled {
		page, err = tx.everywhere(ctx, f, by)
	}
	if err != nil {
		return nil, nil, err
	}
	if len(page) > f.Limit {
		page = page[:f.Limit]
		last := page[f.Limit-1]
		next = &OrderPosition{last.Value, last.Number}
	}
	for _, o := range page {
		ids = append(ids, o.ID)
	}
	return ids, next, nil
}

// everywhere looks for a page among all orders.
func (tx *Tx) everywhere(ctx context.Context, f OrderFilter, by orderSort) ([]listed, error) {
	where, args, err := tx.orderWhere(f)
	if err != nil {
		return nil, err
	}
	return tx.listed(ctx, where, args, f, by)
}

// listed reads a page, and one more to see whether there is another.
func (tx *Tx) listed(ctx context.Context, where string, args []any, f OrderFilter, by orderSort) (page []listed, err error) {
	beyond, more := by.after(f.After)
	order := by.order()
	switch {
	case f.near:
		where = tx.hidden(where, "o.currency ", "o.total ")
	case f.chosen():
		order, where = by.sorted(tx.Postgres()), tx.hidden(where, "o.lifecycle ", "o.channel_id ", tx.country())
	}
	err = tx.query(ctx, &page, `SELECT o.id, o.number, `+by.value(tx)+` AS value FROM orders o WHERE 1 = 1`+where+beyond+order+` LIMIT ?`, append(append(args, more...), f.Limit+1)...)
	return page, err
}

// hidden keeps SQLite, which has no idea how common anything is, from using the
// indexes of what half of all orders may have.
func (tx *Tx) hidden(where string, columns ...string) string {
	if !tx.Postgres() {
		for _, c := range columns {
			where = strings.ReplaceAll(where, c, "+"+c)
		}
	}
	return where
}

func sortValue(column string, v int64) any {
	if strings.HasSuffix(column, "_at") {
		return time.UnixMicro(v).UTC()
	}
	return v
}

func (tx *Tx) orderWhere(f OrderFilter) (string, []any, error) {
	var c conditions
	and := c.and
	equal := func(column, value string) {
		if value != "" {
			and("o."+column+" = ?", value)
		}
	}
	for _, status := range [][2]string{{"lifecycle", f.Lifecycle}, {"payment_status", f.Payment}, {"fulfillment_status", f.Fulfillment}, {"delivery_status", f.Delivery}, {"return_status", f.Return}} {
		if status[1] != "" {
			and(headlineIs(status[0], status[1], "?"), status[1])
		}
	}
	equal("channel_id", f.ChannelID)
	equal("customer_id", f.CustomerID)
	if f.Status != "" {
		column := statusColumn(f.Status)
		if column == "" {
			return "", nil, oms.InvalidField("status", "must be one of %s", strings.Join(OrderStatuses(), ", "))
		}
		and(headline(column, f.Status))
	}
	switch f.Attention {
	case "":
	case "any":
		and("o.attention <> 'none'")
	default:
		equal("attention", f.Attention)
	}
	if f.Tag != "" {
		and(strings.Replace(f.tagged(), "#", "t.tag = ?", 1), f.Tag)
	}
	if f.SKU != "" {
		and(`EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.sku = ?)`, f.SKU)
	}
	if f.PlacedFrom != nil {
		and("o.placed_at >= ?", f.PlacedFrom.UTC())
	}
	if f.PlacedTo != nil {
		and("o.placed_at < ?", f.PlacedTo.UTC())
	}
	f.stage(and)
	words := oms.SplitWords(f.Query)
	if f.SKU != "" && !f.near {
		words = append(words, oms.SplitWords(f.SKU)...) // the word index narrows; EXISTS makes it exact
	}
	if len(words) > 0 {
		cond, arg := tx.findWords(words, f.near)
		and(cond, arg...)
	}
	if err := tx.orderTerms(&c, f); err != nil {
		return "", nil, err
	}
	return c.where.String(), c.args, nil
}

// openStages is the condition of the index of open work: repeated in a query as
// it is written in the migration, SQLite uses that index.
const openStages = `stage IN ('new', 'allocated', 'released', 'picked', 'packed', 'shipped')`

// stage adds what the filter asks of the stage and of holds.
func (f OrderFilter) stage(and func(string, ...any)) {
	switch f.Stage {
	case oms.OrderStageNone:
	case oms.OrderStageDelivered:
		and("o.stage = 'delivered'")
	case oms.OrderStageNew, oms.OrderStageAllocated, oms.OrderStageReleased, oms.OrderStagePicked, oms.OrderStagePacked, oms.OrderStageShipped:
		and("o." + openStages)
		and("o.stage = ?", string(f.Stage))
	}
	if f.StageFrom != nil {
		and("o.stage_since >= ?", f.StageFrom.UTC())
	}
	if f.Held != nil {
		and("o.held = ?", *f.Held)
	}
	if f.Hold != "" {
		and("o.id IN (SELECT h.order_id FROM holds h WHERE h.status = 'active' AND h.type = ?)", string(f.Hold))
	}
}

func statusColumn(status string) string {
	for _, c := range oms.StatusChoices {
		if slices.Contains(c.Values, status) {
			return c.Column
		}
	}
	return ""
}

func likeText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// tagged is the frame of a condition on the tags of an order.
func (f OrderFilter) tagged() string {
	if f.near {
		return `EXISTS (SELECT 1 FROM order_tags t WHERE t.order_id = o.id AND #)`
	}
	return `o.id IN (SELECT t.order_id FROM order_tags t WHERE #)`
}

// findWords is matchWords, or for orders at hand the same of their own text,
// asked by a function: of LIKE PostgreSQL thinks that hardly any order has it,
// and would rather look at all than go through the list.
func (tx *Tx) findWords(words []string, near bool) (string, []any) {
	if !near {
		cond, arg := tx.matchWords(words)
		return cond, []any{arg}
	}
	at := "instr"
	if tx.Postgres() {
		at = "strpos"
	}
	conds, args := make([]string, len(words)), make([]any, len(words))
	for i, w := range words {
		conds[i], args[i] = at+`(' ' || o.search, ?) > 0`, " "+w
	}
	return "(" + strings.Join(conds, " AND ") + ")", args
}

// matchWords is the condition that an order has a word beginning with each of
// the words. They are quoted, so that nothing in them is an operator.
func (tx *Tx) matchWords(words []string) (string, any) {
	quoted := make([]string, len(words))
	if tx.Postgres() {
		for i, w := range words {
			quoted[i] = `'` + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(w) + `':*`
		}
		return `o.search_vector @@ ?::tsquery`, strings.Join(quoted, " & ")
	}
	for i, w := range words {
		quoted[i] = `"` + strings.ReplaceAll(w, `"`, `""`) + `"*`
	}
	return `o.number IN (SELECT rowid FROM order_search WHERE order_search MATCH ?)`, strings.Join(quoted, " AND ")
}
