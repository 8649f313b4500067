package flow

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// gone lets units leave, some time ago.
func (w *world) gone(sku, location string, n int64, ago time.Duration) {
	w.t.Helper()
	now := w.now
	w.now = now.Add(-ago)
	err := w.store.Write(w.ctx, func(tx *store.Tx) error {
		st, err := tx.LockStock(w.ctx, []string{"sku_" + sku})
		if err != nil {
			return err
		}
		st.Move(oms.StockMovement{SKUID: "sku_" + sku, LocationID: "loc_" + location, State: oms.StockOnHand, Quantity: -n, Reason: oms.ReasonShipped})
		return tx.SaveStock(w.ctx, st)
	})
	if w.now = now; err != nil {
		w.t.Fatal(err)
	}
}

// listed are the codes of the inventory page by page, two rows each.
func (w *world) listed(filter InventoryFilter) (codes []string) {
	w.t.Helper()
	q := InventoryQuery{filter, Paging{Limit: 2}}
	for {
		page, err := w.Inventory(w.ctx, q)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, row := range page.Items {
			codes = append(codes, row.SKU.Code)
		}
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			return codes
		}
	}
}

// yard has SKUs that differ in everything that the inventory is asked for:
// A lasts ten days, B for ever, C is out and two units of it wait, D sold long
// ago; SET is of A and B, OLD is not active and still there.
func (w *world) yard() {
	w.sku("A", "backorder", "BER", 15, "LON", 3)
	w.sku("B", "backorder", "BER", 40)
	w.sku("C", "backorder", "LEJ", 3)
	w.sku("D", "backorder", "BER", 9)
	w.sku("OLD", "backorder", "LON", 1)
	w.sku("PAST", "backorder")
	w.bundle("SET", "A", 2, "B", 1)
	w.seed(`UPDATE skus SET active = FALSE, updated_at = $1 WHERE code IN ('OLD', 'PAST')`)
	w.seed(`UPDATE skus SET category = 'Tops', updated_at = $1 WHERE code IN ('A', 'C')`)
	w.seed(`UPDATE skus SET search = ' ' || LOWER(code) || ' ', updated_at = $1`)
	w.gone("A", "BER", 5, 48*time.Hour) // 13 are left
	w.gone("D", "BER", 5, 29*24*time.Hour)
	w.capture("1", "C", 5)
}

func TestInventoryIsFilteredAndSorted(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.yard()
		for name, c := range map[string]struct {
			filter InventoryFilter
			want   string
		}{
			"ByCode":          {InventoryFilter{}, "A B C D OLD SET"},
			"ByAvailable":     {InventoryFilter{Sort: "available"}, "C OLD D SET A B"},
			"ByCover":         {InventoryFilter{Sort: "cover"}, "A SET B C D OLD"},
			"Category":        {InventoryFilter{Category: "Tops"}, "A C"},
			"Text":            {InventoryFilter{Query: "se"}, "SET"},
			"Location":        {InventoryFilter{Location: "LON"}, "A OLD SET"},
			"LocationByUnits": {InventoryFilter{Location: "LON", Sort: "available"}, "SET OLD A"},
			"Low":             {InventoryFilter{Only: "low", CoverDays: 90}, "A SET"},
			"NotThatLow":      {InventoryFilter{Only: "low"}, ""},
			"Out":             {InventoryFilter{Only: "out"}, "C"},
			"OutAtLocation":   {InventoryFilter{Only: "out", Location: "LEJ"}, "C SET"},
			"Negative":        {InventoryFilter{Only: "negative"}, "C"},
			"Waiting":         {InventoryFilter{Only: "waiting", Sort: "cover"}, "C"},
			"UnknownLocation": {InventoryFilter{Location: "MARS"}, ""},
		} {
			t.Run(name, func(t *testing.T) {
				if got := strings.Join(w.listed(c.filter), " "); got != c.want {
					t.Errorf("%q, want %q", got, c.want)
				}
			})
		}
		_, err := w.Inventory(w.ctx, InventoryQuery{Paging: Paging{Cursor: "?"}})
		wantCode(t, err, oms.Invalid, "cursor")
	})
}

