package api

import (
	"encoding/base64"
	"encoding/json"

	"github.com/switchyard-oms/switchyard/oms"
)

// PageParams are the parameters of every list.
type PageParams struct {
	Cursor string `query:"cursor" maxLength:"500" doc:"next_cursor of the page before; empty for the first page"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many items a page has at most"`
}

// list is a page of items.
type list[T any] struct {
	Items      []T    `json:"items" maxItems:"1000"`
	NextCursor string `json:"next_cursor" doc:"Give it as cursor to get the next page; empty at the end" example:"" maxLength:"500"`
}

// listOf turns what was read into a page. next is the position to go on from,
// or nil at the end.
func listOf[T, V any, P any](items []T, view func(T) V, next *P) list[V] {
	out := list[V]{Items: make([]V, len(items)), NextCursor: cursorOf(next)}
	for i, item := range items {
		out.Items[i] = view(item)
	}
	return out
}

// cursorOf makes an opaque cursor of a position.
func cursorOf[P any](position *P) string {
	if position == nil {
		return ""
	}
	b, err := json.Marshal(position)
	if err != nil {
		panic(err) // positions are small structs of ours
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// positionOf reads a cursor back; nil is the beginning.
func positionOf[P any](cursor string) (*P, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // no cursor is no position, and no fault
	}
	var p P
	b, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil {
		return nil, oms.InvalidField("cursor", "is not one that a page before gave: begin again without it")
	}
	return &p, nil
}
