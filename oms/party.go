package oms

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Customer is who buys. One e-mail address is one customer.
type Customer struct {
	ID        string
	Email     string // lower case; "" for a customer who gave none
	Name      string
	Phone     string
	Note      string
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Address is where something goes to or comes from.
type Address struct {
	Name        string   `json:"name,omitempty" maxLength:"300" doc:"Who receives it" example:"A. Sample"`
	Company     string   `json:"company,omitempty" maxLength:"300"`
	Address1    string   `json:"address1,omitempty" maxLength:"300" doc:"Street and number" example:"Hauptstr. 1"`
	Address2    string   `json:"address2,omitempty" maxLength:"300"`
	City        string   `json:"city,omitempty" maxLength:"300" example:"Berlin"`
	Region      string   `json:"region,omitempty" maxLength:"100" doc:"State or province, ISO 3166-2 without the country where there is one"`
	PostalCode  string   `json:"postal_code,omitempty" maxLength:"32" example:"10115"`
	CountryCode string   `json:"country_code,omitempty" doc:"ISO 3166-1 alpha-2" example:"DE"`
	Phone       string   `json:"phone,omitempty" maxLength:"50"`
	Latitude    *float64 `json:"latitude,omitempty" minimum:"-90" maximum:"90"`
	Longitude   *float64 `json:"longitude,omitempty" minimum:"-180" maximum:"180"`
}

// Empty tells whether nothing of the address is known.
func (a Address) Empty() bool {
	return a.Name == "" && a.Company == "" && a.Address1 == "" && a.Address2 == "" && a.City == "" && a.Region == "" &&
		a.PostalCode == "" && a.CountryCode == "" && a.Phone == "" && a.Latitude == nil && a.Longitude == nil
}

// Check reports what is wrong with the address, each under the field prefix.
func (a Address) Check(prefix string) (errs []FieldError) {
	texts := []struct {
		name, value string
		limit       int
	}{{"name", a.Name, 300}, {"company", a.Company, 300}, {"address1", a.Address1, 300}, {"address2", a.Address2, 300}, {"city", a.City, 300},
		{"region", a.Region, 100}, {"postal_code", a.PostalCode, 32}, {"phone", a.Phone, 50}}
	for _, t := range texts {
		errs = append(errs, CheckText(prefix+"."+t.name, t.value, t.limit)...)
	}
	if a.CountryCode != "" && !IsCountry(a.CountryCode) {
		errs = append(errs, FaultAt(prefix+".country_code", "is not an ISO 3166-1 alpha-2 code such as DE"))
	}
	if (a.Latitude == nil) != (a.Longitude == nil) {
		errs = append(errs, FaultAt(prefix, "needs both latitude and longitude, or neither"))
	}
	if a.Latitude != nil && a.Longitude != nil && (*a.Latitude < -90 || *a.Latitude > 90 || *a.Longitude < -180 || *a.Longitude > 180) {
		errs = append(errs, FaultAt(prefix, "has coordinates off the globe"))
	}
	return errs
}

// CheckText reports a text that is too long or can't be stored. The limit
// counts bytes.
func CheckText(field, value string, limit int) []FieldError {
	if len(value) > limit && utf8.RuneCountInString(value) > limit {
		return []FieldError{FaultAt(field, "is longer than the limit of %d characters", limit)}
	}
	if strings.ContainsRune(value, 0) {
		return []FieldError{FaultAt(field, "contains the character NUL")}
	}
	return nil
}

// IsCountry tells whether code is an officially assigned alpha-2 code of ISO
// 3166-1, or XK, which the trade uses for Kosovo.
func IsCountry(code string) bool { return len(code) == 2 && strings.Contains(countries, code+" ") }

const countries = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
	"UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW "
