package websim

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"github.com/switchyard-oms/switchyard/oms"
)

// promise asks when the basket would arrive and writes into the order what the
// buyer was told. A shop whose question is not answered sells all the same.
func (s *Shop) promise(ctx context.Context, o *oms.OrderInput) {
	if o.ShippingAddress == nil || len(o.Attributes) > 0 {
		return
	}
	type item struct {
		SKU      string      `json:"sku"`
		Quantity json.Number `json:"quantity"`
	}
	var items []item
	for _, l := range o.Lines {
		items = append(items, item{l.SKU, json.Number(l.Quantity)})
	}
	body, err := json.Marshal(map[string]any{"channel": o.Channel, "items": items, "destination": o.ShippingAddress, "shipping_method": o.ShippingMethod})
	if err != nil {
		return
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.API+"/api/v1/promises", bytes.NewReader(body))
	if err != nil {
		return
	}
	r.Header.Set("Content-Type", "application/json")
	if s.Token != "" {
		r.Header.Set("Authorization", "Bearer "+s.Token)
	}
	res, err := s.Client.Do(r)
	if err != nil {
		return
	}
	defer res.Body.Close()
	var told struct {
		Options []struct{ Earliest, Latest string }
	}
	if res.StatusCode != http.StatusOK || json.NewDecoder(res.Body).Decode(&told) != nil || len(told.Options) == 0 || told.Options[0].Latest == "" {
		return
	}
	if raw, err := json.Marshal(map[string]string{"promised_from": told.Options[0].Earliest, "promised_by": told.Options[0].Latest}); err == nil {
		o.Attributes = raw
	}
}
