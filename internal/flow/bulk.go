package flow

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

// Limits of a bulk operation on orders.
const (
	MaxBulkIDs    = 10_000 // named by their ids
	MaxBulkOrders = 50_000 // chosen by a filter
	bulkBatch     = 100    // orders of one transaction
	bulkRead      = 500    // orders read at once for a preview
	bulkExamples  = 20     // of one reason
	previewKept   = time.Hour
	bulksKept     = 90 * 24 * time.Hour
)

// BulkInput says what to do to which orders: those with Token as they were
// previewed, or else Action to those named or those that a filter chooses.
type BulkInput struct {
	Token    string   `json:"token,omitempty" doc:"Of a preview: exactly its orders, and nothing else may be given" maxLength:"64" example:"blk_01kd3ht2yre1asz3dgf0ma94w5"`
	Action   string   `json:"action,omitempty" enum:"hold,release_hold,release,tag,untag,cancel,reroute_waiting" doc:"release gives open work to its locations; reroute_waiting looks for stock for waiting units" example:"hold"`
	IDs      []string `json:"ids,omitempty" doc:"Of orders" maxItems:"10000" maxLength:"64" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Filter   *string  `json:"filter,omitempty" doc:"Instead of ids: as list-orders takes it; empty is all orders. At most 50,000 orders" maxLength:"16000"`
	Timezone string   `json:"timezone,omitempty" doc:"Whose days the filter means; UTC when absent" maxLength:"64"`
	BulkParameters
}

// BulkParameters are what the actions need.
type BulkParameters struct {
	Hold       *HoldInput `json:"hold,omitempty" doc:"For hold, which it is required for: on whole orders"`
	Tags       []string   `json:"tags,omitempty" doc:"For tag and untag: at least one" maxItems:"250" maxLength:"200"`
	Reason     string     `json:"reason,omitempty" doc:"For cancel: why" maxLength:"300"`
	Note       string     `json:"note,omitempty" doc:"For cancel and release_hold" maxLength:"2000"`
	Restock    *bool      `json:"restock,omitempty" doc:"For cancel: whether units that were picked go back on the shelf; true when absent"`
	Unsellable oms.Shelf  `json:"unsellable,omitempty" doc:"For cancel: when they don't, what became of them; lost when absent" enum:"lost,damaged"`
}

// BulkPreview says what a bulk operation would do.
type BulkPreview struct {
	Token      string        `json:"token" doc:"Give it to bulk-orders to do this to exactly these orders" example:"blk_01kd3ht2yre1asz3dgf0ma94w5"`
	ExpiresAt  time.Time     `json:"expires_at" doc:"Until when the token is good"`
	Total      int           `json:"total" doc:"Orders chosen" example:"120"`
	WillChange int           `json:"will_change" example:"117"`
	Skipped    []BulkSkipped `json:"skipped" doc:"Those that will not change, by the reason" maxItems:"1000"`
	CanUndo    bool          `json:"can_undo" doc:"Whether there is an undo. Of release there is until picking begins"`
}

// BulkSkipped is a reason for which orders stay as they are.
type BulkSkipped struct {
	Code     string        `json:"code" doc:"unchanged for those that are so already, else as problems have it" example:"conflict"`
	Reason   string        `json:"reason" doc:"Without numbers" example:"order … is canceled"`
	Says     *oms.Said     `json:"says,omitempty" doc:"The reason taken apart, to be said in another language"`
	Count    int           `json:"count" example:"3"`
	Examples []BulkExample `json:"examples" maxItems:"20"`
}

// BulkExample is an order that stays as it is.
type BulkExample struct {
	ID     string    `json:"id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Number int64     `json:"number" doc:"0 for an order that is not there" example:"100001"`
	Reason string    `json:"reason" example:"order 100001 is canceled"`
	Says   *oms.Said `json:"says,omitempty" doc:"The reason taken apart, to be said in another language"`
}

// PreviewBulk says what a bulk operation would do, and keeps which orders it is
// about. Nothing is done to them.
func (f *Flow) PreviewBulk(ctx context.Context, in BulkInput) (BulkPreview, error) {
	b, ids, err := f.chooseBulk(ctx, in)
	if err != nil {
		return BulkPreview{}, err
	}
	v := BulkPreview{Token: b.ID, Total: len(ids), CanUndo: bulkActions[b.Action].undo != nil}
	skipped := skips{}
	for part := range slices.Chunk(ids, bulkRead) {
		if err := f.previewPart(ctx, b.Action, in.BulkParameters, part, &v, skipped); err != nil {
			return BulkPreview{}, err
		}
	}
	v.Skipped = skipped.sorted()
	err = f.store.Write(ctx, func(tx *store.Tx) error {
		v.ExpiresAt = tx.Now.Add(previewKept)
		return addBulk(ctx, tx, b, ids)
	})
	return v, err
}

