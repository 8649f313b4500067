package auth

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// NewUser is the input of CreateUser.
type NewUser struct {
	Email    string   `json:"email" doc:"The address to sign in with" format:"email" maxLength:"254" example:"iris@example.com"`
	Name     string   `json:"name" doc:"The person's name" minLength:"1" maxLength:"200" example:"Iris Verbeek"`
	Role     oms.Role `json:"role" doc:"What the person may do" enum:"owner,operator,warehouse,support,read_only" example:"warehouse"`
	Password string   `json:"password,omitempty" required:"false" doc:"Leave it out and send the person a link to choose one" maxLength:"256"`
}

// UserEdit is the input of UpdateUser; what is nil stays.
type UserEdit struct {
	Email   *string   `json:"email,omitempty" doc:"The address to sign in with" format:"email" maxLength:"254"`
	Name    *string   `json:"name,omitempty" doc:"The person's name" minLength:"1" maxLength:"200"`
	Role    *oms.Role `json:"role,omitempty" doc:"What the person may do" enum:"owner,operator,warehouse,support,read_only"`
	Active  *bool     `json:"active,omitempty" doc:"false ends every session of the person and lets them sign in no more"`
	Version *int64    `json:"-"` // of If-Match
}

// userFacts are what events say about a user.
type userFacts struct {
	Email  string   `json:"email"`
	Name   string   `json:"name"`
	Role   oms.Role `json:"role"`
	Active bool     `json:"active"`
}

func factsOf(u *oms.User) userFacts { return userFacts{u.Email, u.Name, u.Role, u.Active} }

// CreateUser adds a person. It refuses an e-mail that is taken, and a role
// that may do more than the caller.
func (a *Auth) CreateUser(ctx context.Context, in NewUser) (*oms.User, error) {
	in.Email, in.Name = normalEmail(in.Email), strings.TrimSpace(in.Name)
	if err := in.check(); err != nil {
		return nil, err
	}
	if err := covers(ctx, in.Role, nil); err != nil {
		return nil, err
	}
	var hash string
	if in.Password != "" {
		if err := checkPassword("password", in.Password, in.Email); err != nil {
			return nil, err
		}
		var err error
		if hash, err = a.hasher.hash(ctx, in.Password); err != nil {
			return nil, err
		}
	}
	return do(ctx, a, asIs, func(tx *store.Tx) (*oms.User, error) { return insertUser(ctx, tx, in, hash) })
}

func (in NewUser) check() error {
	var faults []oms.FieldError
	faults = append(faults, emailFault(in.Email)...)
	faults = append(faults, nameFault(in.Name)...)
	if !knownRole(in.Role) {
		faults = append(faults, oms.FaultAt("role", "is not a role"))
	}
	return oms.InvalidFields("the user", faults)
}

func insertUser(ctx context.Context, tx *store.Tx, in NewUser, hash string) (*oms.User, error) {
	u := &oms.User{
		ID: tx.NewID(oms.PrefixUser), Email: in.Email, Name: in.Name, Role: in.Role, Active: true, HasPassword: hash != "",
		Version: 1, CreatedAt: tx.Now, UpdatedAt: tx.Now,
	}
	if err := tx.InsertUser(ctx, u, hash); err != nil {
		return nil, taken(err)
	}
	tx.Emit(ctx, oms.Event{Type: oms.UserCreated, Subject: u.ID}, map[string]any{"after": factsOf(u)})
	return u, nil
}

