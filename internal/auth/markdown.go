package auth

import (
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

//go:generate go run ./roledoc ../../docs/roles.md

const rolesIntro = `<!-- Made by go generate ./internal/auth from the table in permission.go. -->

# Roles

Every person and every API token has one role. A role may do what is marked here, and nothing else. A token's scopes narrow its
role to the permissions they name; they never add one. Nobody can make a user or a token that may do more than they themselves.

`

// rolesOutro is what the table does not show.
const rolesOutro = `
## Signing in

- The first start prints a one-time link that makes the first owner. It is good until there is one; each start before that prints
  another. The last active owner can't be demoted or deactivated.
- A password has at least 12 characters and at most 256 bytes. Only its argon2id hash is kept.
- A session ends after 14 days without use, after 30 days in any case, and when it is revoked, when its user is deactivated or when
  their password changes (the session that changed it goes on).
- After 4 failures in a row for an account, or 20 from an address, each further one makes the next wait: a second, doubled each time
  up to 5 minutes for the account and 15 for the address. It is counted in the database, for all servers together, and forgotten
  after a day without a failure. From where its user has signed in during the last 30 days an account is not slowed down, so
  that nobody can keep a user out by failing on purpose.
- The session cookie, ` + "`" + CookieName + "`" + `, needs HTTPS. On http://localhost and http://127.0.0.1 Chromium takes it too; a
  browser that does not needs a server with a certificate in front.
- What is revoked or changed works at once on the server that did it, and within 30 seconds on others.

## Tokens

A token is sent as ` + "`Authorization: Bearer sy_…`" + `. It is shown once, when it is made; only its SHA-256 is kept. It belongs to the
installation and not to a person: it goes on when the user who made it is deactivated. Its last use is known to the minute.
`

// RolesMarkdown writes the table of permissions for the documentation.
func RolesMarkdown() string {
	var b strings.Builder
	b.WriteString(rolesIntro)
	b.WriteString("| permission | allows to |")
	for _, r := range oms.Roles {
		fmt.Fprintf(&b, " `%s` |", r)
	}
	b.WriteString("\n|---|---|" + strings.Repeat(":-:|", len(oms.Roles)) + "\n")
	for _, g := range Permissions {
		fmt.Fprintf(&b, "| `%s` | %s |", g.Permission, g.Allows)
		for _, r := range oms.Roles {
			mark := " "
			if slices.Contains(g.Roles, r) {
				mark = " ✓ "
			}
			b.WriteString(mark + "|")
		}
		b.WriteString("\n")
	}
	return b.String() + rolesOutro
}
