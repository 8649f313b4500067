package main

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// primitives make refusals; the format is the argument that is told.
var primitives = map[string]int{"oms.Errorf": 1, "oms.InvalidField": 1, "oms.FaultAt": 1, "refusal.Errorf": 0}

// scan finds the formats of refusals in source files. A function with a
// parameter named format that passes it on makes refusals too, wherever it is
// called in its package.
type scan struct {
	fset  *token.FileSet
	files []*ast.File
	found map[string]oms.Sentence // by their codes
	errs  []error
}

// refusals are the sentences of all refusals in the Go source below root, by
// their codes. The errors tell of formats that are no constants, and of two
// that have one code.
func refusals(root string) ([]oms.Sentence, error) {
	s := &scan{fset: token.NewFileSet(), found: map[string]oms.Sentence{}}
	packages, err := sources(s.fset, root)
	if err != nil {
		return nil, err
	}
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		s.files = packages[dir]
		s.inPackage()
	}
	all := slices.SortedFunc(maps.Values(s.found), func(a, b oms.Sentence) int { return cmp.Compare(a.Code, b.Code) })
	return all, errors.Join(s.errs...)
}

// sources parses the Go source below root, tests apart, by folder.
func sources(fset *token.FileSet, root string) (map[string][]*ast.File, error) {
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"web", "node_modules", "testdata", "tools", "client"}, d.Name())):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], f)
		return err
	})
	return packages, err
}

// inPackage finds what makes refusals in a package, and then what they say.
func (s *scan) inPackage() {
	makers := maps.Clone(primitives)
	for known := 0; known < len(makers); {
		known = len(makers)
		for _, f := range s.files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && passesOn(f, fn.Body, makers) && formatOf(fn.Type) >= 0 {
					makers[fn.Name.Name] = formatOf(fn.Type)
				}
			}
		}
	}
	for _, f := range s.files {
		for _, d := range f.Decls {
			here := s.withLocal(f, d, makers)
			ast.Inspect(d, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					s.call(f, call, here)
				}
				return true
			})
		}
	}
}

// withLocal adds the functions that a declaration keeps in variables or is given.
func (s *scan) withLocal(f *ast.File, d ast.Decl, makers map[string]int) map[string]int {
	all := maps.Clone(makers)
	ast.Inspect(d, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.AssignStmt:
			name, named := x.Lhs[0].(*ast.Ident)
			if fn, ok := x.Rhs[0].(*ast.FuncLit); ok && named && formatOf(fn.Type) >= 0 && passesOn(f, fn.Body, all) {
				all[name.Name] = formatOf(fn.Type)
			}
		case *ast.Field:
			fn, ok := x.Type.(*ast.FuncType)
			if ok && len(x.Names) == 1 && formatOf(fn) >= 0 {
				all[x.Names[0].Name] = formatOf(fn)
			}
			if ok && len(fn.Params.List) > 2 && fn.Params.List[0].Names == nil && isVariadic(fn) {
				s.fault(x, "name the parameters of a function that takes a format: format is found by its name")
			}
		}
		return true
	})
	return all
}

func isVariadic(fn *ast.FuncType) bool {
	_, is := fn.Params.List[len(fn.Params.List)-1].Type.(*ast.Ellipsis)
	return is
}

// formatOf is the place of the parameter named format, -1 without one.
func formatOf(fn *ast.FuncType) int {
	var names []string
	for _, field := range fn.Params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return slices.Index(names, "format")
}

// passesOn tells whether a function makes a refusal of its format.
func passesOn(f *ast.File, body ast.Node, makers map[string]int) (does bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			at, made := makers[called(f, call)]
			does = does || made && at < len(call.Args) && isFormat(call.Args[at])
		}
		return true
	})
	return does
}

func isFormat(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "format"
}

// called is what a call calls: package and name of a primitive, else the name.
func called(f *ast.File, call *ast.CallExpr) string {
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		if name := f.Name.Name + "." + fn.Name; primitives[name] > 0 {
			return name
		}
		return fn.Name
	case *ast.SelectorExpr:
		if of, ok := fn.X.(*ast.Ident); ok {
			if _, made := primitives[of.Name+"."+fn.Sel.Name]; made {
				return of.Name + "." + fn.Sel.Name
			}
		}
		return fn.Sel.Name
	}
	return ""
}

// call notes what a call says, if it makes a refusal.
func (s *scan) call(f *ast.File, call *ast.CallExpr, makers map[string]int) {
	at, made := makers[called(f, call)]
	if !made || at >= len(call.Args) || isFormat(call.Args[at]) {
		return
	}
	format, ok := constant(call.Args[at])
	if !ok {
		if _, primitive := primitives[called(f, call)]; primitive {
			s.fault(call, "a refusal's format must be a constant, or the parameter named format")
		}
		return
	}
	sentence := oms.RefusalOf(format)
	if sentence.Code == "" {
		return
	}
	if before, taken := s.found[sentence.Code]; taken && before != sentence {
		s.fault(call, fmt.Sprintf("%q and %q have the same code: word one otherwise", format, before.Other))
	}
	s.found[sentence.Code] = sentence
}

func (s *scan) fault(at ast.Node, what string) {
	s.errs = append(s.errs, fmt.Errorf("%s: %s", s.fset.Position(at.Pos()), what))
}

// constant is a text that is written in the source.
func constant(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(x.Value)
		return text, err == nil && x.Kind == token.STRING
	case *ast.BinaryExpr:
		a, one := constant(x.X)
		b, other := constant(x.Y)
		return a + b, one && other
	}
	return "", false
}