// UpdateUser changes a person. The last active owner stays an active owner.
// A change of role or a deactivation works at once on this server and within
// 30 seconds on others.
func (a *Auth) UpdateUser(ctx context.Context, id string, in UserEdit) (*oms.User, error) {
	return do(ctx, a, asIs, func(tx *store.Tx) (*oms.User, error) {
		owners, err := tx.LockOwners(ctx)
		if err != nil {
			return nil, err
		}
		u, err := a.manageable(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if in.Version != nil && *in.Version != u.Version {
			return nil, oms.Errorf(oms.Stale, "the user was changed meanwhile: it has version %d", u.Version)
		}
		before := factsOf(u)
		if err := in.apply(u); err != nil {
			return nil, err
		}
		if factsOf(u) == before {
			return u, nil
		}
		if err := covers(ctx, u.Role, nil); err != nil {
			return nil, err
		}
		if len(owners) == 1 && owners[0] == u.ID && (u.Role != oms.RoleOwner || !u.Active) {
			return nil, oms.Errorf(oms.Conflict, "this is the last owner: make somebody else an owner first")
		}
		return u, a.saveUser(ctx, tx, u, before)
	})
}

// saveUser writes a changed user, with all that follows from the change.
func (a *Auth) saveUser(ctx context.Context, tx *store.Tx, u *oms.User, before userFacts) error {
	u.Version, u.UpdatedAt = u.Version+1, tx.Now
	if err := tx.SaveUser(ctx, u); err != nil {
		return taken(err)
	}
	if !u.Active {
		if _, err := tx.RevokeSessions(ctx, u.ID, ""); err != nil {
			return err
		}
		if err := tx.DropLinks(ctx, store.PasswordLink, u.ID); err != nil {
			return err
		}
		if err := tx.DropClaimsOf(ctx, Principal{Kind: KindUser, ID: u.ID}.Actor()); err != nil {
			return err
		}
	}
	tx.Emit(ctx, oms.Event{Type: oms.UserChanged, Subject: u.ID}, map[string]any{"before": before, "after": factsOf(u)})
	tx.OnCommit(func() { a.seen.forgetUser(u.ID) })
	return nil
}

// manageable locks a user that the caller may change: nobody manages those who
// may do more than they.
func (a *Auth) manageable(ctx context.Context, tx *store.Tx, id string) (*oms.User, error) {
	if !oms.IsID(id, oms.PrefixUser) {
		return nil, noUser()
	}
	u, err := tx.LockUser(ctx, id)
	if err != nil {
		return nil, err
	}
	if u == nil {
		return nil, noUser()
	}
	return u, covers(ctx, u.Role, nil)
}

func (in UserEdit) apply(u *oms.User) error {
	var faults []oms.FieldError
	if in.Email != nil {
		u.Email = normalEmail(*in.Email)
		faults = append(faults, emailFault(u.Email)...)
	}
	if in.Name != nil {
		u.Name = strings.TrimSpace(*in.Name)
		faults = append(faults, nameFault(u.Name)...)
	}
	if in.Role != nil {
		u.Role = *in.Role
		if !knownRole(u.Role) {
			faults = append(faults, oms.FaultAt("role", "is not a role"))
		}
	}
	if in.Active != nil {
		u.Active = *in.Active
	}
	return oms.InvalidFields("the user", faults)
}

// User returns a person.
func (a *Auth) User(ctx context.Context, id string) (*oms.User, error) {
	if !oms.IsID(id, oms.PrefixUser) {
		return nil, noUser()
	}
	u, err := read(ctx, a, func(tx *store.Tx) (*oms.User, error) { return tx.User(ctx, id) })
	if err == nil && u == nil {
		return nil, noUser()
	}
	return u, err
}

func noUser() error { return oms.Errorf(oms.NotFound, "there is no such user") }

// ListUsers lists people from the oldest, inactive ones too.
func (a *Auth) ListUsers(ctx context.Context, p Page) ([]oms.User, error) {
	return read(ctx, a, func(tx *store.Tx) ([]oms.User, error) { return tx.Users(ctx, printable(p.After), p.limit()) })
}

// maxColleagues is how many users UsersWho looks through.
const maxColleagues = 1000

// UsersWho lists the active users who may do something, from the oldest.
func (a *Auth) UsersWho(ctx context.Context, may oms.Permission) ([]oms.User, error) {
	return read(ctx, a, func(tx *store.Tx) ([]oms.User, error) {
		all, err := tx.Users(ctx, "", maxColleagues)
		return slices.DeleteFunc(all, func(u oms.User) bool { return !u.Active || !granted[u.Role][may] }), err
	})
}

// PasswordLink is a one-time link by which a person chooses a password.
type PasswordLink struct {
	UserID    string    `json:"user_id"`
	Token     string    `json:"token,omitempty" doc:"The secret of the link, shown once"`
	ExpiresAt time.Time `json:"expires_at"`
}

func (l *PasswordLink) public() *PasswordLink {
	return &PasswordLink{UserID: l.UserID, ExpiresAt: l.ExpiresAt}
}

// ResetPassword makes a link by which a person chooses a password, within
// three days. An earlier link ends; the present password works until then.
func (a *Auth) ResetPassword(ctx context.Context, userID string) (*PasswordLink, error) {
	return do(ctx, a, (*PasswordLink).public, func(tx *store.Tx) (*PasswordLink, error) {
		u, err := a.manageable(ctx, tx, userID)
		if err != nil {
			return nil, err
		}
		if !u.Active {
			return nil, oms.Errorf(oms.Conflict, "the user is not active")
		}
		if err := tx.DropLinks(ctx, store.PasswordLink, userID); err != nil {
			return nil, err
		}
		l := &PasswordLink{userID, newSecret(), tx.Now.Add(linkLife)}
		d := digestOf(l.Token)
		tx.Emit(ctx, oms.Event{Type: oms.UserChanged, Subject: userID}, map[string]any{"password": "link"})
		return l, tx.InsertLink(ctx, store.Link{Hash: d[:], Kind: store.PasswordLink, UserID: userID, ExpiresAt: &l.ExpiresAt})
	})
}

func normalEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func emailFault(email string) []oms.FieldError {
	addr, err := mail.ParseAddress(email)
	if err != nil || addr.Address != email || len(email) > 254 || !utf8.ValidString(email) || strings.ContainsRune(email, 0) {
		return []oms.FieldError{oms.FaultAt("email", "is not an e-mail address")}
	}
	return nil
}

func nameFault(name string) []oms.FieldError {
	if name == "" || utf8.RuneCountInString(name) > 200 || !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
		return []oms.FieldError{oms.FaultAt("name", "must have 1 to 200 characters")}
	}
	return nil
}

// taken says which rule a duplicate breaks.
func taken(err error) error {
	if store.Duplicate(err) {
		return oms.Errorf(oms.Conflict, "another user has this e-mail address")
	}
	return err
}
