package oms

import "strings"

// Prefixes of identifiers. An identifier is a prefix, an underscore and a
// UUID of version 7 in 26 characters of Crockford's base 32 (the TypeID
// form), so identifiers of one kind sort by the time of their making.
const (
	PrefixOrder            = "ord"
	PrefixHold             = "hld"
	PrefixAllocation       = "alc"
	PrefixFulfillmentOrder = "ful"
	PrefixShipment         = "shp"
	PrefixParcel           = "pcl"
	PrefixTransaction      = "txn"
	PrefixReservation      = "rsv"
	PrefixException        = "exc"
	PrefixMovement         = "mov"
	PrefixSKU              = "sku"
	PrefixListing          = "lst"
	PrefixLocation         = "loc"
	PrefixChannel          = "chn"
	PrefixConnection       = "con"
	PrefixCustomer         = "cus"
	PrefixTransfer         = "trf"
	PrefixSupplier         = "sup"
	PrefixPurchase         = "pur"
	PrefixReturn           = "ret"
	PrefixImport           = "imp"
	PrefixUser             = "usr"
	PrefixToken            = "tok"
	PrefixSession          = "ses"
	PrefixWebhook          = "whk"
	PrefixDelivery         = "dlv"
	PrefixJob              = "job"
	PrefixDocument         = "doc"
	PrefixCount            = "cnt"
	PrefixStockRule        = "sru"
	PrefixView             = "viw"
	PrefixBulk             = "blk"
	PrefixNote             = "not"
	PrefixReplay           = "rpl"
	PrefixTransit          = "trn"
	PrefixLot              = "lot"
	PrefixWave             = "wav"
	PrefixCanary           = "cny"
)

const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

// FormatID writes a UUID as an identifier of the kind that prefix names.
// Source: the TypeID specification, version 0.3.
func FormatID(prefix string, uuid [16]byte) string {
	b := make([]byte, len(prefix)+27)
	n := copy(b, prefix)
	b[n] = '_'
	out := b[n+1:]
	// 128 bits in 26 digits of five: the first digit carries three bits.
	var acc uint64
	bits, at := uint(2), 0 // two leading zero bits make 130
	for _, c := range uuid {
		acc, bits = acc<<8|uint64(c), bits+8
		for bits >= 5 {
			bits -= 5
			out[at] = crockford[acc>>bits&31]
			at++
		}
	}
	return string(b)
}

// IsID tells whether s has the form of an identifier of the kind prefix.
func IsID(s, prefix string) bool {
	rest, ok := strings.CutPrefix(s, prefix+"_")
	return ok && len(rest) == 26 && strings.Trim(rest, crockford) == ""
}
