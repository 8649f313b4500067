package flow

import (
	"context"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// RoutingTrial is an order that nobody has placed: who would send it?
type RoutingTrial struct {
	Channel      string            `json:"channel,omitempty" doc:"Code of the channel; its listings' codes may stand for SKUs" maxLength:"64" example:"web"`
	Items        []ReservationLine `json:"items" minItems:"1" maxItems:"200"`
	Destination  *oms.Address      `json:"destination,omitempty" doc:"Where it goes"`
	Method       string            `json:"shipping_method,omitempty" doc:"As the channel writes it" maxLength:"200" example:"express"`
	Value        string            `json:"value,omitempty" doc:"What it is worth, for rules that ask" maxLength:"30" example:"49.80"`
	Currency     string            `json:"currency,omitempty" doc:"ISO 4217, of value; the policy's when absent" maxLength:"3" example:"EUR"`
	CustomerTags []string          `json:"customer_tags,omitempty" maxItems:"50" maxLength:"200" example:"vip"`
	Attributes   map[string]string `json:"attributes,omitempty" doc:"Of the channel"`
	Version      *int64            `json:"version,omitempty" doc:"The version to ask; the live one when absent, 0 for the one that is built in" minimum:"0" maximum:"1000000000" example:"2"`
	Policy       *routing.Policy   `json:"policy,omitempty" doc:"Instead of a version: a policy that is not stored"`
}

// RoutingAnswer is who would send it, and why.
type RoutingAnswer struct {
	Version *int64       `json:"version,omitempty" doc:"That was asked; absent for a policy that is not stored" example:"2"`
	Sends   []TrialSend  `json:"sends" doc:"Who sends what"`
	Short   []TrialShort `json:"short" doc:"What nobody may send"`
	Why     routing.Why  `json:"why"`
}

// TrialSend is a quantity of a SKU that a location sends.
type TrialSend struct {
	Item     int    `json:"item" doc:"Index of the item it is for" example:"0"`
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Location string `json:"location" example:"BER"`
	Quantity int64  `json:"quantity" example:"2"`
}

// TrialShort is a quantity of a SKU that nobody may send.
type TrialShort struct {
	Item     int    `json:"item" example:"0"`
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Quantity int64  `json:"quantity" example:"1"`
}

func (in RoutingTrial) check() error {
	errs := append(checkText("channel", in.Channel, maxCode), checkText("shipping_method", in.Method, 200)...)
	errs = append(errs, checkBasket(in.Items, in.Destination)...)
	errs = append(errs, checkCurrency("currency", in.Currency)...)
	if in.Version != nil && in.Policy != nil {
		errs = append(errs, oms.FaultAt("version", "or policy, and not both"))
	}
	return oms.InvalidFields("the test", errs)
}

// TryRouting decides about an order that nobody has placed, with the present
// stock, and changes nothing.
func (f *Flow) TryRouting(ctx context.Context, in RoutingTrial) (RoutingAnswer, error) {
	if err := in.check(); err != nil {
		return RoutingAnswer{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (RoutingAnswer, error) {
		cat := &catalog{}
		if err := cat.fresh(ctx, tx); err != nil {
			return RoutingAnswer{}, err
		}
		policy, version, err := askedPolicy(ctx, tx, cat, in.Version, in.Policy)
		if err != nil {
			return RoutingAnswer{}, err
		}
		t, err := in.gather(ctx, tx, cat, policy.Policy().Currency, false)
		if err != nil {
			return RoutingAnswer{}, err
		}
		plan := routing.Choose(&t.problem, policy)
		out := RoutingAnswer{Version: version, Sends: []TrialSend{}, Short: []TrialShort{}, Why: plan.Why}
		for _, k := range plan.Picks {
			out.Sends = append(out.Sends, TrialSend{k.Line, t.codes[k.SKUID], t.problem.Nodes[k.Node].Code, k.Quantity})
		}
		for _, s := range slices.Concat(plan.Short, t.fenced) {
			out.Short = append(out.Short, TrialShort{s.Line, t.codes[s.SKUID], s.Quantity})
		}
		return out, nil
	})
}

// askedPolicy compiles the policy that is asked: one that is written out, a
// version, or the live one. With a version it says which.
func askedPolicy(ctx context.Context, tx *store.Tx, cat *catalog, version *int64, written *routing.Policy) (*routing.Compiled, *int64, error) {
	table, err := rateTable(ctx, tx)
	switch {
	case err != nil:
		return nil, nil, err
	case written != nil:
		if err := checkPolicy(*written, table); err != nil {
			return nil, nil, err
		}
		c, err := routing.Compile(priced(*written, cardsOf(table), table.Currency))
		return c, nil, err
	case version == nil:
		return cat.live.policy, &cat.live.version, nil
	}
	v, err := findRouting(ctx, tx, table, *version)
	if err != nil {
		return nil, nil, err
	}
	p, err := policyIn(v, table)
	if err != nil {
		return nil, nil, err
	}
	c, err := routing.Compile(p)
	return c, version, err
}

// trial is an order that nobody has placed, with the facts about it.
type trial struct {
	channelID string
	codes     map[string]string // of the SKUs, by their ids
	st        *store.Stock
	problem   routing.Problem
	fenced    []routing.Short // what is held for other channels
}

// gather loads the facts, as capture would, and locks the stock if asked to.
func (in RoutingTrial) gather(ctx context.Context, tx *store.Tx, cat *catalog, currency string, lock bool) (*trial, error) {
	basket, r, t := ReservationInput{Channel: in.Channel, Items: in.Items}, &oms.Reservation{}, &trial{}
	demand, codes, err := basket.demand(ctx, tx, cat, r)
	if err != nil {
		return nil, err
	}
	t.channelID, t.codes = r.ChannelID, codes
	ids := slices.Sorted(maps.Keys(codes))
	if err := cat.needSKUIDs(ctx, tx, ids); err != nil {
		return nil, err
	}
	if err := cat.needSold(ctx, tx, ids); err != nil {
		return nil, err
	}
	reads := tx.ReadStock
	if lock {
		reads = tx.LockStock
	}
	if t.st, err = reads(ctx, ids); err != nil {
		return nil, err
	}
	demand, t.fenced = cat.unfenced(t.channelID, demand, t.st)
	p := &t.problem
	*p = routing.Problem{Now: tx.Now, Lines: demand, Order: routing.Facts{Channel: in.Channel, Service: in.Method, Currency: in.Currency, CustomerTags: in.CustomerTags, Attributes: in.Attributes}}
	if p.Nodes, err = cat.loaded(ctx, tx); err != nil {
		return nil, err
	}
	p.Items = cat.items(demand, p.Nodes, t.st)
	cat.keepOut(p, t.channelID)
	if in.Destination != nil {
		if err := cat.needPlaces(ctx, tx, []oms.Address{*in.Destination}); err != nil {
			return nil, err
		}
		p.To = cat.destination(*in.Destination)
	}
	if in.Value == "" {
		return t, nil
	}
	if in.Currency != "" {
		currency = in.Currency
	}
	value, err := money.Parse(in.Value, currency)
	if err != nil {
		return nil, oms.InvalidField("value", "%v", err)
	}
	p.Order.Value = value.Minor
	return t, nil
}
