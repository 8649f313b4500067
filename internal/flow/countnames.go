package flow

import (
	"cmp"
	"context"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// countNames finds the lines of a sheet that tallies are of. It asks the
// database for all that the sheet does not know together.
type countNames struct {
	tx    *store.Tx
	c     *oms.Count
	in    TallyInput
	field func(int) string // of an item
	skus  []talliedSKU     // of each item
	errs  []oms.FieldError
}

// talliedSKU is the SKU that an item is of.
type talliedSKU struct {
	id, code string
	tracking oms.Tracking
}

func (s talliedSKU) tracked() bool {
	return s.tracking == oms.TrackLots || s.tracking == oms.TrackSerials
}

// lines returns the lines of each item by their places on the sheet, with what
// was found and had none put on it. An item that says that there is nothing of a
// tracked SKU is of all its lines that are open; one that adds none is of none,
// and only puts its SKU on the sheet.
func (n *countNames) lines(ctx context.Context) ([][]int, error) {
	unlisted, err := n.findSKUs(ctx)
	if err != nil {
		return nil, err
	}
	for i, it := range n.in.Items {
		if n.skus[i].id != "" {
			n.checkLot(n.field(i), it, n.skus[i])
		}
	}
	if err := oms.InvalidFields("the tally", n.errs); err != nil {
		return nil, err
	}
	if err := enlist(ctx, n.tx, n.c, unlisted); err != nil {
		return nil, err
	}
	at, open := n.index()
	if err := n.nameLots(ctx, at); err != nil {
		return nil, err
	}
	out := make([][]int, len(n.in.Items))
	for i, it := range n.in.Items {
		sku := n.skus[i]
		switch {
		case it.Lot != "" || !sku.tracked():
			out[i] = []int{at[store.LotName{SKUID: sku.id, Lot: it.Lot}]}
		case !it.Add:
			out[i] = open[sku.id]
		}
	}
	return out, nil
}

// index returns where each line is on the sheet, and those of a SKU that nobody
// has counted.
func (n *countNames) index() (at map[store.LotName]int, open map[string][]int) {
	at, open = map[store.LotName]int{}, map[string][]int{}
	for k := range n.c.Lines {
		l := &n.c.Lines[k]
		at[nameOf(l)] = k
		if l.Status == oms.CountLineOpen {
			open[l.SKUID] = append(open[l.SKUID], k)
		}
	}
	return at, open
}

// findSKUs finds the SKU of each item, on the sheet or else in the catalog, and
// returns the ids of those that are to be put on the sheet.
func (n *countNames) findSKUs(ctx context.Context) (unlisted []string, err error) {
	known := map[string]talliedSKU{} // by a name on the sheet
	for _, l := range n.c.Lines {
		known[l.Barcode] = talliedSKU{l.SKUID, l.SKU, l.Tracking}
	}
	for _, l := range n.c.Lines {
		known[l.SKU] = talliedSKU{l.SKUID, l.SKU, l.Tracking} // a code is the stronger name
	}
	delete(known, "")
	found, err := n.named(ctx, known)
	if err != nil {
		return nil, err
	}
	n.skus = make([]talliedSKU, len(n.in.Items))
	for i, it := range n.in.Items {
		if sku, ok := known[it.SKU]; ok {
			n.skus[i] = sku
			continue
		}
		sku, fault := oneOf(n.field(i)+".sku", it.SKU, found[it.SKU])
		listed := fault == nil && known[sku.Code].id != ""
		if fault == nil && !listed && !n.in.AddUnlisted {
			fault = new(oms.FaultAt(n.field(i)+".sku", "%s is not on %s: say add_unlisted to put it there", sku.Code, n.c.Name()))
		}
		if fault != nil {
			n.errs = append(n.errs, *fault)
			continue
		}
		if !listed {
			unlisted = append(unlisted, sku.ID)
		}
		n.skus[i] = talliedSKU{sku.ID, sku.Code, sku.Tracking}
		known[it.SKU], known[sku.Code] = n.skus[i], n.skus[i]
	}
	return unlisted, nil
}

// named looks names up that the sheet does not know.
func (n *countNames) named(ctx context.Context, known map[string]talliedSKU) (map[string][]*oms.SKU, error) {
	var texts []string
	for _, it := range n.in.Items {
		if _, ok := known[it.SKU]; !ok && checkText("", it.SKU, maxSKUCode) == nil {
			texts = append(texts, it.SKU)
		}
	}
	return n.tx.SKUsNamed(ctx, texts)
}

// oneOf is the SKU that a code or barcode means, or why it means none that can
// be counted.
func oneOf(field, text string, found []*oms.SKU) (*oms.SKU, *oms.FieldError) {
	if errs := checkText(field, text, maxSKUCode); errs != nil {
		return nil, &errs[0]
	}
	if len(found) > 1 {
		return nil, new(oms.FaultAt(field, "%.100q is the barcode of several SKUs: name one", text))
	}
	var sku *oms.SKU
	if len(found) == 1 {
		sku = found[0]
	}
	return countable(field, text, sku)
}

// checkLot says what is wrong with the lot that an item names, or does not.
func (n *countNames) checkLot(field string, it TallyItem, sku talliedSKU) {
	fault := func(name, format string, args ...any) {
		n.errs = append(n.errs, oms.FaultAt(field+"."+name, format, args...))
	}
	switch {
	case !sku.tracked() && (it.Lot != "" || it.ExpiresOn != ""):
		fault("lot", "must be absent: %s is not tracked by lot or serial number", sku.code)
	case !sku.tracked():
	case it.Lot == "" && it.Quantity != 0:
		fault("lot", "is required: %s is tracked by %s", sku.code, sku.tracking.Noun())
	case it.Lot != "" && sku.tracking == oms.TrackSerials && it.Quantity > 1 && !it.Add:
		fault("quantity", "must be 0 or 1: a serial number is one unit")
	case strings.TrimSpace(it.Lot) != it.Lot:
		fault("lot", "begins or ends with a space")
	}
	n.errs = append(n.errs, checkText(field+".lot", it.Lot, 64)...)
	if it.ExpiresOn != "" {
		n.errs = append(n.errs, oms.CheckDay(field+".expires_on", it.ExpiresOn)...)
	}
}

// nameLots gives lots that were found and have no line one, and keeps the dates
// of those that the books don't know.
func (n *countNames) nameLots(ctx context.Context, at map[store.LotName]int) error {
	var ids, codes []string
	for i, it := range n.in.Items {
		if _, ok := at[store.LotName{SKUID: n.skus[i].id, Lot: it.Lot}]; it.Lot != "" && !ok {
			ids, codes = append(ids, n.skus[i].id), append(codes, it.Lot)
		}
	}
	known, err := n.tx.LotsNamed(ctx, ids, codes)
	if err != nil {
		return err
	}
	skus, err := n.tx.SKUsByID(ctx, ids)
	if err != nil {
		return err
	}
	if err := n.checkSerials(ctx, known); err != nil {
		return err
	}
	for i, it := range n.in.Items {
		if it.Lot == "" {
			continue
		}
		name := store.LotName{SKUID: n.skus[i].id, Lot: it.Lot}
		k, listed := at[name]
		if !listed {
			if len(n.c.Lines) >= oms.MaxCountLots {
				return tooManyLots(n.c)
			}
			lot := known[name]
			if lot == nil {
				lot = &oms.Lot{ExpiresOn: it.ExpiresOn}
			}
			if lot.ID == "" && it.ExpiresOn == "" && skus[name.SKUID].MinDaysLeft > 0 {
				return oms.InvalidField(n.field(i)+".expires_on", "is required for a new lot: %s is sold until %d days before its last good day", n.skus[i].code, skus[name.SKUID].MinDaysLeft)
			}
			n.c.AddLot(n.c.Line(n.skus[i].code), lot.ID, it.Lot, lot.ExpiresOn)
			k = len(n.c.Lines) - 1
			at[name] = k
		}
		if err := agreeOn(&n.c.Lines[k], it.ExpiresOn, n.field(i)); err != nil {
			return err
		}
	}
	return nil
}

// checkSerials refuses serial numbers that neither sheet nor books know and
// that are the names of other things.
func (n *countNames) checkSerials(ctx context.Context, known map[store.LotName]*oms.Lot) error {
	at, _ := n.index()
	fresh := func(i int) bool {
		name := store.LotName{SKUID: n.skus[i].id, Lot: n.in.Items[i].Lot}
		_, listed := at[name]
		return name.Lot != "" && n.skus[i].tracking == oms.TrackSerials && known[name] == nil && !listed
	}
	var codes []string
	for i, it := range n.in.Items {
		if fresh(i) {
			codes = append(codes, it.Lot)
		}
	}
	things, err := n.tx.ThingsNamed(ctx, codes)
	if err != nil {
		return err
	}
	var errs []oms.FieldError
	for i, it := range n.in.Items {
		if f := notASerial(n.field(i)+".lot", it.Lot, things[it.Lot]); f != nil && fresh(i) {
			errs = append(errs, *f)
		}
	}
	return oms.InvalidFields("the count", errs)
}

// agreeOn keeps the date of a lot that was found, which the books may know
// otherwise.
func agreeOn(l *oms.CountLine, expiresOn, field string) error {
	switch {
	case expiresOn == "" || expiresOn == l.ExpiresOn:
		return nil
	case !l.NewLot():
		return oms.InvalidField(field+".expires_on", "must be %s, by which %s %s of %s is known: if that is wrong, correct the lot", cmp.Or(l.ExpiresOn, "never"), l.Tracking.Noun(), l.Lot, l.SKU)
	}
	l.ExpiresOn = expiresOn
	return nil
}

func tooManyLots(c *oms.Count) error {
	return oms.Errorf(oms.Conflict, "%s would have more than %d lines: count fewer SKUs on a sheet", c.Name(), oms.MaxCountLots)
}

// enlist puts what was found on the shelf on the sheet.
func enlist(ctx context.Context, tx *store.Tx, c *oms.Count, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	suppliers, err := tx.Suppliers(ctx)
	if err != nil {
		return err
	}
	costs, _ := costsOf(suppliers, c.Currency)
	_, err = addCountLines(ctx, tx, c, ids, costs)
	return err
}
