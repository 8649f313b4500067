package api

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
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
	at    atomic.Int64 // when they were read, in nanoseconds; 0 when they must be
	known atomic.Pointer[map[string]locationRefView]
}

// forget has the names read before the next operation: a location has changed.
func (p *places) forget() { p.at.Store(0) }

// refresh reads the names anew when they are old. A failure keeps the old ones.
func (p *places) refresh(ctx context.Context) {
	if p.fresh() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fresh() {
		return // somebody else has just done it
	}
	now := time.Now().UnixNano()
	if found, err := p.read(ctx); err == nil {
		p.known.Store(&found)
		p.at.Store(now)
	}
}

func (p *places) fresh() bool { return time.Now().UnixNano()-p.at.Load() < int64(placesAge) }

// named lists the locations that decisions name by code.
func (p *places) named(decisions []flow.RoutingDecision) []locationRefView {
	codes := map[string]bool{}
	for i := range decisions {
		for _, c := range decisions[i].Why.Candidates {
			codes[c.Location] = true
		}
		for _, c := range decisions[i].Why.Counterfactual {
			codes[c.Location] = true
		}
	}
	out := []locationRefView{}
	if known := p.known.Load(); known != nil {
		for _, ref := range *known {
			if codes[ref.Code] {
				out = append(out, ref)
			}
		}
	}
	slices.SortFunc(out, func(a, b locationRefView) int { return cmp.Compare(a.Code, b.Code) })
	return out
}

// ref names a location. One that another server has just made has its code, or
// at least its id, for a name.
func (p *places) ref(id, code string) locationRefView {
	if known := p.known.Load(); known != nil {
		if ref, ok := (*known)[id]; ok {
			return ref
		}
	}
	code = cmp.Or(code, id)
	return locationRefView{ID: id, Code: code, Name: code}
}
