package flow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// SKUInput describes a new SKU. Only its code is required.
type SKUInput struct {
	Code string `json:"code" doc:"Unique, as on the shelf and in the channels; it never changes" example:"TEE-RED-M" minLength:"1" maxLength:"100"`
	SKUFields
}

// SKUFields is what can be said of a SKU; nil leaves it as it is.
type SKUFields struct {
	Title          *string               `json:"title,omitempty" doc:"The code when absent" example:"Tee red M" maxLength:"500"`
	Barcode        *string               `json:"barcode,omitempty" doc:"GTIN, EAN or UPC" maxLength:"64"`
	Category       *string               `json:"category,omitempty" maxLength:"200"`
	WeightGrams    *int64                `json:"weight_grams,omitempty" example:"180" minimum:"0" maximum:"1000000000"`
	LengthMM       *int64                `json:"length_mm,omitempty" minimum:"0" maximum:"1000000"`
	WidthMM        *int64                `json:"width_mm,omitempty" minimum:"0" maximum:"1000000"`
	HeightMM       *int64                `json:"height_mm,omitempty" minimum:"0" maximum:"1000000"`
	HSCode         *string               `json:"hs_code,omitempty" doc:"Harmonized System, for customs" example:"610910" maxLength:"20"`
	OriginCountry  *string               `json:"origin_country,omitempty" doc:"ISO 3166-1 alpha-2" example:"PT" maxLength:"2"`
	Unfillable     *oms.UnfillablePolicy `json:"unfillable,omitempty" doc:"What becomes of units that no location has: they wait for stock, or stay unallocated for a person; backorder when absent" enum:"backorder,unallocated"`
	BackorderLimit *int64                `json:"backorder_limit,omitempty" doc:"The most units that may wait at once; 0 for no limit" minimum:"0" maximum:"1000000000"`
	Components     *[]ComponentInput     `json:"components,omitempty" doc:"Makes it a bundle, which has no stock of its own; [] makes it a plain SKU again" maxItems:"100"`
	Tags           *[]string             `json:"tags,omitempty" doc:"Names that routing rules speak of" maxItems:"50" maxLength:"64" example:"fragile"`
	Needs          *[]string             `json:"needs,omitempty" doc:"What a location must allow to send it: hazmat, a license, cold" maxItems:"50" maxLength:"64" example:"hazmat"`
	Domestic       *bool                 `json:"domestic,omitempty" doc:"Whether it must not cross a border"`
	Tracking       *oms.Tracking         `json:"tracking,omitempty" doc:"How its units are told apart: not at all, by lot with a last good day, or each by its serial number. It changes only while nothing of the SKU is in stock, on its way by transfer or promised; none when absent" enum:"none,lot,serial"`
	MinDaysLeft    *int64                `json:"min_days_left,omitempty" doc:"So many days before its last good day a lot is not sold any more. Above 0 every new lot needs such a day" minimum:"0" maximum:"3650"`
	Attributes     json.RawMessage       `json:"attributes,omitempty" doc:"An object of any further fields, kept as they are"`
	Active         *bool                 `json:"active,omitempty" doc:"An inactive SKU is offered nowhere; true when absent"`
}

// ComponentInput is a SKU and how many of it one bundle holds.
type ComponentInput struct {
	SKU      string `json:"sku" doc:"Code of a SKU that is no bundle itself" maxLength:"100"`
	Quantity int64  `json:"quantity" minimum:"1" maximum:"10000"`
}

// SKUUpdate changes a SKU.
type SKUUpdate struct {
	SKUFields
	Version *int64 `json:"-"` // the version that the caller saw; nil for any
}

func skuFields(s *oms.SKU) SKUFields {
	parts := make([]ComponentInput, len(s.Components))
	for i, c := range s.Components {
		parts[i] = ComponentInput{c.SKU, c.Quantity}
	}
	return SKUFields{&s.Title, &s.Barcode, &s.Category, &s.WeightGrams, &s.LengthMM, &s.WidthMM, &s.HeightMM, &s.HSCode, &s.OriginCountry,
		&s.Unfillable, &s.BackorderLimit, &parts, &s.Tags, &s.Needs, &s.Domestic, &s.Tracking, &s.MinDaysLeft, s.Attributes, &s.Active}
}

func newSKU(code string) *oms.SKU {
	return &oms.SKU{Code: code, Title: code, Unfillable: oms.Backorder, Tracking: oms.TrackNone, Active: true}
}

