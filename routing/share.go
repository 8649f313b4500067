package routing

import (
	"crypto/sha256"
	"encoding/binary"
)

// InShare tells whether an order is among a share of all orders, in percent.
// It depends on the order's id alone, so every server says the same at any
// time, and an order that is in a share is in each larger one. 0 has none, 100
// all.
func InShare(orderID string, percent int64) bool {
	const parts = 10_000 // so fine that a percent is a percent of few orders too
	sum := sha256.Sum256([]byte(orderID))
	return binary.BigEndian.Uint64(sum[:])%parts < uint64(max(0, percent))*(parts/100)
}
