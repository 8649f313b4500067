package bench

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/pgtest"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// TestFill fills a database and asks every law of it.
func TestFill(t *testing.T) {
	for name, options := range map[string]func(*testing.T) store.Options{
		"SQLite":     func(t *testing.T) store.Options { return store.Options{Dir: t.TempDir()} },
		"PostgreSQL": func(t *testing.T) store.Options { return store.Options{URL: pgtest.URL(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			so := options(t)
			s, err := store.Open(t.Context(), so)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			stocked(t, flow.New(s, nil), 20)
			var out bytes.Buffer
			if err := fill(t.Context(), so, 1700, 20, &out); err != nil {
				t.Fatal(err)
			}
			t.Log(out.String())
			counted := 0
			err = s.Audit(t.Context(), store.AuditOptions{Tell: func(a store.Audited) {
				if a.Name == "orders: replayed" {
					counted = int(a.Checked)
				}
				for _, b := range a.Breaches {
					t.Errorf("%s: %s %s", a.Name, b.Subject, b.Problem)
				}
			}})
			if err != nil || counted != 1700 {
				t.Errorf("%d orders were audited, %v", counted, err)
			}
			captureOne(t, flow.New(s, nil))
		})
	}
}

// stocked makes what server.seed makes.
func stocked(t *testing.T, f *flow.Flow, skus int) {
	t.Helper()
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.CreateChannel(t.Context(), flow.ChannelInput{Code: "bench"}))
	must(f.CreateLocation(t.Context(), flow.LocationInput{Code: "BER", LocationFields: flow.LocationFields{Address: &oms.Address{CountryCode: "DE"}}}))
	for i := range skus {
		must(f.CreateSKU(t.Context(), flow.SKUInput{Code: skuCode(i)}))
		must(f.MoveStock(t.Context(), flow.MovementInput{SKU: skuCode(i), Location: "BER", Quantity: 1_000_000, Reason: oms.ReasonReceived}))
	}
}

// captureOne captures an order behind the copies: its number is free.
func captureOne(t *testing.T, f *flow.Flow) {
	t.Helper()
	in := originalOrder(42, 20, f.Store().Now())
	in.ExternalID = fmt.Sprint("new ", in.ExternalID)
	if r := f.Capture(context.WithoutCancel(t.Context()), in); r.Err != nil || r.Order.Number != 101_701 {
		t.Errorf("%+v", r)
	}
}
