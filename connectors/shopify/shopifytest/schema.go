// Package shopifytest checks GraphQL requests and answers against Shopify's
// own description of its Admin API, which is not part of this repository.
package shopifytest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/switchyard-oms/switchyard/connector/connectortest"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

var loaded struct {
	once   sync.Once
	schema *ast.Schema
	err    error
}

// Schema is the description of the API's version that the connector speaks.
func Schema(t testing.TB) *ast.Schema {
	t.Helper()
	path := connectortest.Shared(t, "specs", "shopify", "schema.admin.2026-10.graphql")
	loaded.once.Do(func() { loaded.schema, loaded.err = read(path) })
	if loaded.err != nil {
		t.Fatal(loaded.err)
	}
	return loaded.schema
}

func read(path string) (*ast.Schema, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return gqlparser.LoadSchema(&ast.Source{Name: filepath.Base(path), Input: string(text)})
}

// Check validates a request body, its variables included, and, unless it is
// an error, the answer to it: exactly the fields that were asked for, each of
// its type.
func Check(t testing.TB, request, answer []byte) {
	t.Helper()
	schema := Schema(t)
	var asked struct {
		Query, OperationName string
		Variables            map[string]any
	}
	var got struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal(request, &asked); err != nil {
		t.Errorf("the request is no JSON: %v", err)
		return
	}
	doc, errs := gqlparser.LoadQueryWithRules(schema, asked.Query, rules.NewDefaultRules())
	if errs != nil {
		t.Errorf("%s: %v", asked.OperationName, errs)
		return
	}
	op := doc.Operations.ForName(asked.OperationName)
	if _, err := validator.VariableValues(schema, op, asked.Variables); err != nil {
		t.Errorf("%s: %v", asked.OperationName, err)
	}
	if json.Unmarshal(answer, &got) != nil || len(got.Errors) > 0 || got.Data == nil {
		return
	}
	for _, fault := range object(schema, op.SelectionSet, got.Data, "data") {
		t.Errorf("%s: the answer's %s", asked.OperationName, fault)
	}
}

// object compares the members of an object with a selection.
func object(schema *ast.Schema, set ast.SelectionSet, got map[string]any, at string) (faults []string) {
	want := map[string]*ast.Field{}
	gather(set, want)
	for name, f := range want {
		v, ok := got[name]
		if !ok {
			faults = append(faults, fmt.Sprintf("%s.%s is missing", at, name))
			continue
		}
		faults = append(faults, value(schema, f.Definition.Type, f.SelectionSet, v, at+"."+name)...)
	}
	for name := range got {
		if want[name] == nil {
			faults = append(faults, fmt.Sprintf("%s.%s was not asked for", at, name))
		}
	}
	return faults
}

func gather(set ast.SelectionSet, into map[string]*ast.Field) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			into[s.Alias] = s
		case *ast.FragmentSpread:
			gather(s.Definition.SelectionSet, into)
		case *ast.InlineFragment:
			gather(s.SelectionSet, into)
		}
	}
}

// value compares one value with its type.
func value(schema *ast.Schema, typ *ast.Type, set ast.SelectionSet, v any, at string) (faults []string) {
	if v == nil {
		if typ.NonNull {
			return []string{at + " is null and may not be"}
		}
		return nil
	}
	if typ.Elem != nil {
		list, ok := v.([]any)
		if !ok {
			return []string{at + " is no list"}
		}
		for i, x := range list {
			faults = append(faults, value(schema, typ.Elem, set, x, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return faults
	}
	if len(set) > 0 {
		members, ok := v.(map[string]any)
		if !ok {
			return []string{at + " is no object"}
		}
		return object(schema, set, members, at)
	}
	if !scalar(schema.Types[typ.NamedType], v) {
		return []string{fmt.Sprintf("%s is no %s: %v", at, typ.NamedType, v)}
	}
	return nil
}

var patterns = map[string]*regexp.Regexp{
	"Decimal":       regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`),
	"UnsignedInt64": regexp.MustCompile(`^[0-9]+$`),
	"DateTime":      regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$`),
	"ID":            regexp.MustCompile(`^gid://shopify/[A-Za-z]+/[0-9]+`),
	"URL":           regexp.MustCompile(`^https?://`),
}

// scalar knows how the vendor writes its scalars in JSON.
func scalar(def *ast.Definition, v any) bool {
	switch def.Name {
	case "Int":
		n, ok := v.(float64)
		return ok && n == float64(int64(n))
	case "Float":
		_, ok := v.(float64)
		return ok
	case "Boolean":
		_, ok := v.(bool)
		return ok
	}
	s, ok := v.(string)
	if ok && def.Kind == ast.Enum && !strings.HasPrefix(s, "NEW_") { // values that are yet to come
		return def.EnumValues.ForName(s) != nil
	}
	return ok && (patterns[def.Name] == nil || patterns[def.Name].MatchString(s))
}
