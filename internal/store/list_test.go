package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// someOrders inserts n orders of a channel; several share an instant and a total.
func someOrders(t *testing.T, s *Store, n int) (ids []string) {
	t.Helper()
	base := time.Date(2026, 11, 20, 23, 59, 59, 999_999_000, time.UTC)
	err := s.Write(t.Context(), func(tx *Tx) error {
		if _, err := tx.exec(t.Context(), `INSERT INTO channels (id, code, name, kind, active, version, created_at, updated_at) VALUES ('chn_1', 'web', 'Web', 'generic', TRUE, 1, ?, ?)`, tx.Now, tx.Now); err != nil {
			return err
		}
		var all []NewOrder
		for i := range n {
			at := base.Add(time.Duration(i/3) * time.Microsecond)
			o := &oms.Order{ID: NewID(oms.PrefixOrder), ChannelID: "chn_1", Channel: "web", ExternalID: fmt.Sprintf("EXT-%d", i), Lifecycle: oms.Open, Version: 1,
				PlacedAt: at, CapturedAt: at, UpdatedAt: at, Currency: "EUR", Total: int64(i % 4 * 1000), Email: fmt.Sprintf("buyer%d@example.com", i), CustomerName: "Zoë O'Brien",
				Tags: []string{"vip_1"}, Lines: []oms.Line{{N: 1, Kind: oms.LineItem, SKU: "TEE-RED-M", Counters: oms.Counters{Ordered: 1, Unallocated: 1}}}}
			o.Statuses = oms.Summarize(o)
			all, ids = append(all, NewOrder{Order: o, Fingerprint: []byte{1}, Payload: []byte("{}")}), append(ids, o.ID)
		}
		if _, err := tx.InsertOrders(t.Context(), all); err != nil {
			return err
		}
		return tx.InsertOrderParts(t.Context(), all, map[string]oms.Statuses{})
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func list(t *testing.T, s *Store, f OrderFilter) (all []*oms.Order, next *OrderPosition) {
	t.Helper()
	err := s.Read(t.Context(), func(tx *Tx) (err error) {
		all, next, err = tx.ListOrders(t.Context(), f)
		return err
	})
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	return all, next
}

func TestListPages(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		someOrders(t, s, 25)
		for _, column := range OrderSorts {
			for _, way := range []string{"", "-"} {
				var got []int64
				f := OrderFilter{Sort: way + column, Limit: 4}
				for {
					page, next := list(t, s, f)
					for _, o := range page {
						got = append(got, o.Number)
					}
					if f.After = next; next == nil {
						break
					}
				}
				seen := slices.Clone(got)
				slices.Sort(seen)
				if len(slices.Compact(seen)) != 25 || len(got) != 25 {
					t.Errorf("sorted by %s: %d orders, %d different", f.Sort, len(got), len(seen))
				}
			}
		}
	})
}

func TestInstantsSurvive(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		ids := someOrders(t, s, 4)
		err := s.Read(t.Context(), func(tx *Tx) error {
			o, err := tx.Order(t.Context(), ids[3])
			if err != nil {
				return err
			}
			want := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
			if !o.PlacedAt.Equal(want) || o.PlacedAt.Location() != time.UTC {
				t.Errorf("placed at %v, want %v", o.PlacedAt, want)
			}
			if o.ClosedAt != nil || o.StatedTotal != nil {
				t.Errorf("NULL came back as %v, %v", o.ClosedAt, o.StatedTotal)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		from, to := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 21, 0, 0, 0, 1000, time.UTC)
		if all, _ := list(t, s, OrderFilter{PlacedFrom: &from, PlacedTo: &to, Limit: 10}); len(all) != 1 {
			t.Errorf("%d orders in the microsecond of midnight, want 1", len(all))
		}
	})
}

func TestSearch(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		someOrders(t, s, 12)
		for query, want := range map[string]int{
			"": 12, "100001": 1, "ext-1": 3, "EXT-11": 1, "zoë": 12, "zoë o'br": 12, "buyer7@example.com": 1, "buyer7": 1, "tee-red": 12, "TEE-RED-M buyer3": 1,
			"nobody": 0, "zoë nobody": 0, "brien": 12, "red": 12,
		} {
			if all, _ := list(t, s, OrderFilter{Query: query, Limit: 50}); len(all) != want {
				t.Errorf("%q finds %d orders, want %d", query, len(all), want)
			}
		}
		for _, hostile := range []string{`'`, `"`, `\`, `\'`, `'':*`, `a' & 'b`, `(|)!`, `%`, `_`, `*`, "emoji 🎉", "\u200b", "rtl \u202e", `") OR 1=1 --`, "a:b", "-x", "NEAR(a b)", "\ufffd"} {
			list(t, s, OrderFilter{Query: hostile, Limit: 50})
			list(t, s, OrderFilter{SKU: hostile, Tag: hostile, Limit: 50})
		}
		if all, _ := list(t, s, OrderFilter{Tag: "vip_1", Limit: 50}); len(all) != 12 {
			t.Errorf("the tag finds %d", len(all))
		}
		if all, _ := list(t, s, OrderFilter{Tag: "vipx1", Limit: 50}); len(all) != 0 {
			t.Errorf("an underscore is a wildcard: %d", len(all))
		}
		if all, _ := list(t, s, OrderFilter{SKU: "TEE-RED-M", Status: "unfulfilled", Limit: 50}); len(all) != 12 {
			t.Errorf("SKU and status find %d", len(all))
		}
	})
}

