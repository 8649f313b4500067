package shopsim

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// fulfillment is what the shop was told has left.
type fulfillment struct {
	n       int
	numbers []string
	lines   []fulfilled
}

type fulfilled struct {
	line     string // gid
	quantity int64
}

// changes are the variables of what tells the shop something.
type changes struct {
	Key   string `json:"key"`
	Input struct {
		Quantities []struct {
			Item     string `json:"inventoryItemId"`
			Location string `json:"locationId"`
			Quantity int64  `json:"quantity"`
		} `json:"quantities"`
	} `json:"input"`
	Fulfillment struct {
		Jobs []struct {
			Lines []struct {
				ID       string `json:"id"`
				Quantity int64  `json:"quantity"`
			} `json:"fulfillmentOrderLineItems"`
			ID string `json:"fulfillmentOrderId"`
		} `json:"lineItemsByFulfillmentOrder"`
		Tracking struct {
			Numbers []string `json:"numbers"`
		} `json:"trackingInfo"`
	} `json:"fulfillment"`
}

// Shows is how much of a SKU the shop offers; false before it was told.
func (s *Shop) Shows(sku string) (int64, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.shelf[sku]
	return n, ok
}

// Fulfilled returns the tracking numbers that buyers of an order were given.
func (s *Shop) Fulfilled(id string) (numbers []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.sent[id] {
		numbers = append(numbers, f.numbers...)
	}
	return numbers
}

// hear answers the operations that tell the shop something, and those that ask
// what it was told.
func (s *Shop) hear(q question) (data object, fault string) {
	v := q.Variables
	switch q.Operation {
	case "Location":
		return object{"location": object{"id": gid("Location", 1)}}, ""
	case "Variants":
		return s.variants(v.Filter), ""
	case "SetStock":
		return s.setStock(v.changes), ""
	}
	o := s.find(v.ID)
	switch q.Operation {
	case "Fulfill":
		return s.fulfill(v.changes), ""
	case "FulfillmentOrderLines":
		return object{"fulfillmentOrder": nil}, "" // all lines fit the first page
	case "Fulfillments", "FulfillmentOrders", "Canceled":
		if o == nil {
			return object{"order": nil}, ""
		}
	}
	switch q.Operation {
	case "Fulfillments":
		return object{"order": object{"fulfillments": s.fulfillments(o)}}, ""
	case "FulfillmentOrders":
		return object{"order": object{"fulfillmentOrders": s.plans(o)}}, ""
	case "Canceled":
		return object{"order": object{"cancelledAt": moment(o.canceled)}}, ""
	case "Cancel":
		if o == nil || !o.canceled.IsZero() {
			return object{"orderCancel": object{"orderCancelUserErrors": []object{{"field": []string{"orderId"}, "message": "Order cannot be canceled"}}}}, ""
		}
		o.canceled = s.Now().UTC()
		o.updated = o.canceled
		s.announce("orders/cancelled", o)
		return object{"orderCancel": object{"orderCancelUserErrors": []object{}}}, ""
	}
	return nil, "the simulated shop does not know the operation " + strconv.Quote(q.Operation)
}

func (s *Shop) find(id string) *order {
	i := slices.IndexFunc(s.orders, func(o *order) bool { return gid("Order", o.id()) == id })
	if i < 0 {
		return nil
	}
	return s.orders[i]
}

// term is one of the terms that our connector searches by.
var term = regexp.MustCompile(`(id|sku):(?:'((?:[^'\\]|\\.)*)'|([0-9]+))`)

