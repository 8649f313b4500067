package api

import (
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

// Bounds of inputs that state none of their own. They are part of the schema,
// so they are checked and documented alike.
const (
	defaultLength = 2_000
	defaultItems  = 1_000
	defaultNumber = 1_000_000_000_000
)

// bound sees to it that nothing in an input is without a limit.
func bound(r huma.Registry, s *huma.Schema) { boundAll(r, s, nil) }

func boundAll(r huma.Registry, s *huma.Schema, seen []*huma.Schema) {
	if s == nil || slices.Contains(seen, s) {
		return
	}
	seen = append(seen, s)
	if s.Ref != "" {
		boundAll(r, r.SchemaFromRef(s.Ref), seen)
		return
	}
	switch s.Type {
	case "string":
		if s.MaxLength == nil && len(s.Enum) == 0 {
			s.MaxLength = number(defaultLength)
		}
	case "array":
		if s.MaxItems == nil {
			s.MaxItems = number(defaultItems)
		}
	case "integer", "number":
		if s.Minimum == nil && s.ExclusiveMinimum == nil {
			s.Minimum = number(float64(-defaultNumber))
		}
		if s.Maximum == nil && s.ExclusiveMaximum == nil {
			s.Maximum = number(float64(defaultNumber))
		}
	case "object":
		if s.MaxProperties == nil && s.AdditionalProperties != false {
			s.MaxProperties = number(defaultItems)
		}
	}
	boundAll(r, s.Items, seen)
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
		boundAll(r, values, seen)
	}
	for _, p := range s.Properties {
		boundAll(r, p, seen)
	}
	for _, p := range slices.Concat(s.OneOf, s.AnyOf, s.AllOf) {
		boundAll(r, p, seen)
	}
	s.PrecomputeMessages()
}

// example makes a value of a schema out of the examples of its parts.
func example(r huma.Registry, s *huma.Schema) any { return exampleOf(r, s, nil) }

// exampleOf leaves out what contains itself: above are the schemas that the
// value is inside of.
func exampleOf(r huma.Registry, s *huma.Schema, above []*huma.Schema) any {
	for s != nil && s.Ref != "" {
		s = r.SchemaFromRef(s.Ref)
	}
	switch {
	case s == nil || slices.Contains(above, s):
		return nil
	case len(s.Examples) > 0:
		return s.Examples[0]
	case s.Default != nil:
		return s.Default
	case len(s.Enum) > 0:
		return s.Enum[0]
	}
	switch s.Type {
	case "object":
		return exampleObject(r, s, append(above[:len(above):len(above)], s))
	case "array":
		if item := exampleOf(r, s.Items, above); item != nil {
			return []any{item}
		}
		return []any{}
	case "boolean":
		return true
	case "integer", "number":
		if s.Minimum != nil && *s.Minimum > 0 {
			return *s.Minimum
		}
		return 1
	case "string":
		return exampleText(s)
	}
	return nil
}

func exampleObject(r huma.Registry, s *huma.Schema, above []*huma.Schema) any {
	out := map[string]any{}
	for name, p := range s.Properties {
		v := exampleOf(r, p, above)
		if v == "text" && name == "currency" {
			v = "EUR"
		}
		if v != nil {
			out[name] = v
		}
	}
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok && len(out) == 0 {
		if v := exampleOf(r, values, above); v != nil {
			out["name"] = v
		}
	}
	return out
}

func exampleText(s *huma.Schema) string {
	switch s.Format {
	case "date-time":
		return "2026-11-20T10:00:00Z"
	case "date":
		return "2026-11-20"
	case "email":
		return "a@example.com"
	case "uri":
		return "https://example.com/hook"
	}
	if s.MinLength != nil && *s.MinLength > len("text") {
		return "four words in a row"
	}
	return "text"
}
