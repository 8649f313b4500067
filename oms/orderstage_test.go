package oms

import "testing"

func TestOrderStage(t *testing.T) {
	for name, c := range map[string]struct {
		life Lifecycle
		at   Counters
		want OrderStage
	}{
		"Draft":                 {Draft, Counters{Ordered: 2, Unallocated: 2}, OrderStageNone},
		"Canceled":              {Canceled, Counters{Ordered: 2, Canceled: 2}, OrderStageNone},
		"NothingLeft":           {Open, Counters{Ordered: 2, Canceled: 2}, OrderStageNone},
		"New":                   {Open, Counters{Ordered: 2, Unallocated: 2}, OrderStageNew},
		"OneBackordered":        {Open, Counters{Ordered: 3, Backordered: 1, Shipped: 2}, OrderStageNew},
		"Allocated":             {Open, Counters{Ordered: 2, Allocated: 1, Packed: 1}, OrderStageAllocated},
		"Released":              {Open, Counters{Ordered: 2, Released: 1, Picked: 1}, OrderStageReleased},
		"Picked":                {Open, Counters{Ordered: 2, Picked: 1, Packed: 1}, OrderStagePicked},
		"Packed":                {Open, Counters{Ordered: 2, Packed: 1, Shipped: 1}, OrderStagePacked},
		"OneUnderWay":           {Open, Counters{Ordered: 2, Shipped: 2, Delivered: 1}, OrderStageShipped},
		"Delivered":             {Closed, Counters{Ordered: 2, Shipped: 2, Delivered: 2}, OrderStageDelivered},
		"DeliveredLessCanceled": {Closed, Counters{Ordered: 2, Canceled: 1, Shipped: 1, Delivered: 1}, OrderStageDelivered},
	} {
		if got := c.life.stage(c.at); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
