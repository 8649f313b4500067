package oms

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of one order's input, in bytes and levels of nesting.
const (
	MaxOrderBytes = 1 << 20
	MaxDepth      = 64
	MaxLines      = 1000
	MaxAttributes = 256 << 10
	MaxQuantity   = 1_000_000
)

// ParseOrder reads the JSON of one order. What it doesn't know is not lost:
// an unknown field of the order is kept in Attributes, one of a line in that
// line's Attributes. The raw body is kept beside it. Errors are Malformed
// (not JSON), TooLarge, or Invalid with the field's name.
func ParseOrder(body []byte) (OrderInput, error) {
	var in OrderInput
	if err := CheckJSON(body, MaxOrderBytes); err != nil {
		return in, err
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	err := dec.Decode(&in)
	if err != nil && strings.Contains(err.Error(), "unknown field") {
		in, err = parseKeeping(body)
	}
	if err != nil {
		return in, asFieldError(err)
	}
	in.Raw = body
	return in, nil
}

// CheckJSON refuses bodies that are too large, nested too deep or not UTF-8,
// before anything else reads them.
func CheckJSON(body []byte, limit int) error {
	if len(body) > limit {
		return Errorf(TooLarge, "the body has %d bytes, the limit is %d", len(body), limit)
	}
	if !utf8.Valid(body) {
		return Errorf(Malformed, "the body is not valid UTF-8")
	}
	depth, quoted, escaped := 0, false, false
	for _, c := range body {
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = c == '\\', c != '"'
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			if depth++; depth > MaxDepth {
				return Errorf(Malformed, "the body is nested deeper than %d levels", MaxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	if !json.Valid(body) {
		return Errorf(Malformed, "the body is not valid JSON")
	}
	return nil
}

// parseKeeping reads an order that has unknown fields, and keeps them.
func parseKeeping(body []byte) (OrderInput, error) {
	var in OrderInput
	if err := json.Unmarshal(body, &in); err != nil {
		return in, err
	}
	var top struct {
		Lines []json.RawMessage `json:"lines"`
	}
	if err := json.Unmarshal(body, &top); err != nil {
		return in, err
	}
	var err error
	if in.Attributes, err = keepUnknown(body, in.Attributes, orderFields); err != nil {
		return in, err
	}
	for i := range in.Lines {
		if in.Lines[i].Attributes, err = keepUnknown(top.Lines[i], in.Lines[i].Attributes, lineFields); err != nil {
			return in, err
		}
	}
	return in, nil
}

// keepUnknown adds to attributes the members of object that are not known.
func keepUnknown(object, attributes json.RawMessage, known []string) (json.RawMessage, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(object, &members); err != nil {
		return nil, err
	}
	extra := map[string]json.RawMessage{}
	for name, v := range members {
		if !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, name) }) {
			extra[name] = v
		}
	}
	if len(extra) == 0 {
		return attributes, nil
	}
	stated := map[string]json.RawMessage{}
	if len(attributes) > 0 {
		if err := json.Unmarshal(attributes, &stated); err != nil || stated == nil {
			return attributes, nil //nolint:nilerr // NewOrder names the field that is no object
		}
	}
	for name, v := range extra {
		if _, taken := stated[name]; !taken {
			stated[name] = v
		}
	}
	return json.Marshal(stated)
}

var orderFields, lineFields = jsonFields(reflect.TypeFor[OrderInput]()), jsonFields(reflect.TypeFor[LineInput]())

func jsonFields(t reflect.Type) (fields []string) {
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "-" {
			fields = append(fields, name)
		}
	}
	return fields
}

// asFieldError names the field of a value that has the wrong type.
func asFieldError(err error) error {
	var wrong *json.UnmarshalTypeError
	if e, ok := err.(*json.UnmarshalTypeError); ok { //nolint:errorlint // the decoder returns it unwrapped
		wrong = e
	}
	if wrong != nil {
		field := wrong.Field
		if field == "" {
			field = "body"
		}
		return InvalidField(field, "must be %s, not a JSON %s", article(wrong.Type), wrong.Value)
	}
	if strings.HasPrefix(err.Error(), "parsing time ") || strings.HasPrefix(err.Error(), "Time.UnmarshalJSON") {
		return InvalidField("placed_at", "and updated_at must be instants such as 2026-11-20T10:00:00Z: %v", err)
	}
	return InvalidField("body", "can't be read: %s", strings.TrimPrefix(err.Error(), "json: "))
}

func article(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "an array"
	case reflect.Struct, reflect.Map:
		if t.PkgPath() == "time" {
			return "an instant such as 2026-11-20T10:00:00Z"
		}
		return "an object"
	}
	return "a number"
}

// Prepare completes an input before it is captured: it drops attributes that
// are null or empty, writes objects in one form (sorted members, no spaces)
// and makes the fingerprint of the content, by which a repetition is told
// from a change. Attributes whose name begins with "_" are kept but are no
// content: a connector puts there what differs by the way an order came.
func (in *OrderInput) Prepare() error {
	content := *in
	content.UpdatedAt, content.Fulfilled = nil, false // when it changed, and what became of it, is not content either
	content.Lines = slices.Clone(in.Lines)
	var err error
	if in.Attributes, content.Attributes, err = canonical("attributes", in.Attributes); err != nil {
		return err
	}
	for i := range in.Lines {
		field := fmt.Sprintf("lines[%d].attributes", i)
		if in.Lines[i].Attributes, content.Lines[i].Attributes, err = canonical(field, in.Lines[i].Attributes); err != nil {
			return err
		}
	}
	text, err := json.Marshal(&content)
	if err != nil {
		return asFieldError(err)
	}
	sum := sha256.Sum256(text)
	in.Fingerprint = sum[:]
	if in.Raw == nil {
		in.Raw = text
	}
	return nil
}

// canonical writes a JSON object in one form, whole and without the members
// that are no content. Numbers keep their digits.
func canonical(field string, raw json.RawMessage) (all, content json.RawMessage, err error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" || string(raw) == "{}" {
		return nil, nil, nil
	}
	if raw[0] != '{' {
		return nil, nil, InvalidField(field, "must be an object")
	}
	if len(raw) > MaxAttributes {
		return nil, nil, InvalidField(field, "has more than %d bytes", MaxAttributes)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var members map[string]any
	if err := dec.Decode(&members); err != nil {
		return nil, nil, InvalidField(field, "can't be read: %v", err)
	}
	if all, err = compactJSON(members); err != nil {
		return nil, nil, InvalidField(field, "can't be kept: %v", err)
	}
	before := len(members)
	maps.DeleteFunc(members, func(name string, _ any) bool { return strings.HasPrefix(name, "_") })
	switch len(members) {
	case before:
		return all, all, nil
	case 0:
		return all, nil, nil
	}
	content, err = compactJSON(members)
	return all, content, err
}

func compactJSON(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}
