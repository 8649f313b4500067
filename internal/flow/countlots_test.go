package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// tally notes what ann found.
func (w *world) tally(id string, items ...TallyItem) (*oms.Count, error) {
	return w.TallyCount(store.WithCaller(w.ctx, store.Caller{Actor: "user:ann"}), id, TallyInput{Items: items})
}

// onSheet writes the lines of a count: "CREAM/SOON 2-3=-1 pending, …", counted,
// expected and variance.
func onSheet(c *oms.Count) string {
	var out []string
	for i := range c.Lines {
		l := &c.Lines[i]
		out = append(out, fmt.Sprintf("%s/%s %d-%d=%d %s", l.SKU, l.Lot, l.Counted, l.Expected(), l.Variance(), l.Status))
	}
	return strings.Join(out, ", ")
}

func TestCountByLot(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CREAM", oms.TrackLots, 30)
		w.tracked("SALVE", oms.TrackLots, 0)
		w.sku("MUG", "backorder", "BER", 4)
		w.receive("MUG", "BER", 1)
		w.lotIn("CREAM", "BER", "LATE", "2027-06-30", 5)
		w.lotIn("CREAM", "BER", "SOON", "2027-01-31", 4)
		w.lotIn("SALVE", "BER", "S1", "", 3)
		if _, err := w.MoveStock(w.ctx, MovementInput{SKU: "CREAM", Location: "BER", Quantity: 2, Reason: "quality_control", LotNames: oms.LotNames{Lot: "SOON"}}); err != nil {
			t.Fatal(err)
		}
		c := w.sheet(CountPlan{Tolerance: CountToleranceSpec{Units: 1}})
		if got := onSheet(c); got != "CREAM/SOON 0-0=0 open, CREAM/LATE 0-0=0 open, MUG/ 0-0=0 open, SALVE/S1 0-0=0 open" {
			t.Fatalf("the sheet is %s", got)
		}
		for _, wrong := range []struct {
			item TallyItem
			says string
		}{
			{TallyItem{SKU: "CREAM", Quantity: 3}, "items[0].lot"},
			{TallyItem{SKU: "MUG", Lot: "X", Quantity: 3}, "must be absent"},
			{TallyItem{SKU: "CREAM", Lot: "NEW", Quantity: 3}, "items[0].expires_on"},
			{TallyItem{SKU: "CREAM", Lot: "LATE", ExpiresOn: "2027-07-01", Quantity: 3}, "2027-06-30"},
			{TallyItem{SKU: "CREAM", Lot: "NEW ", ExpiresOn: "2027-07-01", Quantity: 3}, "space"},
			{TallyItem{SKU: "CREAM", Lot: "NEW", ExpiresOn: "soon", Quantity: 3}, "date"},
		} {
			_, err := w.tally(c.ID, wrong.item)
			wantCode(t, err, oms.Invalid, wrong.says)
		}
		// Three of SOON's four are gone, of which two can't be sold; LATE is right
		// once what is picked is left out; one of S1 lacks; and a lot is found.
		o := w.capture("1", "CREAM", 1)
		if _, err := w.ReleaseFulfillmentOrder(w.ctx, o.FulfillmentOrders[0].ID); err != nil {
			t.Fatal(err)
		}
		must(w.Pick(w.ctx, o.FulfillmentOrders[0].ID, PickInput{Items: []oms.PickItem{{Line: 1, Quantity: 1, LotNames: oms.LotNames{Lot: "LATE"}}}}))(t)
		file := "sku;lot;expires_on;counted\nCREAM;SOON;2027-01-31;1\nCREAM;LATE;;4\nSALVE;S1;;2\nCREAM;FOUND;2027-09-30;2\nMUG;;;5\n"
		c = must(w.ImportTallies(w.ctx, c.ID, []byte(file)))(t)
		if got := onSheet(c); got != "CREAM/SOON 1-4=-3 counted, CREAM/LATE 4-4=0 counted, MUG/ 5-5=0 counted, SALVE/S1 2-3=-1 counted, CREAM/FOUND 2-0=2 counted" {
			t.Fatalf("counted %s", got)
		}
		c = w.finish(c.ID, oms.CountReview)
		if got := onSheet(c); got != "CREAM/SOON 1-4=-3 pending, CREAM/LATE 4-4=0 approved, MUG/ 5-5=0 approved, SALVE/S1 2-3=-1 approved, CREAM/FOUND 2-0=2 pending" {
			t.Fatalf("finished %s", got)
		}
		if c.Lines[4].Waits != oms.CountNewLot || c.Lines[0].Waits != oms.CountBeyond {
			t.Errorf("%+v", c.Lines)
		}
		out := must(w.ApproveCount(w.ctx, c.ID, CountChoice{Lines: []int{1, 5}}))(t)
		if out.Status != oms.CountClosed || len(out.Refused) > 0 || out.Progress.Applied != -2 {
			t.Fatalf("%+v, %v", out.Count, out.Refused)
		}
		if got := w.lots("CREAM"); got != "SOON BER 1/0/1, LATE BER 5/1/0, FOUND BER 2/0/0" {
			t.Errorf("the lots are %s", got)
		}
		if l := w.lotNamed("CREAM", "FOUND"); l.ExpiresOn != "2027-09-30" {
			t.Errorf("%+v", l)
		}
		paper := must(w.CountSheet(w.ctx, c.ID, true))(t)
		if !strings.Contains(string(paper.Body), "FOUND,2027-09-30,2,0,2,approved") {
			t.Errorf("%s", paper.Body)
		}
		w.keepsLaws()
	})
}

