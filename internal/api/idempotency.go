package api

import (
	"net/http"
	"sync"

	"github.com/switchyard-oms/switchyard/oms"
)

// maxKey is how long an Idempotency-Key may be.
const maxKey = 255

// keyOf reads the Idempotency-Key of a write; "" is none. A UUID is what most
// clients send, but any visible ASCII will do.
func keyOf(r *http.Request) (string, error) {
	values := r.Header.Values("Idempotency-Key")
	if len(values) == 0 {
		return "", nil
	}
	key := values[0]
	if len(values) > 1 || key == "" || len(key) > maxKey {
		return "", oms.InvalidField("Idempotency-Key", "must be sent once, with 1 to %d characters", maxKey)
	}
	for _, c := range []byte(key) {
		if c <= ' ' || c > '~' {
			return "", oms.InvalidField("Idempotency-Key", "must be visible ASCII characters")
		}
	}
	return key, nil
}

// keysInFlight are the keys whose first request is still running here. Another
// server's are found by the database, where the second waits for the first.
type keysInFlight struct {
	mu   sync.Mutex
	keys map[[2]string]bool
}

// begin takes a key until done is called, or refuses.
func (k *keysInFlight) begin(scope, key string) (done func(), err error) {
	id := [2]string{scope, key}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys[id] {
		return nil, oms.Errorf(oms.KeyInFlight, "the first request with this Idempotency-Key is still running: ask again in a moment")
	}
	if k.keys == nil {
		k.keys = map[[2]string]bool{}
	}
	k.keys[id] = true
	return func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		delete(k.keys, id)
	}, nil
}
