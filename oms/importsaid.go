package oms

// What an import takes in another way than its file states.
var (
	SaysNoPrice     = sentence("import.no_price", "a line has no price, and is taken at 0.00")
	SaysCountryKept = sentence("import.country_kept", "a country is not one that ISO 3166 knows, and is kept as an attribute")
)
