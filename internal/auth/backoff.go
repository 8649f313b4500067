package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Wait is a refusal that ends by itself: after RetryAfter one may try again.
// It unwraps to an *oms.Error with the code TooMany.
type Wait struct {
	RetryAfter time.Duration
}

func (w *Wait) Error() string { return w.Unwrap().Error() }

// Unwrap gives the refusal as callers know it.
func (w *Wait) Unwrap() error {
	return oms.Errorf(oms.TooMany, "too many attempts: try again in %s", w.RetryAfter)
}

// slowDown rounds up, so that who waits as told is not refused again.
func slowDown(d time.Duration) error {
	return &Wait{(d + time.Second - 1).Truncate(time.Second)}
}

// backoff is how long to refuse after so many failures in a row: not at all
// for the first few, then a second, doubled by each further one up to most.
// It always ends, so nobody can lock a user out for good.
type backoff struct {
	free int64
	most time.Duration
}

// An address stands for everybody in an office, so it has more failures free,
// but who goes through many accounts from one is slowed down more.
var (
	perAccount = backoff{free: 4, most: 5 * time.Minute}
	perAddress = backoff{free: 20, most: 15 * time.Minute}
)

func (b backoff) delay(failures int64) time.Duration {
	if failures <= b.free {
		return 0
	}
	return min(time.Second<<min(failures-b.free-1, 30), b.most)
}

// gate is one attempt to log in, and whose failures it counts among.
type gate struct {
	email string
	keys  map[string]backoff
	slow  bool // somebody has failed so often already that they had to wait
}

// newGate says what counts. An account isn't counted when its user has signed
// in from the network before: an attacker who fails on purpose then can't keep
// the user out. The network itself still is.
func (a *Auth) newGate(ctx context.Context, email string) (*gate, error) {
	g := &gate{email: email, keys: map[string]backoff{}}
	network := networkOf(clientOf(ctx).address)
	known := false
	if network != "" {
		g.keys["address:"+fingerprint(network)] = perAddress
		var err error
		known, err = read(ctx, a, func(tx *store.Tx) (bool, error) { return tx.KnownNetwork(ctx, email, network) })
		if err != nil {
			return nil, err
		}
	}
	if !known {
		g.keys["account:"+fingerprint(email)] = perAccount
	}
	return g, nil
}

func (g *gate) names() []string {
	var names []string
	for k := range g.keys {
		names = append(names, k)
	}
	return names
}

// look refuses while the gate is closed. It only reads, so that a flood of
// refused attempts costs no write.
func (a *Auth) look(ctx context.Context, g *gate) error {
	_, err := read(ctx, a, func(tx *store.Tx) (struct{}, error) {
		list, err := tx.Attempts(ctx, g.names()...)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, closed(list, tx.Now)
	})
	return err
}

func closed(list []store.Attempts, now time.Time) error {
	var wait time.Duration
	for _, at := range list {
		wait = max(wait, at.BlockedUntil.Sub(now))
	}
	if wait > 0 {
		return slowDown(wait)
	}
	return nil
}

// claim counts the attempt as failed before the password is looked at, so that
// attempts at the same time can't be more than the back-off allows.
func (a *Auth) claim(ctx context.Context, g *gate) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		list, err := tx.LockAttempts(ctx, g.names()...)
		if err != nil {
			return err
		}
		if err := closed(list, tx.Now); err != nil {
			return err
		}
		g.slow = false
		for i := range list {
			at := &list[i]
			if tx.Now.Sub(at.LastAt) > attemptLife {
				at.Failures = 0
			}
			at.Failures++
			wait := g.keys[at.Key].delay(at.Failures)
			at.LastAt, at.BlockedUntil = tx.Now, tx.Now.Add(wait)
			g.slow = g.slow || wait > 0
		}
		return tx.SaveAttempts(ctx, list)
	})
}

// passed takes the claim back, in the transaction of what the right password
// leads to. The account begins anew; of the address only this attempt is
// forgiven, so that a valid account is no way to try others.
func passed(ctx context.Context, tx *store.Tx, g *gate) error {
	account := "account:" + fingerprint(g.email)
	list, err := tx.LockAttempts(ctx, append(slices.DeleteFunc(g.names(), func(k string) bool { return k == account }), account)...)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].BlockedUntil = tx.Now
		if list[i].Failures--; list[i].Key == account {
			list[i].Failures = 0
		}
		list[i].Failures = max(list[i].Failures, 0)
	}
	return tx.SaveAttempts(ctx, list)
}

// fingerprint hides a name that we only need to recognize.
func fingerprint(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// networkOf is what counts as one place: an IPv4 address, or the /64 that one
// connection with IPv6 is given. "" without an address.
func networkOf(addr netip.Addr) string {
	if !addr.IsValid() {
		return ""
	}
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	p, _ := addr.WithZone("").Prefix(bits) // the bits fit
	return p.String()
}
