// Package shopify connects a Shopify shop as a channel: it pages through the
// shop's orders by the Admin GraphQL API and reads its webhooks. Both show the
// same order in two shapes, which map to the same input.
package shopify

import (
	"errors"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
)

// Version is the version of the Admin API that this package speaks.
const Version = "2026-10"

// Driver declares Shopify.
var Driver = connector.Driver{
	ID:   "shopify",
	Name: "Shopify",
	Kind: connector.Channel,
	Docs: "Takes the orders of a Shopify shop by webhook as they happen, and by polling so that none is missed. " +
		"Tells the shop what can be sold and what has left. Make a custom app in the shop's settings with the scopes read_orders and read_customers, install it, and " +
		"enter its token and its API secret key here; the scopes for stock and shipments are in the connector's documentation.",
	// Beside the budget of points, which Pace watches: what a shop on the
	// smallest plan restores is enough for two of our pages a second.
	Limits: []connector.Limit{{Every: 500 * time.Millisecond, Burst: 10}},
	New:    func() connector.Settings { return new(settings) },
	Pace:   pace,
}

type settings struct {
	domain   string // of the shop; the webhooks name it too
	token    string
	secret   string
	pageSize int
	since    time.Time // zero: all that the token may see
	location string    // the number of the one whose stock is set; "" for the shop's first
	notify   bool
}

func (s *settings) Fields() []field.Field {
	return []field.Field{
		field.Host(&s.domain, "shop", "The shop's own domain, as its settings show it under Domains").Called("Shop domain").
			Must().Like("example.myshopify.com").Check(field.In(".myshopify.com")),
		field.Secret(&s.token, "token", "Admin API access token of your custom app; it begins with shpat_").Called("Access token").Must(),
		field.Secret(&s.secret, "api_secret", "API secret key of the same app: webhooks are signed with it").Called("API secret key").Must(),
		field.Int(&s.pageSize, "page_size", "Orders asked for at a time; it halves itself where Shopify finds that too costly", 1, 100).Or("10"),
		field.Date(&s.since, "since", "Take no order that was last changed before this day; empty takes all that the token may see").
			Called("Orders since").Like("2026-11-20"),
		field.String(&s.location, "location", "Number of the shop's location whose stock is set to what can be sold; the shop's first when empty").
			Called("Location").Like("1234567890").Check(digits),
		field.Bool(&s.notify, "notify", "Have Shopify write to buyers when their goods have left").Or("false"),
	}
}

func (s *settings) Connect(env connector.Env) (connector.Connection, error) {
	if env.HTTP == nil || env.Now == nil || env.Keep == nil {
		return nil, errors.New("shopify: the environment lacks HTTP, a clock or a memory")
	}
	return &shop{env: env, settings: *s}, nil
}

// digits refuses what is no number of Shopify's.
func digits(value string) error {
	if _, err := strconv.ParseUint(value, 10, 64); err != nil {
		return errors.New("must be a number")
	}
	return nil
}

// shop is one connection.
type shop struct {
	env connector.Env
	settings
}

var (
	_ connector.OrderSource      = (*shop)(nil)
	_ connector.WebhookReader    = (*shop)(nil)
	_ connector.WebhookRegistrar = (*shop)(nil)
	_ connector.StockSink        = (*shop)(nil)
	_ connector.StockReader      = (*shop)(nil)
	_ connector.ShipmentSink     = (*shop)(nil)
	_ connector.CancelSink       = (*shop)(nil)
)
