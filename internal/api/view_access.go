package api

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/oms"
)

// userView is a person who signs in.
type userView struct {
	ID          string     `json:"id" example:"usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Email       string     `json:"email" example:"iris@example.com"`
	Name        string     `json:"name" example:"Iris Verbeek"`
	Role        string     `json:"role" enum:"owner,operator,warehouse,support,read_only" example:"operator"`
	Active      bool       `json:"active"`
	HasPassword bool       `json:"has_password" doc:"false until an invited person has chosen one"`
	Version     int64      `json:"version" example:"1"`
	CreatedAt   time.Time  `json:"created_at"`
	UpdatedAt   time.Time  `json:"updated_at"`
	LastLoginAt *time.Time `json:"last_login_at"`
}

func (v *userView) atVersion() int64 { return v.Version }
func (v *userView) location() string { return Prefix + "/users/" + v.ID }

func userViewOf(u *oms.User) *userView {
	return &userView{ID: u.ID, Email: u.Email, Name: u.Name, Role: string(u.Role), Active: u.Active, HasPassword: u.HasPassword, Version: u.Version,
		CreatedAt: u.CreatedAt, UpdatedAt: u.UpdatedAt, LastLoginAt: u.LastLoginAt}
}

// tokenView is the credential of a program, without its secret.
type tokenView struct {
	ID         string     `json:"id" example:"tok_01kd3ht2yre1asz3dgf0ma94w5"`
	Name       string     `json:"name" example:"till in Leipzig"`
	Hint       string     `json:"hint" doc:"How the secret begins" example:"swy_a1b2"`
	Role       string     `json:"role" enum:"owner,operator,warehouse,support,read_only" example:"operator"`
	Scopes     []string   `json:"scopes" doc:"What the role is narrowed to; empty for all that the role may" example:"orders.read"`
	CreatedBy  string     `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt  time.Time  `json:"created_at"`
	ExpiresAt  *time.Time `json:"expires_at"`
	LastUsedAt *time.Time `json:"last_used_at"`
	RevokedAt  *time.Time `json:"revoked_at"`
	Secret     string     `json:"secret,omitempty" doc:"Send it as Authorization: Bearer. It is shown when the token is made, and never again" example:"swy_a1b2c3…"`
}

func tokenViewOf(t *oms.Token) *tokenView {
	return &tokenView{ID: t.ID, Name: t.Name, Hint: t.Hint, Role: string(t.Role), Scopes: scopeNames(t.Scopes), CreatedBy: t.CreatedBy,
		CreatedAt: t.CreatedAt, ExpiresAt: t.ExpiresAt, LastUsedAt: t.LastUsedAt, RevokedAt: t.RevokedAt}
}

func issuedView(t *auth.IssuedToken) *tokenView {
	v := tokenViewOf(&t.Token)
	v.Secret = t.Secret
	return v
}

func scopeNames(scopes []oms.Permission) []string {
	out := make([]string, len(scopes))
	for i, s := range scopes {
		out[i] = string(s)
	}
	return out
}

// loginView is one browser in which a person is signed in.
type loginView struct {
	ID         string    `json:"id" example:"ses_01kd3ht2yre1asz3dgf0ma94w5"`
	UserID     string    `json:"user_id" example:"usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Address    string    `json:"address" doc:"Where it was opened from" example:"127.0.0.1"`
	Agent      string    `json:"agent" doc:"What the browser calls itself" example:"Firefox"`
	CreatedAt  time.Time `json:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at"`
	ExpiresAt  time.Time `json:"expires_at"`
}

func loginViewOf(s *oms.Session) loginView {
	return loginView{ID: s.ID, UserID: s.UserID, Address: s.Address, Agent: s.Agent, CreatedAt: s.CreatedAt, LastSeenAt: s.LastSeenAt, ExpiresAt: s.ExpiresAt}
}

// sessionView says who is signed in and how this server is run.
type sessionView struct {
	User          *meView  `json:"user" doc:"null when nobody is signed in"`
	Mode          string   `json:"mode" enum:"live,demo" example:"live"`
	SetupRequired bool     `json:"setup_required" doc:"There is no owner yet: open the link that the server printed at its start"`
	Permissions   []string `json:"permissions" doc:"What the caller may do" example:"orders.read"`

	cookie string
}

// meView is the caller, when it is a person.
type meView struct {
	_ struct{} `nullable:"true"`

	ID    string `json:"id" example:"usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Email string `json:"email" example:"iris@example.com"`
	Name  string `json:"name" example:"Iris Verbeek"`
	Role  string `json:"role" enum:"owner,operator,warehouse,support,read_only" example:"owner"`
}
