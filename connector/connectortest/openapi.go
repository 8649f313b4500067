package connectortest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Shared is the folder with vendors' descriptions and bodies: beside the
// repository, or where SWITCHYARD_SHARED says. The test is skipped without it.
func Shared(t testing.TB, path ...string) string {
	t.Helper()
	full, ok := shared(path...)
	if !ok {
		t.Skipf("needs %s from the shared folder: set SWITCHYARD_SHARED", filepath.Join(path...))
	}
	return full
}

// HasShared tells whether the folder is there, for tests that do without it.
func HasShared() bool { _, ok := shared("specs"); return ok }

func shared(path ...string) (string, bool) {
	_, file, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(file), "../../../shared")
	if at := os.Getenv("SWITCHYARD_SHARED"); at != "" {
		root = at
	}
	full := filepath.Join(append([]string{root}, path...)...)
	_, err := os.Stat(full)
	return full, err == nil
}

// object is JSON.
type object = map[string]any

// OpenAPI is a vendor's description of its API, of version 2 or 3, as far as
// requests and answers are checked against it here: paths, parameters, and the
// types, members, enumerations and bounds of bodies.
type OpenAPI struct{ doc object }

// LoadOpenAPI reads a description.
func LoadOpenAPI(t testing.TB, path string) OpenAPI {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var d OpenAPI
	if err := json.Unmarshal(b, &d.doc); err != nil {
		t.Fatal(err)
	}
	return d
}

// base is the path before those of the operations.
func (d OpenAPI) base() string {
	if s, ok := d.doc["basePath"].(string); ok {
		return strings.TrimSuffix(s, "/")
	}
	for _, s := range list(d.doc["servers"]) {
		if base, ok := at(s, "variables", "basePath", "default").(string); ok {
			return base
		}
	}
	return ""
}

// Has tells whether the description has an operation for a request.
func (d OpenAPI) Has(r *http.Request) bool { return d.operation(r) != nil }

func (d OpenAPI) operation(r *http.Request) object {
	path, ok := strings.CutPrefix(r.URL.EscapedPath(), d.base())
	if !ok {
		return nil
	}
	paths, _ := d.doc["paths"].(object)
	for _, template := range slices.Sorted(keys(paths)) {
		pattern := regexp.MustCompile(`\\\{[^/]+?\\\}`).ReplaceAllString(regexp.QuoteMeta(template), `[^/]+`)
		if regexp.MustCompile("^" + pattern + "$").MatchString(path) {
			if op, ok := at(paths[template], strings.ToLower(r.Method)).(object); ok {
				return op
			}
		}
	}
	return nil
}

func keys(m object) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// Check compares a request with the description and, where there is one, its
// answer of a status.
func (d OpenAPI) Check(t testing.TB, r *http.Request, body []byte, status int, answer []byte) {
	t.Helper()
	op := d.operation(r)
	if op == nil {
		t.Errorf("%s %s is no operation", r.Method, r.URL.Path)
		return
	}
	faults := append(d.query(op, r.URL.Query()), d.requestBody(op, body)...)
	if schema := d.answerSchema(op, status); schema != nil && len(answer) > 0 {
		faults = append(faults, d.text(schema, answer, "answer")...)
	}
	for _, f := range faults {
		t.Errorf("%s %s: %s", r.Method, r.URL.Path, f)
	}
}

func (d OpenAPI) query(op object, got url.Values) (faults []string) {
	known := map[string]bool{}
	for _, p := range list(op["parameters"]) {
		param := d.deref(p)
		name, _ := param["name"].(string)
		if param["in"] != "query" {
			continue
		}
		known[name] = true
		values, given := got[name]
		if param["required"] == true && !given {
			faults = append(faults, "the parameter "+name+" is missing")
		}
		schema := param
		if s, ok := param["schema"].(object); ok {
			schema = d.deref(s)
		}
		for _, v := range values {
			faults = append(faults, d.parameter(schema, v, name)...)
		}
	}
	for name := range got {
		if !known[name] {
			faults = append(faults, "there is no parameter "+name)
		}
	}
	return faults
}

// parameter checks one value; lists are separated by commas.
func (d OpenAPI) parameter(schema object, v, name string) (faults []string) {
	switch schema["type"] {
	case "array":
		for _, one := range strings.Split(v, ",") {
			faults = append(faults, d.parameter(d.deref(schema["items"]), one, name)...)
		}
		return faults
	case "integer", "number":
		n, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return []string{fmt.Sprintf("%s=%s is no number", name, v)}
		}
		return d.value(schema, n, name)
	}
	return d.value(schema, v, name)
}

