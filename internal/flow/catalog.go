package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Limits of codes, in bytes.
const (
	maxCode    = 64
	maxSKUCode = 100
)

// checkCode reports a code that people could not read out or type: it must be
// printable, without spaces at its ends.
func checkCode(field, code string, limit int) []oms.FieldError {
	if errs := checkText(field, code, limit); errs != nil {
		return errs
	}
	switch {
	case code == "":
		return []oms.FieldError{oms.FaultAt(field, "is required")}
	case strings.TrimSpace(code) != code:
		return []oms.FieldError{oms.FaultAt(field, "begins or ends with a space")}
	case strings.ContainsFunc(code, func(r rune) bool { return !unicode.IsPrint(r) }):
		return []oms.FieldError{oms.FaultAt(field, "contains a character that can't be printed")}
	}
	return nil
}

// maxNames is how many names one thing may have of a kind.
const maxNames = 50

// checkNames reports names of groups, tags or abilities that nobody could
// repeat, and sorts them: their order means nothing.
func checkNames(field string, all *[]string) (errs []oms.FieldError) {
	if len(*all) > maxNames {
		return []oms.FieldError{oms.FaultAt(field, "must have at most %d entries", maxNames)}
	}
	for i, name := range *all {
		errs = append(errs, checkCode(fmt.Sprintf("%s[%d]", field, i), name, maxCode)...)
	}
	sorted := append([]string{}, *all...) // none is an empty list, as the database has it
	slices.Sort(sorted)
	*all = slices.Compact(sorted)
	return errs
}

// checkRange reports a number outside of its bounds.
func checkRange(field string, n, low, high int64) []oms.FieldError {
	if n < low || n > high {
		return []oms.FieldError{oms.FaultAt(field, "must be %d to %d", low, high)}
	}
	return nil
}

// set changes dst where a new value is given.
func set[T any](dst, value *T) {
	if value != nil {
		*dst = *value
	}
}

// differences returns the fields in which two descriptions of one thing
// differ, as each has them.
func differences(before, after any) (old, now map[string]json.RawMessage) {
	b, a := fieldsOf(before), fieldsOf(after)
	old, now = map[string]json.RawMessage{}, map[string]json.RawMessage{}
	for name, v := range a {
		if !bytes.Equal(b[name], v) {
			now[name] = v
			if was, ok := b[name]; ok {
				old[name] = was
			}
		}
	}
	for name, v := range b {
		if _, ok := a[name]; !ok {
			old[name] = v
		}
	}
	return old, now
}

func fieldsOf(v any) map[string]json.RawMessage {
	raw, err := json.Marshal(v)
	out := map[string]json.RawMessage{}
	if err == nil {
		_ = json.Unmarshal(raw, &out) // an object of our own
	}
	return out
}

// same tells whether two descriptions don't differ.
func same(before, after any) bool {
	old, now := differences(before, after)
	return len(old)+len(now) == 0
}

// emitChange records that something of the catalog was created (before is nil)
// or changed.
func emitChange(ctx context.Context, tx *store.Tx, noun, id, code string, before, after any) {
	if before == nil {
		tx.Emit(ctx, oms.Event{Type: oms.EventType(noun + ".created"), Subject: id}, map[string]any{"code": code, "after": after})
		return
	}
	old, now := differences(before, after)
	tx.Emit(ctx, oms.Event{Type: oms.EventType(noun + ".changed"), Subject: id}, map[string]any{"code": code, "before": old, "after": now})
}

// taken is the answer to creating again, with other content, what exists.
func taken(noun, code string, found, wanted any) error {
	_, differ := differences(found, wanted)
	return oms.Errorf(oms.Conflict, "%s %s exists already, with another %s: change it instead", oms.Word(noun), code, strings.Join(slices.Sorted(maps.Keys(differ)), ", "))
}

// checkVersion refuses a change of something that somebody changed meanwhile.
func checkVersion(noun, code string, want *int64, have int64) error {
	if want != nil && *want != have {
		return oms.Errorf(oms.Stale, "%s %s has version %d by now, not %d: read it again", oms.Word(noun), code, have, *want)
	}
	return nil
}

// unknown is the answer to a reference that leads nowhere.
func unknown(noun, ref string) error {
	return oms.Errorf(oms.NotFound, "there is no %s %.100q", oms.Word(noun), ref)
}

// matches tells whether each word of q begins one of the texts' words.
func matches(q string, texts ...string) bool {
	var words []string
	for _, t := range texts {
		words = append(words, oms.SplitWords(t)...)
	}
	for _, w := range oms.SplitWords(q) {
		found := false
		for _, have := range words {
			found = found || strings.HasPrefix(have, w)
		}
		if !found {
			return false
		}
	}
	return true
}

// CatalogFilter chooses entries of the catalog by what they are called.
type CatalogFilter struct {
	Query  string `query:"q" doc:"Words, each the beginning of one in code, name or title, or barcode" maxLength:"200"`
	Active string `query:"active" doc:"Only active ones, or only inactive ones" enum:"true,false"`
	Paging
}

// active reads the filter; nil asks for both.
func (f CatalogFilter) active() (*bool, error) {
	switch f.Active {
	case "":
		return nil, nil
	case "true", "false":
		b := f.Active == "true"
		return &b, nil
	}
	return nil, oms.InvalidField("active", "must be true or false")
}

// pageByCode cuts a page out of a whole, short list that is sorted by code.
func pageByCode[T any](all []T, f CatalogFilter, about func(T) (code, name string, active bool)) (Page[T], error) {
	page, _, err := f.limit()
	if err != nil {
		return Page[T]{}, err
	}
	active, err := f.active()
	if err != nil {
		return Page[T]{}, err
	}
	after := ""
	if err := f.at(&after); err != nil {
		return Page[T]{}, err
	}
	var out []T
	for _, v := range all {
		code, name, on := about(v)
		if code > after && (active == nil || *active == on) && matches(f.Query, code, name) {
			out = append(out, v)
		}
	}
	return pageOf(out, page, func(v T) any { code, _, _ := about(v); return code }), nil
}
