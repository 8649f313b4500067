package oms

import "time"

// Webhook is an address of another system that wants to hear of events.
type Webhook struct {
	ID           string
	URL          string
	Events       []string // types, exact or "order.*"; empty for all
	Description  string
	Enabled      bool
	Problem      string     // why it was disabled, when not by a person
	FailingSince *time.Time // since when no delivery has succeeded; nil while all is well
	Version      int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// WebhookDelivery is one event on its way to one webhook.
type WebhookDelivery struct {
	ID         string // is the webhook-id that the receiver sees, equal in every attempt
	EndpointID string
	Seq        int64 // of the event; 0 for a test
	Type       string
	Status     WebhookDeliveryStatus
	Attempts   int
	Answer     int    // the last HTTP status; 0 when none came
	Problem    string // why the last attempt failed
	CreatedAt  time.Time
	NextAt     *time.Time // of the next attempt
	FinishedAt *time.Time
}

// WebhookDeliveryStatus is where a delivery stands.
type WebhookDeliveryStatus string

// The states of a delivery. A delivered and a dead one become pending again
// when a person replays them.
const (
	DeliveryPending   WebhookDeliveryStatus = "pending"
	DeliveryDelivered WebhookDeliveryStatus = "delivered"
	DeliveryDead      WebhookDeliveryStatus = "dead" // given up, after all attempts or because the webhook was disabled
)

// WebhookAttempt is one call of a receiver.
type WebhookAttempt struct {
	DeliveryID string
	N          int // counted from 1
	At         time.Time
	Took       time.Duration
	Status     int    // of HTTP; 0 when no answer came
	Problem    string // "" for success
	Response   string // the beginning of the answer's body
}
