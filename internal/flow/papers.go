package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/document"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Paper is a document to print, drawn from the facts when it is asked for.
type Paper struct {
	Name        string // of the file
	ContentType string
	Body        []byte
}

// The formats of labels.
const (
	FormatPDF = "pdf"
	FormatZPL = "zpl"
)

// Label returns the labels of a shipment's parcels, 4 × 6 inches each: as PDF,
// or as ZPL II for thermal printers of 203 dpi.
func (f *Flow) Label(ctx context.Context, shipmentID, format string) (Paper, error) {
	if format == "" {
		format = FormatPDF
	}
	if format != FormatPDF && format != FormatZPL {
		return Paper{}, oms.InvalidField("format", "must be pdf or zpl")
	}
	var labels []document.Label
	err := f.store.Read(ctx, func(tx *store.Tx) error {
		o, err := orderWith(ctx, tx, oms.PrefixShipment, shipmentID)
		if err != nil {
			return err
		}
		sh := o.Shipment(shipmentID)
		if sh.Status == oms.ShipmentDraft || sh.Status == oms.ShipmentVoided {
			return oms.Errorf(oms.Conflict, "shipment %s is %s and has no label", sh.ID, sh.Status)
		}
		from, err := locationOf(ctx, tx, sh.LocationID)
		if err != nil {
			return err
		}
		labels = labelsOf(o, sh, from)
		return nil
	})
	if err != nil {
		return Paper{}, err
	}
	return f.drawLabels(ctx, labels, shipmentID, format)
}

func (f *Flow) drawLabels(ctx context.Context, labels []document.Label, shipmentID, format string) (p Paper, err error) {
	for i := range labels {
		if c := f.carriers[labels[i].Carrier]; c != nil {
			if labels[i].Carrier, err = c.Name(ctx); err != nil {
				return Paper{}, err
			}
		}
	}
	if format == FormatZPL {
		p = Paper{Name: shipmentID + ".zpl", ContentType: "application/zpl"}
		p.Body, err = document.LabelZPL(labels...)
		return p, err
	}
	p = Paper{Name: shipmentID + ".pdf", ContentType: "application/pdf"}
	p.Body, err = document.LabelPDF(labels...)
	return p, err
}

// labelsOf describes a label for each parcel of a shipment.
func labelsOf(o *oms.Order, sh *oms.Shipment, from oms.Location) (labels []document.Label) {
	sender := from.Address
	if sender.Name == "" && sender.Company == "" {
		sender.Company = from.Name
	}
	at := sh.CreatedAt
	if sh.ShippedAt != nil {
		at = *sh.ShippedAt
	}
	parcels := o.ParcelsOf(sh.FulfillmentOrderID, sh.ID)
	for i, p := range parcels {
		labels = append(labels, document.Label{Carrier: sh.Carrier, Service: sh.ServiceName, Tracking: p.TrackingNumber, From: printed(sender), To: printed(o.ShippingAddress),
			WeightGrams: int(p.WeightGrams), Parcel: i + 1, Parcels: len(parcels), Reference: o.FulfillmentOrder(sh.FulfillmentOrderID).Number,
			ShipDate: localDay(at, from.Calendar)})
	}
	return labels
}

// printed is an address as documents take it.
func printed(a oms.Address) document.Address {
	return document.Address{Name: a.Name, Company: a.Company, Address1: a.Address1, Address2: a.Address2, City: a.City, Region: a.Region,
		PostalCode: a.PostalCode, CountryCode: a.CountryCode}
}

// localDay is an instant as the clock of a location shows it.
func localDay(at time.Time, c oms.Calendar) time.Time {
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil {
		return at
	}
	return at.In(zone)
}

// orderWith reads the order that a part belongs to.
func orderWith(ctx context.Context, tx *store.Tx, prefix, id string) (*oms.Order, error) {
	orderID, err := tx.OrderOf(ctx, prefix, id)
	if err != nil {
		return nil, err
	}
	return tx.Order(ctx, orderID)
}

