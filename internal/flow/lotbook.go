package flow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// lotArrival names the lot that units arrive in.
type lotArrival struct {
	field string // where the input says it, with a dot behind: "items[0]."
	sku   *oms.SKU
	oms.LotNames
	expiresOn string
	quantity  int64
	again     bool // they were here before: a serial number that left may come
}

// lotBook finds the lots that units arrive in, and makes those that are new.
type lotBook struct {
	tx     *store.Tx
	st     *store.Stock
	placed map[string]string // codes of locations
	made   []*oms.Lot
	known  map[store.LotName]*oms.Lot // that were looked up together; nil of one that there is not
	things map[string]store.Thing     // what new serial numbers name besides, as far as it was asked
}

// know looks the lots up that changes name.
func (b *lotBook) know(ctx context.Context, changes []stockChange) error {
	var ids, codes []string
	for _, c := range changes {
		if c.err == nil && b.st.Tracking(c.skuID) != oms.TrackNone {
			for _, code := range c.Codes() {
				ids, codes = append(ids, c.skuID), append(codes, code)
			}
		}
	}
	found, err := b.tx.LotsNamed(ctx, ids, codes)
	b.known = make(map[store.LotName]*oms.Lot, len(ids))
	for i, id := range ids {
		name := store.LotName{SKUID: id, Lot: codes[i]}
		b.known[name] = found[name]
	}
	if err != nil {
		return err
	}
	return b.look(ctx, b.newSerials(changes))
}

