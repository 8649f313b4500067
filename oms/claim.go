package oms

import "time"

// ClaimIdle is how long a claim counts that nobody touches: the longest walk
// between two scans, and short enough that work is not left lying because its
// picker went home.
const ClaimIdle = 30 * time.Minute

// Claim says who works on a fulfillment order, or walks a wave. It is advice to
// people: no verb asks for it.
type Claim struct {
	Subject   string // the id of what is claimed
	Actor     string // who, as events name it
	Name      string // what they are called
	Mine      bool   // of whoever asks
	ClaimedAt time.Time
	TouchedAt time.Time // when they last showed that they work on it
}

// Until is when the claim ends unless it is touched.
func (c *Claim) Until() time.Time { return c.TouchedAt.Add(ClaimIdle) }

// Holds tells whether the claim counts at an instant.
func (c *Claim) Holds(now time.Time) bool { return c != nil && now.Before(c.Until()) }
