package demo

import (
	"fmt"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/demo/shopsim"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// The simulated shop. It is its own vendor, so these are no secrets.
const (
	shopDomain  = "quillmoor.myshopify.com"
	shopToken   = "shpat_demo"
	shopSecret  = "demo"
	shopChannel = "quillmoor"
	webChannel  = "web"
)

// product is sold in variants, each a SKU. Prices are cents.
type product struct {
	code, title, category string
	variants              string // "RED-S Red S|RED-M Red M", or "" for one without
	eur, usd              int64
	grams                 int64
}

// products are what Quillmoor, a shop that exists nowhere else, sells.
var products = []product{
	{"TEE", "Organic tee", "Clothing", "RED-S Red S|RED-M Red M|RED-L Red L|BLU-S Blue S|BLU-M Blue M|BLU-L Blue L|SND-S Sand S|SND-M Sand M|SND-L Sand L", 1990, 2200, 180},
	{"HOOD", "Moor hoodie", "Clothing", "PIN-S Pine S|PIN-M Pine M|PIN-L Pine L|SLT-S Slate S|SLT-M Slate M|SLT-L Slate L", 5490, 5900, 620},
	{"SOCK", "Walking socks", "Clothing", "S S|M M|L L", 1290, 1400, 90},
	{"CAP", "Field cap", "Clothing", "GRN Green|NVY Navy", 2490, 2700, 110},
	{"MUG", "Stoneware mug", "Kitchen", "WHT White|BLU Blue|SPK Speckled", 1490, 1600, 390},
	{"TRAY", "Ash-wood tea tray", "Kitchen", "S Small|L Large", 2990, 3300, 850},
	{"BOTT", "Steel bottle", "Outdoors", "500-BLK 0.5 l black|500-SND 0.5 l sand|750-BLK 0.75 l black|750-SND 0.75 l sand", 2790, 2900, 340},
	{"BLNK", "Wool blanket", "Home", "GRY Gray|OCH Ochre", 8990, 9500, 1450},
	{"CNDL", "Soy candle", "Home", "FIG Fig|CDR Cedar|SEA Sea salt", 1790, 1900, 310},
	{"NOTE", "Dot-grid notebook", "Desk", "GRN Green|TAN Tan|INK Ink", 1190, 1300, 270},
	{"TOTE", "Canvas tote", "Outdoors", "NAT Natural|BLK Black", 1690, 1800, 220},
	{"LAMP", "Desk lamp Quill", "Desk", "", 11900, 12900, 2300},
}

// bundles are sold as one and picked as their parts.
var bundles = []struct {
	code, title string
	eur, usd    int64
	parts       []flow.ComponentInput
}{
	{"SET-TEA", "Tea for two", 5490, 5900, []flow.ComponentInput{{SKU: "MUG-SPK", Quantity: 2}, {SKU: "TRAY-S", Quantity: 1}}},
	{"SET-TRAIL", "Day on the moor", 5990, 6400, []flow.ComponentInput{{SKU: "BOTT-500-SND", Quantity: 1}, {SKU: "SOCK-M", Quantity: 1}, {SKU: "CAP-GRN", Quantity: 1}}},
}

// ware is one thing on sale.
type ware struct {
	sku, title, category string
	eur, usd, grams      int64
}

// wares lists every plain SKU.
func wares() (all []ware) {
	for _, p := range products {
		if p.variants == "" {
			all = append(all, ware{p.code, p.title, p.category, p.eur, p.usd, p.grams})
			continue
		}
		for v := range strings.SplitSeq(p.variants, "|") {
			code, name, _ := strings.Cut(v, " ")
			all = append(all, ware{p.code + "-" + code, p.title + ", " + name, p.category, p.eur, p.usd, p.grams})
		}
	}
	return all
}

// onSale lists what buyers choose from.
func onSale() []ware {
	all := wares()
	for _, b := range bundles {
		all = append(all, ware{sku: b.code, title: b.title, eur: b.eur, usd: b.usd})
	}
	return all
}

// shelf is what the simulated shop offers.
func shelf() (all []shopsim.Product) {
	for _, w := range onSale() {
		all = append(all, shopsim.Product{SKU: w.sku, Title: w.title, Price: cents(w.eur)})
	}
	return all
}

func cents(n int64) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }

// site is a place with stock, and how much of each SKU it is given: at first,
// when it has fewer than low, and how much then.
type site struct {
	code, name      string
	kind            oms.LocationKind
	address         oms.Address
	zone, cutOff    string
	days            int // of the week, from Monday
	first, low, lot int64
}

func at(lat, lon float64) (a oms.Address) {
	a.Latitude, a.Longitude = &lat, &lon
	return a
}

// sites are on two continents; one is a store with little room.
func sites() []site {
	berlin, newark, hamburg := at(52.521, 13.484), at(40.714, -74.166), at(53.552, 9.989)
	berlin.Name, berlin.Address1, berlin.City, berlin.Region, berlin.PostalCode, berlin.CountryCode = "Quillmoor warehouse", "Speicherstr. 12", "Berlin", "BE", "10365", "DE"
	newark.Name, newark.Address1, newark.City, newark.Region, newark.PostalCode, newark.CountryCode = "Quillmoor USA", "18 Harbor Loop", "Newark", "NJ", "07114", "US"
	hamburg.Name, hamburg.Address1, hamburg.City, hamburg.Region, hamburg.PostalCode, hamburg.CountryCode = "Quillmoor store", "Deichzeile 3", "Hamburg", "HH", "20355", "DE"
	return []site{
		{"BER", "Berlin warehouse", oms.Warehouse, berlin, "Europe/Berlin", "16:00", 6, 160, 60, 180},
		{"EWR", "Newark warehouse", oms.Warehouse, newark, "America/New_York", "15:00", 6, 90, 30, 100},
		{"HAM", "Hamburg store", oms.Store, hamburg, "Europe/Berlin", "17:30", 6, 8, 3, 8},
	}
}

func (s site) calendar() oms.Calendar {
	c := oms.Calendar{Timezone: s.zone}
	for day := 1; day <= s.days; day++ {
		c.CutOffs = append(c.CutOffs, oms.CutOff{Weekday: day % 7, Time: s.cutOff})
	}
	return c
}