// newSerials are the serial numbers in changes that nobody has heard of.
func (b *lotBook) newSerials(changes []stockChange) (codes []string) {
	for _, c := range changes {
		if c.err != nil || b.st.Tracking(c.skuID) != oms.TrackSerials {
			continue
		}
		for _, code := range c.Codes() {
			if b.known[store.LotName{SKUID: c.skuID, Lot: code}] == nil {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// look finds what codes name that are to be serial numbers.
func (b *lotBook) look(ctx context.Context, codes []string) error {
	codes = slices.DeleteFunc(slices.Clone(codes), func(code string) bool { _, asked := b.things[code]; return asked })
	found, err := b.tx.ThingsNamed(ctx, codes)
	if err != nil {
		return err
	}
	if b.things == nil {
		b.things = map[string]store.Thing{}
	}
	for _, code := range codes {
		b.things[code] = found[code]
	}
	return nil
}

// find returns the lots of a SKU that have one of the codes, as far as there
// are any, by code.
func (b *lotBook) find(ctx context.Context, skuID string, codes []string) (map[string]*oms.Lot, error) {
	out := make(map[string]*oms.Lot, len(codes))
	found := b.known
	for _, code := range codes {
		if _, asked := b.known[store.LotName{SKUID: skuID, Lot: code}]; !asked {
			var err error
			if found, err = b.tx.LotsNamed(ctx, []string{skuID}, codes); err != nil {
				return nil, err
			}
			break
		}
	}
	for _, code := range codes {
		if l := found[store.LotName{SKUID: skuID, Lot: code}]; l != nil {
			out[code] = l
		}
	}
	return out, nil
}

// save writes the lots that were made, before the stock that refers to them.
func (b *lotBook) save(ctx context.Context) error { return b.tx.SaveLots(ctx, b.made) }

// arrive returns the units of each lot that arrive at a location.
func (b *lotBook) arrive(ctx context.Context, in lotArrival, placeID string) ([]oms.LotUnits, error) {
	codes := in.Codes()
	if err := in.check(); err != nil {
		return nil, err
	}
	known, err := b.find(ctx, in.sku.ID, codes)
	if err != nil {
		return nil, err
	}
	if in.sku.Tracking == oms.TrackSerials {
		if err := b.checkNew(ctx, in, codes, known); err != nil {
			return nil, err
		}
	}
	out := make([]oms.LotUnits, 0, len(codes))
	each := in.quantity / int64(len(codes))
	for _, code := range codes {
		l, err := b.lot(in, code, known[code])
		if err == nil && in.sku.Tracking == oms.TrackSerials {
			err = b.mayCome(ctx, in, l, known[code] != nil)
		}
		if err != nil {
			return nil, err
		}
		b.st.AddLot(l, placeID, b.placed[placeID])
		out = append(out, oms.LotUnits{LotID: l.ID, Lot: l.Code, ExpiresOn: l.ExpiresOn, Serial: in.sku.Tracking == oms.TrackSerials, Quantity: each})
	}
	return out, nil
}

// checkNew refuses new serial numbers that are the names of other things: most
// likely the wrong label was scanned.
func (b *lotBook) checkNew(ctx context.Context, in lotArrival, codes []string, known map[string]*oms.Lot) error {
	fresh := slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return known[code] != nil })
	if err := b.look(ctx, fresh); err != nil {
		return err
	}
	field := in.field + "serials"
	if len(in.Serials) == 0 {
		field = in.field + "lot"
	}
	var errs []oms.FieldError
	for _, code := range fresh {
		if f := notASerial(field, code, b.things[code]); f != nil {
			errs = append(errs, *f)
		}
	}
	return oms.InvalidFields("the serial numbers", errs)
}

// notASerial says what a code is that can't be a serial number because of it;
// nil when it names nothing.
func notASerial(field, code string, is store.Thing) *oms.FieldError {
	switch is.Kind {
	case store.ThingSKU:
		return new(oms.FaultAt(field, "%.100q names the SKU %s, so it is no serial number: scan the number of the unit", code, is.Name))
	case store.ThingLocation:
		return new(oms.FaultAt(field, "%.100q is a location, so it is no serial number: scan the number of the unit", code))
	case store.ThingParcel:
		return new(oms.FaultAt(field, "%.100q is the tracking number of a parcel, so it is no serial number: scan the number of the unit", code))
	}
	return nil
}

func (in lotArrival) check() error {
	serial := in.sku.Tracking == oms.TrackSerials
	switch {
	case serial && len(in.Serials) == 0 && (in.Lot == "" || in.quantity != 1):
		return oms.InvalidField(in.field+"serials", "must be the serial numbers of the %d units: %s is tracked by serial number", in.quantity, in.sku.Code)
	case !serial && len(in.Serials) > 0:
		return oms.InvalidField(in.field+"serials", "must be absent: %s is tracked by lot", in.sku.Code)
	case !serial && in.Lot == "":
		return oms.InvalidField(in.field+"lot", "is required: %s is tracked by lot", in.sku.Code)
	case strings.TrimSpace(in.Lot) != in.Lot:
		return oms.InvalidField(in.field+"lot", "begins or ends with a space")
	case in.expiresOn != "":
		return oms.InvalidFields("the lot", oms.CheckDay(in.field+"expires_on", in.expiresOn))
	}
	return nil
}

// lot returns the known lot, which must have the date that is stated, or a new
// one.
func (b *lotBook) lot(in lotArrival, code string, known *oms.Lot) (*oms.Lot, error) {
	for _, l := range b.made {
		if l.SKUID == in.sku.ID && l.Code == code {
			known = l
		}
	}
	switch {
	case known != nil && in.expiresOn != "" && known.ExpiresOn != in.expiresOn:
		return nil, oms.Errorf(oms.Conflict, "%s %s of %s is known with the date %s: if that is wrong, correct the lot", in.sku.Tracking.Noun(), code, in.sku.Code,
			cmp.Or(known.ExpiresOn, "never"))
	case known != nil:
		return known, nil
	case in.expiresOn == "" && in.sku.MinDaysLeft > 0:
		return nil, oms.InvalidField(in.field+"expires_on", "is required for a new lot: %s is sold until %d days before its last good day", in.sku.Code, in.sku.MinDaysLeft)
	}
	l := &oms.Lot{ID: store.NewID(oms.PrefixLot), SKUID: in.sku.ID, SKU: in.sku.Code, Code: code, ReceivedAt: b.tx.Now}
	l.Expire(in.expiresOn, in.sku.MinDaysLeft)
	b.made = append(b.made, l)
	return l, nil
}

// mayCome refuses a serial number that is in stock, or that left with an order
// and did not come back by a return.
func (b *lotBook) mayCome(ctx context.Context, in lotArrival, l *oms.Lot, known bool) error {
	for _, v := range b.st.Lots(l.SKUID, "") {
		if v.LotID == l.ID {
			return oms.Errorf(oms.Conflict, "serial number %s of %s is in stock at %s already", l.Code, in.sku.Code, v.Location)
		}
	}
	if in.again || !known {
		return nil
	}
	why, err := b.tx.LastReasons(ctx, []string{l.ID})
	if err == nil && why[l.ID] == oms.ReasonShipped {
		err = oms.Errorf(oms.Conflict, "serial number %s of %s was shipped with an order: take it back by a return", l.Code, in.sku.Code)
	}
	return err
}

// lotsLeaving returns the units of lots that a figure at a location falls by:
// those named, or of the only lot that has any.
func lotsLeaving(lots []*oms.LotLevel, sku *oms.SKU, names oms.LotNames, n int64, figure func(*oms.LotLevel) int64) ([]oms.LotUnits, error) {
	units := func(l *oms.LotLevel, k int64) oms.LotUnits {
		return oms.LotUnits{LotID: l.LotID, Lot: l.Lot, ExpiresOn: l.ExpiresOn, Serial: sku.Tracking == oms.TrackSerials, Quantity: k}
	}
	var have []*oms.LotLevel
	for _, l := range lots {
		if figure(l) > 0 {
			have = append(have, l)
		}
	}
	if !names.Named() {
		if len(have) != 1 {
			return nil, oms.Errorf(oms.Conflict, "%s is tracked by %s: say which it is, %s", sku.Code, sku.Tracking.Noun(), lotsHave(have, figure))
		}
		names.Lot = have[0].Lot
	}
	codes, each := names.Serials, int64(1)
	if len(codes) == 0 {
		codes, each = []string{names.Lot}, n
	}
	var out []oms.LotUnits
	for _, code := range codes {
		var found *oms.LotLevel
		for _, l := range have {
			if l.Lot == code {
				found = l
			}
		}
		if found == nil || figure(found) < each {
			return nil, oms.Errorf(oms.Conflict, "there are not %d units of %s %.64q of %s: %s", each, sku.Tracking.Noun(), code, sku.Code, lotsHave(have, figure))
		}
		out = append(out, units(found, each))
	}
	return out, nil
}

// lotsHave lists what there is, in words.
func lotsHave(have []*oms.LotLevel, figure func(*oms.LotLevel) int64) string {
	const most = 10
	names := make([]string, 0, most)
	for _, l := range have[:min(len(have), most)] {
		names = append(names, fmt.Sprintf("%s (%d)", l.Lot, figure(l)))
	}
	switch {
	case len(have) == 0:
		return "there are none"
	case len(have) > most:
		names = append(names, fmt.Sprintf("and %d more", len(have)-most))
	}
	return "there are " + strings.Join(names, ", ")
}

// loadLots loads the lots of SKUs whose stock is locked, as far as they are
// tracked, and which date it is at each location.
func loadLots(ctx context.Context, tx *store.Tx, st *store.Stock, skuIDs []string) error {
	some, err := tx.LoadLots(ctx, st, skuIDs)
	if err != nil || !some || st.Day("") != "" {
		return err
	}
	days, err := lotDays(ctx, tx)
	st.SetDays(days)
	return err
}

// placeLots has the lots that come to a location, where none of them may have
// been, told with their names and dates.
func placeLots(ctx context.Context, tx *store.Tx, st *store.Stock, locationID, location string, lotIDs []string) error {
	var unknown []string
	for _, id := range lotIDs {
		if !st.HasLot(id, locationID) {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	found, err := tx.LotsByID(ctx, unknown)
	for _, l := range found {
		st.AddLot(l, locationID, location)
	}
	return err
}

// withdrawPast takes units of lots that may not be promised any more out of
// what is available, as far as nobody was promised them: those wait for
// ExpireLots, which says who loses them.
func withdrawPast(tx *store.Tx, st *store.Stock) {
	for _, c := range st.Changes() {
		level := st.Level(c.After.SKUID, c.After.LocationID)
		for _, l := range st.Lots(level.SKUID, level.LocationID) {
			if n := min(l.Free(), level.Available()); n > 0 && l.Past(st.Day(l.LocationID)) {
				st.Move(oms.StockMovement{SKUID: l.SKUID, SKU: l.SKU, LocationID: l.LocationID, Location: l.Location, State: oms.StockQualityControl, Quantity: n,
					LotID: l.LotID, Lot: l.Lot, Reason: oms.ReasonExpired, Note: "good until " + l.ExpiresOn})
			}
		}
	}
}
