package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// customerSummaryView is what a customer has ordered, in sum.
type customerSummaryView struct {
	Orders    int64                 `json:"orders" doc:"All of them, also canceled ones; list-orders with filter=customer:… lists them" example:"3"`
	Last      *lastOrderView        `json:"last_order" doc:"The one placed last; null without any"`
	Spent     []customerSpentView   `json:"spent" doc:"By currency, without canceled orders" maxItems:"200"`
	Addresses []customerAddressView `json:"addresses" doc:"Where orders went, the one used last first; at most 20" maxItems:"20"`
}

type lastOrderView struct {
	ID       string    `json:"id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	PlacedAt time.Time `json:"placed_at"`
}

type customerSpentView struct {
	Currency string `json:"currency" example:"EUR"`
	Orders   int64  `json:"orders" example:"3"`
	Total    string `json:"total" example:"134.10"`
}

type customerAddressView struct {
	Address oms.Address `json:"address"`
	Orders  int64       `json:"orders" doc:"That went there" example:"2"`
	LastAt  time.Time   `json:"last_at" doc:"When the newest of them was placed"`
}

// customerNoteView is what somebody wrote about a customer.
type customerNoteView struct {
	ID        string    `json:"id" example:"not_01kd3ht2yre1asz3dgf0ma94w5"`
	Author    string    `json:"author" doc:"The actor" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	Text      string    `json:"text" example:"Called: wants the blue one"`
	CreatedAt time.Time `json:"created_at"`
}

func customerNoteViewOf(n *flow.CustomerNote) customerNoteView {
	return customerNoteView{ID: n.ID, Author: n.Author, Text: n.Text, CreatedAt: n.CreatedAt}
}

// customerNotesParams choose notes.
type customerNotesParams struct {
	RefParam
	flow.Paging
}

// customerNoteParams is a note about one customer.
type customerNoteParams struct {
	RefParam
	Body flow.CustomerNoteInput
}

func (a *API) customerOperations() {
	f := a.flow
	const tag, path = "Customers", "/customers/{id}"
	read(a, operation{id: "get-customer-summary", path: path + "/summary", tag: tag, may: auth.CustomersRead, summary: "What a customer has ordered",
		doc: "How many orders, what they come to by currency, the last one, and the addresses that they went to."},
		func(ctx context.Context, in *RefParam) (customerSummaryView, error) {
			c, err := f.CustomerOrders(ctx, in.ID)
			return customerSummaryViewOf(c), err
		})
	write(a, operation{id: "add-customer-note", method: http.MethodPost, path: path + "/notes", tag: tag, may: auth.CustomersWrite, status: http.StatusCreated,
		summary: "Write a note about a customer", doc: "With its author and instant. Notes are never changed."},
		func(ctx context.Context, in *customerNoteParams) (*flow.CustomerNote, error) {
			return f.AddCustomerNote(ctx, in.ID, in.Body)
		}, customerNoteViewOf)
	read(a, operation{id: "list-customer-notes", path: path + "/notes", tag: tag, may: auth.CustomersRead, summary: "List the notes about a customer", doc: "The newest first."},
		func(ctx context.Context, in *customerNotesParams) (list[customerNoteView], error) {
			p, err := f.CustomerNotes(ctx, in.ID, in.Paging)
			return pageOf(p, customerNoteViewOf), err
		})
}

func customerSummaryViewOf(c flow.CustomerOrders) customerSummaryView {
	v := customerSummaryView{Orders: c.Orders,
		Spent: views(c.Spent, func(s *flow.CustomerSpent) customerSpentView {
			return customerSpentView{s.Currency, s.Orders, amounts(s.Currency)(s.Total)}
		}),
		Addresses: views(c.Addresses, func(s *flow.CustomerAddress) customerAddressView {
			return customerAddressView{s.Address, s.Orders, s.LastAt}
		})}
	if c.LastAt != nil {
		v.Last = &lastOrderView{c.LastID, *c.LastAt}
	}
	return v
}
