package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Carrier carries parcels. A carrier that refuses for certain answers with an
// *oms.Error; after any other error nobody knows what it did, and it is asked
// again with the same key.
type Carrier interface {
	// ID names the carrier in requests and facts: table_rate.
	ID() string
	// Name is for people and labels.
	Name(ctx context.Context) (string, error)
	// Rates returns the services that take the parcels, the best first.
	Rates(ctx context.Context, in RateRequest) ([]Rate, error)
	// Buy buys the labels of a shipment. The same key buys once.
	Buy(ctx context.Context, in LabelRequest) (BoughtLabel, error)
	// Void gives labels back that were not used. Voiding twice is no error.
	Void(ctx context.Context, in VoidRequest) error
}

// RateRequest asks what it costs to carry parcels.
type RateRequest struct {
	From, To oms.Address
	Parcels  []ParcelSize
}

// ParcelSize is one packed box.
type ParcelSize struct {
	ParcelID                                 string
	WeightGrams, LengthMM, WidthMM, HeightMM int64
}

// Rate is what one service costs for all parcels together.
type Rate struct {
	Service  string // the service's code
	Name     string
	Cost     int64 // minor units
	Currency string
}

// LabelRequest asks for the labels of a shipment.
type LabelRequest struct {
	Key     string // the shipment's id: the same key buys once
	Service string
	RateRequest
	Reference string // the order's number
}

// BoughtLabel is what a carrier sold.
type BoughtLabel struct {
	Rate
	Tracking []Tracking // one for each parcel, in the order asked
}

// Tracking is the number of a parcel and where to follow it.
type Tracking struct{ Number, URL string }

// VoidRequest names labels to give back.
type VoidRequest struct {
	Key     string // the shipment's id
	Numbers []string
	carrier Carrier
}

// AddCarrier makes a carrier known under its id. It is for the start of the
// program, before any verb runs.
func (f *Flow) AddCarrier(c Carrier) {
	if f.carriers == nil {
		f.carriers = map[string]Carrier{}
	}
	f.carriers[c.ID()] = c
}

// carrier returns the carrier with an id; table_rate for "".
func (f *Flow) carrier(id string) (Carrier, error) {
	if id == "" {
		id = TableRate
	}
	if c := f.carriers[id]; c != nil {
		return c, nil
	}
	return nil, oms.InvalidField("carrier", "%.40q is not known", id)
}

// TableRate is the id of the built-in carrier.
const TableRate = "table_rate"

// rateTableKey is the setting that holds the built-in carrier's prices.
const rateTableKey = "carrier.table_rate"

// RateTable returns the prices of the built-in carrier.
func (f *Flow) RateTable(ctx context.Context) (tablerate.Table, error) {
	return read(ctx, f, func(tx *store.Tx) (tablerate.Table, error) { return rateTable(ctx, tx) })
}

func rateTable(ctx context.Context, tx *store.Tx) (tablerate.Table, error) {
	text, found, err := tx.Setting(ctx, rateTableKey)
	if err != nil || !found {
		return tablerate.Default(), err
	}
	return tablerate.Parse(text)
}

// SetRateTable replaces the prices of the built-in carrier, as JSON.
func (f *Flow) SetRateTable(ctx context.Context, text string) (tablerate.Table, error) {
	table, err := tablerate.Parse(text)
	if err != nil {
		return table, err
	}
	return do(ctx, f, func(tx *store.Tx) (tablerate.Table, error) {
		before, _, err := tx.Setting(ctx, rateTableKey)
		if err != nil || before == text {
			return table, err
		}
		tx.Emit(ctx, oms.Event{Type: "setting.changed", Subject: rateTableKey}, map[string]any{"before": before, "after": text})
		if err := tx.SaveSetting(ctx, rateTableKey, text); err != nil {
			return table, err
		}
		return table, tx.CatalogChanged(ctx) // routing keeps the prices with the catalog
	})
}

// tableRate is the built-in carrier: it calls nobody.
type tableRate struct{ f *Flow }

// ID names the carrier.
func (tableRate) ID() string { return TableRate }

// Name is what the merchant calls it.
func (c tableRate) Name(ctx context.Context) (string, error) {
	table, err := c.f.RateTable(ctx)
	return table.Name, err
}

// Rates looks the prices up, the cheapest first.
func (c tableRate) Rates(ctx context.Context, in RateRequest) ([]Rate, error) {
	table, err := c.f.RateTable(ctx)
	if err != nil {
		return nil, err
	}
	weights := make([]int64, len(in.Parcels))
	for i, p := range in.Parcels {
		weights[i] = p.WeightGrams
	}
	var out []Rate
	for _, r := range table.Rates(in.From.CountryCode, in.To.CountryCode, weights) {
		out = append(out, Rate{r.Service, r.Name, r.Cost, table.Currency})
	}
	return out, nil
}

// Buy makes tracking numbers that follow from the key and the parcel.
func (c tableRate) Buy(ctx context.Context, in LabelRequest) (BoughtLabel, error) {
	rates, err := c.Rates(ctx, in.RateRequest)
	if err != nil {
		return BoughtLabel{}, err
	}
	rate, err := pickRate(rates, in.Service)
	if err != nil {
		return BoughtLabel{}, err
	}
	label := BoughtLabel{Rate: rate}
	for _, p := range in.Parcels {
		label.Tracking = append(label.Tracking, Tracking{Number: tablerate.TrackingNumber(in.Key + "/" + p.ParcelID)})
	}
	return label, nil
}

// Void has nothing to give back.
func (tableRate) Void(context.Context, VoidRequest) error { return nil }

// pickRate returns the rate of a service, or the best one for "".
func pickRate(rates []Rate, service string) (Rate, error) {
	for _, r := range rates {
		if service == "" || r.Service == service {
			return r, nil
		}
	}
	if service == "" || len(rates) == 0 {
		return Rate{}, oms.Errorf(oms.Conflict, "no service of the carrier takes these parcels to their destination: look at the weights and the rate table")
	}
	return Rate{}, oms.InvalidField("service", "%.40q does not take these parcels; %s does", service, rates[0].Service)
}
