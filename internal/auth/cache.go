package auth

import (
	"sync"
	"sync/atomic"
	"time"
)

// Every request brings a credential, so those that were good a moment ago are
// remembered. What another server revokes works here until the memory is too
// old; before that, one request looks again while the others pass.
const (
	remembered = 30 * time.Second
	renewed    = 20 * time.Second
	cacheSize  = 10_000
)

// credential is a secret as it came, and by which way: a token is no session.
type credential struct {
	kind   Kind
	digest digest
}

// entry is what is known of a credential.
type entry struct {
	principal Principal
	id        string       // of the token or the session
	read      time.Time    // from the database
	ends      time.Time    // the zero time for never
	noted     atomic.Int64 // when its use was last noted, in microseconds
	renewing  atomic.Bool
}

// cache keeps credentials that were good.
type cache struct {
	mu      sync.RWMutex
	entries map[credential]*entry
	epoch   uint64 // raised when anything is forgotten
}

func newCache() *cache { return &cache{entries: map[credential]*entry{}} }

// get returns the entry of a credential, or nil when it must be read: it is
// not known, too old, or old enough and the caller is the first to ask.
func (c *cache) get(k credential, now time.Time) *entry {
	c.mu.RLock()
	e := c.entries[k]
	c.mu.RUnlock()
	if e == nil {
		return nil
	}
	age := now.Sub(e.read)
	if age < 0 || age >= remembered || age >= renewed && e.renewing.CompareAndSwap(false, true) {
		return nil
	}
	return e
}

// now returns a mark to hand to put: what was read before something was
// forgotten may be what was forgotten.
func (c *cache) now() uint64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.epoch
}

// put keeps what was read since epoch; nil drops what is known.
func (c *cache) put(k credential, e *entry, epoch uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e == nil {
		delete(c.entries, k)
		return
	}
	if c.epoch != epoch {
		return
	}
	for old := range c.entries {
		if len(c.entries) < cacheSize {
			break
		}
		delete(c.entries, old) // any: it is read again when it comes again
	}
	c.entries[k] = e
}

func (c *cache) forgetUser(id string) {
	c.forget(func(e *entry) bool { return e.principal.Kind == KindUser && e.principal.ID == id })
}

// forgetID forgets a token or a session.
func (c *cache) forgetID(id string) { c.forget(func(e *entry) bool { return e.id == id }) }

func (c *cache) forget(which func(*entry) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	for k, e := range c.entries {
		if which(e) {
			delete(c.entries, k)
		}
	}
}
