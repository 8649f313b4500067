package flow

import (
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func TestTimelineOfAKind(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.seed(`INSERT INTO users (id, email, name, role, active, password, version, created_at, updated_at) VALUES ('usr_1', 'a@example.com', '', 'owner', TRUE, '', 1, $1, $1)`)
		w.sku("TEE", "unallocated", "BER", 10)
		w.ctx = store.WithCaller(w.ctx, store.Caller{Actor: "system"})
		o := w.capture("1", "TEE", 2)
		iris := store.WithCaller(w.ctx, store.Caller{Actor: "user:usr_1"})
		if _, err := w.PlaceHold(iris, o.ID, HoldInput{Reason: "wait"}); err != nil {
			t.Fatal(err)
		}
		of := func(kind TimelineKind) (types []oms.EventType, names map[string]string) {
			events, names, err := w.Timeline(iris, o.ID, TimelineFilter{Kind: kind, Newest: true, Limit: 50})
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range events {
				if types = append(types, e.Type); i > 0 && e.Seq >= events[i-1].Seq {
					t.Errorf("%s after %s", e.Type, events[i-1].Type)
				}
			}
			return types, names
		}
		all, names := of("")
		if len(all) < 5 || all[len(all)-1] != oms.OrderCaptured || len(names) != 1 || names["user:usr_1"] != "a@example.com" {
			t.Errorf("everything: %v, %v", all, names)
		}
		stock, _ := of(AboutStock)
		if len(stock) < 3 || slices.Contains(stock, oms.OrderCaptured) || slices.Contains(stock, oms.OrderHoldPlaced) || !slices.Contains(stock, oms.StockAllocated) {
			t.Errorf("about stock: %v", stock)
		}
		if money, _ := of(AboutMoney); !slices.Equal(money, []oms.EventType{oms.PaymentCaptured}) {
			t.Errorf("about money: %v", money)
		}
		if people, _ := of(ByPeople); !slices.Contains(people, oms.OrderHoldPlaced) || slices.Contains(people, oms.OrderCaptured) {
			t.Errorf("by people: %v", people)
		}
		if _, _, err := w.Timeline(w.ctx, "ord_none", TimelineFilter{Limit: 1}); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("no such order: %v", err)
		}
	})
}
