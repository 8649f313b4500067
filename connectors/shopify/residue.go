package shopify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// maxState bounds the further fields of an order or a line, in bytes. Beyond
// it the largest are left out and named; the raw body has them.
const maxState = 200 << 10

// readREST maps a webhook's body. Every field of it that has no place in the
// input is kept under "_shopify", at the order or at its line.
func readREST(body []byte) (*oms.OrderInput, error) {
	var o order
	if err := json.Unmarshal(body, &o); err != nil {
		return nil, oms.Errorf(oms.Malformed, "shopify: the body is no order: %v", err)
	}
	if o.ID == "" || len(o.Lines) == 0 {
		return nil, oms.Errorf(oms.Malformed, "shopify: the body is no order: it has no id or no lines")
	}
	tree, err := treeOf(body)
	if err != nil {
		return nil, oms.Errorf(oms.Malformed, "shopify: the body is no order: %v", err)
	}
	in := o.input()
	in.Raw = body
	lines, _ := tree["line_items"].([]any)
	if dropped := placeLines(in, lines); len(dropped) > 0 {
		tree["line_items"] = dropped
	} else {
		delete(tree, "line_items")
	}
	placed(tree, in)
	in.Attributes = merge(in.Attributes, tree)
	return in, nil
}

// placeLines gives each line of the input what its line of the body has
// besides, and returns the lines that the input has no more.
func placeLines(in *oms.OrderInput, lines []any) (dropped []any) {
	for _, v := range lines {
		l, ok := v.(map[string]any)
		id := scalarText(l["id"])
		i := slices.IndexFunc(in.Lines, func(x oms.LineInput) bool { return x.ExternalID == id })
		if !ok || i < 0 {
			dropped = append(dropped, v)
			continue
		}
		to := &in.Lines[i]
		drop(l, "id", to.ExternalID)
		drop(l, "sku", to.SKU)
		drop(l, "quantity", string(to.Quantity))
		drop(l, "current_quantity", string(to.Quantity))
		drop(l, "price", string(to.UnitPrice))
		drop(l, "name", to.Title)
		drop(l, "title", to.Title)
		to.Attributes = merge(to.Attributes, l)
	}
	return dropped
}

// placed takes off a body's tree the leaves that the input has word for word.
func placed(tree map[string]any, in *oms.OrderInput) {
	drop(tree, "id", in.ExternalID)
	drop(tree, "currency", in.Currency)
	drop(tree, "taxes_included", strconv.FormatBool(in.PricesIncludeTax))
	drop(tree, "note", in.Note)
	drop(tree, "cancel_reason", in.CancelReason)
	drop(tree, "tags", strings.Join(in.Tags, ", "))
	drop(tree, "total_price", string(in.Total))
	if c := in.Customer; c != nil {
		drop(tree, "email", c.Email)
		drop(tree, "phone", c.Phone)
		if m, ok := tree["customer"].(map[string]any); ok {
			drop(m, "email", c.Email)
		}
	}
	placedAddress(tree["shipping_address"], in.ShippingAddress)
	placedAddress(tree["billing_address"], in.BillingAddress)
}

func placedAddress(v any, to *oms.Address) {
	m, ok := v.(map[string]any)
	if !ok || to == nil {
		return
	}
	for key, value := range map[string]string{"name": to.Name, "company": to.Company, "address1": to.Address1, "address2": to.Address2,
		"city": to.City, "province_code": to.Region, "zip": to.PostalCode, "country_code": to.CountryCode, "phone": to.Phone} {
		drop(m, key, value)
	}
}

// drop takes a leaf off when it says exactly what the input says.
func drop(m map[string]any, key, value string) {
	if v, ok := m[key]; ok && value != "" && scalarText(v) == value {
		delete(m, key)
	}
}

func scalarText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// treeOf reads an object with its numbers' digits, without NUL characters,
// which no database keeps in a text.
func treeOf(body []byte) (map[string]any, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var tree map[string]any
	if err := dec.Decode(&tree); err != nil {
		return nil, err
	}
	withoutNUL(tree)
	return tree, nil
}

func withoutNUL(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, "\x00", "")
	case map[string]any:
		for key, member := range v {
			v[key] = withoutNUL(member)
		}
	case []any:
		for i := range v {
			v[i] = withoutNUL(v[i])
		}
	}
	return v
}

// merge adds the further fields to attributes that were written before.
func merge(attributes json.RawMessage, state map[string]any) json.RawMessage {
	if len(state) == 0 {
		return attributes
	}
	m := map[string]any{}
	if len(attributes) > 0 {
		if tree, err := treeOf(attributes); err == nil {
			m = tree
		}
	}
	m[further] = bounded(state)
	b, err := json.Marshal(m)
	if err != nil {
		return attributes // a tree that was just read can be written
	}
	return b
}

// bounded leaves out the largest fields until the rest fits.
func bounded(state map[string]any) map[string]any {
	size, total := map[string]int{}, 0
	for key, v := range state {
		b, _ := json.Marshal(v)
		size[key] = len(b) + len(key)
		total += size[key]
	}
	var omitted []string
	for total > maxState {
		largest := ""
		for key, n := range size {
			if n > size[largest] {
				largest = key
			}
		}
		total -= size[largest]
		delete(state, largest)
		delete(size, largest)
		omitted = append(omitted, largest)
	}
	if len(omitted) > 0 {
		state["left_out"] = fmt.Sprintf("too large, see the raw body: %s", strings.Join(omitted, ", "))
	}
	return state
}
