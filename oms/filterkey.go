package oms

import (
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/refusal"
)

// FilterKey is one thing that a filter can ask for.
type FilterKey struct {
	Name    string     `json:"key" doc:"What is written before the colon" example:"status"`
	Kind    FilterKind `json:"kind" doc:"choice: one of values. code: one of values, which live here. text: exactly so, or its beginning with *. instant, money, number: also with < <= > >= and from..to" enum:"choice,code,text,instant,money,number" example:"choice"`
	Doc     string     `json:"doc" doc:"What it asks, in a sentence" example:"Any one lifecycle or derived status"`
	Values  []string   `json:"values" doc:"What can be asked for; of codes at most 500 that are in use. Empty where anything can" maxItems:"600" example:"open"`
	Example string     `json:"example" doc:"A term of a filter" example:"status:on_hold"`
}

// FilterKind says how a key's values are written and compared.
type FilterKind string

// The kinds.
const (
	FilterChoice  FilterKind = "choice"  // one of a fixed set
	FilterCode    FilterKind = "code"    // a code of something that is kept here
	FilterText    FilterKind = "text"    // exactly so, or with * its beginning
	FilterInstant FilterKind = "instant" // see ParseMoment
	FilterMoney   FilterKind = "money"   // a decimal, in the order's own currency
	FilterNumber  FilterKind = "number"  // a whole number
)

// StatusChoices are the values of each derived headline of an order, by its
// column: what a list can be searched by.
var StatusChoices = []struct {
	Column string
	Values []string
}{
	{"lifecycle", []string{"draft", "open", "closed", "canceled"}},
	{"fulfillment_status", []string{"unfulfilled", "scheduled", "on_hold", "in_progress", "partially_fulfilled", "fulfilled"}},
	{"payment_status", []string{"unpaid", "partially_authorized", "authorized", "partially_paid", "paid", "overpaid", "partially_refunded", "refunded", "voided"}},
	{"delivery_status", []string{"in_transit", "partially_delivered", "delivered", "exception"}},
	{"return_status", []string{"requested", "partially_returned", "returned"}},
}

// statusChoices lists all of them, for the key that takes any.
func statusChoices() (all []string) {
	for _, c := range StatusChoices {
		all = append(all, c.Values...)
	}
	return all
}

