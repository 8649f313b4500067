package flow

import (
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

func TestImportPlaces(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		locate := func(a oms.Address) (to routing.Destination) {
			err := w.store.Read(t.Context(), func(tx *store.Tx) error {
				cat := &catalog{}
				if err := cat.fresh(t.Context(), tx); err != nil {
					return err
				}
				err := cat.needPlaces(t.Context(), tx, []oms.Address{a})
				to = cat.destination(a)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return to
		}
		berlin := oms.Address{CountryCode: "DE", PostalCode: "10115", City: "Berlin"}
		if to := locate(berlin); to.Precision != routing.PrecisionCountry {
			t.Errorf("before: %+v", to)
		}
		file := "DE\t10115\tBerlin\t\t\t\t\t\t\t52.5323\t13.3846\t6\n"
		for range 2 { // again is the same
			if n, err := w.ImportPlaces(w.ctx, strings.NewReader(file)); err != nil || n != 1 {
				t.Fatal(n, err)
			}
		}
		for _, x := range []struct {
			at   oms.Address
			want routing.Precision
		}{{berlin, routing.PrecisionPostal}, {oms.Address{CountryCode: "DE", PostalCode: "10999"}, routing.PrecisionPrefix},
			{oms.Address{CountryCode: "DE", City: "berlin"}, routing.PrecisionCity}, {oms.Address{CountryCode: "FR", PostalCode: "10115"}, routing.PrecisionCountry}} {
			to := locate(x.at)
			if to.Precision != x.want || x.want != routing.PrecisionCountry && *to.Place != (routing.Place{Latitude: 52.5323, Longitude: 13.3846}) {
				t.Errorf("%+v is at %+v", x.at, to)
			}
		}
		if _, err := w.ImportPlaces(w.ctx, strings.NewReader("DE;10115")); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("a file of another kind: %v", err)
		}
	})
}
