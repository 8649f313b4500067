package connectortest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// read follows the pages from a cursor to the first that has nothing after it.
func read(t *testing.T, src connector.OrderSource, cursor string) (pages []connector.Page) {
	t.Helper()
	for range 100 {
		page, err := src.Orders(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
		if !page.More {
			return pages
		}
		if page.Next == cursor {
			t.Fatal("there is more, and the cursor stands still")
		}
		cursor = page.Next
	}
	t.Fatal("the pages don't end")
	return nil
}

func (s *suite) source(t *testing.T) connector.OrderSource {
	t.Helper()
	src, ok := s.open(t, s.mock(t)).(connector.OrderSource)
	if !ok {
		t.Fatal("it has no orders")
	}
	return src
}

func ids(pages []connector.Page) (all []string) {
	for _, p := range pages {
		for _, o := range p.Orders {
			all = append(all, o.ExternalID)
		}
	}
	return all
}

func (s *suite) all(t *testing.T) (all []oms.OrderInput) {
	t.Helper()
	for _, p := range read(t, s.source(t), "") {
		all = append(all, p.Orders...)
	}
	return all
}

// orders reads everything, then asks for news and expects none.
func (s *suite) orders(t *testing.T) {
	src := s.source(t)
	pages := read(t, src, "")
	full := 0
	for _, p := range pages {
		if len(p.Orders) > 0 {
			full++
		}
	}
	if full < 2 {
		t.Errorf("%d pages have orders; a script needs two to show that the second is read", full)
	}
	seen := map[string]bool{}
	for _, id := range ids(pages) {
		if seen[id] {
			t.Errorf("order %s came twice", id)
		}
		seen[id] = true
	}
	if again := ids(read(t, src, pages[len(pages)-1].Next)); len(again) > 0 {
		t.Errorf("nothing has changed, and these came again: %v", again)
	}
	golden(t, "orders", s.all(t))
}

// resume begins anew at each cursor, with a connection that knows nothing
// else, and expects the orders that were left.
func (s *suite) resume(t *testing.T) {
	pages := read(t, s.source(t), "")
	for i := range pages[:len(pages)-1] {
		rest := ids(read(t, s.source(t), pages[i].Next))
		if diff := cmp.Diff(ids(pages[i+1:]), rest); diff != "" {
			t.Errorf("resumed after page %d (-want +got):\n%s", i+1, diff)
		}
	}
}

// money asks that every order is accepted, adds up to the total that the
// vendor states, and that the script has currencies of 0, 2 and 3 decimals.
func (s *suite) money(t *testing.T) {
	digits := map[int]bool{}
	for _, in := range s.all(t) {
		accepted(t, &in)
		n, _ := money.Digits(in.Currency)
		digits[n] = true
	}
	if !digits[0] || !digits[2] || !digits[3] {
		t.Errorf("the script lacks currencies of 0, 2 or 3 decimals: %v", digits)
	}
}

// accepted puts an input through what capture does with it.
func accepted(t *testing.T, in *oms.OrderInput) {
	t.Helper()
	if err := in.Prepare(); err != nil {
		t.Errorf("order %s: %v", in.ExternalID, err)
		return
	}
	nothing := func(string) *oms.SKU { return nil }
	o, err := oms.NewOrder(in, &oms.Channel{ID: "chn_1", Code: "shop"}, nothing, Now)
	switch {
	case err != nil:
		t.Errorf("order %s: %v", in.ExternalID, err)
	case o.StatedTotal != nil:
		t.Errorf("order %s states %s and adds up to %s", in.ExternalID, in.Total, money.New(o.Total, o.Currency))
	}
}

func (s *suite) odd(t *testing.T) {
	b, err := json.Marshal(s.all(t))
	if err != nil || s.vendor.Odd == "" || !strings.Contains(strings.ToLower(string(b)), strings.ToLower(s.vendor.Odd)) {
		t.Errorf("no order has %q, %v", s.vendor.Odd, err)
	}
}

func golden(t *testing.T, name string, got any) {
	t.Helper()
	b, err := json.MarshalIndent(got, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(path, append(b, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSpace(string(want)), string(b)); diff != "" {
		t.Errorf("differs from %s (go test -update rewrites it):\n%s", path, diff)
	}
}
