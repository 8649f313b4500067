package flow

import (
	"errors"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// A claim that came after its holders were locked is noticed once the stock
// is: then the batch begins anew, and nobody is passed over.
func TestClaimsThatCameBetween(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 9)
		w.capture("1", "A", 2)
		cart, err := w.Reserve(w.ctx, ReservationInput{Items: []ReservationLine{{"A", 3}}})
		if err != nil {
			t.Fatal(err)
		}
		err = w.store.Write(w.ctx, func(tx *store.Tx) error {
			h := &held{f: w.Flow, tx: tx}
			if err := h.lock(w.ctx, []string{"sku_A"}); err != nil {
				return err
			}
			st, err := tx.LockStock(w.ctx, []string{"sku_A"})
			if err != nil {
				return err
			}
			if err := h.verify(st, []string{"sku_A"}); err != nil {
				t.Errorf("all holders are locked: %v", err)
			}
			orders, carts := h.orders, h.reservations
			var c *contested
			if h.orders = nil; !errors.As(h.verify(st, []string{"sku_A"}), &c) {
				t.Error("an order came between and was not noticed")
			}
			if h.orders, h.reservations = orders, nil; !errors.As(h.verify(st, []string{"sku_A"}), &c) {
				t.Error("a reservation came between and was not noticed")
			}
			h.reservations = carts
			claims, _ := h.claims("sku_A", "loc_BER")
			if len(claims) != 2 || claims[0].ID != cart.ID || claims[0].Quantity != 3 || claims[1].Quantity != 2 {
				t.Errorf("claims %+v", claims)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