// PackingSlip returns the sheet that goes with a fulfillment order: what is in
// its parcels, or is to be, without prices.
func (f *Flow) PackingSlip(ctx context.Context, id string) (Paper, error) {
	var slip document.PackingSlip
	err := f.store.Read(ctx, func(tx *store.Tx) error {
		o, err := orderWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return err
		}
		ful := o.FulfillmentOrder(id)
		from, err := locationOf(ctx, tx, ful.LocationID)
		if err != nil {
			return err
		}
		slip = document.PackingSlip{Shop: shopName(from), Order: ful.Number, OrderedAt: o.PlacedAt, PrintedAt: localDay(tx.Now, from.Calendar), ShipTo: printed(o.ShippingAddress), GiftNote: o.Note}
		for _, a := range ful.Items {
			if a.Quantity > 0 {
				slip.Lines = append(slip.Lines, document.SlipLine{SKU: a.SKU, Title: o.TitleOf(a.Line), Quantity: int(a.Quantity), Lots: lotsPacked(a)})
			}
		}
		return nil
	})
	if err != nil {
		return Paper{}, err
	}
	body, err := slip.PDF()
	return Paper{Name: slip.Order + "-packing-slip.pdf", ContentType: "application/pdf", Body: body}, err
}

func shopName(l oms.Location) string {
	if l.Address.Company != "" {
		return l.Address.Company
	}
	return l.Name
}

// MaxPickList is how many orders go on one pick list.
const MaxPickList = 100

// PickList returns one walk through a location, named by its code, for the
// work in the states given: released and in_progress when none are.
func (f *Flow) PickList(ctx context.Context, location string, statuses []oms.FulfillmentOrderStatus) (Paper, error) {
	if len(statuses) == 0 {
		statuses = []oms.FulfillmentOrderStatus{oms.FulfillmentReleased, oms.FulfillmentInProgress}
	}
	var picks document.PickList
	err := f.store.Read(ctx, func(tx *store.Tx) error {
		found, err := tx.LocationsByCode(ctx, []string{location})
		if err != nil {
			return err
		}
		at := found[location]
		if at == nil {
			return oms.Errorf(oms.NotFound, "there is no location %.64s", location)
		}
		picks = document.PickList{Location: at.Code + " · " + at.Name, PrintedAt: localDay(tx.Now, at.Calendar)}
		names := make([]string, len(statuses))
		for i, s := range statuses {
			names[i] = string(s)
		}
		ids, err := tx.OrdersWithWork(ctx, at.ID, names, MaxPickList)
		if err != nil {
			return err
		}
		orders, err := tx.Orders(ctx, ids)
		if err != nil {
			return err
		}
		picks.Orders, err = pickOrders(ctx, tx, orders, at.ID, statuses)
		return err
	})
	if err != nil {
		return Paper{}, err
	}
	body, err := picks.PDF()
	return Paper{Name: "pick-list-" + location + ".pdf", ContentType: "application/pdf", Body: body}, err
}

// shelfOf is the lots that orders can be picked from at a location.
func shelfOf(ctx context.Context, tx *store.Tx, orders []*oms.Order, locationID string) (oms.LotShelf, error) {
	var items []oms.Allocation
	for _, o := range orders {
		for _, ful := range o.FulfillmentOrders {
			if ful.LocationID == locationID {
				items = append(items, ful.Items...)
			}
		}
	}
	return readShelf(ctx, tx, locationID, "", items)
}

// pickOrders lists what is still on the shelf for the work at a location.
func pickOrders(ctx context.Context, tx *store.Tx, orders []*oms.Order, locationID string, statuses []oms.FulfillmentOrderStatus) ([]document.PickOrder, error) {
	var out []document.PickOrder
	var ids []string
	for _, o := range orders {
		for _, l := range o.Units() {
			ids = append(ids, l.SKUID)
		}
	}
	skus, err := tx.SKUsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	shelf, err := shelfOf(ctx, tx, orders, locationID)
	if err != nil {
		return nil, err
	}
	for _, o := range orders {
		for _, ful := range o.FulfillmentOrders {
			if ful.LocationID != locationID || !slices.Contains(statuses, ful.Status) {
				continue
			}
			po := document.PickOrder{Number: ful.Number}
			for _, a := range ful.Items {
				line := document.PickLine{SKU: a.SKU, Title: o.TitleOf(a.Line), Quantity: int(a.Quantity - a.Picked)}
				if t := shelf[a.SKUID]; t != nil {
					line.Lots = picksOf(t.Tracking, t.Offer(a.Quantity-a.Picked))
				}
				if s := skus[a.SKUID]; s != nil {
					line.Barcode = s.Barcode
				}
				po.Lines = append(po.Lines, line)
			}
			out = append(out, po)
		}
	}
	return out, nil
}
