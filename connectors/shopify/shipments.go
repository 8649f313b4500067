package shopify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/connector"
)

// told is a fulfillment that the shop knows of.
type told struct {
	ID       text `json:"legacyResourceId"`
	Status   text `json:"status"`
	Tracking []struct {
		Number text `json:"number"`
	} `json:"trackingInfo"`
	Lines conn[struct {
		Quantity int64  `json:"quantity"`
		Line     lineID `json:"lineItem"`
	}] `json:"fulfillmentLineItems"`
}

type lineID struct {
	ID string `json:"id"`
}

func (l lineID) number() string { return l.ID[strings.LastIndexByte(l.ID, '/')+1:] }

// job is the shop's plan of what leaves from one of its locations.
type job struct {
	ID       string `json:"id"`
	Status   text   `json:"status"`
	Assigned struct {
		Location *struct {
			ID string `json:"id"`
		} `json:"location"`
	} `json:"assignedLocation"`
	Lines conn[jobLine] `json:"lineItems"`
}

type jobLine struct {
	ID        string `json:"id"`
	Remaining int64  `json:"remainingQuantity"`
	Line      lineID `json:"lineItem"`
}

func (j job) place() string {
	if j.Assigned.Location == nil {
		return ""
	}
	return j.Assigned.Location.ID
}

// TellShipment makes a fulfillment of what the shipment holds. What the shop
// knows already under one of its tracking numbers is left out, so that telling
// it twice makes one.
func (s *shop) TellShipment(ctx context.Context, n connector.ShipmentNotice) (string, error) {
	known, jobs, err := s.work(ctx, n.OrderID)
	if err != nil {
		return "", err
	}
	left, reference := untold(n, known)
	if len(left) == 0 {
		return reference, nil
	}
	plan, err := assign(left, jobs)
	if err != nil {
		return "", err
	}
	for i, part := range plan {
		id, err := s.fulfill(ctx, n, fmt.Sprintf("%s-%d", n.Key, i), part)
		if err != nil {
			return "", err
		}
		reference = id
	}
	return reference, nil
}

// untold takes off what fulfillments with one of the tracking numbers hold.
func untold(n connector.ShipmentNotice, known []told) (left []connector.ShippedLine, reference string) {
	gone := map[string]int64{}
	for _, f := range known {
		ours := slices.ContainsFunc(f.Tracking, func(t struct {
			Number text `json:"number"`
		}) bool {
			return slices.ContainsFunc(n.Parcels, func(p connector.ShippedParcel) bool {
				return p.Tracking.Number != "" && p.Tracking.Number == string(t.Number)
			})
		})
		if !ours || f.Status == "CANCELLED" || f.Status == "ERROR" || f.Status == "FAILURE" {
			continue
		}
		reference = string(f.ID)
		if f.Lines.PageInfo.HasNextPage {
			return nil, reference // it is ours by its number, and it holds more than fits a page
		}
		for _, l := range f.Lines.Nodes {
			gone[l.Line.number()] += l.Quantity
		}
	}
	for _, l := range n.Lines() {
		if l.Quantity -= gone[l.ExternalID]; l.Quantity > 0 {
			left = append(left, l)
		}
	}
	return left, reference
}

// part is what one fulfillment takes: lines of the shop's plans at one of its
// locations.
type part struct {
	place string
	jobs  []map[string]any
}

// assign takes lines from the shop's plans. A fulfillment may only hold what
// is planned at one location.
func assign(left []connector.ShippedLine, jobs []job) (plan []part, err error) {
	need := map[string]int64{}
	for _, l := range left {
		need[l.ExternalID] += l.Quantity
	}
	for _, j := range jobs {
		if j.Status != "OPEN" && j.Status != "IN_PROGRESS" {
			continue
		}
		var lines []map[string]any
		for _, l := range j.Lines.Nodes {
			if q := min(l.Remaining, need[l.Line.number()]); q > 0 {
				need[l.Line.number()] -= q
				lines = append(lines, map[string]any{"id": l.ID, "quantity": q})
			}
		}
		if len(lines) == 0 {
			continue
		}
		i := slices.IndexFunc(plan, func(p part) bool { return p.place == j.place() })
		if i < 0 {
			plan, i = append(plan, part{place: j.place()}), len(plan)
		}
		plan[i].jobs = append(plan[i].jobs, map[string]any{"fulfillmentOrderId": j.ID, "fulfillmentOrderLineItems": lines})
	}
	for _, l := range left {
		if need[l.ExternalID] > 0 {
			return nil, reject(fmt.Sprintf("the shop has %d fewer of %s to fulfill than were shipped: was it fulfilled or canceled there?", need[l.ExternalID], l.SKU))
		}
	}
	return plan, nil
}

