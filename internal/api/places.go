package api

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// placesAge is how old the names of locations may be. Only their names come
// from here; what an answer says of stock and work is read with it.
const placesAge = 5 * time.Second

// places are the codes and names of the locations, so that answers can name
// them. They are read before an operation begins and never within it: a
// transaction that waits for a second connection could wait for ever.
type places struct {
	read func(context.Context) (map[string]locationRefView, error)

	mu    sync.Mutex
	at    time.Time
	known atomic.Pointer[map[string]locationRefView]
}

// refresh reads the names anew when they are old. A failure keeps the old ones.
func (p *places) refresh(ctx context.Context) {
	if !p.mu.TryLock() {
		return // somebody else does it
	}
	defer p.mu.Unlock()
	if time.Since(p.at) < placesAge {
		return
	}
	if found, err := p.read(ctx); err == nil {
		p.known.Store(&found)
		p.at = time.Now()
	}
}

// ref names a location. One that is not known yet has its code for a name.
func (p *places) ref(id, code string) locationRefView {
	if known := p.known.Load(); known != nil {
		if ref, ok := (*known)[id]; ok {
			return ref
		}
	}
	return locationRefView{ID: id, Code: code, Name: code}
}
