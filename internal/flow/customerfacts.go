package flow

import (
	"context"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// What is known of a customer beside what they said themselves.
type (
	// CustomerOrders sums up what a customer has ordered.
	CustomerOrders = store.CustomerOrders
	// CustomerSpent is what their orders come to in one currency.
	CustomerSpent = store.CustomerSpent
	// CustomerAddress is where their orders went.
	CustomerAddress = store.CustomerAddress
	// CustomerNote is what somebody wrote about them.
	CustomerNote = store.CustomerNote
)

// customerAddresses is how many addresses of a customer are shown.
const customerAddresses = 20

// CustomerOrders sums up what a customer, given by id or e-mail address, has
// ordered.
func (f *Flow) CustomerOrders(ctx context.Context, ref string) (CustomerOrders, error) {
	c, err := f.Customer(ctx, ref)
	if err != nil {
		return CustomerOrders{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (CustomerOrders, error) { return tx.CustomerOrders(ctx, c.ID, customerAddresses) })
}

// CustomerNoteInput is a note about a customer.
type CustomerNoteInput struct {
	Text string `json:"text" doc:"For those who work here" minLength:"1" maxLength:"5000" example:"Called: wants the blue one"`
}

// AddCustomerNote writes a note about a customer. Notes are never changed.
// Their text stays out of the log of events: it may be personal.
func (f *Flow) AddCustomerNote(ctx context.Context, ref string, in CustomerNoteInput) (*CustomerNote, error) {
	errs := checkText("text", in.Text, 5000)
	if strings.TrimSpace(in.Text) == "" {
		errs = append(errs, oms.FaultAt("text", "is required"))
	}
	if err := oms.InvalidFields("the note", errs); err != nil {
		return nil, err
	}
	c, err := f.Customer(ctx, ref)
	if err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*CustomerNote, error) {
		n := CustomerNote{ID: store.NewID(oms.PrefixNote), CustomerID: c.ID, Author: store.CallerOf(ctx).Actor, Text: in.Text, CreatedAt: tx.Now}
		tx.Emit(ctx, oms.Event{Type: "customer.noted", Subject: c.ID}, map[string]any{"note_id": n.ID})
		return &n, tx.AddCustomerNote(ctx, n)
	})
}

// CustomerNotes returns a page of the notes about a customer, newest first.
func (f *Flow) CustomerNotes(ctx context.Context, ref string, p Paging) (Page[CustomerNote], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[CustomerNote]{}, err
	}
	before := ""
	if err := p.at(&before); err != nil {
		return Page[CustomerNote]{}, err
	}
	c, err := f.Customer(ctx, ref)
	if err != nil {
		return Page[CustomerNote]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[CustomerNote], error) {
		all, err := tx.CustomerNotes(ctx, c.ID, before, limit)
		return pageOf(all, page, func(n CustomerNote) any { return n.ID }), err
	})
}
