package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"github.com/switchyard-oms/switchyard/oms"
)

// What one hash costs: OWASP's recommendation for argon2id with little memory.
// A change applies to passwords that are chosen afterwards; each hash carries
// its own costs.
const (
	hashMemory  = 19 * 1024 // KiB
	hashPasses  = 2
	hashThreads = 1
	hashSalt    = 16 // bytes
	hashKey     = 32 // bytes
)

// hasher has passwords hashed one at a time, and limits how many requests wait
// for that: each hash takes 19 MiB and some 20 ms of a core, and a flood of
// logins must leave both to the orders.
type hasher struct {
	slot    chan struct{}
	waiting atomic.Int32
	queue   int32         // how many may wait
	wait    time.Duration // for how long
	tidy    *time.Timer
}

// quiet is how long after the last hash its memory is given back. The
// collector alone would keep it for as long as nothing else is allocated.
const quiet = time.Second

func newHasher() *hasher {
	h := &hasher{slot: make(chan struct{}, 1), queue: 64, wait: 5 * time.Second, tidy: time.AfterFunc(quiet, debug.FreeOSMemory)}
	h.tidy.Stop()
	return h
}

// enter takes the slot until leave is called. It refuses when too many wait.
func (h *hasher) enter(ctx context.Context) (leave func(), err error) {
	defer h.waiting.Add(-1)
	if h.waiting.Add(1) > h.queue {
		return nil, slowDown(time.Second)
	}
	timer := time.NewTimer(h.wait)
	defer timer.Stop()
	select {
	case h.slot <- struct{}{}:
		return h.leave, nil
	case <-timer.C:
		return nil, slowDown(time.Second)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (h *hasher) leave() {
	<-h.slot
	h.tidy.Reset(quiet)
}

// hash makes what is kept of a password: the PHC string of argon2id.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	r := record{memory: hashMemory, passes: hashPasses, threads: hashThreads, salt: make([]byte, hashSalt)}
	_, _ = rand.Read(r.salt) // never fails
	r.key = r.derive(password, hashKey)
	return r.String(), nil
}

// record is one hash with its salt and costs.
type record struct {
	memory, passes uint32
	threads        uint8
	salt, key      []byte
}

// nobody is compared with when there is no such user or no password, so that
// the answer takes as long. No password fits it.
var nobody = record{hashMemory, hashPasses, hashThreads, make([]byte, hashSalt), make([]byte, hashKey)}

func (r record) derive(password string, size uint32) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), r.salt, r.passes, r.memory, r.threads, size)
}

// fits tells whether the password is the one that the record was made of.
func (r record) fits(password string) bool {
	return subtle.ConstantTimeCompare(r.derive(password, uint32(len(r.key))), r.key) == 1
}

func (r record) String() string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, r.memory, r.passes, r.threads, b64(r.salt), b64(r.key))
}

// parseRecord reads a PHC string. Costs are bounded: a database that somebody
// else could write must not make a login take all memory.
func parseRecord(phc string) (record, error) {
	var r record
	var version int
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return r, fmt.Errorf("auth: not an argon2id hash")
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return r, fmt.Errorf("auth: a hash of argon2 version %s", parts[2])
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &r.memory, &r.passes, &r.threads); err != nil {
		return r, fmt.Errorf("auth: the costs of a hash: %w", err)
	}
	if r.memory > 256*1024 || r.passes == 0 || r.passes > 16 || r.threads == 0 || r.threads > 16 {
		return r, fmt.Errorf("auth: a hash with costs %s", parts[3])
	}
	var err error
	if r.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return r, fmt.Errorf("auth: the salt of a hash: %w", err)
	}
	if r.key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(r.key) < 16 || len(r.key) > 64 {
		return r, fmt.Errorf("auth: the key of a hash can't be read")
	}
	return r, nil
}

// Bounds of a password. Length is what counts, so there are no rules about
// kinds of characters.
const (
	passwordChars = 12  // at least
	passwordBytes = 256 // at most
)

// checkPassword returns what is wrong with a new password, or nil.
func checkPassword(field, password, email string) error {
	switch lower := strings.ToLower(password); {
	case !utf8.ValidString(password):
		return oms.InvalidField(field, "is not text")
	case utf8.RuneCountInString(password) < passwordChars:
		return oms.InvalidField(field, "must have at least %d characters; a few words make a good one", passwordChars)
	case len(password) > passwordBytes:
		return oms.InvalidField(field, "must have at most %d bytes", passwordBytes)
	case email != "" && strings.TrimSpace(lower) == email:
		return oms.InvalidField(field, "must not be the e-mail address")
	case terrible(lower):
		return oms.InvalidField(field, "is among the first that anybody would try")
	}
	return nil
}
