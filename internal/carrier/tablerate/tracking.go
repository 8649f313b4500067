package tablerate

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Prefix begins every tracking number of the table carrier.
const Prefix = "SY"

// TrackingNumber makes the number of one parcel: the prefix, nineteen digits
// that follow from the key, and a check digit. The same key gives the same
// number, so asking twice buys one label. Ten million parcels share a number
// with a probability of one in two hundred thousand; the database refuses the
// second.
func TrackingNumber(key string) string {
	sum := sha256.Sum256([]byte("switchyard parcel " + key))
	digits := fmt.Sprintf("%019d", binary.BigEndian.Uint64(sum[:])%1e19)
	return Prefix + digits + string(rune('0'+checkDigit(digits)))
}

// Valid tells whether a number has the form and the check digit of ours.
func Valid(number string) bool {
	if len(number) != len(Prefix)+20 || number[:len(Prefix)] != Prefix {
		return false
	}
	digits := number[len(Prefix):]
	for _, c := range digits {
		if c < '0' || c > '9' {
			return false
		}
	}
	return int(digits[19]-'0') == checkDigit(digits[:19])
}

// checkDigit weighs the digits 3, 1, 3, 1 … from the right and completes the
// sum to a multiple of ten. Source: GS1 General Specifications, section 7.9.
func checkDigit(digits string) int {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			n *= 3
		}
		sum += n
	}
	return (10 - sum%10) % 10
}
