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
	run func([]*capturing)

	mu      sync.Mutex
	waiting []*capturing
	running bool
}

// submit queues orders; each one's done is closed when it has its result.
func (c *coalescer) submit(orders ...*capturing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = append(c.waiting, orders...)
	if !c.running {
		c.running = true
		go c.loop()
	}
}

func (c *coalescer) loop() {
	for {
		batch := c.next()
		if batch == nil {
			return
		}
		c.run(batch)
		for _, o := range batch {
			close(o.done)
		}
	}
}

func (c *coalescer) next() []*capturing {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(len(c.waiting), MaxBatch)
	if n == 0 {
		c.running = false
		return nil
	}
	batch := c.waiting[:n:n]
	c.waiting = c.waiting[n:]
	return batch
}
