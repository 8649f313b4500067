package flow

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// TagInput adds tags to orders and takes tags off.
type TagInput struct {
	Add    []string `json:"add,omitempty" maxItems:"250" example:"[\"gift\"]"`
	Remove []string `json:"remove,omitempty" maxItems:"250"`
}

// TagOrders changes the tags of many orders, with an answer for each. Tags are
// no part of what was asked, so the orders keep their versions.
func (f *Flow) TagOrders(ctx context.Context, ids []string, in TagInput) ([]BulkResult, error) {
	if err := oms.InvalidFields("the tags", append(oms.CheckTags(in.Add), oms.CheckTags(in.Remove)...)); err != nil {
		return nil, err
	}
	return f.each(ctx, oms.PrefixOrder, ids, func(w *work, _ string) (bool, error) { return w.retag(ctx, in) })
}

// retag changes the tags of the order and tells whether anything changed.
func (w *work) retag(ctx context.Context, in TagInput) (bool, error) {
	before := w.o.Tags
	after, err := retagged(w.o, in)
	if err != nil || slices.Equal(before, after) {
		return false, err
	}
	w.o.Tags = after
	w.event(ctx, oms.OrderTagged, w.o.ID, map[string]any{"before": before, "after": after})
	return true, nil
}

// retagged are the tags that an order would have.
func retagged(o *oms.Order, in TagInput) ([]string, error) {
	after := slices.DeleteFunc(slices.Clone(o.Tags), func(t string) bool { return slices.Contains(in.Remove, t) })
	for _, t := range in.Add {
		if !slices.Contains(after, t) {
			after = append(after, t)
		}
	}
	if len(after) > 250 {
		return nil, oms.Errorf(oms.Conflict, "order %d would have more than 250 tags", o.Number)
	}
	return after, nil
}
