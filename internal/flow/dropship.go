package flow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// NewDropShipping returns the consumer that orders from a supplier what is
// released at the supplier's own location, and has the purchase order follow
// the work: what is sent, canceled or taken back. It compares the two whenever
// an order's work changes, so that an event that comes twice changes nothing.
func (f *Flow) NewDropShipping() Consumer {
	return Consumer{
		Name: "drop-ship",
		Types: []string{"fulfillment_order.*", string(oms.ShipmentShipped), string(oms.ShipmentUndone), string(oms.OrderCanceled), string(oms.OrderEdited),
			string(oms.StockDeallocated)},
		Handle: dropShip,
	}
}

func dropShip(ctx context.Context, tx *store.Tx, events []oms.Event) error {
	touched := map[string]time.Time{} // when the last of the events of an order happened
	for _, e := range events {
		if e.OrderID != "" {
			touched[e.OrderID] = e.OccurredAt
		}
	}
	ids := slices.Sorted(maps.Keys(touched))
	suppliers, err := dropShippers(ctx, tx)
	if err != nil {
		return err
	}
	// The catalog is locked for the numbers of purchase orders, before anything else.
	worked, err := tx.WorkedAt(ctx, ids, slices.Sorted(maps.Keys(suppliers)))
	if err != nil {
		return err
	}
	if len(worked) > 0 {
		if err := tx.LockCatalog(ctx); err != nil {
			return err
		}
	}
	known, err := tx.LockDropShips(ctx, ids)
	if err != nil {
		return err
	}
	for _, p := range known {
		worked = append(worked, p.OrderID)
	}
	slices.Sort(worked)
	orders, err := tx.LockOrders(ctx, slices.Compact(worked))
	if err != nil {
		return err
	}
	for _, o := range orders {
		at := tx
		if afterwards(ctx) {
			at = tx.At(touched[o.ID])
		}
		if err := dropShipOrder(ctx, at, o, known, suppliers); err != nil {
			return err
		}
	}
	return nil
}

