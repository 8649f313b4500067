package flow

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReturnArrival says what of a return has come.
type ReturnArrival struct {
	Items    []oms.ArrivedItem `json:"items,omitempty" doc:"What was in the box; everything that is still to come when absent" maxItems:"1000"`
	Complete bool              `json:"complete,omitempty" doc:"Nothing more will come: what has not is missing"`
	Location string            `json:"location,omitempty" doc:"Code of the location where it came, when it is another than it was to go to" maxLength:"64" example:"BER"`
}

// BlindReceipt is a box that nobody announced.
type BlindReceipt struct {
	Order    string            `json:"order" doc:"The order's number, ours or the channel's, or its id" minLength:"1" maxLength:"200" example:"100001"`
	Items    []oms.ArrivedItem `json:"items" doc:"What was in the box, by lines of the order" minItems:"1" maxItems:"1000"`
	Location string            `json:"location,omitempty" doc:"Code of the location where it came; by the policy when absent" maxLength:"64" example:"BER"`
	Note     string            `json:"note,omitempty" maxLength:"1000"`
}

// ReceiveReturn takes in what has come of a return, in parts or at once. One of
// which everything is here is answered as it is when nothing new is named.
func (f *Flow) ReceiveReturn(ctx context.Context, id string, in ReturnArrival) (Part[oms.Return], error) {
	return f.onReturn(ctx, id, func(b *returning) (bool, error) {
		r := b.r
		u := r.Units()
		if len(in.Items) == 0 && u.Open() == 0 && u.Received > 0 {
			return false, nil
		}
		if in.Location != "" && in.Location != r.Location && u.Waiting() > 0 {
			return false, oms.Errorf(oms.Conflict, "units of %s wait at %s: inspect them before others come to %s", r.Name(), r.Location, in.Location)
		}
		return true, b.receive(ctx, in)
	})
}

func (b *returning) receive(ctx context.Context, in ReturnArrival) error {
	s, err := b.o.ReceiveReturn(b.r, in.Items, in.Complete, b.tx.Now)
	if err != nil {
		return err
	}
	if in.Location != "" || b.r.LocationID == "" {
		if err := b.place(ctx, in.Location); err != nil {
			return err
		}
	}
	b.tell(ctx, oms.ReturnArrived, s)
	return b.conclude(ctx)
}

// ReceiveUnannounced takes in a box without a return: it makes one of what is
// in it.
func (f *Flow) ReceiveUnannounced(ctx context.Context, in BlindReceipt) (Part[oms.Return], error) {
	if err := oms.InvalidFields("the receipt", append(checkText("order", in.Order, 200), checkText("note", in.Note, 1000)...)); err != nil {
		return Part[oms.Return]{}, err
	}
	if len(in.Items) == 0 {
		return Part[oms.Return]{}, oms.InvalidField("items", "needs at least one entry")
	}
	return do(ctx, f, func(tx *store.Tx) (Part[oms.Return], error) {
		orderID, err := orderNamed(ctx, tx, strings.TrimSpace(in.Order))
		if err != nil {
			return Part[oms.Return]{}, err
		}
		b, _, err := f.newReturn(ctx, tx, orderID, "", oms.RMAReceived)
		if err != nil {
			return Part[oms.Return]{}, err
		}
		b.r.Note = in.Note
		if err := b.receive(ctx, ReturnArrival{Items: in.Items, Location: in.Location}); err != nil {
			return Part[oms.Return]{}, err
		}
		return b.save(ctx)
	})
}

// orderNamed is the id of the one order that a code names.
func orderNamed(ctx context.Context, tx *store.Tx, code string) (string, error) {
	if oms.IsID(code, oms.PrefixOrder) {
		return code, nil
	}
	if n, err := strconv.ParseInt(code, 10, 64); err == nil {
		if id, err := tx.OrderNumbered(ctx, n); err != nil || id != "" {
			return id, err
		}
	}
	found, _, err := tx.ListOrders(ctx, store.OrderFilter{Query: code, Limit: maxScanned})
	if err != nil {
		return "", err
	}
	found = slices.DeleteFunc(found, func(o *oms.Order) bool { return !strings.EqualFold(code, o.ExternalID) })
	switch len(found) {
	case 0:
		return "", oms.InvalidField("order", "%.100q is the number of no order", code)
	case 1:
		return found[0].ID, nil
	}
	return "", oms.InvalidField("order", "%.100q is an order of %s and of %s: give our number", code, found[0].Channel, found[1].Channel)
}
