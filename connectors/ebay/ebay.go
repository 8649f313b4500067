// Package ebay connects a seller's account on eBay as a channel: it pages
// through the orders by the Fulfillment API, sets quantities by the Inventory
// API and tells of shipments.
package ebay

import (
	"errors"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
)

// Driver declares eBay.
var Driver = connector.Driver{
	ID:   "ebay",
	Name: "eBay",
	Kind: connector.Channel,
	Docs: "Takes the orders of an eBay seller, tells eBay what can be sold, and of shipments. Make a keyset in eBay's developer program, let your account grant it " +
		"the scopes sell.fulfillment and sell.inventory, and enter its credentials here.",
	// eBay counts calls by the day, some 100,000 for most of the calls made here.
	Limits: []connector.Limit{{Every: 200 * time.Millisecond, Burst: 10}},
	New:    func() connector.Settings { return new(settings) },
}

type settings struct {
	world        string
	clientID     string
	clientSecret string
	refreshToken string
	pageSize     int
	since        time.Time // zero: three months before the first poll
}

// hosts are the two worlds of eBay.
var hosts = map[string]string{"production": "api.ebay.com", "sandbox": "api.sandbox.ebay.com"}

func (s *settings) Fields() []field.Field {
	return []field.Field{
		field.Choice(&s.world, "environment", "Where the account is: sandbox is eBay's place to try things", "production", "sandbox").Or("production"),
		field.String(&s.clientID, "client_id", "App ID of your keyset").Called("Client ID").Must().Like("Example-Shop-PRD-0123456789"),
		field.Secret(&s.clientSecret, "client_secret", "Cert ID of the same keyset").Must(),
		field.Secret(&s.refreshToken, "refresh_token", "The refresh token that your account granted; it begins with v^1.1#").Must(),
		field.Int(&s.pageSize, "page_size", "Orders asked for at a time", 1, 200).Or("50"),
		field.Date(&s.since, "since", "Take no order that was last changed before this day; empty goes three months back").Called("Orders since").Like("2026-11-20"),
	}
}

func (s *settings) Connect(env connector.Env) (connector.Connection, error) {
	if env.HTTP == nil || env.Now == nil || env.Keep == nil {
		return nil, errors.New("ebay: the environment lacks HTTP, a clock or a memory")
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