func TestCountSerials(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("DRILL", oms.TrackSerials, 0)
		w.serialsIn("DRILL", "BER", "S1", "S2", "S3", "S4")
		c := w.sheet(CountPlan{Tolerance: CountToleranceSpec{Units: 5, Percent: 50}})
		if got := onSheet(c); got != "DRILL/ 0-0=0 open" {
			t.Fatalf("a blind sheet says which there should be: %s", got)
		}
		for range 2 { // a scanner that reads twice
			c = must(w.tally(c.ID, TallyItem{SKU: "DRILL", Lot: "S1", Quantity: 1, Add: true}, TallyItem{SKU: "DRILL", Lot: "S9", Quantity: 1, Add: true},
				TallyItem{SKU: "DRILL", Lot: "S2", Quantity: 1}))(t)
		}
		w.sku("BIT", "backorder")
		_, err := w.tally(c.ID, TallyItem{SKU: "DRILL", Lot: "BIT", Quantity: 1, Add: true})
		wantCode(t, err, oms.Invalid, "names the SKU BIT")
		again := TallyInput{Items: []TallyItem{{SKU: "DRILL", Lot: "S1", Quantity: 1, Add: true}}}
		c = must(w.TallyCount(store.WithCaller(w.ctx, store.Caller{Actor: "user:bob"}), c.ID, again))(t)
		w.now = w.now.Add(time.Minute)
		w.serialsIn("DRILL", "BER", "S5") // while they count
		c = w.finish(c.ID, oms.CountReview)
		want := "DRILL/ 0-0=0 approved, DRILL/S1 1-1=0 approved, DRILL/S9 1-0=1 pending, DRILL/S2 1-1=0 approved, DRILL/S3 0-1=-1 pending, DRILL/S4 0-1=-1 pending"
		if got := onSheet(c); got != want {
			t.Fatalf("finished %s, want %s", got, want)
		}
		w.keepsLaws()
		// Who has S4 is known once it is packed.
		o := w.capture("1", "DRILL", 1)
		id := o.FulfillmentOrders[0].ID
		must(w.ReleaseFulfillmentOrder(w.ctx, id))(t)
		must(w.Pick(w.ctx, id, PickInput{}))(t)
		out := must(w.ApproveCount(w.ctx, c.ID, CountChoice{Lines: []int{3, 5}}))(t)
		if len(out.Refused) != 1 || out.Refused[0].Lot != "S3" || !strings.Contains(out.Refused[0].Err.Error(), "not named yet") || out.Lines[2].Applied != 1 {
			t.Fatalf("%+v, %+v", out.Refused, out.Lines)
		}
		must(w.Pack(w.ctx, id, PackInput{Parcels: []oms.ParcelInput{{Items: []oms.PackItem{{Line: 1, Quantity: 1, LotNames: oms.LotNames{Lot: "S4"}}}}}}))(t)
		out = must(w.ApproveCount(w.ctx, c.ID, CountChoice{SKUs: []string{"DRILL"}}))(t)
		if out.Status != oms.CountClosed || out.Lines[4].Applied != -1 || out.Lines[5].Applied != 0 {
			t.Fatalf("%s %+v", onSheet(out.Count), out.Refused)
		}
		if got := w.lots("DRILL"); strings.Contains(got, "S3") || !strings.Contains(got, "S9 BER 1/0/0") || !strings.Contains(got, "S4 BER 1/1/0") {
			t.Errorf("the serial numbers are %s", got)
		}
		w.keepsLaws()
	})
}

// TestCountLotUnlisted finds a tracked SKU that is not on the sheet.
func TestCountLotUnlisted(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("MUG", "backorder", "BER", 4)
		w.tracked("CREAM", oms.TrackLots, 0)
		w.lotIn("CREAM", "BER", "L1", "", 3)
		w.lotIn("CREAM", "BER", "L2", "2027-05-31", 3)
		c := w.sheet(CountPlan{SKUs: []string{"MUG"}})
		_, err := w.tally(c.ID, TallyItem{SKU: "CREAM", Lot: "L2", Quantity: 1})
		wantCode(t, err, oms.Invalid, "add_unlisted")
		add := TallyInput{AddUnlisted: true, Items: []TallyItem{{SKU: "cream", Add: true}}}
		c = must(w.TallyCount(w.ctx, c.ID, add))(t)
		if got := onSheet(must(w.Count(w.ctx, c.ID))(t)); got != "MUG/ 0-0=0 open, CREAM/L2 0-0=0 open, CREAM/L1 0-0=0 open" {
			t.Fatal(got)
		}
		must(w.tally(c.ID, TallyItem{SKU: "CREAM", Lot: "L1", Quantity: 3}, TallyItem{SKU: "CREAM", Lot: "L3", Quantity: 1}))(t)
		if got := onSheet(must(w.Count(w.ctx, c.ID))(t)); got != "MUG/ 0-0=0 open, CREAM/L2 0-0=0 open, CREAM/L1 3-3=0 counted, CREAM/L3 1-0=1 counted" {
			t.Fatal(got)
		}
		w.tracked("DRILL", oms.TrackSerials, 0)
		c = must(w.TallyCount(w.ctx, c.ID, TallyInput{AddUnlisted: true, Items: []TallyItem{{SKU: "DRILL", Lot: "S1", Quantity: 1}}}))(t)
		if got := onSheet(c); !strings.HasSuffix(got, "DRILL/ 0-0=0 counted, DRILL/S1 1-0=1 counted") {
			t.Error(got)
		}
	})
}

