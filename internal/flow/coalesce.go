package flow

import (
	"context"
	"sync"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// MaxBatch is how many orders go in one transaction at most.
const MaxBatch = 500

// capturing is one order on its way in.
type capturing struct {
	ctx    context.Context
	in     *oms.OrderInput
	keyed  *store.Keyed
	result CaptureResult
	done   chan struct{}
}

// coalescer gathers orders that arrive while a transaction is in flight and
// sends them together in the next: no timer, and no wait when idle.
type coalescer struct {
	run func(*catalog, []*capturing)

	mu      sync.Mutex
	waiting []*capturing
	free    []*catalog // what a transaction keeps of the catalog: one for each that may begin
}

// open says how many transactions may be in flight at once: one on SQLite,
// which has one writer; two on PostgreSQL, so that one batch is prepared while
// the other is written.
func (c *coalescer) open(lanes int) {
	for range lanes {
		c.free = append(c.free, &catalog{})
	}
}

// submit queues orders; each one's done is closed when it has its result.
func (c *coalescer) submit(orders ...*capturing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = append(c.waiting, orders...)
	if n := len(c.free); n > 0 && len(c.waiting) > 0 {
		cat := c.free[n-1]
		c.free = c.free[:n-1]
		go c.loop(cat)
	}
}

func (c *coalescer) loop(cat *catalog) {
	for {
		batch := c.next(cat)
		if batch == nil {
			return
		}
		c.run(cat, batch)
		for _, o := range batch {
			close(o.done)
		}
	}
}

func (c *coalescer) next(cat *catalog) []*capturing {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(len(c.waiting), MaxBatch)
	if n == 0 {
		c.free = append(c.free, cat)
		return nil
	}
	batch := c.waiting[:n:n]
	c.waiting = c.waiting[n:]
	return batch
}
