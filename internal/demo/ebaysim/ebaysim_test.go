package ebaysim_test

import (
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connectors/ebay"
	"github.com/switchyard-oms/switchyard/internal/demo/ebaysim"
	"github.com/switchyard-oms/switchyard/internal/demo/sim/simtest"
)

func Test(t *testing.T) {
	simtest.Run(t, simtest.Subject{
		Open: func(now func() time.Time) simtest.Market {
			return ebaysim.New(ebaysim.Options{ClientID: "demo", ClientSecret: "hush", RefreshToken: "v^1.1#demo", SKUs: []string{"SKU-1", "SKU-2"}, Now: now, Pending: time.Minute})
		},
		Driver:  ebay.Driver,
		Set:     map[string]string{"client_id": "demo", "page_size": "7"},
		Secrets: map[string]string{"client_secret": "hush", "refresh_token": "v^1.1#demo"},
		Account: "demo",
		Hosts:   []string{ebaysim.Host},
		Folder:  "ebay",
		Specs:   []string{"sell_fulfillment_v1", "sell_inventory_v1"},
	})
}
