package oms

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestFirstExpiredFirstOut picks from shelves of any lots: what is offered is
// enough where there is enough, no lot gives what it has not, none that is past
// its date gives any, and nothing stays behind that expires before what left.
func TestFirstExpiredFirstOut(t *testing.T) {
	const today = "2026-11-22"
	dates := rapid.SampledFrom([]string{"", "2026-11-20", today, "2026-12-01", "2027-03-31", "2027-04-01"})
	few := rapid.Int64Range(0, 5)
	rapid.Check(t, func(t *rapid.T) {
		shelf := &LotStock{SKU: "CREAM", Location: "BER", Tracking: TrackLots, Today: today}
		var sellable int64
		for i := range rapid.IntRange(0, 8).Draw(t, "lots") {
			l := LotLevel{LotID: fmt.Sprintf("lot_%d", i), Lot: fmt.Sprintf("L%d", i), ExpiresOn: dates.Draw(t, "date"), ReceivedAt: time.Unix(few.Draw(t, "received"), 0)}
			l.SellsUntil = l.ExpiresOn
			l.Damaged, l.QualityControl, l.Picked = few.Draw(t, "damaged"), few.Draw(t, "quality control"), few.Draw(t, "picked")
			l.OnHand = l.Damaged + l.QualityControl + l.Picked + few.Draw(t, "free")
			if !l.Past(today) {
				sellable += l.Free()
			}
			shelf.Levels = append(shelf.Levels, l)
		}
		before := map[string]LotLevel{}
		for _, l := range shelf.Levels {
			before[l.LotID] = l
		}
		n := rapid.Int64Range(1, 30).Draw(t, "wanted")
		taken := shelf.Offer(n)
		var sum int64
		for _, u := range taken {
			was := before[u.LotID]
			if sum += u.Quantity; u.Quantity <= 0 || u.Quantity > was.Free() || was.Past(today) {
				t.Fatalf("%d of %+v", u.Quantity, was)
			}
		}
		if sum != min(n, sellable) {
			t.Fatalf("%d of %d wanted are offered, %d could be", sum, n, sellable)
		}
		for i := range shelf.Levels {
			l := &shelf.Levels[i]
			if err := l.Check(); err != nil {
				t.Fatal(err)
			}
			for _, u := range taken {
				last := before[u.LotID]
				if l.Free() > 0 && !l.Past(today) && l.LotID != u.LotID && FirstExpired(l, &last) < 0 {
					t.Fatalf("%s stays, which leaves before %s", l.Lot, u.Lot)
				}
			}
		}
	})
}
