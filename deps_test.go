// Package switchyard_test holds the rules that keep the tree what ARCHITECTURE.md says it is. Each one has its reason beside
// it, and a failure prints it: whoever needs an exception argues with the reason, in docs/decisions, and edits the table.
package switchyard_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/switchyard-oms/switchyard/"

// layer says what a package may import.
type layer struct {
	own    string // our own packages, by path; x/... means x and everything below it
	others string // third-party modules; any means whatever go.mod has
	why    string
}

const (
	nouns     = "oms money refusal"
	decisions = "routing stock promise rules forecast"
)

// may has one entry for each package, or for the nearest folder above it; packages that are not there yet do no harm.
var may = map[string]layer{
	"refusal":   {"", "", "whoever refuses may import it"},
	"money":     {"refusal", "github.com/shopspring/decimal", "an amount knows nothing; only rates and taxes need decimals"},
	"oms":       {"money refusal", "", "nouns import nothing: everything imports them, and ids and clocks come from the verbs"},
	"field":     {"refusal", "", "a setting is declared by connectors, which import nothing else"},
	"stock":     {nouns, "", "a decision is a pure function from facts to a plan; siblings never import each other"},
	"routing":   {nouns, "", "a decision is a pure function from facts to a plan; siblings never import each other"},
	"promise":   {nouns, "", "a decision is a pure function from facts to a plan; siblings never import each other"},
	"rules":     {nouns, "cel.dev/cel-go github.com/google/cel-go", "a decision is a pure function; conditions are compiled by CEL"},
	"forecast":  {nouns, "", "a decision is a pure function from facts to a plan; siblings never import each other"},
	"connector": {nouns + " field", "", "the contract is all that the road and a vendor share"},

	"connectors":     {"connector field " + nouns, "", "a connector may touch its environment only, and never another vendor: then each can be read, tested and removed alone"},
	"connectors/all": {"connector connectors/...", "", "the list of drivers is the one place that sees all vendors"},

	"internal/store":    {nouns, "any", "storage repeats the laws of the nouns and decides nothing"},
	"internal/jobs":     {"internal/store " + nouns, "any", "the queue knows nothing of the road: job types live in flow"},
	"internal/report":   {"internal/store " + nouns, "any", "a report reads; it changes nothing, so it needs no verbs"},
	"internal/document": {nouns, "any", "a label or a slip is drawn from nouns alone"},
	"internal/notify":   {"internal/jobs internal/store connector " + nouns, "any", "a message follows from the event log, not from a verb"},
	"internal/auth":     {"internal/store " + nouns, "any", "who may do what is one table, apart from what is done"},
	"internal/host":     {"internal/store connector field " + nouns, "any", "a connector's environment knows the contract and no vendor"},
	"internal/table":    {nouns, "any", "a spreadsheet is rows of text; what they mean is the road's"},
	"internal/carrier":  {nouns, "", "a price list is a pure function of the parcels"},
	"internal/flow": {
		"internal/jobs internal/store internal/document internal/carrier/... internal/table connector field " + decisions + " " + nouns, "any",
		"the road reaches vendors through the contract only, and knows neither HTTP nor the screens",
	},
	"internal/api": {
		"internal/flow internal/jobs internal/auth internal/report internal/document internal/notify internal/demo/control internal/demo/sim connector field " + decisions + " " + nouns, "any",
		"the API asks the road; with the store in hand it would save without deciding",
	},
	"internal/demo": {"internal/... connector connectors/... field " + nouns, "any", "the demo plays the outside world against the real thing"},

	"web":    {"", "", "the screens are files; they use the API and nothing else"},
	"client": {"", "", "a client is for programs that have nothing else of ours"},

	"cmd/switchyard":   {"...", "any", "the wiring is the only place that sees everything"},
	"internal/bench":   {"internal/flow internal/store routing " + nouns, "any", "the bench speaks HTTP like anybody, asks the store for its limit and for copies of what the verbs made, and plays recorded orders on the routing alone"},
	"internal/faults":  {"", "any", "the built program is tried from outside"},
	"internal/roaddoc": {"oms", "", "the document is drawn from the tables alone"},
	"internal/saiddoc": {"oms", "", "the texts are those of the tables alone"},
	"internal/testsum": {"", "", "the build's own tool reads what go test prints"},
	"internal/pgtest":  {"internal/pgtest/...", "any", "a test database knows nothing of what is tested on it"},
}

// only names who may use what others must not see, directly.
var only = []struct{ what, by, why string }{
	{"github.com/danielgtaylor/huma", "internal/api cmd/switchyard", "the HTTP library's types stay at the edge"},
	{"github.com/alecthomas/kong", "cmd/switchyard", "flags are the command line's"},
	{"github.com/jackc/pgx", "internal/store internal/pgtest", "one package knows the databases' drivers"},
	{"github.com/jmoiron/sqlx", "internal/store internal/report internal/jobs", "SQL lives in store and report"},
	{"modernc.org/sqlite", "internal/store", "one package knows the databases' drivers"},
	{"database/sql", "internal/store internal/report internal/jobs cmd/switchyard", "SQL lives in store and report; the queue joins their transaction"},
	{"github.com/xuri/excelize", "internal/table", "one package reads spreadsheets"},
	{"codeberg.org/go-pdf/fpdf", "internal/document", "one package draws"},
	{"github.com/boombuler/barcode", "internal/document", "one package draws"},
}

