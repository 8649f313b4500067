package api

import (
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// RefParam names something by its id or by its code.
type RefParam struct {
	ID string `path:"id" maxLength:"300" doc:"Its identifier, or its code" example:"BER"`
}

// add is the input of an operation that makes something.
type add[B any] struct {
	Body B
}

// change is the input of an operation that does something to one thing.
type change[B any] struct {
	IDParam
	Body B
}

// matched is change under If-Match.
type matched[B any] struct {
	IDParam
	IfMatchParam
	Body B
}

// edit is the input of an operation that changes what is said of something.
type edit[B any] struct {
	RefParam
	IfMatchParam
	Body B
}

// IfMatchParam names the version that the caller saw.
type IfMatchParam struct {
	IfMatch string `header:"If-Match" maxLength:"200" doc:"The ETag that was read. When somebody changed it meanwhile, the answer is 412 and nothing is changed" example:"\"1\""`
}

// version reads the version that the caller saw; nil is any. What follows the
// dash of an entityTag does not count: a hold that was placed meanwhile makes no
// edit stale.
func (m IfMatchParam) version() (*int64, error) {
	tag := strings.TrimSpace(m.IfMatch)
	if tag == "" || tag == "*" {
		return nil, nil //nolint:nilnil // no condition is no version, and no fault
	}
	text, ok := strings.CutPrefix(strings.TrimPrefix(tag, "W/"), `"`)
	text, closed := strings.CutSuffix(text, `"`)
	text, _, _ = strings.Cut(text, "-")
	n, err := strconv.ParseInt(text, 10, 64)
	if !ok || !closed || err != nil {
		return nil, oms.InvalidField("If-Match", "must be an ETag as it was read, such as \"3\"")
	}
	return &n, nil
}

// pageOf makes the answer of a page that the road gives with its cursor.
func pageOf[T, V any](p flow.Page[T], view func(*T) V) list[V] {
	return list[V]{Items: views(p.Items, view), NextCursor: p.NextCursor}
}

// each is the view of items that are pointers already.
func each[T, V any](view func(*T) V) func(**T) V {
	return func(item **T) V { return view(*item) }
}