// TestEventsOvertake has transactions commit in another order than they drew
// their numbers: a reader gets each event exactly once all the same.
func TestEventsOvertake(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		if !s.Postgres() {
			t.Skip("SQLite has one writer: commits can't overtake each other")
		}
		emit := func(tx *Tx, subject string) error {
			tx.Emit(t.Context(), oms.Event{Type: oms.StockChanged, Subject: subject}, nil)
			if err := tx.flushEvents(t.Context()); err != nil {
				return err
			}
			return tx.flush(t.Context())
		}
		touch := func(tx *Tx) error { // takes a transaction id
			_, err := tx.exec(t.Context(), `INSERT INTO settings (key, value) VALUES (?, '')`, NewID("key"))
			return err
		}
		var seen []string
		var after int64
		read := func() {
			t.Helper()
			err := s.Read(t.Context(), func(tx *Tx) error {
				events, err := tx.Events(t.Context(), EventFilter{After: after, Limit: 100})
				for _, e := range events {
					seen, after = append(seen, e.Subject), e.Seq
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		run := func(f func(*Tx) error) (proceed chan struct{}, done chan error) {
			proceed, done = make(chan struct{}), make(chan error, 1)
			ready := make(chan struct{})
			go func() {
				done <- s.Write(context.WithoutCancel(t.Context()), func(tx *Tx) error {
					if err := touch(tx); err != nil {
						return err
					}
					close(ready)
					<-proceed
					return f(tx)
				})
			}()
			<-ready
			return proceed, done
		}
		for round := range 3 {
			old, oldDone := run(func(tx *Tx) error { return emit(tx, fmt.Sprint(round, " old")) })
			// A later transaction draws its number first and commits last …
			late, lateDone := run(func(*Tx) error { return nil })
			_ = late
			newer := make(chan struct{})
			newerDone := make(chan error, 1)
			drawn := make(chan struct{})
			go func() {
				newerDone <- s.Write(context.WithoutCancel(t.Context()), func(tx *Tx) error {
					if err := emit(tx, fmt.Sprint(round, " newer")); err != nil {
						return err
					}
					close(drawn)
					<-newer
					return nil
				})
			}()
			<-drawn
			read()
			close(old) // … the older one draws a larger number and commits first
			if err := <-oldDone; err != nil {
				t.Fatal(err)
			}
			read()
			close(newer)
			if err := <-newerDone; err != nil {
				t.Fatal(err)
			}
			read() // held back by the transaction that is still open
			close(late)
			if err := <-lateDone; err != nil {
				t.Fatal(err)
			}
			read()
		}
		want := []string{"0 old", "0 newer", "1 old", "1 newer", "2 old", "2 newer"}
		if !slices.Equal(seen, want) {
			t.Errorf("read %q, want %q", seen, want)
		}
	})
}
