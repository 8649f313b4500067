package shopify

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// overlap is how far a new sweep reaches back before the newest change of the
// last one: Shopify's search may list a change seconds after later ones.
const overlap = 2 * time.Minute

// maxSeen bounds how many changes of the overlap a cursor remembers. Beyond
// it some come again, which is harmless.
const maxSeen = 1000

// cursor is where a sweep over the orders stands. A sweep reads all orders
// changed at Since or later, page by page; when it is done, the next one
// begins where it ended, less the overlap, and skips the changes in Seen.
type cursor struct {
	Since time.Time `json:"since,omitzero"` // the sweep's filter; it must not change while it runs
	After string    `json:"after,omitempty"`
	High  time.Time `json:"high,omitzero"` // the newest change read
	Seen  []change  `json:"seen,omitempty"`
}

// change is one version of one order, as Seen remembers it.
type change struct {
	At   time.Time `json:"t"`
	Hash string    `json:"h"` // of the order as it came: two changes may share a second
}

func changeOf(n *node, raw []byte) change {
	h := fnv.New64a()
	_, _ = h.Write(raw) // a hash never fails
	return change{n.UpdatedAt.Time, strconv.FormatUint(h.Sum64(), 36)}
}

// parseCursor reads what text wrote; "" begins at the instant since.
func parseCursor(s string, since time.Time) (cursor, error) {
	c := cursor{Since: since}
	if s == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(s), &c); err != nil {
		return c, &connector.Error{Do: connector.Reject, Message: "shopify: the cursor can't be read", Err: err}
	}
	return c, nil
}

func (c cursor) text() string {
	b, err := json.Marshal(c)
	if err != nil {
		return "" // a year beyond 9999: begin again
	}
	return string(b)
}

// filter is the search that the sweep reads, "" for all orders.
func (c cursor) filter() any {
	if c.Since.IsZero() {
		return nil
	}
	return fmt.Sprintf("updated_at:>='%s'", c.Since.UTC().Format(time.RFC3339))
}

// has tells whether the last sweep has read the change already.
func (c cursor) has(x change) bool {
	for _, seen := range c.Seen {
		if seen.Hash == x.Hash && seen.At.Equal(x.At) {
			return true
		}
	}
	return false
}

// next is the cursor after a page of changes.
func (c cursor) next(page []change, after string, more bool) cursor {
	for _, x := range page {
		if x.At.After(c.High) {
			c.High = x.At
		}
		if !c.has(x) {
			c.Seen = append(c.Seen, x)
		}
	}
	from := c.High.Add(-overlap)
	kept := make([]change, 0, len(c.Seen))
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
