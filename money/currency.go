package money

import (
	"slices"
	"strings"
)

// Digits returns the number of decimals of an ISO 4217 currency (0 for JPY, 2
// for EUR, 3 for KWD) and whether the code is one. Source: ISO 4217 list one,
// the currencies in circulation.
func Digits(currency string) (int, bool) {
	n, ok := digits[currency]
	return int(n), ok
}

// WithDigits lists the currencies that have n decimals, sorted.
func WithDigits(n int) (codes []string) {
	for code, d := range digits {
		if int(d) == n {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

var digits = table()

func table() map[string]uint8 {
	m := make(map[string]uint8, 160)
	for n, codes := range map[uint8]string{
		0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
		2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD " +
			"CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
			"HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK " +
			"MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
			"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD " +
			"UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
		3: "BHD IQD JOD KWD LYD OMR TND",
		4: "CLF UYW",
	} {
		for _, c := range strings.Fields(codes) {
			m[c] = n
		}
	}
	return m
}