// variants finds products of the catalog by SKU or by the variant's number.
func (s *Shop) variants(filter string) object {
	nodes := []object{}
	wanted := map[string]bool{}
	for _, m := range term.FindAllStringSubmatch(filter, -1) {
		wanted[m[1]+":"+strings.ReplaceAll(m[2], `\`, "")+m[3]] = true
	}
	for _, p := range s.Catalog {
		number := strconv.FormatInt(variantID(p.SKU), 10)
		if wanted["sku:"+p.SKU] || wanted["id:"+number] {
			nodes = append(nodes, object{"legacyResourceId": number, "sku": p.SKU, "inventoryItem": object{"id": gid("InventoryItem", number),
				"inventoryLevel": object{"quantities": []object{{"quantity": s.shelf[p.SKU]}}}}})
		}
	}
	return object{"productVariants": object{"nodes": nodes, "pageInfo": object{"hasNextPage": false, "endCursor": nil}}}
}

// setStock sets all quantities or, where one is at fault, none.
func (s *Shop) setStock(c changes) object {
	faults := []object{}
	set := map[string]int64{}
	for i, q := range c.Input.Quantities {
		k := slices.IndexFunc(s.Catalog, func(p Product) bool { return gid("InventoryItem", variantID(p.SKU)) == q.Item })
		if k < 0 || q.Quantity < 0 {
			faults = append(faults, object{"code": "INVALID_INVENTORY_ITEM", "field": []string{"input", "quantities", strconv.Itoa(i)}, "message": "The inventory item is not valid"})
			continue
		}
		set[s.Catalog[k].SKU] = q.Quantity
	}
	if len(faults) == 0 && !s.keys[c.Key] {
		s.keys[c.Key] = true
		for sku, n := range set {
			s.shelf[sku] = n
		}
	}
	return object{"inventorySetQuantities": object{"userErrors": faults}}
}

// left is how much of each line is to be fulfilled.
func (s *Shop) left(o *order) map[string]int64 {
	left := map[string]int64{}
	if !o.canceled.IsZero() {
		return left
	}
	nodes, _ := o.lineItems(1000, "")["nodes"].([]object)
	for _, l := range nodes {
		left[fmt.Sprint(l["id"])], _ = l["quantity"].(int64)
	}
	for _, f := range s.sent[o.id()] {
		for _, l := range f.lines {
			left[l.line] -= l.quantity
		}
	}
	return left
}

func tail(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }

// plans is the one plan that the shop makes for an order.
func (s *Shop) plans(o *order) object {
	lines, status, left := []object{}, "CLOSED", s.left(o)
	nodes, _ := o.lineItems(1000, "")["nodes"].([]object)
	for _, l := range nodes {
		id := fmt.Sprint(l["id"])
		if left[id] > 0 {
			status = "OPEN"
		}
		lines = append(lines, object{"id": gid("FulfillmentOrderLineItem", tail(id)), "remainingQuantity": left[id], "lineItem": object{"id": id}})
	}
	end := object{"hasNextPage": false, "endCursor": nil}
	return object{"nodes": []object{{"id": gid("FulfillmentOrder", o.id()), "status": status, "assignedLocation": object{"location": object{"id": gid("Location", 1)}},
		"lineItems": object{"nodes": lines, "pageInfo": end}}}, "pageInfo": end}
}

func (s *Shop) fulfillments(o *order) []object {
	all := []object{}
	for _, f := range s.sent[o.id()] {
		tracking, lines := []object{}, []object{}
		for _, n := range f.numbers {
			tracking = append(tracking, object{"number": n})
		}
		for _, l := range f.lines {
			lines = append(lines, object{"quantity": l.quantity, "lineItem": object{"id": l.line}})
		}
		all = append(all, object{"legacyResourceId": strconv.Itoa(f.n), "status": "SUCCESS", "trackingInfo": tracking,
			"fulfillmentLineItems": object{"nodes": lines, "pageInfo": object{"hasNextPage": false, "endCursor": nil}}})
	}
	return all
}

// fulfill notes what has left, if there is that much to fulfill.
func (s *Shop) fulfill(c changes) object {
	refuse := func(message string) object {
		return object{"fulfillmentCreate": object{"fulfillment": nil, "userErrors": []object{{"field": []string{"fulfillment"}, "message": message}}}}
	}
	if len(c.Fulfillment.Jobs) != 1 {
		return refuse("All fulfillment orders must be at one location")
	}
	o := s.find(gid("Order", tail(c.Fulfillment.Jobs[0].ID)))
	if o == nil {
		return refuse("Fulfillment order does not exist")
	}
	s.fulfilled++
	f, left := fulfillment{n: s.fulfilled, numbers: c.Fulfillment.Tracking.Numbers}, s.left(o)
	for _, l := range c.Fulfillment.Jobs[0].Lines {
		id := gid("LineItem", tail(l.ID))
		if l.Quantity > left[id] {
			return refuse("Invalid fulfillment order line item quantity requested")
		}
		f.lines = append(f.lines, fulfilled{id, l.Quantity})
	}
	s.sent[o.id()] = append(s.sent[o.id()], f)
	return object{"fulfillmentCreate": object{"fulfillment": object{"legacyResourceId": strconv.Itoa(f.n)}, "userErrors": []object{}}}
}
