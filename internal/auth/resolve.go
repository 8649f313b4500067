package auth

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// resolve finds out whose secret it is; nil for nobody's.
func (a *Auth) resolve(ctx context.Context, kind Kind, secret string) (*Principal, error) {
	k := credential{kind, digestOf(secret)}
	now := a.store.Now()
	e := a.seen.get(k, now)
	if e == nil {
		epoch := a.seen.now()
		var err error
		if e, err = a.find(ctx, k); err != nil {
			return nil, err
		}
		a.seen.put(k, e, epoch)
	}
	if e == nil || !e.ends.IsZero() && !e.ends.After(now) {
		return nil, nil
	}
	a.used.note(e, now)
	return &e.principal, nil
}

// find reads a credential from the database.
func (a *Auth) find(ctx context.Context, k credential) (*entry, error) {
	look := findToken
	if k.kind == KindUser {
		look = findSession
	}
	return read(ctx, a, func(tx *store.Tx) (*entry, error) { return look(ctx, tx, k.digest[:]) })
}

func findToken(ctx context.Context, tx *store.Tx, hash []byte) (*entry, error) {
	t, err := tx.TokenByHash(ctx, hash)
	if err != nil || t == nil {
		return nil, err
	}
	e := &entry{principal: Principal{Kind: KindToken, ID: t.ID, Name: t.Name, Role: t.Role, Scopes: t.Scopes}, id: t.ID, read: tx.Now}
	if t.ExpiresAt != nil {
		e.ends = *t.ExpiresAt
	}
	if t.LastUsedAt != nil {
		e.noted.Store(t.LastUsedAt.UnixMicro())
	}
	return e, nil
}

func findSession(ctx context.Context, tx *store.Tx, hash []byte) (*entry, error) {
	s, u, err := tx.SessionByHash(ctx, hash)
	if err != nil || s == nil || u == nil || !u.Active {
		return nil, err
	}
	e := &entry{principal: principalOfUser(u, s), id: s.ID, read: tx.Now, ends: s.ExpiresAt}
	if idle := s.LastSeenAt.Add(sessionIdle); idle.Before(e.ends) {
		e.ends = idle
	}
	e.noted.Store(s.LastSeenAt.UnixMicro())
	return e, nil
}

func principalOfUser(u *oms.User, s *oms.Session) Principal {
	return Principal{Kind: KindUser, ID: u.ID, Name: u.Name, Email: u.Email, Role: u.Role, SessionID: s.ID}
}
