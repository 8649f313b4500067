package demo

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/amazonsim"
	"github.com/switchyard-oms/switchyard/internal/demo/ebaysim"
	"github.com/switchyard-oms/switchyard/internal/demo/shopsim"
)

// The simulated accounts. The demo is its own vendors, so these are no secrets.
const (
	shopDomain   = "quillmoor.myshopify.com"
	outletDomain = "quillmoor-outlet.myshopify.com"
	shopToken    = "shpat_demo"
	demoSecret   = "demo"

	marketplace = "A1PA6795UKMFR9" // Amazon's id of amazon.de
	seller      = "A2QUILLMOOR"
	ebayClient  = "Quillmoor-demo"
)

// shopify is the shop that is connected as a Shopify shop.
func (d *Demo) shopify() *seat {
	v := &seat{channel: shopChannel, name: "Quillmoor on Shopify (simulated)", driver: "shopify", currency: "EUR", key: "shop", hosts: []string{shopDomain}, subscribe: true,
		offers: d.catalog.all, settings: map[string]string{"shop": shopDomain, "token": shopToken, "api_secret": demoSecret}}
	v.Vendor = d.shop(shopDomain)
	return v
}

// outlet is a shop with a few orders that is not connected, for whoever wants to
// see how that is done: no account can be connected twice.
func (d *Demo) outlet() *seat {
	s := d.shop(outletDomain)
	for range 6 {
		s.Imagine()
	}
	return &seat{Vendor: s, name: "Quillmoor outlet on Shopify (simulated)", hosts: []string{outletDomain}}
}

func (d *Demo) shop(domain string) *shopsim.Shop {
	var shelf []shopsim.Product
	for _, w := range d.catalog.all {
		shelf = append(shelf, shopsim.Product{SKU: w.sku, Title: w.title, Price: cents(w.eur)})
	}
	return shopsim.New(shopsim.Options{Domain: domain, Token: shopToken, Secret: demoSecret, Currency: "EUR", Catalog: shelf, Seed: d.Seed, Speed: d.Speed,
		Now: d.Now, Log: d.Log, Faults: d.faults})
}

// amazon is the account on Amazon, where the best sellers are offered.
func (d *Demo) amazon() *seat {
	v := &seat{channel: amazonChannel, name: "Quillmoor on Amazon (simulated)", driver: "amazon", currency: "EUR", key: "seller_id", hosts: amazonsim.Hosts, market: true,
		offers: d.catalog.sellers(1.6), settings: map[string]string{"region": "eu", "marketplace": marketplace, "seller_id": seller, "client_id": "amzn1.application-oa2-client.demo",
			"client_secret": demoSecret, "refresh_token": "Atzr|demo"}}
	v.Vendor = amazonsim.New(amazonsim.Options{Marketplace: marketplace, Seller: seller, RefreshToken: "Atzr|demo", SKUs: skusOf(v.offers), Seed: d.Seed, Now: d.Now,
		Pending: d.ours(20 * time.Minute), Searches: 1, Log: d.Log, Faults: d.faults})
	return v
}

// ebay is the account on eBay.
func (d *Demo) ebay() *seat {
	v := &seat{channel: ebayChannel, name: "Quillmoor on eBay (simulated)", driver: "ebay", currency: "EUR", key: "client_id", hosts: []string{ebaysim.Host}, market: true,
		offers: d.catalog.sellers(1.1), settings: map[string]string{"client_id": ebayClient, "client_secret": demoSecret, "refresh_token": "v^1.1#demo"}}
	v.Vendor = ebaysim.New(ebaysim.Options{ClientID: ebayClient, ClientSecret: demoSecret, RefreshToken: "v^1.1#demo", SKUs: skusOf(v.offers), Seed: d.Seed, Now: d.Now,
		Pending: d.ours(10 * time.Minute), Log: d.Log, Faults: d.faults})
	return v
}

// ours is how long some time of the demo takes in our own, at the speed that
// it begins with.
func (d *Demo) ours(t time.Duration) time.Duration { return time.Duration(float64(t) / d.Speed) }

func skusOf(all []*ware) (skus []string) {
	for _, w := range all {
		skus = append(skus, w.sku)
	}
	return skus
}
