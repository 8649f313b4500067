package auth

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestTableOfPermissions(t *testing.T) {
	seen := map[oms.Permission]bool{}
	for _, g := range Permissions {
		if seen[g.Permission] {
			t.Errorf("%s stands twice", g.Permission)
		}
		seen[g.Permission] = true
		if !regexp.MustCompile(`^[a-z]+\.[a-z]+$`).MatchString(string(g.Permission)) {
			t.Errorf("%s is not noun.verb", g.Permission)
		}
		if !slices.Contains(g.Roles, owner) {
			t.Errorf("%s: an owner may do everything", g.Permission)
		}
		for _, r := range g.Roles {
			if !knownRole(r) {
				t.Errorf("%s: no role %s", g.Permission, r)
			}
			if r == readOnly && !regexp.MustCompile(`\.read$`).MatchString(string(g.Permission)) {
				t.Errorf("%s: read_only changes nothing", g.Permission)
			}
		}
	}
}

func TestScopesOnlyNarrow(t *testing.T) {
	p := Principal{Role: warehouse, Scopes: []oms.Permission{OrdersRead, MoneyRefund}}
	if !Can(p, OrdersRead) || Can(p, StockRead) || Can(p, MoneyRefund) {
		t.Errorf("a warehouse token narrowed to orders.read, money.refund may %v", p.Permissions())
	}
	if got := Of("nobody", nil); got != nil {
		t.Errorf("an unknown role may %v", got)
	}
}

func TestRequire(t *testing.T) {
	for name, c := range map[string]struct {
		as   *Principal
		perm oms.Permission
		want oms.Code
	}{
		"OK":           {&Principal{Kind: KindUser, ID: "u", Role: support}, MoneyRefund, ""},
		"Role":         {&Principal{Kind: KindUser, ID: "u", Role: warehouse}, MoneyRefund, oms.Forbidden},
		"Scope":        {&Principal{Kind: KindToken, ID: "t", Role: owner, Scopes: []oms.Permission{OrdersRead}}, MoneyRefund, oms.Forbidden},
		"Anonymous":    {&Principal{Kind: KindAnonymous}, OrdersRead, oms.Unauthorized},
		"NoRequest":    {nil, OrdersRead, oms.Unauthorized},
		"NoPermission": {&Principal{Kind: KindUser, Role: owner}, "orders.eat", oms.Forbidden},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			if c.as != nil {
				ctx = WithPrincipal(ctx, *c.as)
			}
			wantCode(t, Require(ctx, c.perm), c.want)
		})
	}
}

func TestWhoSeesAccessEvents(t *testing.T) {
	for role, want := range map[oms.Role]bool{owner: true, operator: false, readOnly: false} {
		p := Principal{Kind: KindUser, Role: role}
		if CanSee(p, oms.UserChanged) != want || !CanSee(p, oms.OrderCaptured) {
			t.Errorf("%s: user.changed %v, order.captured %v", role, CanSee(p, oms.UserChanged), CanSee(p, oms.OrderCaptured))
		}
	}
}

func TestRolesDocumentIsFresh(t *testing.T) {
	doc, err := os.ReadFile("../../docs/roles.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(doc) != RolesMarkdown() {
		t.Error("docs/roles.md is older than the table: run go generate ./internal/auth")
	}
}