func (s *shop) fulfill(ctx context.Context, n connector.ShipmentNotice, key string, p part) (string, error) {
	numbers, urls := []string{}, []string{}
	for _, box := range n.Parcels {
		if box.Tracking.Number != "" {
			numbers = append(numbers, box.Tracking.Number)
		}
		if box.Tracking.URL != "" {
			urls = append(urls, box.Tracking.URL)
		}
	}
	tracking := map[string]any{"company": n.Name, "numbers": numbers}
	if len(urls) > 0 {
		tracking["urls"] = urls
	}
	var data struct {
		Create struct {
			Fulfillment *struct {
				ID text `json:"legacyResourceId"`
			} `json:"fulfillment"`
			Errors []struct{ Message string } `json:"userErrors"`
		} `json:"fulfillmentCreate"`
	}
	err := s.ask(ctx, fulfillMutation, map[string]any{"key": key, "fulfillment": map[string]any{
		"lineItemsByFulfillmentOrder": p.jobs, "trackingInfo": tracking, "notifyCustomer": s.notify}}, &data)
	switch {
	case err != nil:
		return "", unscoped(err, "write_merchant_managed_fulfillment_orders")
	case len(data.Create.Errors) > 0:
		return "", reject(data.Create.Errors[0].Message)
	case data.Create.Fulfillment == nil:
		return "", &connector.Error{Do: connector.Retry, Message: "shopify: " + fulfillMutation.name + ": the answer holds no fulfillment"}
	}
	return string(data.Create.Fulfillment.ID), nil
}

// work reads what the shop knows and plans about an order's goods.
func (s *shop) work(ctx context.Context, orderID string) (known []told, jobs []job, err error) {
	var data struct {
		Order *struct {
			Known []told `json:"fulfillments"`
		} `json:"order"`
	}
	id := "gid://shopify/Order/" + orderID
	if err := s.ask(connector.Repeatable(ctx), toldQuery, map[string]any{"id": id}, &data); err != nil {
		return nil, nil, err
	}
	if data.Order == nil {
		return nil, nil, reject("the shop has no order " + orderID)
	}
	for after := any(nil); ; {
		var page struct {
			Order *struct {
				Jobs conn[job] `json:"fulfillmentOrders"`
			} `json:"order"`
		}
		if err := s.ask(connector.Repeatable(ctx), jobsQuery, map[string]any{"id": id, "after": after}, &page); err != nil {
			return nil, nil, unscoped(err, "read_merchant_managed_fulfillment_orders")
		}
		if page.Order == nil {
			return nil, nil, reject("the shop has no order " + orderID)
		}
		for _, j := range page.Order.Jobs.Nodes {
			if err := s.wholeJob(ctx, &j); err != nil {
				return nil, nil, err
			}
			jobs = append(jobs, j)
		}
		if !page.Order.Jobs.PageInfo.HasNextPage {
			return data.Order.Known, jobs, nil
		}
		after = page.Order.Jobs.PageInfo.EndCursor
	}
}

// wholeJob reads the lines of a plan that did not fit the page.
func (s *shop) wholeJob(ctx context.Context, j *job) error {
	for p := j.Lines.PageInfo; p.HasNextPage; p = j.Lines.PageInfo {
		var data struct {
			Job *struct {
				Lines conn[jobLine] `json:"lineItems"`
			} `json:"fulfillmentOrder"`
		}
		if err := s.more(connector.Repeatable(ctx), jobLinesQuery, j.ID, p.EndCursor, &data); err != nil {
			return err
		}
		if data.Job == nil {
			return &connector.Error{Do: connector.Retry, Message: "shopify: a plan changed while it was read"}
		}
		j.Lines.Nodes = append(j.Lines.Nodes, data.Job.Lines.Nodes...)
		j.Lines.PageInfo = data.Job.Lines.PageInfo
	}
	return nil
}

// TellCancellation cancels the order, unless it is canceled already. Money is
// not given back and nobody is written to: that is done from here.
func (s *shop) TellCancellation(ctx context.Context, n connector.CancelNotice) error {
	var data struct {
		Order *struct {
			CanceledAt text `json:"cancelledAt"`
		} `json:"order"`
	}
	id := "gid://shopify/Order/" + n.OrderID
	if err := s.ask(connector.Repeatable(ctx), canceledQuery, map[string]any{"id": id}, &data); err != nil {
		return err
	}
	if data.Order == nil {
		return reject("the shop has no order " + n.OrderID)
	}
	if data.Order.CanceledAt != "" {
		return nil
	}
	var done struct {
		Cancel struct {
			Errors []struct{ Message string } `json:"orderCancelUserErrors"`
		} `json:"orderCancel"`
	}
	err := s.ask(ctx, cancelMutation, map[string]any{"id": id, "note": clip(n.Reason)}, &done)
	if err != nil {
		return unscoped(err, "write_orders")
	}
	if len(done.Cancel.Errors) > 0 {
		return reject(done.Cancel.Errors[0].Message)
	}
	return nil
}

func asError(err error) (*connector.Error, bool) {
	var e *connector.Error
	return e, errors.As(err, &e)
}
