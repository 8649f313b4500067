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
	return f.each(ctx, oms.PrefixOrder, ids, func(w *work, _ string) (bool, error) {
		before := w.o.Tags
		after := slices.DeleteFunc(slices.Clone(before), func(t string) bool { return slices.Contains(in.Remove, t) })
		for _, t := range in.Add {
			if !slices.Contains(after, t) {
				after = append(after, t)
			}
		}
		if slices.Equal(before, after) {
			return false, nil
		}
		if len(after) > 250 {
			return false, oms.Errorf(oms.Conflict, "order %d would have more than 250 tags", w.o.Number)
		}
		w.o.Tags = after
		w.event(ctx, oms.OrderTagged, w.o.ID, map[string]any{"before": before, "after": after})
		return true, nil
	})
}
