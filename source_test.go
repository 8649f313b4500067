package switchyard_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sourceRule is a rule about what the code of some packages says, where an import is not yet a fault.
type sourceRule struct {
	name  string
	in    func(pkg string) bool
	fault func(ast.Node, imports) string // what is wrong with a node, or nothing
	why   string
}

// imports maps a file's local names to the paths they stand for.
type imports map[string]string

var sourceRules = []sourceRule{
	{
		name: "Clock", in: func(pkg string) bool { return among(pkg, pure...) },
		fault: func(n ast.Node, in imports) string {
			return use(n, in, "time", "Now Since Until Sleep After AfterFunc Tick NewTimer NewTicker")
		},
		why: "a decision takes the instant as an argument: then it can be replayed, and tested without waiting",
	},
	{
		// The value time.Now is allowed in these: as the default of an injected clock it is not called.
		name: "InjectedClock", in: func(pkg string) bool { return among(pkg, "internal/flow", "connector", "connectors") },
		fault: func(n ast.Node, in imports) string {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return ""
			}
			return use(call.Fun, in, "time", "Now Since Until")
		},
		why: "the road and the connectors read the clock they are given: a transaction has one Now, and tests set it",
	},
	{
		name: "HTTPClient", in: func(pkg string) bool { return among(pkg, "connector", "connectors", "internal/flow") },
		fault: func(n ast.Node, in imports) string {
			return use(n, in, "net/http", "Client DefaultClient DefaultTransport Transport Get Head Post PostForm")
		},
		why: "the host owns HTTP: its chain limits, retries, measures, redacts and records every call",
	},
	{
		name: "SQL", in: func(pkg string) bool { return !among(pkg, "internal/store", "internal/report") },
		fault: func(n ast.Node, _ imports) string {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return ""
			}
			text, _ := strconv.Unquote(literal.Value) // the parser has accepted it
			return sql.FindString(text)
		},
		why: "SQL lives in internal/store and internal/report: a law is repeated in one place, and both databases are tested there",
	},
}

var sql = regexp.MustCompile(`(?s)\bSELECT\b.+\bFROM\b|\bINSERT\s+INTO\b|\bUPDATE\b\s+\S+\s+\bSET\b|\bDELETE\s+FROM\b`)

// TestSourceRules reads every file of the product, tests and test support apart.
func TestSourceRules(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if isTestPackage(name) {
			continue
		}
		for _, file := range p.GoFiles {
			for _, fault := range faults(t, name, filepath.Join(p.Dir, file), nil) {
				t.Error(fault)
			}
		}
	}
}

// TestSourceRulesFindFaults shows each rule a file that breaks it and one that does not.
func TestSourceRulesFindFaults(t *testing.T) {
	for _, c := range []struct {
		pkg, body string
		faults    int
	}{
		{"oms", `import "time"; var _ = time.Now()`, 1},
		{"oms", `import clock "time"; var _ = clock.Now`, 1},
		{"oms", `import "time"; var _ = time.UnixMicro(0)`, 0},
		{"internal/flow", `import "time"; var _ = time.Now()`, 1},
		{"internal/flow", `import "time"; var now = time.Now`, 0},
		{"internal/store", `import "time"; var _ = time.Now()`, 0},
		{"connectors/shopify", `import "net/http"; var _ = http.Client{}`, 1},
		{"connectors/shopify", `import "net/http"; var _ = http.NewRequest`, 0},
		{"internal/api", "const _ = `SELECT id\nFROM orders`", 1},
		{"internal/api", `const _ = "UPDATE orders SET note = ?"`, 1},
		{"internal/api", `const _ = "Select the orders to release from the list"`, 0},
		{"internal/store", "const _ = `DELETE FROM orders`", 0},
	} {
		if got := faults(t, c.pkg, "x.go", "package x;"+c.body); len(got) != c.faults {
			t.Errorf("%s: %s\nfaults %q, want %d", c.pkg, c.body, got, c.faults)
		}
	}
}

// faults applies the rules to one file of a package; src replaces its content unless it is nil.
func faults(t *testing.T, pkg, file string, src any) []string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	in := imports{}
	for _, i := range f.Imports {
		path, _ := strconv.Unquote(i.Path.Value) // the parser has accepted it
		local := path[strings.LastIndexByte(path, '/')+1:]
		if i.Name != nil {
			local = i.Name.Name
		}
		in[local] = path
	}
	var found []string
	for _, r := range sourceRules {
		if !r.in(pkg) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if what := r.fault(n, in); what != "" {
				found = append(found, fmt.Sprintf("%s: %s: %.60q: %s", fset.Position(n.Pos()), r.name, what, r.why))
			}
			return true
		})
	}
	return found
}

// use returns how n names one of a package's identifiers, if it does.
func use(n ast.Node, in imports, path, identifiers string) string {
	selector, ok := n.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	local, ok := selector.X.(*ast.Ident)
	if !ok || in[local.Name] != path || !slices.Contains(strings.Fields(identifiers), selector.Sel.Name) {
		return ""
	}
	return local.Name + "." + selector.Sel.Name
}

// among says whether a package is one of these or below one of them.
func among(pkg string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return pkg == f || strings.HasPrefix(pkg, f+"/") })
}
