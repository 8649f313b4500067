// Package amazon connects a seller's account on Amazon as a channel: it pages
// through the orders that the seller ships by the Orders API, sets the
// quantities of listings and confirms shipments. The Selling Partner API calls
// nobody, so there are no webhooks.
package amazon

import (
	"errors"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
)

// Driver declares Amazon.
var Driver = connector.Driver{
	ID:   "amazon",
	Name: "Amazon",
	Kind: connector.Channel,
	Docs: "Takes the orders of an Amazon marketplace that you ship yourself, tells it what can be sold, and confirms shipments. " +
		"Register an application for the Selling Partner API with the roles Direct-to-Consumer Shipping and Inventory and Order Tracking, authorize it for your account, and enter its credentials here.",
	// The usage plans are per operation, and Amazon's 429 says which one is used
	// up; this is what the busiest of them, for listings, takes.
	Limits: []connector.Limit{{Every: 200 * time.Millisecond, Burst: 5}},
	New:    func() connector.Settings { return new(settings) },
}

// hosts are the endpoints of the Selling Partner API by region.
var hosts = map[string]string{
	"na": "sellingpartnerapi-na.amazon.com",
	"eu": "sellingpartnerapi-eu.amazon.com",
	"fe": "sellingpartnerapi-fe.amazon.com",
}

type settings struct {
	region       string
	marketplace  string
	seller       string
	clientID     string
	clientSecret string
	refreshToken string
	since        time.Time // zero: a month before the first poll
}

func (s *settings) Fields() []field.Field {
	return []field.Field{
		field.Choice(&s.region, "region", "Where the marketplace is: na is North America and Brazil; eu is Europe, the Middle East, Africa and India; fe is the Far East and Australia", "na", "eu", "fe").Or("eu"),
		field.String(&s.marketplace, "marketplace", "Amazon's id of the marketplace").Must().Like("A1PA6795UKMFR9"),
		field.String(&s.seller, "seller_id", "Your seller id, as Seller Central shows it under Account Info").Must().Like("A2EXAMPLE1"),
		field.String(&s.clientID, "client_id", "LWA client id of your application").Called("Client ID").Must().Like("amzn1.application-oa2-client.0123"),
		field.Secret(&s.clientSecret, "client_secret", "LWA client secret of the same application").Must(),
		field.Secret(&s.refreshToken, "refresh_token", "The token that you got when you authorized the application; it begins with Atzr|").Must(),
		field.Date(&s.since, "since", "Take no order that was last changed before this day; empty goes a month back").Called("Orders since").Like("2026-11-20"),
	}
}

func (s *settings) Connect(env connector.Env) (connector.Connection, error) {
	if env.HTTP == nil || env.Now == nil || env.Keep == nil {
		return nil, errors.New("amazon: the environment lacks HTTP, a clock or a memory")
	}
	return &account{env: env, settings: *s}, nil
}

// account is one connection.
type account struct {
	env connector.Env
	settings
}

var (
	_ connector.OrderSource  = (*account)(nil)
	_ connector.StockSink    = (*account)(nil)
	_ connector.StockReader  = (*account)(nil)
	_ connector.ShipmentSink = (*account)(nil)
)
