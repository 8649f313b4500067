package auth

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// noteEvery is how exact the last use of a token or a session is. A write for
// each request would cost more than most requests.
const noteEvery = time.Minute

// usage writes when tokens and sessions were last used, apart from the
// requests that use them. Its goroutine lives while there is something to
// write.
type usage struct {
	store *store.Store
	log   *slog.Logger

	mu      sync.Mutex
	pending map[string]time.Time
	running bool
	done    sync.WaitGroup
}

func newUsage(s *store.Store, log *slog.Logger) *usage {
	return &usage{store: s, log: log, pending: map[string]time.Time{}}
}

// note has the use of a credential written, unless it was noted within
// noteEvery.
func (u *usage) note(e *entry, now time.Time) {
	last := e.noted.Load()
	if now.UnixMicro()-last < noteEvery.Microseconds() || !e.noted.CompareAndSwap(last, now.UnixMicro()) {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.pending[e.id] = now
	if !u.running {
		u.running = true
		u.done.Go(u.write)
	}
}

func (u *usage) write() {
	for {
		batch := u.take()
		if batch == nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		err := u.store.Write(ctx, func(tx *store.Tx) error { return tx.Seen(ctx, batch) })
		cancel()
		if err != nil {
			u.log.Warn("the last use of credentials could not be written", "credentials", len(batch), "error", err)
		}
	}
}

// take returns what is to be written, or nil, and then the goroutine ends.
func (u *usage) take() map[string]time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.pending) == 0 {
		u.running = false
		return nil
	}
	batch := u.pending
	u.pending = map[string]time.Time{}
	return batch
}

func (u *usage) wait() { u.done.Wait() }
