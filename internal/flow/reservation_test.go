package flow

import (
	"slices"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestReservations(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 5, "LON", 9)
		w.sku("B", "backorder", "LON", 2)
		w.bundle("SET", "A", 2, "B", 1)
		london := &oms.Address{CountryCode: "GB"}

		r, err := w.Reserve(w.ctx, ReservationInput{Channel: "web", Reference: "cart-1", Items: []ReservationLine{{"SET", 2}, {"A", 1}}, Destination: london})
		if err != nil || r.Status != oms.ReservationActive || !r.ExpiresAt.Equal(w.now.Add(15*time.Minute)) {
			t.Fatalf("%+v, %v", r, err)
		}
		if a, b := w.level("A", "LON"), w.level("B", "LON"); a.Reserved != 5 || b.Reserved != 2 {
			t.Errorf("reserved %+v, %+v", a, b)
		}
		_, err = w.Reserve(w.ctx, ReservationInput{Items: []ReservationLine{{"A", 9}, {"SET", 1}}})
		wantCode(t, err, oms.Conflict, "items[1].quantity", "short", "nothing is reserved")
		if a := w.level("A", "BER"); a.Reserved != 0 {
			t.Errorf("a refused claim claims: %+v", a)
		}

		r, err = w.ExtendReservation(w.ctx, r.ID, 3600)
		if err != nil || !r.ExpiresAt.Equal(w.now.Add(time.Hour)) {
			t.Errorf("%+v, %v", r, err)
		}
		for range 2 {
			if r, err = w.ReleaseReservation(w.ctx, r.ID); err != nil || r.Status != oms.ReservationReleased || w.level("A", "LON").Reserved != 0 {
				t.Errorf("%+v, %v", r, err)
			}
		}
		_, err = w.ExtendReservation(w.ctx, r.ID, 60)
		wantCode(t, err, oms.Conflict, "released")
		page, err := w.Reservations(w.ctx, ReservationFilter{Reference: "cart-1", Status: "released"})
		if err != nil || len(page.Items) != 1 || page.Items[0].Items[0].SKU != "A" {
			t.Errorf("%+v, %v", page, err)
		}
		if got := w.eventsOf(r.ID); !slices.Equal(got, []string{"reservation.created", "reservation.released"}) {
			t.Errorf("events %v", got)
		}
		w.auditStock(fatal{t})
	})
}

func TestReservationsExpire(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 3)
		short, err := w.Reserve(w.ctx, ReservationInput{TTLSeconds: 10, Items: []ReservationLine{{"A", 1}}})
		if err != nil {
			t.Fatal(err)
		}
		long, err := w.Reserve(w.ctx, ReservationInput{TTLSeconds: 100, Items: []ReservationLine{{"A", 2}}})
		if err != nil {
			t.Fatal(err)
		}
		w.now = w.now.Add(10 * time.Second)
		if n, err := w.ExpireReservations(w.ctx, 100); n != 1 || err != nil {
			t.Fatalf("%d expired, %v", n, err)
		}
		if n, err := w.ExpireReservations(w.ctx, 100); n != 0 || err != nil {
			t.Errorf("%d expired again, %v", n, err)
		}
		if l := w.level("A", "BER"); l.Reserved != 2 || l.Available() != 1 {
			t.Errorf("%+v", l)
		}
		if r, err := w.ReleaseReservation(w.ctx, short.ID); err != nil || r.Status != oms.ReservationExpired {
			t.Errorf("%+v, %v", r, err)
		}
		if r, err := w.Reservation(w.ctx, long.ID); err != nil || r.Status != oms.ReservationActive {
			t.Errorf("%+v, %v", r, err)
		}
		if got := w.eventsOf(short.ID); !slices.Equal(got, []string{"reservation.created", "reservation.expired"}) {
			t.Errorf("events %v", got)
		}
	})
}

func TestReservationFaults(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 3)
		one := []ReservationLine{{"A", 1}}
		for name, c := range map[string]struct {
			in   ReservationInput
			says string
		}{
			"NoItems":  {ReservationInput{}, "items"},
			"None":     {ReservationInput{Items: []ReservationLine{{"A", 0}}}, "items[0].quantity"},
			"TooMany":  {ReservationInput{Items: []ReservationLine{{"A", 1_000_001}}}, "items[0].quantity"},
			"Unknown":  {ReservationInput{Items: []ReservationLine{{"X", 1}}}, "items[0].sku"},
			"Channel":  {ReservationInput{Channel: "x", Items: one}, "channel"},
			"TooLong":  {ReservationInput{TTLSeconds: 604_801, Items: one}, "ttl_seconds"},
			"Negative": {ReservationInput{TTLSeconds: -1, Items: one}, "ttl_seconds"},
			"Country":  {ReservationInput{Items: one, Destination: &oms.Address{CountryCode: "XX"}}, "destination.country_code"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Reserve(w.ctx, c.in)
				wantCode(t, err, oms.Invalid, c.says)
			})
		}
		_, err := w.Reservation(w.ctx, "rsv_00000000000000000000000000")
		wantCode(t, err, oms.NotFound)
	})
}
