package shopify

import (
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// buyer is who bought: the order's own e-mail and phone come before those of
// the customer's account. An e-mail address that can't be one is left out.
func (o *order) buyer() *oms.CustomerInput {
	c := o.Customer
	if c == nil {
		c = new(customer)
	}
	in := oms.CustomerInput{
		Email: string(o.Email.or(c.Email)),
		Phone: clipped(o.Phone.or(c.Phone), 50),
		Name:  clipped(full(c.FirstName, c.LastName), 300),
	}
	if !strings.Contains(in.Email, "@") || strings.ContainsAny(in.Email, " \t\r\n<>") || len(in.Email) > 254 {
		in.Email = ""
	}
	if in.Name == "" && o.BillingAddress != nil {
		in.Name = clipped(o.BillingAddress.name(), 300)
	}
	if in == (oms.CustomerInput{}) {
		return nil
	}
	return &in
}

func full(first, last text) text { return text(strings.TrimSpace(string(first + " " + last))) }

func (a *address) name() text { return a.Name.or(full(a.FirstName, a.LastName)) }

// input maps an address. A country that has no code of ISO 3166-1 is left out,
// and so are coordinates that are incomplete or off the globe.
func (a *address) input() *oms.Address {
	if a == nil {
		return nil
	}
	to := oms.Address{
		Name:        clipped(a.name(), 300),
		Company:     clipped(a.Company, 300),
		Address1:    clipped(a.Address1, 300),
		Address2:    clipped(a.Address2, 300),
		City:        clipped(a.City, 300),
		Region:      clipped(a.ProvinceCode.or(a.Province), 100),
		PostalCode:  clipped(a.Zip, 32),
		CountryCode: strings.ToUpper(string(a.CountryCode)),
		Phone:       clipped(a.Phone, 50),
	}
	if !oms.IsCountry(to.CountryCode) {
		to.CountryCode = ""
	}
	if lat, lon := coordinate(a.Latitude), coordinate(a.Longitude); lat != nil && lon != nil && *lat >= -90 && *lat <= 90 && *lon >= -180 && *lon <= 180 {
		to.Latitude, to.Longitude = lat, lon
	}
	if to.Empty() {
		return nil
	}
	return &to
}