// pure packages are a function of their arguments, so they may not reach for any of these.
var (
	pure   = strings.Fields("money oms field stock routing promise rules forecast")
	worldy = strings.Fields("os os/exec os/signal net net/http database/sql syscall log log/slog crypto/rand")
)

// TestDependencyRule checks every import that is not a test's.
func TestDependencyRule(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if isTestPackage(name) {
			continue // test support may import what it tests; that nothing imports it is checked below
		}
		rule, at, ok := nearest(name)
		if !ok {
			t.Errorf("%s: a new package: say in deps_test.go what it may import, and why", name)
			continue
		}
		for _, imported := range p.Imports {
			own, isOwn := strings.CutPrefix(imported, module)
			switch {
			case isOwn && isTestPackage(own):
				t.Errorf("%s imports %s: test support stays out of the product", name, own)
			case isOwn && own != at && !strings.HasPrefix(own, name+"/") && !within(rule.own, own):
				t.Errorf("%s imports %s: %s", name, own, rule.why)
			case !isOwn && thirdParty(imported) && rule.others != "any" && !within(rule.others, imported):
				t.Errorf("%s imports third-party %s: %s", name, imported, rule.why)
			}
			for _, o := range only {
				if (imported == o.what || strings.HasPrefix(imported, o.what+"/") && thirdParty(o.what)) && !within(o.by, name) {
					t.Errorf("%s imports %s, which is for %s: %s", name, imported, o.by, o.why)
				}
			}
			if slices.Contains(pure, at) && slices.Contains(worldy, imported) {
				t.Errorf("%s imports %s: a pure package does no I/O, so that its answer depends on its arguments alone", name, imported)
			}
		}
	}
}

// TestRuleTable asks the table itself about imports that must be refused.
func TestRuleTable(t *testing.T) {
	for _, c := range []struct {
		from, to string
		allowed  bool
	}{
		{"internal/flow", "internal/store", true},
		{"internal/flow", "internal/api", false},
		{"internal/flow", "connectors/shopify", false},
		{"internal/api", "internal/store", false},
		{"internal/jobs", "internal/flow", false},
		{"connectors/shopify", "connector", true},
		{"connectors/shopify", "connectors/ups", false},
		{"connectors/shopify", "internal/store", false},
		{"connectors/all", "connectors/shopify", true},
		{"routing", "stock", false},
		{"oms", "money", true},
		{"money", "oms", false},
		{"cmd/switchyard", "internal/demo", true},
	} {
		rule, _, ok := nearest(c.from)
		if got := ok && within(rule.own, c.to); got != c.allowed {
			t.Errorf("%s importing %s: allowed is %t, want %t", c.from, c.to, got, c.allowed)
		}
	}
}

// nearest finds the rule of a package or of the closest folder above it, and whose rule that is.
func nearest(name string) (rule layer, at string, ok bool) {
	for at = name; ; {
		if rule, ok = may[at]; ok {
			return rule, at, true
		}
		cut := strings.LastIndexByte(at, '/')
		if cut < 0 {
			return layer{}, "", false
		}
		at = at[:cut]
	}
}

// within says whether name is in the list: itself, below an entry that ends in /..., or in a module that is listed.
func within(list, name string) bool {
	for entry := range strings.FieldsSeq(list) {
		folder, tree := strings.CutSuffix(entry, "...")
		if name == entry || tree && strings.HasPrefix(name+"/", folder) || thirdParty(entry) && strings.HasPrefix(name, entry+"/") {
			return true
		}
	}
	return false
}

// thirdParty tells a module's path from the standard library's and from ours: it starts with a host name.
func thirdParty(path string) bool {
	host, _, _ := strings.Cut(path, "/")
	return strings.Contains(host, ".") && host != "..."
}

// isTestPackage knows the packages that only tests import by their name, as connectortest, and programs below them.
func isTestPackage(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasSuffix(part, "test") })
}

type goPackage struct {
	Dir        string
	ImportPath string
	Imports    []string
	GoFiles    []string
}

// packages lists the module's packages, as go list sees them on this platform.
func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=Dir,ImportPath,Imports,GoFiles", "./...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var list []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		if p.ImportPath+"/" != module { // the root has tests only
			list = append(list, p)
		}
	}
}

// TestSQLiteAndLibcAgree: modernc.org/sqlite is machine-translated against one version of modernc.org/libc, and another one
// corrupts memory without an error at build time.
func TestSQLiteAndLibcAgree(t *testing.T) {
	const libc = "modernc.org/libc"
	ours := goTool(t, "list", "-m", "-f", "{{.Version}}", libc)
	itsGoMod := goTool(t, "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite")
	var wanted struct {
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal([]byte(goTool(t, "mod", "edit", "-json", itsGoMod)), &wanted); err != nil {
		t.Fatal(err)
	}
	for _, r := range wanted.Require {
		if r.Path == libc {
			if r.Version != ours {
				t.Errorf("go.mod has %s %s, modernc.org/sqlite was made for %s", libc, ours, r.Version)
			}
			return
		}
	}
	t.Errorf("modernc.org/sqlite no longer requires %s: remove this test and the pin", libc)
}

func goTool(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}
