package flow

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func to[T any](v T) *T { return &v }

// wantCode fails the test unless err has the code and, with words, names them.
func wantCode(t *testing.T, err error, code oms.Code, words ...string) {
	t.Helper()
	if oms.CodeOf(err) != code {
		t.Fatalf("got %v, want %s", err, code)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
}

// eventsOf lists the types of the events about a subject.
func (w *world) eventsOf(subject string) (types []string) {
	w.t.Helper()
	all, err := w.Events(w.ctx, store.EventFilter{Subject: subject, Limit: 1000})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range all {
		types = append(types, string(e.Type))
	}
	return types
}

func (w *world) catalogVersion() (v int64) {
	w.t.Helper()
	err := w.store.Read(w.ctx, func(tx *store.Tx) (err error) {
		v, err = tx.CatalogVersion(w.ctx)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func TestSKUs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		in := SKUInput{Code: "TEE-RED-M", SKUFields: SKUFields{Title: to("Tee röt M"), WeightGrams: to[int64](180), Attributes: json.RawMessage(`{ "color": "red" }`)}}
		before := w.catalogVersion()
		s, err := w.CreateSKU(w.ctx, in)
		if err != nil || s.Unfillable != oms.Backorder || !s.Active || s.Version != 1 || string(s.Attributes) != `{"color":"red"}` {
			t.Fatalf("%+v, %v", s, err)
		}
		if w.catalogVersion() == before {
			t.Error("a new SKU did not raise the catalog's version")
		}
		again, err := w.CreateSKU(w.ctx, in)
		if err != nil || again.ID != s.ID {
			t.Errorf("the same again: %+v, %v", again, err)
		}
		_, err = w.CreateSKU(w.ctx, SKUInput{Code: "TEE-RED-M"})
		wantCode(t, err, oms.Conflict, "TEE-RED-M", "weight_grams")

		changed, err := w.UpdateSKU(w.ctx, "TEE-RED-M", SKUUpdate{SKUFields: SKUFields{WeightGrams: to[int64](190)}, Version: to[int64](1)})
		if err != nil || changed.WeightGrams != 190 || changed.Title != "Tee röt M" || changed.Version != 2 {
			t.Errorf("changed %+v, %v", changed, err)
		}
		_, err = w.UpdateSKU(w.ctx, s.ID, SKUUpdate{Version: to[int64](1)})
		wantCode(t, err, oms.Stale)
		version := w.catalogVersion()
		if _, err := w.UpdateSKU(w.ctx, s.ID, SKUUpdate{SKUFields: SKUFields{WeightGrams: to[int64](190)}}); err != nil || w.catalogVersion() != version {
			t.Errorf("a change of nothing: %v", err)
		}
		if got := w.eventsOf(s.ID); !slices.Equal(got, []string{"sku.created", "sku.changed"}) {
			t.Errorf("events %v", got)
		}
		stored, err := w.SKU(w.ctx, s.ID)
		if err != nil || !same(skuFields(stored), skuFields(changed)) || stored.Version != 2 {
			t.Errorf("stored %+v, %v", stored, err)
		}
		_, err = w.SKU(w.ctx, "NOPE")
		wantCode(t, err, oms.NotFound)
	})
}

func TestSKUFaults(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			in    SKUInput
			field string
		}{
			"NoCode":         {SKUInput{}, "code"},
			"SpaceAtTheEnd":  {SKUInput{Code: "A "}, "code"},
			"LineBreak":      {SKUInput{Code: "A\nB"}, "code"},
			"LongCode":       {SKUInput{Code: strings.Repeat("x", 101)}, "code"},
			"NotUTF8":        {SKUInput{Code: "A\xff"}, "code"},
			"NULInTitle":     {SKUInput{Code: "A", SKUFields: SKUFields{Title: to("a\x00b")}}, "title"},
			"NegativeWeight": {SKUInput{Code: "A", SKUFields: SKUFields{WeightGrams: to[int64](-1)}}, "weight_grams"},
			"Country":        {SKUInput{Code: "A", SKUFields: SKUFields{OriginCountry: to("XX")}}, "origin_country"},
			"Policy":         {SKUInput{Code: "A", SKUFields: SKUFields{Unfillable: to(oms.UnfillablePolicy("drop"))}}, "unfillable"},
			"Attributes":     {SKUInput{Code: "A", SKUFields: SKUFields{Attributes: json.RawMessage(`[1]`)}}, "attributes"},
			"UnknownPart":    {SKUInput{Code: "A", SKUFields: SKUFields{Components: &[]ComponentInput{{"NOPE", 1}}}}, "components[0].sku"},
			"Itself":         {SKUInput{Code: "A", SKUFields: SKUFields{Components: &[]ComponentInput{{"A", 1}}}}, "components[0].sku"},
			"NoneOfIt":       {SKUInput{Code: "A", SKUFields: SKUFields{Components: &[]ComponentInput{{"NOPE", 0}}}}, "components[0].quantity"},
		} {
			_, err := w.CreateSKU(w.ctx, c.in)
			if e, _ := err.(*oms.Error); e == nil || e.Code != oms.Invalid || e.Fields[0].Field != c.field { //nolint:errorlint // ours come unwrapped
				t.Errorf("%s: %v, want a fault of %s", name, err, c.field)
			}
		}
	})
}

