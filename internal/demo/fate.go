package demo

import (
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// fate is what is special about an order.
type fate string

// The fates.
const (
	plain    fate = ""
	pending  fate = "pending"  // the money comes later
	declined fate = "declined" // the card is refused
	vague    fate = "vague"    // the address has no country
	odd      fate = "odd"      // the total does not add up
	regret   fate = "regret"   // the buyer cancels before anybody has begun
	late     fate = "late"     // the buyer cancels when work has begun
	changed  fate = "changed"  // the buyer leaves a note
	fraud    fate = "fraud"    // somebody pays with what is not theirs
	gift     fate = "gift"     // it is wrapped and goes to somebody else
	big      fate = "big"      // many of everything
)

// fates has the part of each in a thousand orders of private buyers.
var fates = []struct {
	fate fate
	part int
}{{pending, 45}, {declined, 18}, {vague, 22}, {odd, 5}, {regret, 24}, {late, 9}, {changed, 20}, {gift, 60}, {big, 12}}

// fateOf is the fate of the n-th order of a channel. Frauds come in rings: of
// one day in ten, a handful of orders in a row.
func (d *Demo) fateOf(channel string, n int64) fate {
	if channel == wholesale || channel == till || n == 0 {
		return plain
	}
	if channel == webChannel && d.luck("ring", n/ring).IntN(40) == 0 {
		return fraud
	}
	market := slices.ContainsFunc(d.vendors, func(v *seat) bool { return v.market && v.channel == channel })
	roll := d.luck("fate", channel, n).IntN(1000)
	for _, f := range fates {
		if roll -= f.part; roll < 0 {
			if market && !slices.Contains(anywhere, f.fate) {
				return plain
			}
			return f.fate
		}
	}
	return plain
}

// anywhere is what happens on marketplaces too.
var anywhere = []fate{pending, regret, late, big}

// ring is how many orders somebody places with stolen cards.
const ring = 6

// The channels, and what the numbers of their orders begin with.
const (
	shopChannel   = "quillmoor"
	amazonChannel = "amazon"
	ebayChannel   = "ebay"
	webChannel    = "web"
	till          = "till"
	wholesale     = "wholesale"
)

var prefixes = map[string]string{webChannel: "W-", till: "T-", wholesale: "PO-"}

// externalID is the number of the n-th order of a channel that is not a
// vendor's.
func externalID(channel string, n int64) string {
	return prefixes[channel] + strconv.FormatInt(n, 10)
}

// numberOf tells the how-manyeth order of its channel an order is; 0 for one
// that somebody else has placed.
func (d *Demo) numberOf(o *oms.Order) int64 {
	for _, v := range d.vendors {
		if v.channel == o.Channel {
			return v.Number(o.ExternalID)
		}
	}
	prefix, known := prefixes[o.Channel]
	text, ours := strings.CutPrefix(o.ExternalID, prefix)
	n, err := strconv.ParseInt(text, 10, 64)
	if !known || !ours || err != nil {
		return 0
	}
	return n
}
