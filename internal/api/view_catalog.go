package api

import (
	"cmp"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// locationView is where stock is and work happens.
type locationView struct {
	ID       string       `json:"id" example:"loc_01kd3ht2yre1asz3dgf0ma94w5"`
	Code     string       `json:"code" example:"BER"`
	Name     string       `json:"name" example:"Berlin"`
	Kind     string       `json:"kind" enum:"warehouse,store,3pl,supplier,virtual" example:"warehouse"`
	Address  oms.Address  `json:"address"`
	Calendar oms.Calendar `json:"calendar"`
	Priority int64        `json:"priority" doc:"Lower is preferred when all else is equal" example:"0"`
	Active   bool         `json:"active" doc:"Takes part in allocation"`

	Groups       []string `json:"groups" doc:"Names that rules and channels call it by; its kind is one more" example:"north"`
	Allows       []string `json:"allows" doc:"Special handling and licenses it has" example:"hazmat"`
	Domestic     bool     `json:"domestic" doc:"It sends within its own country only" example:"false"`
	OrdersPerDay int64    `json:"orders_per_day" doc:"Fulfillment orders that it can hand over on a day; 0 for no limit" example:"0"`
	UnitsPerDay  int64    `json:"units_per_day" doc:"Units that it can hand over on a day; 0 for no limit" example:"0"`
	Supplier     string   `json:"supplier" doc:"Of kind supplier: the code of who gets a purchase order for its work; empty for nobody" example:""`

	Version   int64     `json:"version" example:"1"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func (v *locationView) atVersion() int64 { return v.Version }
func (v *locationView) location() string { return Prefix + "/locations/" + v.ID }

func locationViewOf(l *oms.Location) *locationView {
	return &locationView{ID: l.ID, Code: l.Code, Name: l.Name, Kind: string(l.Kind), Address: l.Address, Calendar: l.Calendar, Priority: l.Priority,
		Active: l.Active, Groups: orEmpty(l.Groups), Allows: orEmpty(l.Allows), Domestic: l.Domestic, OrdersPerDay: l.OrdersPerDay, UnitsPerDay: l.UnitsPerDay, Supplier: l.Supplier,
		Version: l.Version, CreatedAt: l.CreatedAt, UpdatedAt: l.UpdatedAt}
}

// channelView is a place that sells.
type channelView struct {
	ID           string `json:"id" example:"chn_01kd3ht2yre1asz3dgf0ma94w5"`
	Code         string `json:"code" example:"web"`
	Name         string `json:"name" example:"Web shop"`
	Kind         string `json:"kind" doc:"generic, or the id of the driver that feeds it" example:"generic"`
	ConnectionID string `json:"connection_id" doc:"Empty for a channel that is fed through the API or files" example:""`
	Currency     string `json:"currency" doc:"Of orders that don't state theirs" example:"EUR"`
	Active       bool   `json:"active"`

	LocationGroups []string `json:"location_groups" doc:"The groups, or kinds, of locations that send its orders; empty for every location" example:"north"`

	Version   int64     `json:"version" example:"1"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func (v *channelView) atVersion() int64 { return v.Version }
func (v *channelView) location() string { return Prefix + "/channels/" + v.ID }

func channelViewOf(c *oms.Channel) *channelView {
	return &channelView{ID: c.ID, Code: c.Code, Name: c.Name, Kind: c.Kind, ConnectionID: c.ConnectionID, Currency: c.Currency, Active: c.Active,
		LocationGroups: orEmpty(c.LocationGroups),
		Version:        c.Version, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt}
}

// skuView is what is counted, or a bundle of it.
type skuView struct {
	ID             string          `json:"id" example:"sku_01kd3ht2yre1asz3dgf0ma94w5"`
	Code           string          `json:"code" example:"TEE-RED-M"`
	Title          string          `json:"title" example:"Tee red M"`
	Barcode        string          `json:"barcode" example:"4006381333931"`
	Category       string          `json:"category" example:"Shirts"`
	WeightGrams    int64           `json:"weight_grams" example:"180"`
	LengthMM       int64           `json:"length_mm" example:"300"`
	WidthMM        int64           `json:"width_mm" example:"200"`
	HeightMM       int64           `json:"height_mm" example:"20"`
	HSCode         string          `json:"hs_code" example:"610910"`
	OriginCountry  string          `json:"origin_country" example:"PT"`
	Unfillable     string          `json:"unfillable" enum:"backorder,unallocated" doc:"What becomes of units that no location has" example:"backorder"`
	BackorderLimit int64           `json:"backorder_limit" doc:"0 for no limit" example:"0"`
	Bundle         bool            `json:"bundle" doc:"It is sold as several others and has no stock of its own" example:"false"`
	Components     []componentView `json:"components"`
	Tags           []string        `json:"tags" doc:"Names that routing rules speak of" example:"fragile"`
	Needs          []string        `json:"needs" doc:"What a location must allow to send it" example:"hazmat"`
	Domestic       bool            `json:"domestic" doc:"It must not cross a border" example:"false"`
	Tracking       string          `json:"tracking" enum:"none,lot,serial" doc:"How its units are told apart" example:"none"`
	MinDaysLeft    int64           `json:"min_days_left" doc:"So many days before its last good day a lot is not sold any more" example:"0"`
	Attributes     json.RawMessage `json:"attributes"`
	Active         bool            `json:"active"`
	Version        int64           `json:"version" example:"1"`
	CreatedAt      time.Time       `json:"created_at"`
	UpdatedAt      time.Time       `json:"updated_at"`
}

type componentView struct {
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Quantity int64  `json:"quantity" doc:"In one bundle" example:"2"`
}

func (v *skuView) atVersion() int64 { return v.Version }
func (v *skuView) location() string { return Prefix + "/skus/" + v.ID }

func skuViewOf(s *oms.SKU) *skuView {
	return &skuView{ID: s.ID, Code: s.Code, Title: s.Title, Barcode: s.Barcode, Category: s.Category, WeightGrams: s.WeightGrams,
		LengthMM: s.LengthMM, WidthMM: s.WidthMM, HeightMM: s.HeightMM, HSCode: s.HSCode, OriginCountry: s.OriginCountry,
		Unfillable: string(s.Unfillable), BackorderLimit: s.BackorderLimit, Bundle: s.Bundle(),
		Components: views(s.Components, func(c *oms.Component) componentView { return componentView{c.SKU, c.Quantity} }),
		Tags:       orEmpty(s.Tags), Needs: orEmpty(s.Needs), Domestic: s.Domestic, Tracking: cmp.Or(string(s.Tracking), string(oms.TrackNone)), MinDaysLeft: s.MinDaysLeft, Attributes: object(s.Attributes), Active: s.Active, Version: s.Version, CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt}
}

// listingView is a SKU offered on a channel.
type listingView struct {
	ID                string          `json:"id" example:"lst_01kd3ht2yre1asz3dgf0ma94w5"`
	Channel           string          `json:"channel" example:"web"`
	SKU               string          `json:"sku" example:"TEE-RED-M"`
	ExternalID        string          `json:"external_id" doc:"The channel's id of the offer" example:"TEE-RED-M"`
	ExternalSKU       string          `json:"external_sku" doc:"The code that the channel's orders use, when it is not the SKU's" example:""`
	Title             string          `json:"title" example:"Tee red M"`
	Price             *string         `json:"price" example:"19.90"`
	Currency          string          `json:"currency" example:"EUR"`
	Buffer            int64           `json:"buffer" doc:"Units kept back from the channel" example:"0"`
	Cap               *int64          `json:"cap" doc:"The most to show the channel; null for no limit" example:"100"`
	ConfirmedQuantity *int64          `json:"confirmed_quantity" doc:"What the channel last confirmed" example:"12"`
	Sync              listingSyncView `json:"sync" doc:"How far the channel knows what can be sold"`
	Active            bool            `json:"active"`
	Version           int64           `json:"version" example:"1"`
	CreatedAt         time.Time       `json:"created_at"`
	UpdatedAt         time.Time       `json:"updated_at"`
}

// listingSyncView is how far a channel knows what can be sold of a listing.
type listingSyncView struct {
	State         string     `json:"state" enum:",in_sync,pending,sending,failed,drifted,paused" doc:"Empty when no connection tells the channel; drifted when it shows something else than it confirmed; paused while its connection rests" example:"in_sync"`
	ConfirmedAt   *time.Time `json:"confirmed_at" doc:"When the channel last confirmed a quantity"`
	DirtySince    *time.Time `json:"dirty_since" doc:"Since when the channel may show an old quantity; null when it does not"`
	ShownQuantity *int64     `json:"shown_quantity" doc:"What the channel showed when it was last asked" example:"12"`
	ShownAt       *time.Time `json:"shown_at"`
	Failures      int        `json:"failures" doc:"Attempts that failed since the last that worked" example:"0"`
	RetryAt       *time.Time `json:"retry_at" doc:"When it is tried again"`
	Problem       string     `json:"problem,omitempty" doc:"Why the last attempt failed" example:"no such offer"`
	LagMS         int64      `json:"lag_ms" doc:"From the last change until the channel confirmed it, in milliseconds" example:"420"`
	LagP95MS      int64      `json:"lag_p95_ms" doc:"The lag that 19 of the last 20 changes stay under (of at most 50), in milliseconds" example:"900"`
}

func listingSyncViewOf(s oms.ListingSync) listingSyncView {
	return listingSyncView{State: string(s.State), ConfirmedAt: s.ConfirmedAt, DirtySince: s.DirtyAt, ShownQuantity: s.ShownQuantity, ShownAt: s.ShownAt,
		Failures: s.Failures, RetryAt: s.RetryAt, Problem: s.Problem, LagMS: s.Lag.Milliseconds(), LagP95MS: s.LagP95.Milliseconds()}
}

func (v *listingView) atVersion() int64 { return v.Version }
func (v *listingView) location() string { return Prefix + "/listings/" + v.ID }

func listingViewOf(l *oms.Listing) *listingView {
	v := &listingView{ID: l.ID, Channel: l.Channel, SKU: l.SKU, ExternalID: l.ExternalID, ExternalSKU: l.ExternalSKU, Title: l.Title, Currency: l.Currency,
		Buffer: l.Buffer, Cap: l.Cap, ConfirmedQuantity: l.ConfirmedQuantity, Sync: listingSyncViewOf(l.Sync), Active: l.Active, Version: l.Version, CreatedAt: l.CreatedAt, UpdatedAt: l.UpdatedAt}
	if l.Price != nil {
		v.Price = number(amounts(l.Currency)(*l.Price))
	}
	return v
}

// customerView is who buys.
type customerView struct {
	ID        string    `json:"id" example:"cus_01kd3ht2yre1asz3dgf0ma94w5"`
	Email     string    `json:"email" example:"a@example.com"`
	Name      string    `json:"name" example:"A. Sample"`
	Phone     string    `json:"phone" example:"+49 30 1234567"`
	Note      string    `json:"note" example:"Prefers mornings"`
	Version   int64     `json:"version" example:"1"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func (v *customerView) atVersion() int64 { return v.Version }
func (v *customerView) location() string { return Prefix + "/customers/" + v.ID }

func customerViewOf(c *oms.Customer) *customerView {
	return &customerView{ID: c.ID, Email: c.Email, Name: c.Name, Phone: c.Phone, Note: c.Note, Version: c.Version, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt}
}