// dropShippers returns the suppliers that send themselves, by the ids of their
// locations.
func dropShippers(ctx context.Context, tx *store.Tx) (map[string]*oms.Supplier, error) {
	places, err := tx.Locations(ctx, false)
	if err != nil {
		return nil, err
	}
	out := map[string]*oms.Supplier{}
	for _, l := range places {
		if l.Supplier == "" {
			continue
		}
		if out[l.ID], err = findSupplier(ctx, tx, l.Supplier); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// dropShipOrder has the purchase orders of one order follow its work, and
// orders what is released and not ordered.
func dropShipOrder(ctx context.Context, tx *store.Tx, o *oms.Order, known map[string]*oms.PurchaseOrder, suppliers map[string]*oms.Supplier) error {
	submitted := false
	for i := range o.FulfillmentOrders {
		ful := &o.FulfillmentOrders[i]
		p, s := known[ful.ID], suppliers[ful.LocationID]
		switch {
		case p != nil && p.Follow(ful, tx.Now):
			if err := savePurchase(ctx, tx, p, followed(p)); err != nil {
				return err
			}
		case p == nil && s != nil && ful.Working():
			if err := orderDropShip(ctx, tx, o, ful, s); err != nil {
				return err
			}
			ful.PartnerStatus, ful.UpdatedAt, submitted = oms.PartnerSubmitted, tx.Now, true
		}
	}
	if !submitted {
		return nil
	}
	return tx.SaveOrder(ctx, o)
}

// followed is what happened to a purchase order that followed its work.
func followed(p *oms.PurchaseOrder) oms.EventType {
	switch p.Status {
	case oms.PurchaseReceived, oms.PurchasePartlyReceived:
		return oms.PurchaseArrived
	case oms.PurchaseCanceled:
		return oms.PurchaseCalledOff
	case oms.PurchaseDraft, oms.PurchaseOrdered:
	}
	return oms.PurchaseEdited
}

// orderDropShip orders the units of a fulfillment order from the supplier, who
// sends them to the buyer: minimum and packs are not asked for.
func orderDropShip(ctx context.Context, tx *store.Tx, o *oms.Order, ful *oms.FulfillmentOrder, s *oms.Supplier) error {
	p := &oms.PurchaseOrder{ID: store.NewID(oms.PrefixPurchase), SupplierID: s.ID, Supplier: s.Code, LocationID: ful.LocationID, Location: ful.Location,
		Status: oms.PurchaseOrdered, Currency: s.Currency, ExpectedAt: ful.ShipBy, Lines: ful.DropShipLines(), CreatedAt: tx.Now, OrderedAt: &tx.Now,
		OrderID: o.ID, FulfillmentOrderID: ful.ID, Work: ful.Number}
	for i := range p.Lines {
		if it := s.Item(p.Lines[i].SKUID); it != nil {
			p.Lines[i].Cost = it.Cost
		}
	}
	var err error
	if p.Number, err = tx.NextPurchase(ctx); err != nil {
		return err
	}
	p.Follow(ful, tx.Now) // something of it may have left already
	return savePurchase(ctx, tx, p, oms.PurchasePlaced)
}

// DropShipAnswer is what a supplier says when it takes a drop-ship on.
type DropShipAnswer struct {
	Reference string `json:"reference,omitempty" doc:"The supplier's own number for it" maxLength:"200" example:"A-4711"`
}

// ConfirmDropShip notes that the supplier takes a drop-ship on: the work is
// accepted.
func (f *Flow) ConfirmDropShip(ctx context.Context, id string, in DropShipAnswer) (*oms.PurchaseOrder, error) {
	if err := oms.InvalidFields("the answer", checkText("reference", in.Reference, 200)); err != nil {
		return nil, err
	}
	return f.onDropShip(ctx, id, func(w *work, ful *oms.FulfillmentOrder, p *oms.PurchaseOrder) error {
		accepted, err := ful.Accept(w.tx.Now)
		if err != nil {
			return err
		}
		if accepted {
			w.event(ctx, oms.FulfillmentAccepted, ful.ID, map[string]any{"number": ful.Number, "location": ful.Location, "purchase_order": p.Name()})
			if _, err := w.save(ctx); err != nil {
				return err
			}
		}
		if in.Reference == "" || in.Reference == p.Reference {
			return nil
		}
		p.Reference = in.Reference
		return savePurchase(ctx, w.tx, p, oms.PurchaseEdited)
	})
}

// DropShipment says who took what a supplier has sent.
type DropShipment struct {
	Carrier         string   `json:"carrier,omitempty" doc:"The name of the carrier, for people" maxLength:"200" example:"CTT"`
	TrackingNumbers []string `json:"tracking_numbers,omitempty" doc:"Of the parcel; further ones are noted with it" maxItems:"50" maxLength:"200" example:"RR123456785PT"`
	// Lots name the units of SKUs that are tracked.
	Lots []DropShipLots `json:"lots,omitempty" doc:"Which units were sent, of SKUs that are tracked: needed for serial numbers, else the lots that expire first" maxItems:"1000"`
}

// DropShipLots says which units of a SKU a supplier has sent.
type DropShipLots struct {
	SKU string `json:"sku" doc:"Code of the SKU" maxLength:"100" example:"LAMP-INK"`
	oms.LotNames
}

// pack puts all that is left of the work into one parcel, with the names of its
// units.
func (in DropShipment) pack(ful *oms.FulfillmentOrder) (*PackInput, error) {
	if len(in.Lots) == 0 {
		return &PackInput{}, nil
	}
	names := map[string]*oms.LotNames{}
	for i := range in.Lots {
		l := in.Lots[i]
		field := fmt.Sprintf("lots[%d]", i)
		units := int64(0)
		for _, a := range ful.Items {
			if a.SKU == l.SKU {
				units += a.Quantity - a.Packed
			}
		}
		if units == 0 || names[l.SKU] != nil {
			return nil, oms.InvalidField(field+".sku", "must be a SKU of which units are still to be sent, each once")
		}
		if err := oms.InvalidFields("the shipment", l.CheckNames(field, units)); err != nil {
			return nil, err
		}
		names[l.SKU] = &l.LotNames
	}
	var parcel oms.ParcelInput
	for _, a := range ful.Items {
		it := oms.PackItem{Line: a.Line, Quantity: a.Quantity - a.Packed}
		if n := names[a.SKU]; n != nil && it.Quantity > 0 {
			it.LotNames = n.Next(it.Quantity)
		}
		if it.Quantity > 0 {
			parcel.Items = append(parcel.Items, it)
		}
	}
	return &PackInput{Parcels: []oms.ParcelInput{parcel}}, nil
}

// ShipDropShip notes that the supplier has sent all that is left of a drop-ship:
// the work is picked, packed and handed over, and the buyer's shop is told. One
// that is sent already is answered as it is.
func (f *Flow) ShipDropShip(ctx context.Context, id string, in DropShipment) (*oms.PurchaseOrder, error) {
	errs := checkText("carrier", in.Carrier, 200)
	for i, n := range in.TrackingNumbers {
		errs = append(errs, checkText(fmt.Sprintf("tracking_numbers[%d]", i), n, 200)...)
	}
	if err := oms.InvalidFields("the shipment", errs); err != nil {
		return nil, err
	}
	return f.onDropShip(ctx, id, func(w *work, ful *oms.FulfillmentOrder, p *oms.PurchaseOrder) error {
		if err := w.stock(ctx); err != nil {
			return err
		}
		at := w.tx.Now
		steps := []WorkStep{{At: at, Ship: &HandOver{ServiceName: in.Carrier, Numbers: in.TrackingNumbers}}}
		if stage := ful.StageOf(); stage != oms.StagePacked {
			pack, err := in.pack(ful)
			if err != nil {
				return err
			}
			steps = append([]WorkStep{{At: at, Pack: pack}}, steps...)
		}
		if stage := ful.StageOf(); stage == oms.StageNone || stage == oms.StagePicking {
			steps = append([]WorkStep{{At: at, Pick: &PickInput{}}}, steps...)
		}
		if err := w.report(ctx, w.tx, WorkReport{FulfillmentOrder: ful.ID, Steps: steps}); err != nil {
			return err
		}
		if _, err := w.save(ctx); err != nil {
			return err
		}
		if !p.Follow(ful, at) {
			return nil
		}
		return savePurchase(ctx, w.tx, p, followed(p))
	})
}

// onDropShip runs a verb on a drop-ship with its order, both locked. One that
// is done is answered as it is.
func (f *Flow) onDropShip(ctx context.Context, id string, verb func(*work, *oms.FulfillmentOrder, *oms.PurchaseOrder) error) (*oms.PurchaseOrder, error) {
	return f.onPurchase(ctx, id, func(tx *store.Tx, p *oms.PurchaseOrder) error {
		switch {
		case !p.DropShip():
			return oms.Errorf(oms.Conflict, "%s goes to %s: receive it there", p.Name(), p.Location)
		case p.Status == oms.PurchaseReceived:
			return nil
		case p.Status == oms.PurchaseCanceled:
			return oms.Errorf(oms.Conflict, "%s is canceled, for fulfillment order %s is not the supplier's any more", p.Name(), p.Work)
		}
		w, err := f.begin(ctx, tx, p.OrderID)
		if err != nil {
			return err
		}
		ful, err := w.fulfillmentOrder(p.FulfillmentOrderID)
		if err != nil {
			return err
		}
		return verb(w, ful, p)
	})
}
