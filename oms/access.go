package oms

import "time"

// User is a person who signs in. A user is never deleted, only deactivated:
// events name users for as long as the log is kept.
type User struct {
	ID          string
	Email       string // lower case, unique: the name to sign in with
	Name        string
	Role        Role
	Active      bool // false: can't sign in, and every session has ended
	HasPassword bool // false until an invited user has chosen one
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
	LastLoginAt *time.Time
}

// Role is a set of permissions that a person or a token has. What each role
// may do is one table in the package auth.
type Role string

// The roles.
const (
	RoleOwner     Role = "owner"     // everything, and alone: users, tokens, settings and the audit log
	RoleOperator  Role = "operator"  // runs the shop from day to day
	RoleWarehouse Role = "warehouse" // picks, packs, ships and counts
	RoleSupport   Role = "support"   // answers customers: edits, cancels, refunds
	RoleReadOnly  Role = "read_only" // looks
)

// Roles lists the roles, the most powerful first.
var Roles = []Role{RoleOwner, RoleOperator, RoleWarehouse, RoleSupport, RoleReadOnly}

// Permission names one thing that may be done, as noun.verb.
type Permission string

// Session is one browser in which a user is signed in.
type Session struct {
	ID         string
	UserID     string
	Address    string // where it was opened from
	Agent      string // the browser's name for itself, at most 200 bytes
	CreatedAt  time.Time
	LastSeenAt time.Time  // to about a minute
	ExpiresAt  time.Time  // the latest end, however busy the session is
	RevokedAt  *time.Time // signed out or thrown out
}

// Token is the credential of a program. Its secret is shown once, when it is
// made; only a hash is kept.
type Token struct {
	ID         string
	Name       string // what it is for
	Hint       string // the first characters of the secret, to tell tokens apart
	Role       Role
	Scopes     []Permission // narrows the role to these; empty for all of the role's
	CreatedBy  string       // the actor who made it
	CreatedAt  time.Time
	ExpiresAt  *time.Time // nil for never
	LastUsedAt *time.Time // to about a minute; nil for never
	RevokedAt  *time.Time
}

// The types of events about access. Who may read the log of orders may not
// read these: they need the permission audit.read.
const (
	UserCreated    EventType = "user.created"
	UserChanged    EventType = "user.changed"
	SessionCreated EventType = "session.created"
	SessionEnded   EventType = "session.revoked"
	SessionFailed  EventType = "session.failed"
	TokenCreated   EventType = "token.created"
	TokenRevoked   EventType = "token.revoked"
)

// AboutAccess tells whether events of this type are about people and
// credentials, so that only who may read the audit log sees them.
func (t EventType) AboutAccess() bool {
	switch t {
	case UserCreated, UserChanged, SessionCreated, SessionEnded, SessionFailed, TokenCreated, TokenRevoked:
		return true
	}
	return false
}
