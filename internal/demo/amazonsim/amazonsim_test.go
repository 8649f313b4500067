package amazonsim_test

import (
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connectors/amazon"
	"github.com/switchyard-oms/switchyard/internal/demo/amazonsim"
	"github.com/switchyard-oms/switchyard/internal/demo/sim/simtest"
)

func Test(t *testing.T) {
	simtest.Run(t, simtest.Subject{
		Open: func(now func() time.Time) simtest.Market {
			return amazonsim.New(amazonsim.Options{Marketplace: "A1PA6795UKMFR9", Seller: "DEMO", RefreshToken: "Atzr|demo", SKUs: []string{"SKU-1", "SKU-2"}, Now: now, Pending: time.Minute})
		},
		Driver:  amazon.Driver,
		Set:     map[string]string{"region": "eu", "marketplace": "A1PA6795UKMFR9", "seller_id": "DEMO", "client_id": "demo"},
		Secrets: map[string]string{"client_secret": "hush", "refresh_token": "Atzr|demo"},
		Account: "DEMO@A1PA6795UKMFR9",
		Hosts:   amazonsim.Hosts,
		Folder:  "amazon",
		Specs:   []string{"sellers", "orders_2026-01-01", "ordersV0", "listingsItems_2021-08-01"},
	})
}