func (d OpenAPI) requestBody(op object, body []byte) []string {
	var schema object
	for _, p := range list(op["parameters"]) {
		if param := d.deref(p); param["in"] == "body" {
			schema = d.deref(param["schema"])
		}
	}
	if s, ok := at(op, "requestBody", "content", "application/json", "schema").(object); ok {
		schema = d.deref(s)
	}
	switch {
	case schema == nil && len(body) > 0:
		return []string{"it takes no body"}
	case schema == nil:
		return nil
	}
	return d.text(schema, body, "body")
}

func (d OpenAPI) answerSchema(op object, status int) object {
	response := d.deref(at(op, "responses", strconv.Itoa(status)))
	if s, ok := response["schema"].(object); ok {
		return d.deref(s)
	}
	if s, ok := at(response, "content", "application/json", "schema").(object); ok {
		return d.deref(s)
	}
	return nil
}

func (d OpenAPI) text(schema object, text []byte, name string) []string {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return []string{name + " is no JSON"}
	}
	return d.value(schema, v, name)
}

// value compares a value with a schema. Values of enumerations that begin with
// NEW_ are yet to come.
func (d OpenAPI) value(schema object, v any, name string) (faults []string) {
	schema = d.deref(schema)
	if enum := list(schema["enum"]); len(enum) > 0 && !slices.Contains(enum, v) && !strings.HasPrefix(fmt.Sprint(v), "NEW_") {
		faults = append(faults, fmt.Sprintf("%s is %v, none of %v", name, v, enum))
	}
	switch v := v.(type) {
	case object:
		faults = append(faults, d.members(schema, v, name)...)
	case []any:
		if schema["type"] != "array" && schema["type"] != nil {
			return append(faults, name+" is a list")
		}
		for i, x := range v {
			faults = append(faults, d.value(d.deref(schema["items"]), x, fmt.Sprintf("%s[%d]", name, i))...)
		}
	case string:
		if schema["type"] != "string" && schema["type"] != nil {
			faults = append(faults, fmt.Sprintf("%s is a text, not %v", name, schema["type"]))
		}
	case bool:
		if schema["type"] != "boolean" && schema["type"] != nil {
			faults = append(faults, name+" is a boolean")
		}
	case float64:
		faults = append(faults, number(schema, v, name)...)
	}
	return faults
}

func number(schema object, v float64, name string) (faults []string) {
	if typ := schema["type"]; typ != nil && typ != "number" && (typ != "integer" || v != float64(int64(v))) {
		faults = append(faults, fmt.Sprintf("%s is %v, not %v", name, v, typ))
	}
	if low, ok := schema["minimum"].(float64); ok && v < low {
		faults = append(faults, fmt.Sprintf("%s is %v, below %v", name, v, low))
	}
	if high, ok := schema["maximum"].(float64); ok && v > high {
		faults = append(faults, fmt.Sprintf("%s is %v, above %v", name, v, high))
	}
	return faults
}

func (d OpenAPI) members(schema, v object, name string) (faults []string) {
	if typ := schema["type"]; typ != nil && typ != "object" {
		return []string{fmt.Sprintf("%s is an object, not %v", name, typ)}
	}
	for _, r := range list(schema["required"]) {
		if _, ok := v[fmt.Sprint(r)]; !ok {
			faults = append(faults, fmt.Sprintf("%s.%v is missing", name, r))
		}
	}
	known, _ := schema["properties"].(object)
	for member, x := range v {
		switch s, ok := known[member].(object); {
		case ok:
			faults = append(faults, d.value(s, x, name+"."+member)...)
		case len(known) > 0 && schema["additionalProperties"] == nil && !strings.HasPrefix(member, "new"):
			faults = append(faults, name+"."+member+" is not described")
		}
	}
	return faults
}

// deref follows a reference.
func (d OpenAPI) deref(v any) object {
	m, _ := v.(object)
	ref, ok := m["$ref"].(string)
	if !ok {
		return m
	}
	return d.deref(at(d.doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...))
}

func at(v any, path ...string) any {
	for _, p := range path {
		m, _ := v.(object)
		v = m[p]
	}
	return v
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