func TestInventoryRows(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.yard()
		page, err := w.Inventory(w.ctx, InventoryQuery{})
		if err != nil {
			t.Fatal(err)
		}
		by := map[string]InventoryRow{}
		for _, row := range page.Items {
			by[row.SKU.Code] = row
		}
		a, set, c := by["A"], by["SET"], by["C"]
		if a.Network.Sellable != 13 || a.Sold != 5 || a.CoverHours == nil || *a.CoverHours != 13*28*24/5 {
			t.Errorf("A: %+v", a)
		}
		if b := by["B"]; b.CoverHours != nil || b.Sold != 0 || len(b.Levels) != 1 {
			t.Errorf("B: %+v", b)
		}
		// Ten of A and forty of B are in Berlin, three of A in London.
		sets := map[string]int64{}
		for _, l := range set.Levels {
			sets[l.Location] = l.Available()
		}
		if set.Network.Sellable != 6 || sets["BER"] != 5 || sets["LON"] != 0 || len(sets) != 2 || *set.CoverHours != *a.CoverHours {
			t.Errorf("SET: %+v, sets %v", set, sets)
		}
		if c.Waiting != 2 || c.Network.Sellable != 0 || c.Levels[0].Allocated != 3 {
			t.Errorf("C: %+v", c)
		}

		sums, err := w.InventorySums(w.ctx, InventoryFilter{Category: "Tops"})
		if err != nil || sums.SKUs != 2 || !slices.Equal(sums.Categories, []string{"Tops"}) {
			t.Fatalf("%+v, %v", sums, err)
		}
		var onHand, allocated int64
		for _, l := range sums.Levels {
			onHand, allocated = onHand+l.OnHand, allocated+l.Allocated
		}
		if len(sums.Levels) != 3 || onHand != 16 || allocated != 3 {
			t.Errorf("%+v", sums.Levels)
		}
		if out, err := w.InventorySums(w.ctx, InventoryFilter{Only: "out", Location: "LEJ"}); err != nil || out.SKUs != 2 || len(out.Levels) != 1 {
			t.Errorf("%+v, %v", out, err)
		}
	})
}

func TestExportsOfStock(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.yard()
		var file bytes.Buffer
		if err := w.ExportInventory(w.ctx, InventoryFilter{Category: "Tops"}, &file, nil); err != nil {
			t.Fatal(err)
		}
		want := "A,The A,Tops,false,BER,10,10,0,0,0,0,0,0,13,0,72\nA,The A,Tops,false,LON,3,3,0,0,0,0,0,0,13,0,72\nC,The C,Tops,false,LEJ,3,0,3,0,0,0,0,0,0,2,\n"
		if _, rows, _ := strings.Cut(file.String(), "\n"); rows != want {
			t.Errorf("%s", rows)
		}
		file.Reset()
		if err := w.ExportInventory(w.ctx, InventoryFilter{Location: "LON", Query: "a"}, &file, nil); err != nil || strings.Count(file.String(), "\n") != 2 {
			t.Errorf("%s, %v", &file, err)
		}
		file.Reset()
		if err := w.ExportMovements(w.ctx, MovementFilter{SKU: "A", Reason: "shipped"}, &file, nil); err != nil || !strings.Contains(file.String(), ",A,BER,on_hand,-5,,shipped,") {
			t.Errorf("%s, %v", &file, err)
		}
		for by, n := range map[MovementFilter]int{{Actor: "user:test"}: 8, {Actor: "user:other"}: 0, {Reason: "received"}: 6, {Location: "LON", Actor: "user:test"}: 2} {
			if page, err := w.StockMovements(w.ctx, MovementQuery{MovementFilter: by}); err != nil || len(page.Items) != n {
				t.Errorf("%+v: %d movements, want %d, %v", by, len(page.Items), n, err)
			}
		}
	})
}
