package oms

import "slices"

// AllocationLot is units of an allocation that are of one lot. For a SKU with
// lots the units picked, packed and shipped are the allocation's; the serial
// numbers of units that are picked may not be known before they are packed.
type AllocationLot struct {
	LotID     string `json:"lot_id"`
	Lot       string `json:"lot"`
	ExpiresOn string `json:"expires_on,omitempty"` // as it was known when it was picked
	Serial    bool   `json:"serial,omitempty"`     // a serial number
	Picked    int64  `json:"picked"`               // packed and shipped ones included
	Packed    int64  `json:"packed"`               // shipped ones included
	Shipped   int64  `json:"shipped"`
}

// loose is how many units of the lot are picked and in no parcel.
func (l AllocationLot) loose() int64 { return l.Picked - l.Packed }

// units is n units of the lot.
func (l AllocationLot) units(n int64) LotUnits {
	return LotUnits{l.LotID, l.Lot, l.ExpiresOn, l.Serial, n}
}

// ofLot returns an allocation's units of a lot, to be changed; they begin at
// zero. Orders are compared with what was read, so the list is a new one.
func (a *Allocation) ofLot(u LotUnits) *AllocationLot {
	a.Lots = slices.Clone(a.Lots)
	i := slices.IndexFunc(a.Lots, func(l AllocationLot) bool { return l.LotID == u.LotID })
	if i < 0 {
		a.Lots = append(a.Lots, AllocationLot{LotID: u.LotID, Lot: u.Lot, ExpiresOn: u.ExpiresOn, Serial: u.Serial})
		i = len(a.Lots) - 1
	}
	return &a.Lots[i]
}

// settleLots forgets lots of which nothing was kept.
func (a *Allocation) settleLots() {
	if slices.ContainsFunc(a.Lots, func(l AllocationLot) bool { return l.Picked == 0 }) {
		a.Lots = slices.DeleteFunc(slices.Clone(a.Lots), func(l AllocationLot) bool { return l.Picked == 0 })
	}
}

// hand notes that n more units of a lot at the allocation's location are picked
// for it, or fewer when negative.
func (s *Step) hand(a *Allocation, u LotUnits, n int64) {
	if n == 0 {
		return
	}
	a.ofLot(u).Picked += n
	s.Stock = append(s.Stock, StockChange{SKUID: a.SKUID, SKU: a.SKU, LocationID: a.LocationID, LotID: u.LotID, Lot: u.Lot, Picked: n})
}

// take chooses the lots of n units that are taken off the shelf: those named,
// or first expired, first out. Nobody guesses serial numbers, so they may stay
// unknown; a SKU that is not tracked has none.
func (shelf LotShelf) take(a *Allocation, names LotNames, n int64) ([]LotUnits, error) {
	t := shelf[a.SKUID]
	switch {
	case t == nil && names.Named():
		return nil, Errorf(Conflict, "%s is not tracked by lot or serial number: name none", a.SKU)
	case t == nil || n == 0:
		return nil, nil
	case names.Lot != "":
		u, err := t.Name(names.Lot, n)
		return []LotUnits{u}, err
	case len(names.Serials) > 0 && t.Tracking != TrackSerials:
		return nil, Errorf(Conflict, "%s has no serial numbers: name its lot", a.SKU)
	case t.Tracking == TrackLots:
		return t.Choose(n)
	}
	var out []LotUnits
	for _, serial := range names.Serials {
		u, err := t.Name(serial, 1)
		if err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}

// missing chooses the lots of n units that are not on the shelf: the one named,
// or those that should have been picked.
func (shelf LotShelf) missing(a *Allocation, names LotNames, n int64) ([]LotUnits, error) {
	t := shelf[a.SKUID]
	if t == nil || n == 0 || names.Named() {
		return shelf.take(a, names, n)
	}
	return t.Choose(n)
}

// pack chooses the lots of n picked units of an allocation that go into a
// parcel. A lot that was scanned and is not the one picked takes its place.
func (a *Allocation) pack(s *Step, shelf LotShelf, names LotNames, n int64) ([]LotUnits, error) {
	t := shelf[a.SKUID]
	var units []LotUnits
	switch {
	case t == nil && names.Named():
		return nil, Errorf(Conflict, "%s is not tracked by lot or serial number: name none", a.SKU)
	case t == nil:
		return nil, nil
	case names.Lot != "":
		units = []LotUnits{{Lot: names.Lot, Quantity: n}}
	case len(names.Serials) > 0 && t.Tracking != TrackSerials:
		return nil, Errorf(Conflict, "%s has no serial numbers: name its lot", a.SKU)
	case len(names.Serials) > 0:
		for _, serial := range names.Serials {
			units = append(units, LotUnits{Lot: serial, Quantity: 1})
		}
	default:
		units = a.firstLoose(n)
	}
	var named int64
	for _, u := range units {
		named += u.Quantity
	}
	if named != n {
		return nil, Errorf(Conflict, "%d units of %s are packed, and the serial numbers of %d are known: name each", n, a.SKU, named)
	}
	if err := a.swapIn(s, t, units); err != nil {
		return nil, err
	}
	for _, u := range units {
		a.ofLot(u).Packed += u.Quantity
	}
	a.settleLots()
	return units, nil
}

// firstLoose are up to n units that are picked and in no parcel, first expired
// first.
func (a *Allocation) firstLoose(n int64) (out []LotUnits) {
	lots := slices.Clone(a.Lots)
	slices.SortStableFunc(lots, func(x, y AllocationLot) int {
		return FirstExpired(&LotLevel{Lot: x.Lot, ExpiresOn: x.ExpiresOn}, &LotLevel{Lot: y.Lot, ExpiresOn: y.ExpiresOn})
	})
	for _, l := range lots {
		if k := min(n, l.loose()); k > 0 {
			out, n = append(out, l.units(k)), n-k
		}
	}
	return out
}

// swapIn picks what is to be packed and was not picked, and puts back as much
// of what was picked instead.
func (a *Allocation) swapIn(s *Step, t *LotStock, units []LotUnits) error {
	for i := range units {
		u := &units[i]
		have := int64(0)
		if j := slices.IndexFunc(a.Lots, func(l AllocationLot) bool { return l.Lot == u.Lot && l.loose() > 0 }); j >= 0 {
			have = min(u.Quantity, a.Lots[j].loose())
			*u = a.Lots[j].units(u.Quantity)
		}
		if have == u.Quantity {
			continue
		}
		more, err := t.Name(u.Lot, u.Quantity-have)
		if err != nil {
			return err
		}
		s.hand(a, more, more.Quantity)
		more.Quantity = u.Quantity
		*u = more
	}
	a.putBack(s, a.knownLoose()-(a.Picked-a.Packed), units)
	return nil
}

// knownLoose is how many units that are in no parcel have a known lot.
func (a *Allocation) knownLoose() (n int64) {
	for _, l := range a.Lots {
		n += l.loose()
	}
	return n
}

// putBack gives up n loose units of lots, the last picked first, but not those
// that are kept.
func (a *Allocation) putBack(s *Step, n int64, kept []LotUnits) (out []LotUnits) {
	for i := len(a.Lots) - 1; i >= 0 && n > 0; i-- {
		l := a.Lots[i]
		free := l.loose()
		for _, u := range kept {
			if u.LotID == l.LotID {
				free -= u.Quantity
			}
		}
		if k := min(n, free); k > 0 {
			u := l.units(k)
			s.hand(a, u, -k)
			out, n = append(out, u), n-k
		}
	}
	a.settleLots()
	return out
}
