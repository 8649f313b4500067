package store

import (
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestNearby pages through filters that are settled nearby and filters that are
// not, and compares with what indexes find among all.
func TestNearby(t *testing.T) {
	defer func(n, m int) { nearbyOrders, sampledOrders = n, m }(nearbyOrders, sampledOrders)
	nearbyOrders, sampledOrders = 2, 5
	both(t, func(t *testing.T, s *Store) {
		ids := someOrders(t, s, 25)
		rare(t, s, ids[0], ids[3], ids[20])
		for _, f := range []OrderFilter{{Query: "zoë"}, {Query: "ext-2"}, {Query: "ext-"}, {Query: "brien", Tag: "rare"}, {Query: "ext-24 buyer"}, {Tag: "vip_1"}, {Tag: "rare"}, {SKU: "TEE-RED-M"}, {SKU: "tee"}, {Terms: terms(t, "tag:ra*")},
			{Terms: terms(t, "-tag:rare")}, {Terms: terms(t, "currency:EUR -brien")}, {Terms: terms(t, "total:>=20 -payment:paid")}, {Terms: terms(t, "sku:TEE-* tag:rare")}} {
			for _, column := range OrderSorts {
				for _, way := range []string{"", "-"} {
					f.Sort, f.Limit, f.After = way+column, 4, nil
					want := everywhereIDs(t, s, f, orderSort{column, way == "-"})
					var got []string
					for more := true; more; more = f.After != nil {
						page, next := list(t, s, f)
						for _, o := range page {
							got = append(got, o.ID)
						}
						f.After = next
					}
					if !slices.Equal(got, want) {
						t.Errorf("%+v: %d orders, want %d or another order", f, len(got), len(want))
					}
				}
			}
		}
	})
}

func terms(t *testing.T, filter string) oms.Filter {
	t.Helper()
	parsed, err := oms.ParseFilter(filter)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func rare(t *testing.T, s *Store, ids ...string) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *Tx) error {
		for _, id := range ids {
			o, err := tx.LockOrder(t.Context(), id)
			if err != nil {
				return err
			}
			o.Tags = append(o.Tags, "rare")
			if err := tx.SaveOrder(t.Context(), o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func everywhereIDs(t *testing.T, s *Store, f OrderFilter, by orderSort) (ids []string) {
	t.Helper()
	f.Limit = 100
	err := s.Read(t.Context(), func(tx *Tx) (err error) {
		page, err := tx.everywhere(t.Context(), f, by)
		for _, o := range page {
			ids = append(ids, o.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