// OrderFilterKeys lists what a filter of orders can ask for.
func OrderFilterKeys() []FilterKey {
	return []FilterKey{
		{"status", FilterChoice, "Any one lifecycle or derived status", statusChoices(), "status:on_hold"},
		{"lifecycle", FilterChoice, "Where the order stands in its life", StatusChoices[0].Values, "lifecycle:open"},
		{"stage", FilterChoice, "How far it is on the road: as far as its least advanced unit", texts(OrderStages()), "stage:allocated,released"},
		{"fulfillment", FilterChoice, "The headline of its goods", append(slices.Clone(StatusChoices[1].Values), "canceled"), "fulfillment:unfulfilled,scheduled"},
		{"payment", FilterChoice, "The headline of its money", StatusChoices[2].Values, "payment:unpaid"},
		{"delivery", FilterChoice, "The headline of its parcels", append([]string{"none"}, StatusChoices[3].Values...), "delivery:exception"},
		{"return", FilterChoice, "The headline of what comes back", append([]string{"none", "in_progress"}, StatusChoices[4].Values...), "-return:none"},
		{"attention", FilterChoice, "Who must look: any is all that need somebody", []string{"any", "none", "low", "hold", "high"}, "attention:any"},
		{"hold", FilterChoice, "The type of a hold that stands; any is every type", append([]string{"any"}, texts(HoldTypes())...), "hold:payment,fraud"},
		{"exception", FilterCode, "The kind of an exception that is not resolved", nil, "exception:unfillable"},
		{"channel", FilterCode, "The channel it was placed on", nil, "channel:amazon,web"},
		{"location", FilterCode, "A location that has work for it, or had", nil, "location:BER"},
		{"tag", FilterCode, "A tag that it bears", nil, "tag:vip"},
		{"sku", FilterText, "A SKU of one of its lines", nil, "sku:TEE-*"},
		{"customer", FilterText, "Who bought: the e-mail address, or the customer's id", nil, "customer:ada@example.com"},
		{"external", FilterText, "The channel's own id of the order", nil, "external:R-10*"},
		{"country", FilterText, "Where it goes: ISO 3166-1", nil, "country:DE,AT"},
		{"currency", FilterText, "ISO 4217", nil, "currency:EUR"},
		{"number", FilterNumber, "Our number", nil, "number:100001..100100"},
		{"total", FilterMoney, "What the buyer owes, in the order's own currency", nil, "total:>100"},
		{"placed", FilterInstant, "When the buyer placed it", nil, "placed:2026-11-01..2026-11-15"},
		{"captured", FilterInstant, "When it landed here", nil, "captured:today"},
		{"updated", FilterInstant, "The last change of anything in it", nil, "updated:>=now-1h"},
		{"ship_by", FilterInstant, "When work of it that is not done has to leave", nil, "ship_by:<today"},
	}
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// Check refuses terms that no key of keys can answer, with where they stand.
func (f Filter) Check(keys []FilterKey) error {
	for _, t := range f {
		if t.Key == "" {
			continue
		}
		i := slices.IndexFunc(keys, func(k FilterKey) bool { return k.Name == t.Key })
		if i < 0 {
			names := make([]string, len(keys))
			for i, k := range keys {
				names[i] = k.Name
			}
			return filterFault(t.At, t.Key+":", "there is no such key: write one of %s, or put it into quotes to search for it", strings.Join(names, ", "))
		}
		for _, v := range t.Values {
			if fault := keys[i].check(v); fault != nil {
				return filterFault(v.At, v.Text, "%v", fault)
			}
		}
	}
	return nil
}

// check says what is wrong with a value, or nil.
func (k FilterKey) check(v FilterValue) *refusal.Error {
	compares := k.Kind == FilterInstant || k.Kind == FilterMoney || k.Kind == FilterNumber
	switch {
	case (v.Op != "" || v.Range) && !compares:
		return refusal.Errorf("%s is not compared: write the value itself, in quotes where it looks like a comparison", k.Name)
	case v.Prefix && k.Kind != FilterText && k.Kind != FilterCode:
		return refusal.Errorf("%s takes no *", k.Name)
	case k.Kind == FilterChoice && !slices.Contains(k.Values, v.Text):
		return refusal.Errorf("must be one of %s", strings.Join(k.Values, ", "))
	case !compares:
		return nil
	}
	for _, text := range []string{v.Text, v.To} {
		if text == "" {
			continue
		}
		if fault := k.checkText(text); fault != nil {
			return fault
		}
	}
	return nil
}

func (k FilterKey) checkText(text string) *refusal.Error {
	switch k.Kind {
	case FilterInstant:
		if !isMoment(text) {
			return refusal.Errorf("is no point in time: write 2026-11-20, 2026-11, 2026-11-20T10:00:00Z, now, today, yesterday or tomorrow, the words also with a distance, such as today-7d or now+4h")
		}
	case FilterMoney:
		if _, err := FilterAmount(text); err != nil {
			return refusal.Errorf("is no amount: write one such as 100 or 99.90")
		}
	case FilterNumber:
		if _, err := strconv.ParseInt(text, 10, 63); err != nil {
			return refusal.Errorf("is no whole number")
		}
	case FilterChoice, FilterCode, FilterText:
	}
	return nil
}

// FilterAmount reads an amount of a filter in ten-thousandths, which every
// currency's minor units are whole numbers of.
func FilterAmount(text string) (int64, error) {
	a, err := money.Parse(text, "CLF") // the currency has four decimals
	return a.Minor, err
}
