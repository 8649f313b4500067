package demo

import (
	"slices"
	"sync"
	"time"
)

// clock is the demo's own time. It runs faster than ours by a speed that can
// be changed, and stands still while it is paused; before the demo was
// started it was ours.
type clock struct {
	now func() time.Time

	mu     sync.Mutex
	paused bool
	speed  float64
	parts  []stretch // in order; the last one goes on
}

// stretch is a time of one speed.
type stretch struct {
	real, demo time.Time // when it began
	speed      float64   // 0 while paused
}

func newClock(now func() time.Time, speed float64) *clock { return &clock{now: now, speed: speed} }

// start begins to run.
func (c *clock) start() {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.parts = []stretch{{now, now, c.rate()}}
}

func (c *clock) rate() float64 {
	if c.paused {
		return 0
	}
	return c.speed
}

// set changes the speed, or stops the clock.
func (c *clock) set(speed float64, paused bool) {
	now := c.now()
	at := c.of(now)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.speed, c.paused = speed, paused
	if len(c.parts) > 0 {
		c.parts = append(c.parts, stretch{now, at, c.rate()})
	}
}

// state is the speed, and whether the clock stands still.
func (c *clock) state() (speed float64, paused bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed, c.paused
}

// time is what the clock shows.
func (c *clock) time() time.Time { return c.of(c.now()) }

// of is what the clock showed at an instant of ours.
func (c *clock) of(at time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range slices.Backward(c.parts) {
		if !at.Before(p.real) {
			return p.demo.Add(time.Duration(float64(at.Sub(p.real)) * p.speed))
		}
	}
	return at
}
