package oms

import (
	"regexp"
	"testing"
	"time"
)

func TestSaidInEnglish(t *testing.T) {
	at := time.Date(2026, 11, 21, 8, 5, 0, 0, time.UTC)
	for _, c := range []struct {
		says Said
		want string
	}{
		{SaysUnfillable.With(Facts{"count": FactNumber(1), "skus": FactList([]string{"A"})}), "1 unit has no stock at any location: A."},
		{SaysUnfillable.With(Facts{"count": FactNumber(7), "skus": FactList([]string{"A", "B", "C", "D", "E", "F", "G"})}), "7 units have no stock at any location: A, B, C, D, E and 2 more."},
		{SaysToShip.With(Facts{"location": FactText("BER"), "number": FactText("100001-1"), "by": FactAt(at)}), "BER is to ship 100001-1 by 21 November 2026 at 08:05 UTC."},
		{SaysPromiseNone.With(Facts{"count": FactNumber(2), "sku": FactText("A"), "promised": FactDay(at)}), "2 units of A promised for 2026-11-21: no receipt covers them any more."},
		{SaysLateOrder.With(Facts{"lifecycle": Canceled.Word()}), "The order is canceled."},
		{FixVoid.With(Facts{"amount": FactMoney(1990, "EUR")}), "Note that the authorization is void: 19.90 EUR"},
		{SaysPicker.With(Facts{"reasons": FactText("a {count} in a reason")}), "The picker says: a {count} in a reason."},
		{Said{Code: "of_a_later_version"}, "of_a_later_version"},
	} {
		if have := c.says.String(); have != c.want {
			t.Errorf("%q, want %q", have, c.want)
		}
	}
}

// TestSentences wants the same places in both forms of a plural.
func TestSentences(t *testing.T) {
	places := regexp.MustCompile(`\{(\w+)\}`)
	for _, s := range Sentences() {
		one, other := map[string]bool{"count": true}, map[string]bool{"count": true}
		for _, m := range places.FindAllStringSubmatch(s.One, -1) {
			one[m[1]] = true
		}
		for _, m := range places.FindAllStringSubmatch(s.Other, -1) {
			other[m[1]] = true
		}
		if len(one) != len(other) {
			t.Errorf("%s: the forms have other places: %v, %v", s.Code, one, other)
		}
	}
}