// previewPart asks of some orders what would become of them. They are copies:
// what is done to them is never saved.
func (f *Flow) previewPart(ctx context.Context, action string, in BulkParameters, ids []string, v *BulkPreview, skipped skips) error {
	now := f.store.Now()
	orders, err := read(ctx, f, func(tx *store.Tx) ([]*oms.Order, error) { return tx.Orders(ctx, ids) })
	if err != nil {
		return err
	}
	found := make(map[string]*oms.Order, len(orders))
	for _, o := range orders {
		found[o.ID] = o
	}
	for _, id := range ids {
		o := found[id]
		if o == nil {
			skipped.refuse(oms.BulkRow{OrderID: id}, noOrder(id))
			continue
		}
		var refused *oms.Error
		would, err := bulkActions[action].would(o, in, now)
		switch {
		case errors.As(err, &refused):
			skipped.refuse(oms.BulkRow{OrderID: id, Number: o.Number}, refused)
		case err != nil:
			return err
		case !would:
			skipped.add(oms.BulkRow{OrderID: id, Number: o.Number, Code: "unchanged", Reason: "it is so already"})
		default:
			v.WillChange++
		}
	}
	return nil
}

// skips gathers orders that stay as they are by code and reason.
type skips map[[2]string]*BulkSkipped

// particular is what tells reasons of one kind apart: numbers and ids.
var particular = regexp.MustCompile(`[0-9]{3,}(-[0-9]+)?|\b[a-z]{3}_[0-9a-z]{26}\b`)

func (s skips) add(r oms.BulkRow) {
	reason := particular.ReplaceAllString(r.Reason, "…")
	key := [2]string{string(r.Code), reason}
	g := s[key]
	if g == nil {
		g = &BulkSkipped{Code: key[0], Reason: reason, Says: withoutParticulars(r.Says)}
		s[key] = g
	}
	if g.Count++; len(g.Examples) < bulkExamples {
		g.Examples = append(g.Examples, BulkExample{r.OrderID, r.Number, r.Reason, r.Says})
	}
}

// withoutParticulars is what a reason says with its numbers and ids left out.
func withoutParticulars(s *oms.Said) *oms.Said {
	if s == nil {
		return nil
	}
	facts := maps.Clone(s.Facts)
	for name, f := range facts {
		f.Text = particular.ReplaceAllString(f.Text, "…")
		facts[name] = f
	}
	return &oms.Said{Code: s.Code, Facts: facts}
}

// refuse adds an order for which an action is refused.
func (s skips) refuse(r oms.BulkRow, why *oms.Error) {
	r.Refuse(why)
	s.add(r)
}

func noOrder(id string) *oms.Error { return oms.Errorf(oms.NotFound, "there is no order %s", id) }

func (s skips) sorted() []BulkSkipped {
	out := []BulkSkipped{}
	for _, g := range s {
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b BulkSkipped) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Reason, b.Reason)) })
	return out
}

// StartBulk begins a bulk operation in the background. Starting what was
// previewed again changes nothing.
func (f *Flow) StartBulk(ctx context.Context, in BulkInput) (*oms.Bulk, error) {
	if in.Token != "" {
		if in.Action != "" || in.IDs != nil || in.Filter != nil || in.Hold != nil || in.Tags != nil {
			return nil, oms.InvalidField("token", "says it all: give neither action nor ids nor filter beside it")
		}
		if err := checkFilters("token", in.Token); err != nil {
			return nil, err
		}
		return do(ctx, f, func(tx *store.Tx) (*oms.Bulk, error) {
			b, err := tx.Bulk(ctx, in.Token, true)
			if oms.CodeOf(err) == oms.NotFound {
				return nil, oms.Errorf(oms.Conflict, "the preview %.64q is not there any more: preview again", in.Token)
			}
			if err != nil || b.Status != oms.BulkPreviewed {
				return b, err
			}
			b.CreatedBy = store.CallerOf(ctx).Actor
			return b, startBulk(ctx, tx, b)
		})
	}
	b, ids, err := f.chooseBulk(ctx, in)
	if err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Bulk, error) {
		if err := addBulk(ctx, tx, b, ids); err != nil {
			return nil, err
		}
		return b, startBulk(ctx, tx, b)
	})
}

