package oms

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
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
// from a change.
func (in *OrderInput) Prepare() error {
	var err error
	if in.Attributes, err = canonical("attributes", in.Attributes); err != nil {
		return err
	}
	for i := range in.Lines {
		l := &in.Lines[i]
		if l.Attributes, err = canonical(fmt.Sprintf("lines[%d].attributes", i), l.Attributes); err != nil {
			return err
		}
	}
	updated := in.UpdatedAt
	in.UpdatedAt = nil // the time of a change is not content
	content, err := json.Marshal(in)
	in.UpdatedAt = updated
	if err != nil {
		return asFieldError(err)
	}
	sum := sha256.Sum256(content)
	in.Fingerprint = sum[:]
	if in.Raw == nil {
		in.Raw = content
	}
	return nil
}

// canonical writes a JSON object in one form. Numbers keep their digits.
func canonical(field string, raw json.RawMessage) (json.RawMessage, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" || string(raw) == "{}" {
		return nil, nil
	}
	if raw[0] != '{' {
		return nil, InvalidField(field, "must be an object")
	}
	if len(raw) > MaxAttributes {
		return nil, InvalidField(field, "has more than %d bytes", MaxAttributes)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, InvalidField(field, "can't be read: %v", err)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, InvalidField(field, "can't be kept: %v", err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
