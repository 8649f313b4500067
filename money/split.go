package money

import (
	"math/bits"
	"slices"
)

// Split shares minor units over parts in proportion to weights and loses
// nothing: the parts sum to minor exactly. Method of largest remainder
// (Hamilton's apportionment):
//
//   - each part gets the whole units of its proportion, rounded towards zero;
//   - the units left over go, one each, to the parts with the largest
//     remainders, and among equal remainders to the earliest.
//
// Negative weights count as zero. When all weights are zero the parts are
// equal. No parts give an empty result.
func Split(minor int64, weights ...int64) []int64 {
	parts := make([]int64, len(weights))
	if len(weights) == 0 {
		return parts
	}
	sum, even := weigh(weights)
	rest := make([]uint64, len(weights))
	left := abs(minor)
	for i := range weights {
		w := uint64(1)
		if !even {
			w = uint64(max(weights[i], 0))
		}
		hi, lo := bits.Mul64(abs(minor), w)
		q, r := bits.Div64(hi, lo, sum)
		parts[i], rest[i], left = int64(q), r, left-q
	}
	for _, i := range largest(rest)[:left] {
		parts[i]++
	}
	if minor < 0 {
		for i := range parts {
			parts[i] = -parts[i]
		}
	}
	return parts
}

// weigh sums the weights; even says that there is nothing to weigh by.
func weigh(weights []int64) (sum uint64, even bool) {
	for _, w := range weights {
		sum += uint64(max(w, 0))
	}
	if sum == 0 {
		return uint64(len(weights)), true
	}
	return sum, false
}

// largest returns the indices of rest, largest remainder first, stable.
func largest(rest []uint64) []int {
	idx := make([]int, len(rest))
	for i := range idx {
		idx[i] = i
	}
	slices.SortStableFunc(idx, func(a, b int) int {
		switch {
		case rest[a] > rest[b]:
			return -1
		case rest[a] < rest[b]:
			return 1
		}
		return 0
	})
	return idx
}

// Share returns what the units first … first+count-1 (counted from 0) carry of
// an amount spread over n equal units by largest remainder: the earliest units
// carry the odd minor units. The shares of disjoint ranges sum to the share of
// their union, so refunds of one unit after the other can't be a cent off.
func Share(minor, n, first, count int64) int64 {
	if n <= 0 {
		return 0
	}
	return upTo(minor, n, first+count) - upTo(minor, n, first)
}

// upTo is the sum of the first k of n equal shares.
func upTo(minor, n, k int64) int64 {
	k = min(max(k, 0), n)
	base, odd := minor/n, minor%n
	if odd < 0 {
		return base*k - min(-odd, k)
	}
	return base*k + min(odd, k)
}