// chooseBulk checks the input and finds the orders.
func (f *Flow) chooseBulk(ctx context.Context, in BulkInput) (*oms.Bulk, []string, error) {
	action, known := bulkActions[in.Action]
	if !known {
		return nil, nil, oms.InvalidField("action", "must be one of hold, release_hold, release, tag, untag, cancel and reroute_waiting")
	}
	if err := action.check(in.BulkParameters); err != nil {
		return nil, nil, err
	}
	ids, filter, err := f.chosenOrders(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	if len(ids) == 0 {
		return nil, nil, oms.InvalidField("filter", "chooses no order")
	}
	return &oms.Bulk{ID: store.NewID(oms.PrefixBulk), Action: in.Action, Parameters: jsonOf(in.BulkParameters), Filter: filter, Status: oms.BulkPreviewed,
		Total: int64(len(ids)), CreatedBy: store.CallerOf(ctx).Actor}, ids, nil
}

// chosenOrders are the ids that were given, each once, or those that the
// filter chooses now.
func (f *Flow) chosenOrders(ctx context.Context, in BulkInput) ([]string, string, error) {
	if (in.Filter == nil) == (len(in.IDs) == 0) {
		return nil, "", oms.InvalidField("ids", "or filter is required, and not both")
	}
	if in.Filter == nil {
		if len(in.IDs) > MaxBulkIDs {
			return nil, "", oms.InvalidField("ids", "must name at most %d orders: use a filter", MaxBulkIDs)
		}
		for _, id := range in.IDs {
			if !oms.IsID(id, oms.PrefixOrder) {
				return nil, "", oms.InvalidField("ids", "%.64q is no id of an order", id)
			}
		}
		ids := slices.Clone(in.IDs)
		slices.Sort(ids)
		return slices.Compact(ids), "", nil
	}
	q, err := ParseOrderFilter(*in.Filter, in.Timezone)
	if err != nil {
		return nil, "", err
	}
	ids, err := read(ctx, f, func(tx *store.Tx) ([]string, error) { return tx.OrderIDs(ctx, q, MaxBulkOrders+1) })
	if len(ids) > MaxBulkOrders {
		return nil, "", oms.InvalidField("filter", "chooses more than %d orders: narrow it, and do one part after the other", MaxBulkOrders)
	}
	return ids, *in.Filter, err
}

func addBulk(ctx context.Context, tx *store.Tx, b *oms.Bulk, ids []string) error {
	b.CreatedAt = tx.Now
	if err := tx.SaveBulk(ctx, b); err != nil {
		return err
	}
	rows := make([]oms.BulkRow, len(ids))
	for i, id := range ids {
		rows[i] = oms.BulkRow{N: int64(i + 1), OrderID: id, Result: oms.BulkWaiting}
	}
	return tx.SaveBulkRows(ctx, b.ID, rows)
}

func startBulk(ctx context.Context, tx *store.Tx, b *oms.Bulk) error {
	b.Status = oms.BulkPending
	tx.Emit(ctx, oms.Event{Type: "bulk.started", Subject: b.ID}, map[string]any{"action": b.Action, "total": b.Total, "undoes": b.Undoes})
	if err := tx.SaveBulk(ctx, b); err != nil {
		return err
	}
	return bulkKind.Insert(ctx, tx, bulkJob{b.ID}, jobs.Options{Lane: bulkLane, Unique: b.ID, MaxAttempts: 8})
}

// Bulk returns a bulk operation.
func (f *Flow) Bulk(ctx context.Context, id string) (*oms.Bulk, error) {
	if err := checkFilters("bulk", id); err != nil {
		return nil, err
	}
	return read(ctx, f, func(tx *store.Tx) (*oms.Bulk, error) { return tx.Bulk(ctx, id, false) })
}

// Bulks returns a page of the bulk operations, the newest first.
func (f *Flow) Bulks(ctx context.Context, p Paging) (Page[oms.Bulk], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[oms.Bulk]{}, err
	}
	before := ""
	if err := p.at(&before); err != nil {
		return Page[oms.Bulk]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[oms.Bulk], error) {
		all, err := tx.Bulks(ctx, before, limit)
		return pageOf(all, page, func(b oms.Bulk) any { return b.ID }), err
	})
}

