package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
)

// PromiseInput is a basket that somebody may order: when would it arrive?
type PromiseInput struct {
	Channel      string            `json:"channel" doc:"Code of the channel; its listings' codes may stand for SKUs" minLength:"1" maxLength:"64" example:"web"`
	Items        []ReservationLine `json:"items" minItems:"1" maxItems:"200"`
	Destination  oms.Address       `json:"destination" doc:"Where it goes; its country is needed"`
	Method       string            `json:"shipping_method,omitempty" doc:"As the channel writes it: answers for this delivery option alone" maxLength:"200" example:"Express"`
	Value        string            `json:"value,omitempty" doc:"What the order would be worth, for routing rules that ask" maxLength:"30" example:"49.80"`
	Currency     string            `json:"currency,omitempty" doc:"ISO 4217, of value; the routing policy's when absent" maxLength:"3" example:"EUR"`
	CustomerTags []string          `json:"customer_tags,omitempty" doc:"The order's tags, for routing rules that ask" maxItems:"50" maxLength:"200" example:"vip"`
	Attributes   map[string]string `json:"attributes,omitempty" doc:"Of the channel, for routing rules that ask"`
	HoldSeconds  int64             `json:"hold_seconds,omitempty" doc:"Reserves what is on hand for so long: a second to a week; 0 reserves nothing" minimum:"0" maximum:"604800" example:"900"`
	HoldFor      string            `json:"hold_for,omitempty" doc:"The service whose plan is reserved; the first option's when absent" maxLength:"200" example:"standard"`
	Reference    string            `json:"reference,omitempty" doc:"Your own name for the reservation, such as a cart's id" maxLength:"200"`
	Explain      bool              `json:"explain,omitempty" doc:"Adds how routing decided"`
}

// BasketPromise is when a basket would arrive, by delivery option.
type BasketPromise struct {
	At          time.Time         `json:"at" doc:"When it was asked"`
	Timezone    string            `json:"timezone" doc:"IANA, the destination's: its calendar days are meant" example:"Europe/Berlin"`
	Precision   routing.Precision `json:"destination_precision" doc:"How precisely the destination is known" enum:"address,postal,postal_prefix,city,country," example:"postal"`
	Options     []PromiseOption   `json:"options" doc:"One for each service level of the routing policy's rate cards, or the one that was asked for"`
	Reservation *PromiseHold      `json:"reservation,omitempty" doc:"What was reserved"`
}

// PromiseOption is when the basket would arrive by one service.
type PromiseOption struct {
	Service    string        `json:"service" doc:"The service level; an order that names it as its shipping method gets this option" example:"standard"`
	Name       string        `json:"name" doc:"For people" example:"Standard"`
	Whole      bool          `json:"whole" doc:"Whether every unit has a date"`
	Earliest   string        `json:"earliest,omitempty" doc:"The first day on which all of it may be there; absent unless whole" example:"2026-11-24"`
	Latest     string        `json:"latest,omitempty" doc:"The last one" example:"2026-11-25"`
	OrderBy    *time.Time    `json:"order_by,omitempty" doc:"The cut-off until which this holds, as long as the stock lasts"`
	Cost       int64         `json:"cost" doc:"Carriage and handling in minor units of currency" example:"539"`
	Currency   string        `json:"currency" doc:"ISO 4217, the routing policy's" example:"EUR"`
	Parcels    int64         `json:"parcels" example:"1"`
	Parts      []PromisePart `json:"parts" doc:"What leaves from where, and why it arrives when it does"`
	Unpromised []TrialShort  `json:"unpromised" doc:"Units without a date: nobody has them, and nothing is on its way that they may have"`
	Why        *routing.Why  `json:"why,omitempty" doc:"How routing decided about what is on hand"`

	picks []routing.Pick // of what is on hand
}

// PromisePart is what leaves one location together.
type PromisePart struct {
	Location   string             `json:"location" example:"BER"`
	Source     string             `json:"source,omitempty" doc:"The purchase order or transfer that brings it; absent for what is on hand" example:"PO-1042"`
	ExpectedAt *time.Time         `json:"expected_at,omitempty" doc:"When that is expected at the location"`
	Items      []PromiseItem      `json:"items"`
	Parcels    int64              `json:"parcels" example:"1"`
	Cost       int64              `json:"cost" doc:"Carriage and handling in minor units" example:"539"`
	Earliest   string             `json:"earliest" example:"2026-11-24"`
	Latest     string             `json:"latest" example:"2026-11-25"`
	OrderBy    time.Time          `json:"order_by" doc:"The location's cut-off"`
	Walk       []promise.WalkStep `json:"walk" doc:"From the order to the delivery"`
}

// PromiseItem is a quantity of a SKU.
type PromiseItem struct {
	Item     int    `json:"item" doc:"Index of the item it is for" example:"0"`
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Quantity int64  `json:"quantity" example:"2"`
}

// PromiseHold is what a promise reserved.
type PromiseHold struct {
	ID        string    `json:"id" doc:"An order takes it over by naming it as its reservation" example:"rsv_01kd3ht2yre1asz3dgf0ma94w5"`
	Service   string    `json:"service" doc:"The option whose plan it is" example:"standard"`
	Units     int64     `json:"units" doc:"Of what is on hand; what is on its way can't be reserved" example:"2"`
	ExpiresAt time.Time `json:"expires_at"`
}

// trial is the basket as routing tries it.
func (in PromiseInput) trial() RoutingTrial {
	return RoutingTrial{Channel: in.Channel, Items: in.Items, Destination: &in.Destination, Method: in.Method, Value: in.Value, Currency: in.Currency,
		CustomerTags: in.CustomerTags, Attributes: in.Attributes}
}

func (in PromiseInput) check() error {
	errs := append(checkText("reference", in.Reference, 200), checkText("hold_for", in.HoldFor, 200)...)
	if in.Channel == "" {
		errs = append(errs, oms.FaultAt("channel", "is required"))
	}
	if in.Destination.CountryCode == "" {
		errs = append(errs, oms.FaultAt("destination.country_code", "is required"))
	}
	errs = append(errs, checkRange("hold_seconds", in.HoldSeconds, 0, int64(maxTTL/time.Second))...)
	if err := oms.InvalidFields("the promise", errs); err != nil {
		return err
	}
	return in.trial().check()
}

// Promise says when a basket would arrive by each delivery option, what that
// costs, and why: the plan that routing would choose now and, for units that no
// location may send, the receipts on their way that they would be served from.
// With HoldSeconds it reserves what is on hand of one option.
func (f *Flow) Promise(ctx context.Context, in PromiseInput) (*BasketPromise, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	cat := f.catalogs.take()
	defer f.catalogs.give(cat)
	verb := func(tx *store.Tx) (*BasketPromise, error) {
		if err := cat.fresh(ctx, tx); err != nil {
			return nil, err
		}
		a, err := in.ask(ctx, tx, cat)
		if err != nil {
			return nil, err
		}
		out, err := a.answer(ctx)
		if err != nil || in.HoldSeconds == 0 {
			return out, err
		}
		out.Reservation, err = a.hold(ctx, out.Options)
		return out, err
	}
	if in.HoldSeconds == 0 && store.KeyedOf(ctx) == nil {
		return read(ctx, f, verb)
	}
	return do(ctx, f, verb)
}
