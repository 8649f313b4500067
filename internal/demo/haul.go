package demo

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// hauls are the ways on which the brand moves goods between its own shelves,
// and how many days a way takes.
var hauls = []struct {
	from, to string
	days     int
}{{"BER", "HAM", 1}, {"BER", "MAN", 4}}

// mostHauled is how many SKUs one transfer carries.
const mostHauled = 12

// haul receives the transfers that are there, and sends on each way, about twice
// a week, what runs low at its end. It returns the SKUs that have arrived.
func (d *Demo) haul(ctx context.Context, levels []oms.StockLevel, now time.Time) (arrived []string, err error) {
	page, err := d.flow.Transfers(ctx, flow.TransferFilter{Status: string(oms.TransferInTransit)})
	if err != nil {
		return nil, err
	}
	for _, t := range page.Items {
		if t.ExpectedAt == nil || t.ExpectedAt.After(now) || siteOf(t.To) == nil {
			continue // somebody else's, or on its way
		}
		if _, err := d.flow.ReceiveTransfer(ctx, t.ID, d.unloaded(t)); err != nil {
			if d.refused("a receipt", err) {
				continue
			}
			return nil, err
		}
		for _, it := range t.Items {
			arrived = append(arrived, it.SKUID)
		}
	}
	return arrived, d.load(ctx, levels, now)
}

// unloaded is what of a transfer has arrived: all of it, or of one in eight all
// but a unit of the first SKU, which was lost on the way.
func (d *Demo) unloaded(t oms.Transfer) (in flow.ReceiptInput) {
	if d.luck("unloaded", t.From, t.To, t.Reference).IntN(8) > 0 {
		return in
	}
	in.Complete = true
	for i, it := range t.Items {
		n := it.Quantity
		if i == 0 {
			n--
		}
		in.Items = append(in.Items, flow.TransferLine{SKU: it.SKU, Quantity: n, LotNames: oms.LotNames{Lot: it.Lot}})
	}
	return in
}

// load sends what runs low.
func (d *Demo) load(ctx context.Context, levels []oms.StockLevel, now time.Time) error {
	day := now.UTC().Format(time.DateOnly)
	have := map[string]int64{}
	for _, l := range levels {
		have[l.Location+" "+l.SKU] = l.Available()
	}
	for _, h := range hauls {
		if d.luck("haul", h.to, day).IntN(7) > 1 {
			continue
		}
		from, to := siteOf(h.from), siteOf(h.to)
		at := now.AddDate(0, 0, h.days)
		in := flow.TransferInput{From: h.from, To: h.to, Reference: "Van " + day, ExpectedAt: &at}
		for _, l := range levels {
			w := d.catalog.bySKU[l.SKU]
			if l.Location != h.to || w == nil || len(in.Items) == mostHauled {
				continue
			}
			n := w.units(to.lot)
			if have[h.from+" "+l.SKU]-w.units(from.low) < n || l.Available() >= 2*w.units(to.low) {
				continue
			}
			line := flow.TransferLine{SKU: l.SKU, Quantity: n}
			if w.serial() { // of lots, those go that expire first
				names, err := d.named(ctx, w, h.from, n)
				if err != nil {
					return err
				}
				line.LotNames = names
			}
			in.Items = append(in.Items, line)
		}
		if len(in.Items) == 0 {
			continue
		}
		if _, err := d.flow.CreateTransfer(ctx, in); err != nil && !d.refused("a transfer", err) {
			return err
		}
	}
	return nil
}
