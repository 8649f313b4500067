package connector

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// OrderSource is a Connection whose vendor lists orders by their last change.
type OrderSource interface {
	// Orders returns the page after cursor, oldest change first; "" begins.
	// Following Next yields every order that was changed since, each change at
	// least once, also when orders are changed while pages are read.
	Orders(ctx context.Context, cursor string) (Page, error)
}

// Page is a page of orders.
type Page struct {
	Orders []oms.OrderInput
	Next   string // the cursor to keep, also when the page is empty
	More   bool   // there is more to read right now
}

// Hook is a request that claims to come from the vendor.
type Hook struct {
	Header     http.Header
	Body       []byte // as it came: signatures cover every byte
	ReceivedAt time.Time
}

// Delivery is one piece of news in a webhook.
type Delivery struct {
	ID         string          // the vendor's id of the delivery, equal when it is sent again; "" if it gives none
	Topic      string          // in the vendor's words: orders/create
	OccurredAt time.Time       // when the vendor says it happened; zero if it doesn't say
	Stale      bool            // it is so late that the order has probably changed since; it is still good
	Order      *oms.OrderInput // the order as it then was
}

// WebhookReader is a Connection whose vendor calls us.
type WebhookReader interface {
	// Webhook verifies a hook and reads it. A topic that nobody here reads
	// gives no delivery and no error. A hook that the vendor did not sign gives
	// ErrBadSignature; one that it signed and that can't be read gives an
	// oms.Error with code malformed.
	Webhook(ctx context.Context, hook Hook) ([]Delivery, error)
}

// ErrBadSignature says that a hook did not come from the vendor's account: the
// signature is missing or wrong, or it is for another account.
var ErrBadSignature = errors.New("the signature is not valid")

// WebhookRegistrar is a Connection that can ask the vendor to call us.
type WebhookRegistrar interface {
	// Subscribe makes the vendor deliver everything that Webhook reads to
	// callback. Doing it again changes nothing.
	Subscribe(ctx context.Context, callback string) error
}

// Capabilities names what c can do, in the words of the screens and the docs.
func Capabilities(c Connection) []string {
	var all []string
	if _, ok := c.(OrderSource); ok {
		all = append(all, "orders")
	}
	if _, ok := c.(WebhookReader); ok {
		all = append(all, "webhooks")
	}
	if _, ok := c.(WebhookRegistrar); ok {
		all = append(all, "webhook_registration")
	}
	if _, ok := c.(StockSink); ok {
		all = append(all, "stock")
	}
	if _, ok := c.(StockReader); ok {
		all = append(all, "stock_check")
	}
	if _, ok := c.(ShipmentSink); ok {
		all = append(all, "shipments")
	}
	if _, ok := c.(CancelSink); ok {
		all = append(all, "cancellations")
	}
	return all
}
