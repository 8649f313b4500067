package document

import "strings"

// Address is one block of an envelope. Every part is free text as the buyer or the
// merchant wrote it; empty parts leave no gap.
type Address struct {
	Name, Company      string
	Address1, Address2 string
	City, Region       string
	PostalCode         string
	// CountryCode is ISO 3166-1 alpha-2. It decides where the postal code stands.
	CountryCode string
	// Country is the name to print, in a language the origin's carrier reads;
	// CountryCode prints when it is empty.
	Country string
}

// cityFirst lists the countries that write the postal code behind city and region
// (UPU S42 templates); all others write it in front of the city.
const cityFirst = " AU BR BD CA GB HK ID IE IN JP KE KR MY NG NZ PH PK SG TH TW US VN ZA "

func (a Address) cityLine() string {
	if strings.Contains(cityFirst, " "+strings.ToUpper(a.CountryCode)+" ") {
		return join(" ", join(", ", a.City, a.Region), a.PostalCode)
	}
	return join(", ", join(" ", a.PostalCode, a.City), a.Region)
}

// paragraphs are the block's lines before wrapping, the addressee in bold.
func (a Address) paragraphs() []paragraph {
	country := a.Country
	if country == "" {
		country = a.CountryCode
	}
	return paragraphs(
		paragraph{text: a.Name, bold: true}, paragraph{text: a.Company},
		paragraph{text: a.Address1}, paragraph{text: a.Address2},
		paragraph{text: a.cityLine()}, paragraph{text: strings.ToUpper(country), bold: true},
	)
}

func join(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = clean(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
