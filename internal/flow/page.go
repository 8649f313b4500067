package flow

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/switchyard-oms/switchyard/oms"
)

// Page is a part of a list and where to go on.
type Page[T any] struct {
	Items      []T    `json:"items"`
	NextCursor string `json:"next_cursor,omitempty" doc:"Pass it as cursor for the next page; absent at the end"`
}

// MaxPage is the most entries of one page.
const MaxPage = 500

// Paging says which part of a list is wanted.
type Paging struct {
	Cursor string `query:"cursor" doc:"The next_cursor of the page before" maxLength:"1000"`
	Limit  int    `query:"limit" doc:"Entries of a page, 50 when absent" minimum:"0" maximum:"500"`
}

// limit returns the length of a page, and of what to read: one more, which
// tells whether there is a next page.
func (p Paging) limit() (page, read int, err error) {
	page = p.Limit
	if page == 0 {
		page = 50
	}
	if page < 1 || page > MaxPage {
		return 0, 0, oms.InvalidField("limit", "must be 1 to %d", MaxPage)
	}
	return page, page + 1, nil
}

// at reads the position that the page before ended with into dst.
func (p Paging) at(dst any) error {
	if p.Cursor == "" {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err == nil {
		err = json.Unmarshal(raw, dst)
	}
	if err != nil || strings.Contains(string(raw), `\u0000`) {
		return oms.InvalidField("cursor", "is not the next_cursor of a page")
	}
	return nil
}

// pageOf makes a page of what was read with one entry more than a page has.
func pageOf[T any](all []T, page int, position func(T) any) Page[T] {
	if all == nil {
		all = []T{} // a list without entries is [] in JSON
	}
	if len(all) <= page {
		return Page[T]{Items: all}
	}
	all = all[:page]
	return Page[T]{Items: all, NextCursor: cursorOf(position(all[page-1]))}
}

// cursorOf writes a position that at reads again.
func cursorOf(position any) string {
	raw, _ := json.Marshal(position) // strings, numbers and structs of them
	return base64.RawURLEncoding.EncodeToString(raw)
}

// checkFilters reports the texts of a query that no database can be asked for:
// pairs of a field's name and its value.
func checkFilters(pairs ...string) error {
	var errs []oms.FieldError
	for i := 0; i+1 < len(pairs); i += 2 {
		errs = append(errs, checkText(pairs[i], pairs[i+1], 300)...)
	}
	return oms.InvalidFields("the query", errs)
}

// checkText is oms.CheckText for a text that may come from a file or an
// address, where nothing has made sure that it is UTF-8.
func checkText(field, value string, limit int) []oms.FieldError {
	if !utf8.ValidString(value) {
		return []oms.FieldError{oms.FaultAt(field, "is not valid UTF-8")}
	}
	return oms.CheckText(field, value, limit)
}