func TestBundles(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		bundle := func(parts ...ComponentInput) SKUFields { return SKUFields{Components: &parts} }
		for _, code := range []string{"TEE", "CAP", "BAG"} {
			if _, err := w.CreateSKU(w.ctx, SKUInput{Code: code}); err != nil {
				t.Fatal(err)
			}
		}
		set, err := w.CreateSKU(w.ctx, SKUInput{Code: "SET", SKUFields: bundle(ComponentInput{"TEE", 2}, ComponentInput{"CAP", 1})})
		if err != nil || !set.Bundle() {
			t.Fatalf("%+v, %v", set, err)
		}
		if again, err := w.CreateSKU(w.ctx, SKUInput{Code: "SET", SKUFields: bundle(ComponentInput{"TEE", 2}, ComponentInput{"CAP", 1})}); err != nil || again.ID != set.ID {
			t.Errorf("again: %+v, %v", again, err)
		}
		_, err = w.CreateSKU(w.ctx, SKUInput{Code: "BIG", SKUFields: bundle(ComponentInput{"SET", 1})})
		wantCode(t, err, oms.Invalid, "SET is a bundle")
		_, err = w.CreateSKU(w.ctx, SKUInput{Code: "BIG", SKUFields: bundle(ComponentInput{"TEE", 1}, ComponentInput{"TEE", 2})})
		wantCode(t, err, oms.Invalid, "twice")
		_, err = w.UpdateSKU(w.ctx, "TEE", SKUUpdate{SKUFields: bundle(ComponentInput{"BAG", 1})})
		wantCode(t, err, oms.Conflict, "component of other bundles")
		if _, err := w.MoveStock(w.ctx, MovementInput{SKU: "BAG", Location: "BER", Quantity: 1, Reason: oms.ReasonReceived}); err != nil {
			t.Fatal(err)
		}
		_, err = w.UpdateSKU(w.ctx, "BAG", SKUUpdate{SKUFields: bundle(ComponentInput{"CAP", 1})})
		wantCode(t, err, oms.Conflict, "stock of its own")
		_, err = w.MoveStock(w.ctx, MovementInput{SKU: "SET", Location: "BER", Quantity: 1, Reason: oms.ReasonReceived})
		wantCode(t, err, oms.Invalid, "SET is a bundle")
		if plain, err := w.UpdateSKU(w.ctx, "SET", SKUUpdate{SKUFields: bundle()}); err != nil || plain.Bundle() {
			t.Errorf("a bundle no more: %+v, %v", plain, err)
		}
	})
}

