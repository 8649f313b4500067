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
	column, down := strings.CutPrefix(f.Sort, "-")
	if f.Sort == "" {
		column, down = "placed_at", true
	}
	where, args, err := tx.orderWhere(f)
	if err != nil {
		return nil, nil, err
	}
	way, than := "", ">"
	if down {
		way, than = " DESC", "<"
	}
	if f.After != nil {
		where += ` AND (o.` + column + `, o.number) ` + than + ` (?, ?)`
		args = append(args, sortValue(column, f.After.Value), f.After.Number)
	}
	var ids []string
	if err := tx.query(ctx, &ids, `SELECT o.id FROM orders o WHERE 1 = 1`+where+` ORDER BY o.`+column+way+`, o.number`+way+` LIMIT ?`, append(args, f.Limit+1)...); err != nil {
		return nil, nil, err
	}
	more := len(ids) > f.Limit
	if more {
		ids = ids[:f.Limit]
	}
	all, err := tx.Orders(ctx, ids)
	if err != nil || !more || len(all) == 0 {
		return all, nil, err
	}
	last := all[len(all)-1]
	return all, &OrderPosition{positionValue(column, last), last.Number}, nil
}

func sortValue(column string, v int64) any {
	if strings.HasSuffix(column, "_at") {
		return time.UnixMicro(v).UTC()
	}
	return v
}

func positionValue(column string, o *oms.Order) int64 {
	switch column {
	case "number":
		return o.Number
	case "total":
		return o.Total
	case "captured_at":
		return o.CapturedAt.UnixMicro()
	case "updated_at":
		return o.UpdatedAt.UnixMicro()
	}
	return o.PlacedAt.UnixMicro()
}

func (tx *Tx) orderWhere(f OrderFilter) (string, []any, error) {
	var c conditions
	and := c.and
	equal := func(column, value string) {
		if value != "" {
			and("o."+column+" = ?", value)
		}
	}
	equal("lifecycle", f.Lifecycle)
	equal("payment_status", f.Payment)
	equal("fulfillment_status", f.Fulfillment)
	equal("delivery_status", f.Delivery)
	equal("return_status", f.Return)
	equal("channel_id", f.ChannelID)
	equal("customer_id", f.CustomerID)
	if f.Status != "" {
		column := statusColumn(f.Status)
		if column == "" {
			return "", nil, oms.InvalidField("status", "must be one of %s", strings.Join(OrderStatuses(), ", "))
		}
		equal(column, f.Status)
	}
	switch f.Attention {
	case "":
	case "any":
		and("o.attention <> 'none'")
	default:
		equal("attention", f.Attention)
	}
	if f.Tag != "" {
		and(`o.id IN (SELECT order_id FROM order_tags WHERE tag = ?)`, f.Tag)
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
	if f.SKU != "" {
		words = append(words, oms.SplitWords(f.SKU)...) // the word index narrows; EXISTS makes it exact
	}
	if len(words) > 0 {
		cond, arg := tx.matchWords(words)
		and(cond, arg)
	}
	if err := tx.orderTerms(&c, f.Terms, f.Zone); err != nil {
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
