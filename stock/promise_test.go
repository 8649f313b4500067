package stock

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var day0 = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func TestAssign(t *testing.T) {
	first := day0.AddDate(0, 0, 1)
	waiters := []Waiter{
		{OrderID: "late", Number: 1, Quantity: 2},
		{OrderID: "promised", Number: 9, Quantity: 3, FirstAt: &first}, // younger, but it was promised something
		{OrderID: "last", Number: 10, Quantity: 5},
	}
	receipts := []Expected{{Source: "b", Quantity: 2, At: day0.AddDate(0, 0, 9)}, {Source: "a", Quantity: 4, At: day0.AddDate(0, 0, 4)}}
	got := fmt.Sprint(Assign(waiters, receipts))
	if want := "[{1 1 3} {0 1 1} {0 0 1} {2 0 1}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// ready is when the last unit of each waiter is expected; -1 when not all are
// promised.
func ready(waiters []Waiter, receipts []Expected) []int {
	got, last := make([]int64, len(waiters)), make([]int, len(waiters))
	for _, p := range Assign(waiters, receipts) {
		got[p.Waiter] += p.Quantity
		last[p.Waiter] = max(last[p.Waiter], int(receipts[p.Expected].At.Sub(day0).Hours()/24))
	}
	for i, w := range waiters {
		if got[i] < w.Quantity {
			last[i] = -1
		}
	}
	return last
}

func TestAssignLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawExpected := rapid.Custom(func(t *rapid.T) Expected {
			return Expected{Source: rapid.StringMatching(`[a-c]`).Draw(t, "source"), Quantity: rapid.Int64Range(0, 5).Draw(t, "units"),
				At: day0.AddDate(0, 0, rapid.IntRange(0, 5).Draw(t, "day"))}
		})
		receipts := rapid.SliceOfN(drawExpected, 0, 5).Draw(t, "receipts")
		waiters := make([]Waiter, rapid.IntRange(0, 5).Draw(t, "waiters"))
		for i := range waiters {
			waiters[i] = Waiter{OrderID: fmt.Sprint(i), Number: rapid.Int64Range(1, 4).Draw(t, "number"), Quantity: rapid.Int64Range(1, 4).Draw(t, "wants")}
			if rapid.Bool().Draw(t, "promised") {
				first := day0.AddDate(0, 0, rapid.IntRange(0, 3).Draw(t, "first"))
				waiters[i].FirstAt = &first
			}
		}
		var given, coming, wanted int64
		used := make([]int64, len(receipts))
		for _, p := range Assign(waiters, receipts) {
			given += p.Quantity
			used[p.Expected] += p.Quantity
		}
		for i, r := range receipts {
			coming += r.Quantity
			if used[i] > r.Quantity {
				t.Fatalf("%d units of %d are promised", used[i], r.Quantity)
			}
		}
		for _, w := range waiters {
			wanted += w.Quantity
		}
		if given != min(coming, wanted) {
			t.Fatalf("%d promised of %d coming and %d wanted", given, coming, wanted)
		}
		before := ready(waiters, receipts)
		for i := range waiters {
			for j := range waiters {
				if Rank(waiters[i], waiters[j]) < 0 && before[j] >= 0 && (before[i] < 0 || before[i] > before[j]) {
					t.Fatalf("%d is promised %v, before %d, who waits longer", j, before, i)
				}
			}
		}
		after := ready(waiters, append(receipts, drawExpected.Draw(t, "one more")))
		for i := range before {
			if before[i] >= 0 && (after[i] < 0 || after[i] > before[i]) {
				t.Fatalf("one more receipt made a date later: %v, then %v", before, after)
			}
		}
	})
}