// apply changes a SKU in memory and reports what is wrong with it then. find
// looks a component up by its code.
func (in SKUFields) apply(s *oms.SKU, find func(code string) *oms.SKU) (errs []oms.FieldError) {
	set(&s.Title, in.Title)
	set(&s.Barcode, in.Barcode)
	set(&s.Category, in.Category)
	set(&s.WeightGrams, in.WeightGrams)
	set(&s.LengthMM, in.LengthMM)
	set(&s.WidthMM, in.WidthMM)
	set(&s.HeightMM, in.HeightMM)
	set(&s.HSCode, in.HSCode)
	set(&s.OriginCountry, in.OriginCountry)
	set(&s.Unfillable, in.Unfillable)
	set(&s.BackorderLimit, in.BackorderLimit)
	set(&s.Active, in.Active)
	set(&s.Tags, in.Tags)
	set(&s.Needs, in.Needs)
	set(&s.Domestic, in.Domestic)
	set(&s.Tracking, in.Tracking)
	set(&s.MinDaysLeft, in.MinDaysLeft)
	errs = append(errs, checkNames("tags", &s.Tags)...)
	errs = append(errs, checkNames("needs", &s.Needs)...)
	errs = append(errs, checkSKU(s)...)
	if in.Attributes != nil {
		var err error
		if s.Attributes, err = object(in.Attributes); err != nil {
			errs = append(errs, oms.FaultAt("attributes", "%v", err))
		}
	}
	if in.Components != nil {
		errs = append(errs, setComponents(s, *in.Components, find)...)
	}
	if s.Bundle() && s.Tracking != oms.TrackNone {
		errs = append(errs, oms.FaultAt("tracking", "must be none for a bundle: its components are tracked"))
	}
	return errs
}

func checkSKU(s *oms.SKU) (errs []oms.FieldError) {
	errs = append(errs, checkText("title", s.Title, 500)...)
	errs = append(errs, checkText("barcode", s.Barcode, 64)...)
	errs = append(errs, checkText("category", s.Category, 200)...)
	errs = append(errs, checkText("hs_code", s.HSCode, 20)...)
	errs = append(errs, checkRange("weight_grams", s.WeightGrams, 0, 1_000_000_000)...)
	errs = append(errs, checkRange("length_mm", s.LengthMM, 0, 1_000_000)...)
	errs = append(errs, checkRange("width_mm", s.WidthMM, 0, 1_000_000)...)
	errs = append(errs, checkRange("height_mm", s.HeightMM, 0, 1_000_000)...)
	errs = append(errs, checkRange("backorder_limit", s.BackorderLimit, 0, 1_000_000_000)...)
	if s.OriginCountry != "" && !oms.IsCountry(s.OriginCountry) {
		errs = append(errs, oms.FaultAt("origin_country", "is not an ISO 3166-1 alpha-2 code such as PT"))
	}
	errs = append(errs, checkRange("min_days_left", s.MinDaysLeft, 0, 3650)...)
	if !slices.Contains(oms.Trackings(), s.Tracking) {
		errs = append(errs, oms.FaultAt("tracking", "must be none, lot or serial"))
	}
	if s.Unfillable != oms.Backorder && s.Unfillable != oms.Unallocate {
		errs = append(errs, oms.FaultAt("unfillable", "must be backorder or unallocated"))
	}
	return errs
}

// setComponents makes a SKU a bundle. Bundles are one level deep, so they
// can't hold each other in a circle.
func setComponents(s *oms.SKU, in []ComponentInput, find func(code string) *oms.SKU) (errs []oms.FieldError) {
	const most = 100
	if len(in) > most {
		return []oms.FieldError{oms.FaultAt("components", "has %d entries, the limit is %d", len(in), most)}
	}
	s.Components = nil
	fault := func(i int, field, format string, args ...any) {
		errs = append(errs, oms.FaultAt(fmt.Sprintf("components[%d].%s", i, field), format, args...))
	}
	for i, c := range in {
		part := find(c.SKU)
		switch {
		case c.Quantity < 1 || c.Quantity > 10_000:
			fault(i, "quantity", "must be 1 to 10000")
		case c.SKU == s.Code:
			fault(i, "sku", "is the bundle itself")
		case part == nil:
			fault(i, "sku", "%.100q is not known: create it first", c.SKU)
		case part.Bundle():
			fault(i, "sku", "%s is a bundle: a bundle holds plain SKUs only", c.SKU)
		case slices.ContainsFunc(s.Components, func(have oms.Component) bool { return have.SKU == c.SKU }):
			fault(i, "sku", "%.100q appears twice", c.SKU)
		default:
			s.Components = append(s.Components, oms.Component{SKUID: part.ID, SKU: part.Code, Quantity: c.Quantity})
		}
	}
	return errs
}

// object writes a JSON object without spaces; null and {} are none.
func object(raw json.RawMessage) (json.RawMessage, error) {
	raw = bytes.TrimSpace(raw)
	if string(raw) == "null" || string(raw) == "{}" || len(raw) == 0 {
		return nil, nil
	}
	if err := oms.CheckJSON(raw, oms.MaxAttributes); err != nil {
		return nil, err
	}
	if raw[0] != '{' {
		return nil, oms.Errorf(oms.Invalid, "must be an object")
	}
	var b bytes.Buffer
	err := json.Compact(&b, raw)
	return b.Bytes(), err
}

// codes lists the components that are named.
func (in SKUFields) codes() (codes []string) {
	if in.Components != nil {
		for _, c := range *in.Components {
			if checkCode("", c.SKU, maxSKUCode) == nil {
				codes = append(codes, c.SKU)
			}
		}
	}
	return codes
}