// BulkRows returns a page of the orders of a bulk operation, only those with a
// result unless it is "".
func (f *Flow) BulkRows(ctx context.Context, id string, result oms.BulkOutcome, p Paging) (Page[oms.BulkRow], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[oms.BulkRow]{}, err
	}
	var after int64
	if err := p.at(&after); err != nil {
		return Page[oms.BulkRow]{}, err
	}
	if _, err := f.Bulk(ctx, id); err != nil {
		return Page[oms.BulkRow]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[oms.BulkRow], error) {
		all, err := tx.BulkRows(ctx, id, result, after, limit)
		return pageOf(all, page, func(r oms.BulkRow) any { return r.N }), err
	})
}

// BulkCSV writes the orders of a bulk operation and what became of each.
func (f *Flow) BulkCSV(ctx context.Context, id string, to io.Writer) error {
	w, err := table.NewWriter(to, "order", "order_id", "result", "code", "reason")
	if err != nil {
		return err
	}
	for p := (Paging{Limit: MaxPage}); ; {
		page, err := f.BulkRows(ctx, id, "", p)
		if err != nil {
			return err
		}
		for _, r := range page.Items {
			if err := w.Write(strconv.FormatInt(r.Number, 10), r.OrderID, string(r.Result), string(r.Code), r.Reason); err != nil {
				return err
			}
		}
		if p.Cursor = page.NextCursor; p.Cursor == "" {
			return w.Flush()
		}
	}
}

// CanUndo tells whether UndoBulk would begin an undo.
func CanUndo(b *oms.Bulk) bool { return undoable(b) == nil && b.UndoneBy == "" }

// undoable says why a bulk operation can't be undone, or nil.
func undoable(b *oms.Bulk) error {
	switch {
	case b.Undoes != "":
		return oms.Errorf(oms.Conflict, "an undo has no undo: do it again instead")
	case bulkActions[b.Action].undo == nil:
		return oms.Errorf(oms.Conflict, "%s has no undo", b.Action)
	case !b.Status.Ended():
		return oms.Errorf(oms.Conflict, "it has not ended: stop it first")
	case b.Changed == 0:
		return oms.Errorf(oms.Conflict, "it has changed nothing")
	}
	return nil
}

// StopBulk leaves the rest of a bulk operation undone. One that has ended stays
// as it is.
func (f *Flow) StopBulk(ctx context.Context, id string) (*oms.Bulk, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Bulk, error) {
		b, err := tx.Bulk(ctx, id, true)
		if err != nil || b.Status.Ended() {
			return b, err
		}
		return b, endBulk(ctx, tx, b, oms.BulkStopped, "")
	})
}

func endBulk(ctx context.Context, tx *store.Tx, b *oms.Bulk, status oms.BulkStatus, problem string) error {
	b.Status, b.Problem, b.FinishedAt = status, problem, &tx.Now
	tx.Emit(ctx, oms.Event{Type: "bulk.finished", Subject: b.ID}, map[string]any{"action": b.Action, "status": status, "total": b.Total, "changed": b.Changed,
		"unchanged": b.Unchanged, "refused": b.Refused, "failed": b.Failed, "problem": problem})
	return tx.SaveBulk(ctx, b)
}

// UndoBulk undoes what a bulk operation changed, as another one, with an answer
// for each order. What can't be undone any more is refused there.
func (f *Flow) UndoBulk(ctx context.Context, id string) (*oms.Bulk, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Bulk, error) {
		b, err := tx.Bulk(ctx, id, true)
		if err != nil {
			return nil, err
		}
		if b.UndoneBy != "" {
			return tx.Bulk(ctx, b.UndoneBy, false)
		}
		if err := undoable(b); err != nil {
			return nil, err
		}
		return addUndo(ctx, tx, b)
	})
}

func addUndo(ctx context.Context, tx *store.Tx, b *oms.Bulk) (*oms.Bulk, error) {
	rows, err := tx.BulkRows(ctx, b.ID, oms.BulkChanged, 0, MaxBulkOrders)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].N, rows[i].Result = int64(i+1), oms.BulkWaiting
	}
	u := &oms.Bulk{ID: store.NewID(oms.PrefixBulk), Action: bulkActions[b.Action].inverse, Parameters: json.RawMessage(`{}`), Status: oms.BulkPending, Undoes: b.ID,
		Total: int64(len(rows)), CreatedBy: store.CallerOf(ctx).Actor, CreatedAt: tx.Now}
	b.UndoneBy = u.ID
	if err := tx.SaveBulk(ctx, b); err != nil {
		return nil, err
	}
	if err := tx.SaveBulk(ctx, u); err != nil {
		return nil, err
	}
	if err := tx.SaveBulkRows(ctx, u.ID, rows); err != nil {
		return nil, err
	}
	return u, startBulk(ctx, tx, u)
}
