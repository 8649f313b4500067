package flow

import (
	"errors"
	"time"
)

// CaptureBatch is what one transaction of captures brought.
type CaptureBatch struct {
	Size    int // orders that were sent in together
	Took    time.Duration
	Results map[CaptureOutcome]int
}

// CaptureOutcome is what became of an order. The channel is "" for one that
// was refused: what it calls its channel may be anything.
type CaptureOutcome struct {
	Channel string
	Result  string // created, known, changed or refused
}

// captureObserved captures a batch and tells the observer of it.
func (f *Flow) captureObserved(cat *catalog, all []*capturing) {
	begin := f.store.Now()
	f.captureBatch(cat, all)
	if f.Observe == nil {
		return
	}
	b := CaptureBatch{Size: len(all), Took: f.store.Now().Sub(begin), Results: map[CaptureOutcome]int{}}
	for _, c := range all {
		b.Results[c.result.outcome()]++
	}
	f.Observe(b)
}

func (r CaptureResult) outcome() CaptureOutcome {
	var again *Replay
	switch {
	case errors.As(r.Err, &again):
		return CaptureOutcome{Result: "known"}
	case r.Err != nil || r.Order == nil:
		return CaptureOutcome{Result: "refused"}
	case r.Created:
		return CaptureOutcome{r.Order.Channel, "created"}
	case r.Changed:
		return CaptureOutcome{r.Order.Channel, "changed"}
	}
	return CaptureOutcome{r.Order.Channel, "known"}
}