func TestSKUList(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for _, s := range []SKUInput{{Code: "b-2"}, {Code: "A-1", SKUFields: SKUFields{Title: to("Red 100% Tee"), Barcode: to("4006381333931")}},
			{Code: "Ä-3", SKUFields: SKUFields{Active: to(false)}}, {Code: "A_4", SKUFields: SKUFields{Title: to("Übergröße red")}}} {
			if _, err := w.CreateSKU(w.ctx, s); err != nil {
				t.Fatal(err)
			}
		}
		list := func(f CatalogFilter) (codes []string) {
			p, err := w.SKUs(w.ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range p.Items {
				codes = append(codes, s.Code)
			}
			return codes
		}
		for name, c := range map[string]struct {
			f    CatalogFilter
			want []string
		}{
			"All":      {CatalogFilter{}, []string{"A-1", "A_4", "b-2", "Ä-3"}},
			"Code":     {CatalogFilter{Query: "a_"}, []string{"A_4"}},
			"Words":    {CatalogFilter{Query: "TEE red"}, []string{"A-1"}},
			"Percent":  {CatalogFilter{Query: "100%"}, []string{"A-1"}},
			"Barcode":  {CatalogFilter{Query: "400638"}, []string{"A-1"}},
			"Unicode":  {CatalogFilter{Query: "ÜBERGR"}, []string{"A_4"}},
			"Inactive": {CatalogFilter{Active: "false"}, []string{"Ä-3"}},
			"Nothing":  {CatalogFilter{Query: "ee"}, nil},
		} {
			if got := list(c.f); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
		var pages []string
		f := CatalogFilter{Paging: Paging{Limit: 2}}
		for {
			p, err := w.SKUs(w.ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range p.Items {
				pages = append(pages, s.Code)
			}
			if f.Cursor = p.NextCursor; f.Cursor == "" {
				break
			}
		}
		if !slices.Equal(pages, []string{"A-1", "A_4", "b-2", "Ä-3"}) {
			t.Errorf("pages %v", pages)
		}
		for _, bad := range []CatalogFilter{{Query: "a\x00"}, {Query: "\xff"}, {Active: "maybe"}, {Paging: Paging{Limit: -1}}, {Paging: Paging{Cursor: "?"}}, {Paging: Paging{Cursor: "IlxcdTAwMDAi"}}} {
			if _, err := w.SKUs(w.ctx, bad); err != nil {
				wantCode(t, err, oms.Invalid)
			} else if bad.Cursor == "" || bad.Cursor == "?" {
				t.Errorf("%+v was taken", bad)
			}
		}
	})
}

func TestLocationsAndChannels(t *testing.T) {
	retried(t, func(t *testing.T, w *world) {
		in := LocationInput{Code: "MUC", LocationFields: LocationFields{Name: to("München"), Address: &oms.Address{CountryCode: "DE"}, Calendar: &oms.Calendar{Timezone: "Europe/Berlin"}}}
		l, err := w.CreateLocation(w.ctx, in)
		if err != nil || l.Kind != oms.Warehouse || l.Version != 1 {
			t.Fatalf("%+v, %v", l, err)
		}
		if again, err := w.CreateLocation(w.ctx, in); err != nil || again.ID != l.ID {
			t.Errorf("again: %+v, %v", again, err)
		}
		_, err = w.CreateLocation(w.ctx, LocationInput{Code: "MUC"})
		wantCode(t, err, oms.Conflict, "MUC", "address")
		_, err = w.CreateLocation(w.ctx, LocationInput{Code: "X", LocationFields: LocationFields{Calendar: &oms.Calendar{Timezone: "Mars/Base"}}})
		wantCode(t, err, oms.Invalid, "calendar.timezone")
		if l, err = w.UpdateLocation(w.ctx, l.ID, LocationUpdate{LocationFields: LocationFields{Active: to(false)}}); err != nil || l.Active || l.Version != 2 {
			t.Errorf("%+v, %v", l, err)
		}
		page, err := w.Locations(w.ctx, CatalogFilter{Query: "mün", Active: "false"})
		if err != nil || len(page.Items) != 1 || page.Items[0].ID != l.ID {
			t.Errorf("%+v, %v", page, err)
		}
		if got := w.eventsOf(l.ID); !slices.Equal(got, []string{"location.created", "location.changed"}) {
			t.Errorf("events %v", got)
		}

		c, err := w.CreateChannel(w.ctx, ChannelInput{Code: "till", ChannelFields: ChannelFields{Currency: to("EUR")}})
		if err == nil && c.Version != 1 {
			t.Errorf("a new channel has version %d", c.Version)
		}
		if err != nil || c.Name != "till" || c.Kind != "generic" {
			t.Fatalf("%+v, %v", c, err)
		}
		_, err = w.CreateChannel(w.ctx, ChannelInput{Code: "x", ChannelFields: ChannelFields{Currency: to("EUX")}})
		wantCode(t, err, oms.Invalid, "currency")
		if c, err = w.UpdateChannel(w.ctx, "till", ChannelUpdate{ChannelFields: ChannelFields{Active: to(false)}}); err != nil || c.Active {
			t.Errorf("%+v, %v", c, err)
		}
		if r := w.Capture(w.ctx, oms.OrderInput{Channel: "till", ExternalID: "1", Lines: []oms.LineInput{{SKU: "A", Quantity: "1"}}}); oms.CodeOf(r.Err) != oms.Conflict {
			t.Errorf("an inactive channel took an order: %v", r.Err)
		}
	})
}

func TestListings(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 5)
		in := ListingInput{Channel: "web", SKU: "A", ExternalID: "77", ListingFields: ListingFields{ExternalSKU: to("WEB-A"), Price: to(oms.Decimal("19.90")), Cap: to[int64](3)}}
		l, err := w.CreateListing(w.ctx, in)
		if err != nil || *l.Price != 1990 || l.Currency != "EUR" || *l.Cap != 3 {
			t.Fatalf("%+v, %v", l, err)
		}
		if again, err := w.CreateListing(w.ctx, in); err != nil || again.ID != l.ID {
			t.Errorf("again: %+v, %v", again, err)
		}
		_, err = w.CreateListing(w.ctx, ListingInput{Channel: "web", SKU: "A", ExternalID: "77"})
		wantCode(t, err, oms.Conflict, "77")
		_, err = w.CreateListing(w.ctx, ListingInput{Channel: "web", SKU: "A", ExternalID: "78", ListingFields: ListingFields{Price: to(oms.Decimal("1.999"))}})
		wantCode(t, err, oms.Invalid, "price")
		_, err = w.CreateListing(w.ctx, ListingInput{Channel: "none", SKU: "A"})
		wantCode(t, err, oms.Invalid, "channel")
		if r := w.Capture(w.ctx, w.order("1", "WEB-A", 1)); r.Err != nil || r.Order.Lines[0].SKUID != "sku_A" {
			t.Errorf("the listing's own code does not stand for the SKU: %+v", r)
		}
		l, err = w.UpdateListing(w.ctx, l.ID, ListingUpdate{ListingFields: ListingFields{Price: to(oms.Decimal("")), Cap: to[int64](-1), Buffer: to[int64](1)}})
		if err != nil || l.Price != nil || l.Cap != nil || l.Buffer != 1 || l.ExternalSKU != "WEB-A" {
			t.Errorf("%+v, %v", l, err)
		}
		page, err := w.Listings(w.ctx, ListingFilter{Channel: "web", SKU: "A", CatalogFilter: CatalogFilter{Query: "web-"}})
		if err != nil || len(page.Items) != 1 || page.Items[0].SKU != "A" || page.Items[0].Channel != "web" {
			t.Errorf("%+v, %v", page, err)
		}
		if page, err := w.Listings(w.ctx, ListingFilter{SKU: "none"}); err != nil || len(page.Items) != 0 || page.Items == nil {
			t.Errorf("%+v, %v", page, err)
		}
		walk, err := w.StockWalk(w.ctx, "A", "")
		if err != nil || walk.Network.Sellable != 4 || len(walk.Channels) != 1 || walk.Channels[0].Sellable != 3 {
			t.Errorf("walk %+v, %v", walk, err)
		}
	})
}

