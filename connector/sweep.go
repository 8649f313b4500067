package connector

import (
	"encoding/json"
	"hash/fnv"
	"strconv"
	"time"
)

// overlap is how far a new sweep reaches back before the newest change of the
// last one: a vendor's search may list a change seconds after later ones.
const overlap = 2 * time.Minute

// maxSeen bounds how many changes of the overlap a sweep remembers. Beyond it
// some come again, which is harmless.
const maxSeen = 1000

// Sweep is a cursor over orders by their last change. A sweep reads all orders
// changed at Since or later, page by page; when it is done, the next one begins
// where it ended, less an overlap, and skips the changes in Seen.
type Sweep struct {
	Since time.Time `json:"since,omitzero"` // the sweep's filter; it must not change while it runs
	After string    `json:"after,omitempty"`
	High  time.Time `json:"high,omitzero"` // the newest change read
	Seen  []Change  `json:"seen,omitempty"`
}

// Change is one version of one order, as Seen remembers it.
type Change struct {
	At   time.Time `json:"t"`
	Hash string    `json:"h"` // of the order as it came: two changes may share a second
}

// ChangeOf is the version of an order that was changed at an instant and came
// as raw.
func ChangeOf(at time.Time, raw []byte) Change {
	h := fnv.New64a()
	_, _ = h.Write(raw) // a hash never fails
	return Change{at, strconv.FormatUint(h.Sum64(), 36)}
}

// ParseSweep reads what Text wrote; "" begins at the instant since.
func ParseSweep(s string, since time.Time) (Sweep, error) {
	c := Sweep{Since: since}
	if s == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(s), &c); err != nil {
		return c, &Error{Do: Reject, Message: "the cursor can't be read", Err: err}
	}
	return c, nil
}

// Text is the cursor to keep.
func (c Sweep) Text() string {
	b, err := json.Marshal(c)
	if err != nil {
		return "" // a year beyond 9999: begin again
	}
	return string(b)
}

// Has tells whether the last sweep has read the change already.
func (c Sweep) Has(x Change) bool {
	for _, seen := range c.Seen {
		if seen.Hash == x.Hash && seen.At.Equal(x.At) {
			return true
		}
	}
	return false
}

// Next is the cursor after a page of changes, of which after names the end;
// more tells that pages follow.
func (c Sweep) Next(page []Change, after string, more bool) Sweep {
	for _, x := range page {
		if x.At.After(c.High) {
			c.High = x.At
		}
		if !c.Has(x) {
			c.Seen = append(c.Seen, x)
		}
	}
	from := c.High.Add(-overlap)
	kept := make([]Change, 0, len(c.Seen))
	for _, x := range c.Seen {
		// An ended sweep is followed by one that begins at from; a running one
		// still reads its own overlap.
		if !x.At.Before(from) || (more && !x.At.After(c.Since.Add(overlap))) {
			kept = append(kept, x)
		}
	}
	c.Seen = kept[max(0, len(kept)-maxSeen):]
	if more {
		c.After = after
		return c
	}
	c.After = ""
	if !c.High.IsZero() && from.After(c.Since) {
		c.Since = from
	}
	return c
}
