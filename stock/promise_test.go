package stock

import (
	"fmt"
	"slices"
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
	got := shorten(Assign(waiters, receipts, nil))
	if want := "[[1 1 3] [0 1 1] [0 0 1] [2 0 1]]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// shorten writes promises without their dates.
func shorten(all []Promise) string {
	var out [][3]int64
	for _, p := range all {
		out = append(out, [3]int64{int64(p.Waiter), int64(p.Expected), p.Quantity})
	}
	return fmt.Sprint(out)
}

// ready is when the last unit of each waiter is expected; -1 when not all are
// promised.
func ready(waiters []Waiter, receipts []Expected) []int {
	got, last := make([]int64, len(waiters)), make([]int, len(waiters))
	for _, p := range Assign(waiters, receipts, nil) {
		got[p.Waiter] += p.Quantity
		last[p.Waiter] = max(last[p.Waiter], int(p.At.Sub(day0).Hours()/24))
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
		for _, p := range Assign(waiters, receipts, nil) {
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

func TestAssignRights(t *testing.T) {
	at := func(codes ...string) func(string) bool {
		return func(l string) bool { return slices.Contains(codes, l) }
	}
	any := func(string) bool { return true }
	receipts := []Expected{{Source: "soon", LocationID: "BER", Quantity: 4, At: day0}, {Source: "then", LocationID: "LON", Quantity: 4, At: day0.AddDate(0, 0, 3)}}
	for _, c := range []struct {
		name    string
		waiters []Waiter
		free    map[string]int64
		want    string
	}{
		{"a location that may not send is passed over", []Waiter{{OrderID: "a", Quantity: 2, Rights: &Rights{From: at("LON"), Sold: any}}, {OrderID: "b", Quantity: 3}}, nil, "[[1 0 3] [0 1 2]]"},
		{"a fence is filled first", []Waiter{{OrderID: "a", Quantity: 4, Rights: &Rights{From: any, Sold: any, Fenced: 5}}}, nil, "[[0 0 3]]"},
		{"what lies there counts towards the fence", []Waiter{{OrderID: "a", Quantity: 4, Rights: &Rights{From: any, Sold: any, Fenced: 5}}}, map[string]int64{"BER": 3}, "[[0 0 2] [0 0 2]]"},
		{"what others have does not", []Waiter{{OrderID: "a", Quantity: 4, Rights: &Rights{From: at("LON"), Sold: at("LON"), Fenced: 2}}}, map[string]int64{"BER": 9}, "[[0 1 2]]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shorten(Assign(c.waiters, receipts, c.free)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
