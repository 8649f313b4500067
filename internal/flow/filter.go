package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ParseOrderFilter reads a filter of orders and the zone whose days it means,
// such as Europe/Berlin; UTC when empty.
func ParseOrderFilter(text, timezone string) (OrderFilter, error) {
	terms, err := oms.ParseFilter(text)
	if err != nil {
		return OrderFilter{}, err
	}
	if err := terms.Check(oms.OrderFilterKeys()); err != nil {
		return OrderFilter{}, err
	}
	zone, err := time.LoadLocation(timezone)
	if err != nil || timezone == "Local" {
		return OrderFilter{}, oms.InvalidField("timezone", "%.64q is not known; write one such as Europe/Berlin", timezone)
	}
	return OrderFilter{Terms: terms, Zone: zone}, nil
}

// codesOffered is how many codes of a key are offered for completion.
const codesOffered = 500

// OrderFilterKeys describes what a filter of orders can ask for, with the
// codes that are in use.
func (f *Flow) OrderFilterKeys(ctx context.Context) ([]oms.FilterKey, error) {
	keys := oms.OrderFilterKeys()
	codes, err := read(ctx, f, func(tx *store.Tx) (map[string][]string, error) { return tx.FilterCodes(ctx, codesOffered) })
	for i := range keys {
		if keys[i].Kind == oms.FilterCode {
			keys[i].Values = codes[keys[i].Name]
		}
	}
	return keys, err
}

// OrderCount is how many orders a filter chooses.
type OrderCount struct {
	Count  int  `json:"count" doc:"At most 10,000" example:"42"`
	Capped bool `json:"capped" doc:"There are more than count"`
}

// CountOrders counts the orders that a filter chooses.
func (f *Flow) CountOrders(ctx context.Context, filter OrderFilter) (OrderCount, error) {
	return read(ctx, f, func(tx *store.Tx) (OrderCount, error) {
		n, more, err := tx.CountOrders(ctx, filter)
		return OrderCount{n, more}, err
	})
}
