package connector

import (
	"context"
	"time"
)

// StockSink is a Connection whose channel is told how much of each offer can
// be sold.
type StockSink interface {
	// StockBatch is how many rows one call of PushStock takes at most.
	StockBatch() int
	// PushStock sets quantities. They are absolute, so that telling one twice
	// changes nothing and the newest is the only one that counts. It answers
	// for each row, in their order, nil when the channel has taken it; an error
	// of the call as a whole leaves open what became of each.
	PushStock(ctx context.Context, rows []StockRow) ([]error, error)
}

// PushEach is PushStock for a channel that takes one row a call. A row that the
// channel rejects does not keep the others; what else goes wrong ends the push,
// with the rest to be told again: a plan's calls are used up, or nobody answers.
func PushEach(rows []StockRow, push func(StockRow) error) ([]error, error) {
	answers := make([]error, len(rows))
	for i, r := range rows {
		err := push(r)
		switch do, _ := ReactionTo(err); {
		case err == nil:
		case do == Reject:
			answers[i] = err
		case i == 0:
			return nil, err
		default:
			for ; i < len(rows); i++ {
				answers[i] = err
			}
			return answers, nil
		}
	}
	return answers, nil
}

// ShownOf answers for each offer what a channel shows of its SKU, or missing.
func ShownOf(offers []Offer, shows map[string]int64, missing func(sku string) error) []Shown {
	out := make([]Shown, len(offers))
	for i, o := range offers {
		n, ok := shows[o.SKU]
		if out[i].Quantity = n; !ok {
			out[i].Err = missing(o.SKU)
		}
	}
	return out
}

// StockReader is a Connection whose channel can be asked what it shows.
type StockReader interface {
	// ShownStock returns what the channel shows, for each offer in their order.
	// It takes as many as StockSink.StockBatch says.
	ShownStock(ctx context.Context, offers []Offer) ([]Shown, error)
}

// Offer names a listing to its channel.
type Offer struct {
	ExternalID string // the channel's id of the offer
	SKU        string // the code that the channel knows it by
}

// StockRow is how much of an offer can be sold.
type StockRow struct {
	Offer
	Quantity int64 // zero or more
}

// Shown is what a channel shows of an offer.
type Shown struct {
	Quantity int64
	Err      error // the channel can't say; Quantity means nothing then
}

// ShipmentSink is a Connection whose channel is told what has left.
type ShipmentSink interface {
	// TellShipment tells it of one shipment and returns the channel's own id of
	// it, if there is one. Telling the same again changes nothing: Key is the
	// same each time, and where the channel has no use for a key, Again says
	// that it is to be asked first.
	TellShipment(ctx context.Context, n ShipmentNotice) (reference string, err error)
}

// ShipmentNotice is a shipment as its channel needs to know it.
type ShipmentNotice struct {
	Key       string // ours, of the shipment
	Again     bool   // it may have been told already
	OrderID   string // the channel's id of the order
	ShippedAt time.Time
	Carrier   string // the carrier's id: dhl, ups, table_rate
	Name      string // of the carrier, for people
	Service   string // for people
	Parcels   []ShippedParcel
}

// ShippedParcel is one box of a shipment.
type ShippedParcel struct {
	Tracking Tracking
	Lines    []ShippedLine
}

// Tracking is the number of a parcel and where to follow it.
type Tracking struct{ Number, URL string }

// ShippedLine is a quantity of one line of the channel's order.
type ShippedLine struct {
	ExternalID string // the channel's id of the line
	SKU        string
	Quantity   int64
}

// Lines adds up what is in the parcels, by line in the order of their first
// parcel.
func (n ShipmentNotice) Lines() []ShippedLine {
	var all []ShippedLine
	at := map[string]int{}
	for _, p := range n.Parcels {
		for _, l := range p.Lines {
			if i, ok := at[l.ExternalID]; ok {
				all[i].Quantity += l.Quantity
				continue
			}
			at[l.ExternalID] = len(all)
			all = append(all, l)
		}
	}
	return all
}

// CancelSink is a Connection whose channel is told that an order was canceled
// here. What is owed to the buyer is not its business: money moves by refunds.
type CancelSink interface {
	// TellCancellation cancels the whole order at the channel. Telling it again
	// changes nothing.
	TellCancellation(ctx context.Context, n CancelNotice) error
}

// CancelNotice is an order that was canceled here.
type CancelNotice struct {
	Key     string // ours, of the order
	OrderID string // the channel's id of the order
	Reason  string // in a person's words
}
