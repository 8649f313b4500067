package api

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// TestDocument asks of every operation what the document promises.
func TestDocument(t *testing.T) {
	doc := OpenAPI()
	if !bytes.Equal(doc, OpenAPI()) {
		t.Fatal("two renderings differ")
	}
	var d struct {
		OpenAPI string                               `json:"openapi"`
		Paths   map[string]map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(doc, &d); err != nil {
		t.Fatal(err)
	}
	if d.OpenAPI != "3.1.0" {
		t.Errorf("version %s", d.OpenAPI)
	}
	ids := map[string]bool{}
	for path, item := range d.Paths {
		for method, op := range item {
			name := method + " " + path
			if !strings.HasPrefix(path, Prefix+"/") {
				t.Errorf("%s is outside of %s", name, Prefix)
			}
			id, _ := op["operationId"].(string)
			if id == "" || ids[id] {
				t.Errorf("%s has the id %q, which is empty or taken", name, id)
			}
			ids[id] = true
			if op["summary"] == nil || len(op["tags"].([]any)) != 1 {
				t.Errorf("%s lacks a summary or a tag", name)
			}
			if (op["x-permission"] == nil) == (op["x-public"] == nil) {
				t.Errorf("%s names no permission, and no reason for having none", name)
			}
			checkResponses(t, name, op)
			checkRequest(t, name, op)
		}
	}
	for _, path := range d.Paths {
		for method, op := range path {
			for _, r := range op["responses"].(map[string]any) {
				links, _ := r.(map[string]any)["links"].(map[string]any)
				for to := range links {
					if !ids[to] {
						t.Errorf("%s %v links to %s, which is no operation", method, op["operationId"], to)
					}
				}
			}
		}
	}
}

func checkResponses(t *testing.T, name string, op map[string]any) {
	good, bad := 0, 0
	for status, r := range op["responses"].(map[string]any) {
		r := r.(map[string]any)
		switch {
		case status[0] == '2':
			good++
			content, _ := r["content"].(map[string]any)
			for media, m := range content {
				if media == "application/json" && m.(map[string]any)["example"] == nil && m.(map[string]any)["schema"].(map[string]any)["format"] != "binary" {
					t.Errorf("%s: the answer %s has no example", name, status)
				}
			}
			if status != "204" && len(content) == 0 {
				t.Errorf("%s: the answer %s has no content", name, status)
			}
		case strings.HasPrefix(r["$ref"].(string), "#/components/responses/"):
			bad++
		}
	}
	if good == 0 || bad < 4 {
		t.Errorf("%s documents %d successes and %d errors", name, good, bad)
	}
	if op["x-permission"] != nil && (op["responses"].(map[string]any)["401"] == nil || op["responses"].(map[string]any)["403"] == nil) {
		t.Errorf("%s needs a permission and does not document 401 and 403", name)
	}
}

func checkRequest(t *testing.T, name string, op map[string]any) {
	params, _ := op["parameters"].([]any)
	for _, p := range params {
		p := p.(map[string]any)
		if schema, ok := p["schema"].(map[string]any); ok {
			checkBounded(t, name+" "+p["name"].(string), schema)
		}
	}
	body, ok := op["requestBody"].(map[string]any)
	if !ok {
		return
	}
	for media, m := range body["content"].(map[string]any) {
		if media == "application/json" && m.(map[string]any)["example"] == nil {
			t.Errorf("%s: the body has no example", name)
		}
	}
	if op["responses"].(map[string]any)["413"] == nil {
		t.Errorf("%s takes a body and does not document 413", name)
	}
}

// checkBounded fails on an input without a limit.
func checkBounded(t *testing.T, where string, s map[string]any) {
	kind, _ := s["type"].(string)
	if list, ok := s["type"].([]any); ok {
		kind, _ = list[0].(string)
	}
	missing := func(names ...string) {
		if !slices.ContainsFunc(names, func(n string) bool { return s[n] != nil }) {
			t.Errorf("%s has none of %v", where, names)
		}
	}
	switch kind {
	case "string":
		missing("maxLength", "enum")
	case "integer", "number":
		missing("minimum", "exclusiveMinimum")
		missing("maximum", "exclusiveMaximum")
	case "array":
		missing("maxItems")
	}
}

// TestInputsAreBounded looks into every schema that a body refers to.
func TestInputsAreBounded(t *testing.T) {
	a := New(Options{})
	registry := a.huma.OpenAPI().Components.Schemas
	for _, op := range a.ops {
		doc := entry(a.huma.OpenAPI().Paths[Prefix+op.path], op.method)
		if doc.RequestBody == nil {
			continue
		}
		for _, m := range doc.RequestBody.Content {
			raw, err := json.Marshal(m.Schema)
			if err != nil {
				t.Fatal(err)
			}
			walk(t, op.id, raw, func(ref string) []byte {
				raw, err := json.Marshal(registry.SchemaFromRef(ref))
				if err != nil {
					t.Fatal(err)
				}
				return raw
			}, map[string]bool{})
		}
	}
}

func walk(t *testing.T, where string, raw []byte, follow func(string) []byte, seen map[string]bool) {
	var s map[string]any
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	if ref, ok := s["$ref"].(string); ok {
		if !seen[ref] {
			seen[ref] = true
			walk(t, where+" "+ref, follow(ref), follow, seen)
		}
		return
	}
	checkBounded(t, where, s)
	parts := map[string]any{}
	if props, ok := s["properties"].(map[string]any); ok {
		parts = props
	}
	if items, ok := s["items"]; ok {
		parts["[]"] = items
	}
	for name, p := range parts {
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		walk(t, where+"."+name, raw, follow, seen)
	}
}

// TestEveryOperationHasAPermission asks the operations themselves.
func TestEveryOperationHasAPermission(t *testing.T) {
	a := New(Options{})
	if len(a.ops) < 20 {
		t.Fatalf("only %d operations", len(a.ops))
	}
	for _, op := range a.ops {
		if op.may == "" && op.public == "" {
			t.Errorf("%s has no permission", op.id)
		}
	}
}

// TestExamplesFit checks each example against the schema beside it.
func TestExamplesFit(t *testing.T) {
	a := New(Options{})
	registry := a.huma.OpenAPI().Components.Schemas
	check := func(where string, m *huma.MediaType, mode huma.ValidateMode) {
		if m.Schema.Format == "binary" || m.Schema.ContentEncoding != "" {
			return
		}
		raw, err := json.Marshal(m.Example)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults(registry, m.Schema, v, mode) {
			t.Errorf("%s: the example does not fit: %v", where, fault)
		}
	}
	for _, op := range a.ops {
		doc := entry(a.huma.OpenAPI().Paths[Prefix+op.path], op.method)
		if doc.RequestBody != nil {
			for _, m := range doc.RequestBody.Content {
				check(op.id+" request", m, huma.ModeWriteToServer)
			}
		}
		for status, r := range doc.Responses {
			for _, m := range r.Content {
				check(op.id+" "+status, m, huma.ModeReadFromServer)
			}
		}
	}
}