// TestCountPromisedLot counts fewer of a lot than are promised of its SKU.
func TestCountPromisedLot(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CREAM", oms.TrackLots, 0)
		w.tracked("DRILL", oms.TrackSerials, 0)
		w.serialsIn("DRILL", "BER", "S1", "S2")
		w.lotIn("CREAM", "BER", "L1", "", 3)
		w.lotIn("CREAM", "BER", "L2", "", 3)
		o := w.capture("1", "CREAM", 5)
		id := w.capture("2", "DRILL", 1).FulfillmentOrders[0].ID
		must(w.ReleaseFulfillmentOrder(w.ctx, id))(t)
		must(w.Pick(w.ctx, id, PickInput{}))(t) // one of S1 and S2 is in somebody's hands
		c := w.sheet(CountPlan{Tolerance: CountToleranceSpec{Units: 9}})
		c = must(w.tally(c.ID, TallyItem{SKU: "CREAM", Lot: "L1", Quantity: 3}, TallyItem{SKU: "CREAM", Lot: "L2"}, TallyItem{SKU: "DRILL", Lot: "S2", Quantity: 1}))(t)
		c = w.finish(c.ID, oms.CountReview)
		if got := onSheet(c); got != "CREAM/L1 3-3=0 approved, CREAM/L2 0-3=-3 pending, DRILL/ 0-0=0 approved, DRILL/S2 1-1=0 approved" || c.Lines[1].Waits != oms.CountPromised {
			t.Fatalf("%s %+v", got, c.Lines[1])
		}
		page := must(w.Exceptions(w.ctx, ExceptionQuery{Kind: string(oms.ExceptionCountShort)}))(t)
		if len(page.Items) != 1 || !strings.Contains(page.Items[0].Summary, "2 units") || !strings.Contains(page.Items[0].Summary, fmt.Sprint(o.Number)) {
			t.Fatalf("%+v", page.Items)
		}
		out := must(w.ApproveCount(w.ctx, c.ID, CountChoice{}))(t)
		if out.Status != oms.CountClosed || w.stored(o.ID).FulfillmentOrders[0].Items[0].Quantity != 3 || w.lots("CREAM") != "L1 BER 3/0/0" {
			t.Errorf("%s, %s", onSheet(out.Count), w.lots("CREAM"))
		}
		// None of what is left of the SKU: the sheet says it of all its open lines.
		c = w.sheet(CountPlan{SKUs: []string{"CREAM", "DRILL"}})
		c = must(w.tally(c.ID, TallyItem{SKU: "CREAM"}, TallyItem{SKU: "DRILL"}))(t)
		if got := onSheet(w.finish(c.ID, oms.CountReview)); got != "CREAM/L1 0-3=-3 pending, DRILL/ 0-0=0 approved, DRILL/S1 0-1=-1 pending, DRILL/S2 0-1=-1 pending" {
			t.Errorf("none is %s", got)
		}
		w.keepsLaws()
	})
}

func TestCountTrips(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("DRILL", oms.TrackSerials, 0)
		w.sku("MUG", "backorder", "BER", 5)
		for i := range 60 {
			w.sku(fmt.Sprintf("OTHER-%d", i), "backorder")
		}
		trips := func(n int) (trips int) {
			c := w.sheet(CountPlan{SKUs: []string{"MUG", "DRILL"}})
			var items []TallyItem
			for i := range n {
				items = append(items, TallyItem{SKU: fmt.Sprintf("other-%d", i), Quantity: 1}, TallyItem{SKU: "DRILL", Lot: fmt.Sprintf("N%d-%d", n, i), Quantity: 1})
			}
			err := w.store.Write(w.ctx, func(tx *store.Tx) error {
				c, err := tx.LockCount(w.ctx, c.ID)
				if err != nil {
					return err
				}
				err = noteTallies(w.ctx, tx, c, TallyInput{Items: items, AddUnlisted: true}, itemField)
				trips = tx.Trips()
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return trips
		}
		more := 3 // reads that one item does not need
		if !w.pg {
			more = 60 / 3 // rows are written some at a time
		}
		if one, many := trips(1), trips(60); many > one+more {
			t.Errorf("%d statements for one item, %d for sixty", one, many)
		}
	})
}
