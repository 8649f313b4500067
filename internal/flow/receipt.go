package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReceiptInput says what of a transfer has arrived: more than was sent, or
// less, is no error.
type ReceiptInput struct {
	Items    []TransferLine `json:"items,omitempty" doc:"What has arrived; everything that is still on its way when absent" maxItems:"500"`
	Complete bool           `json:"complete,omitempty" doc:"Nothing more will come: what is missing is written off"`
}

// ReceiveTransfer puts what has arrived on the shelf. It may come in parts;
// when everything is there, or complete says so, the transfer is received. A
// received one without anything new is answered as it is.
func (f *Flow) ReceiveTransfer(ctx context.Context, id string, in ReceiptInput) (*oms.Transfer, error) {
	if err := oms.InvalidFields("the receipt", checkLines(in.Items, 0)); err != nil {
		return nil, err
	}
	return f.onTransfer(ctx, id, func(b *transferring) error {
		if b.t.Status == oms.TransferReceived && len(in.Items) == 0 {
			return nil
		}
		switch b.t.Status {
		case oms.TransferInTransit:
		case oms.TransferDraft:
			return oms.Errorf(oms.Conflict, "transfer %s is a draft: ship it first", b.t.ID)
		default:
			return oms.Errorf(oms.Conflict, "transfer %s is %s: adjust the stock instead", b.t.ID, b.t.Status)
		}
		if err := b.receive(in); err != nil {
			return err
		}
		_, err := b.save(ctx, oms.TransferArrived)
		return err
	})
}

func (b *transferring) receive(in ReceiptInput) error {
	arrived, err := b.arrived(in.Items)
	if err != nil {
		return err
	}
	open := false
	for i := range b.t.Items {
		it := &b.t.Items[i]
		left := onTheWay(*it)
		n := arrived[i]
		if len(in.Items) == 0 && !in.Complete {
			n = left
		}
		gone := min(n, left)
		if in.Complete {
			gone = left
		}
		b.move(*it, b.t.ToID, oms.StockOnHand, n)
		b.move(*it, b.t.ToID, oms.StockIncoming, -gone)
		it.Received += n
		open = open || left > gone
	}
	if !open {
		b.t.Status, b.t.ReceivedAt = oms.TransferReceived, &b.tx.Now
	}
	return nil
}

// onTheWay is what of an item has not arrived.
func onTheWay(it oms.TransferItem) int64 { return max(0, it.Quantity-it.Received) }

// CancelTransfer brings what has not arrived back to where it came from. A
// draft has moved nothing.
func (f *Flow) CancelTransfer(ctx context.Context, id string) (*oms.Transfer, error) {
	return f.onTransfer(ctx, id, func(b *transferring) error {
		t := b.t
		if t.Status == oms.TransferCanceled {
			return nil
		}
		if err := oms.TransferMoves.Check(t.ID, string(t.Status), string(oms.TransferCanceled)); err != nil {
			return err
		}
		if t.Status == oms.TransferInTransit {
			for _, it := range t.Items {
				b.move(it, t.FromID, oms.StockOnHand, onTheWay(it))
				b.move(it, t.ToID, oms.StockIncoming, -onTheWay(it))
			}
		}
		t.Status = oms.TransferCanceled
		_, err := b.save(ctx, oms.TransferCalledBack)
		return err
	})
}

func (f *Flow) onTransfer(ctx context.Context, id string, verb func(*transferring) error) (*oms.Transfer, error) {
	if !oms.IsID(id, oms.PrefixTransfer) {
		return nil, unknown("transfer", id)
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Transfer, error) {
		t, err := tx.LockTransfer(ctx, id)
		if err != nil {
			return nil, err
		}
		b, err := lockTransfer(ctx, tx, t)
		if err != nil {
			return nil, err
		}
		return t, verb(b)
	})
}