func TestCustomers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		in := CustomerInput{Email: " Anna@Example.com", CustomerFields: CustomerFields{Name: to("Anna Müller")}}
		c, err := w.CreateCustomer(w.ctx, in)
		if err != nil || c.Email != "anna@example.com" {
			t.Fatalf("%+v, %v", c, err)
		}
		if again, err := w.CreateCustomer(w.ctx, in); err != nil || again.ID != c.ID {
			t.Errorf("again: %+v, %v", again, err)
		}
		_, err = w.CreateCustomer(w.ctx, CustomerInput{Email: "anna@example.com", CustomerFields: CustomerFields{Name: to("Other")}})
		wantCode(t, err, oms.Conflict)
		_, err = w.CreateCustomer(w.ctx, CustomerInput{})
		wantCode(t, err, oms.Invalid)
		if c, err = w.UpdateCustomer(w.ctx, "ANNA@example.com", CustomerUpdate{CustomerFields: CustomerFields{Note: to("likes red")}}); err != nil || c.Version != 2 || c.Name != "Anna Müller" {
			t.Errorf("%+v, %v", c, err)
		}
		w.sku("A", "backorder")
		w.capture("1", "A", 1)
		for q, want := range map[string]int{"anna": 1, "mül": 1, "": 2, "a@": 1, "x": 0} {
			if p, err := w.Customers(w.ctx, CustomerFilter{Query: q}); err != nil || len(p.Items) != want {
				t.Errorf("%q: %+v, %v", q, p, err)
			}
		}
		all, err := w.Events(w.ctx, store.EventFilter{Subject: c.ID, Limit: 10})
		if err != nil || len(all) != 2 || strings.Contains(string(all[1].Data), "red") {
			t.Errorf("events %+v, %v", all, err)
		}
	})
}
