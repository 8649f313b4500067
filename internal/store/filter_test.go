package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// filtered inserts orders that differ in everything a filter can ask for and
// returns their external ids that a filter chooses.
func filtered(t *testing.T, s *Store) func(filter string) string {
	t.Helper()
	now := s.Now()
	day := 24 * time.Hour
	err := s.Write(t.Context(), func(tx *Tx) error {
		for _, q := range []string{
			`INSERT INTO channels (id, code, name, kind, active, version, created_at, updated_at) VALUES ('chn_1', 'web', 'Web', 'generic', TRUE, 1, ?, ?), ('chn_2', 'amazon', 'A', 'generic', TRUE, 1, ?, ?)`,
			`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at)
				VALUES ('loc_1', 'BER', '', 'warehouse', '{}', '{}', 0, TRUE, 1, ?, ?), ('loc_2', 'LON', '', 'warehouse', '{}', '{}', 0, TRUE, 1, ?, ?)`,
		} {
			if _, err := tx.exec(t.Context(), q, tx.Now, tx.Now, tx.Now, tx.Now); err != nil {
				return err
			}
		}
		var all []NewOrder
		add := func(name string, change func(*oms.Order)) {
			at := now.Add(-10 * day)
			o := &oms.Order{ID: NewID(oms.PrefixOrder), ChannelID: "chn_1", Channel: "web", ExternalID: name, Lifecycle: oms.Open, Version: 1,
				PlacedAt: at, CapturedAt: at, UpdatedAt: at, Currency: "EUR", Total: 5000, Email: "bo@example.com", CustomerID: CustomerID("bo@example.com"), CustomerName: "Bo",
				ShippingAddress: oms.Address{CountryCode: "DE"}, Lines: []oms.Line{{N: 1, Kind: oms.LineItem, SKU: "MUG", Counters: oms.Counters{Ordered: 1, Unallocated: 1}}}}
			change(o)
			o.Statuses = oms.Summarize(o)
			all = append(all, NewOrder{Order: o, Fingerprint: []byte{1}, Payload: []byte("{}")})
		}
		work := func(o *oms.Order, location string, shipBy *time.Time) {
			o.FulfillmentOrders = []oms.FulfillmentOrder{{ID: NewID(oms.PrefixFulfillmentOrder), OrderID: o.ID, LocationID: location, Status: oms.FulfillmentOpen,
				PartnerStatus: oms.PartnerUnsubmitted, ShipBy: shipBy, Version: 1, CreatedAt: now, UpdatedAt: now}}
		}
		late, soon := now.Add(-day), now.Add(2*day)
		add("plain", func(*oms.Order) {})
		add("amazon", func(o *oms.Order) { o.ChannelID, o.Channel = "chn_2", "amazon" })
		add("vip", func(o *oms.Order) { o.Tags = []string{"vip", "gift, wrapped"} })
		add("tee", func(o *oms.Order) { o.Lines[0].SKU = "TEE-RED" })
		add("late", func(o *oms.Order) { work(o, "loc_1", &late) })
		add("soon", func(o *oms.Order) { work(o, "loc_2", &soon) })
		add("dear", func(o *oms.Order) { o.Total = 10001 })
		add("yen", func(o *oms.Order) { o.Total, o.Currency = 101, "JPY" })
		add("today", func(o *oms.Order) { o.PlacedAt = now })
		add("at", func(o *oms.Order) { o.ShippingAddress.CountryCode = "AT" })
		add("ada", func(o *oms.Order) {
			o.CustomerName, o.Email, o.CustomerID = "Ada Lovelace", "ada@example.com", CustomerID("ada@example.com")
		})
		add("held", func(o *oms.Order) {
			o.Holds = []oms.Hold{{ID: NewID(oms.PrefixHold), OrderID: o.ID, Type: oms.HoldFraud, Scope: oms.ScopeOrder, Blocks: []oms.Block{oms.BlockRelease}, Release: oms.ReleaseByPerson, Status: oms.HoldActive, PlacedAt: now}}
		})
		add("odd", func(o *oms.Order) {
			o.Exceptions = []oms.Exception{{ID: NewID(oms.PrefixException), OrderID: o.ID, Kind: oms.ExceptionUnfillable, Severity: oms.SeverityHigh, Status: oms.ExceptionOpen, Fingerprint: "x", OpenedAt: now}}
		})
		if _, err := tx.InsertOrders(t.Context(), all); err != nil {
			return err
		}
		return tx.InsertOrderParts(t.Context(), all, map[string]oms.Statuses{})
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(filter string) string {
		t.Helper()
		terms, err := oms.ParseFilter(filter)
		if err != nil {
			t.Fatal(err)
		}
		all, _ := list(t, s, OrderFilter{Terms: terms, Sort: "number", Limit: 100})
		var names []string
		for _, o := range all {
			names = append(names, o.ExternalID)
		}
		return strings.Join(names, " ")
	}
}

func TestFilterOrders(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		find := filtered(t, s)
		all := find("")
		for filter, want := range map[string]string{
			"channel:amazon":                "amazon",
			"channel:nowhere":               "",
			"channel:am*":                   "amazon",
			"channel:amazon,web":            all,
			"-channel:web":                  "amazon",
			"tag:vip":                       "vip",
			`tag:"gift, wrapped"`:           "vip",
			"tag:v*":                        "vip",
			"tag:VIP":                       "",
			"sku:TEE-*":                     "tee",
			"sku:TEE-RED":                   "tee",
			"sku:TEE-":                      "",
			"-sku:MUG":                      "tee",
			"ship_by:<today":                "late",
			"ship_by:today..today+3d":       "soon",
			"location:BER":                  "late",
			"location:BER,LON":              "late soon",
			"total:>100":                    "dear yen",
			"total:100.01":                  "dear",
			"total:<=50":                    strings.ReplaceAll(strings.ReplaceAll(all, " dear", ""), " yen", ""),
			"currency:JPY":                  "yen",
			"placed:today":                  "today",
			"placed:>=today -placed:>today": "today",
			"-placed:<today":                "today",
			"country:AT,CH":                 "at",
			"-country:D*":                   "at",
			"customer:ADA@example.com":      "ada",
			"customer:" + CustomerID("ada@example.com"): "ada",
			`"ada lovelace"`:             "ada",
			"ada -lovelace":              "",
			"-bo":                        "ada",
			"hold:fraud":                 "held",
			"hold:any":                   "held",
			"hold:payment":               "",
			"exception:unfillable":       "odd",
			"attention:any":              "held odd",
			"attention:hold,high":        "held odd",
			"external:yen":               "yen",
			"external:to*":               "today",
			"status:open lifecycle:open": all,
			"stage:new":                  all, "-stage:new,delivered": "",
			"status:closed,canceled": "",
			"payment:paid":           "",
			"number:..0":             "",
			"captured:>=now-20d return:none delivery:none fulfillment:unfulfilled,on_hold,scheduled updated:<now": all,
		} {
			if got := find(filter); got != want {
				t.Errorf("%s finds %q, want %q", filter, got, want)
			}
		}
	})
}

// TestEveryKeyHasACondition asks for each key that is offered, and each value.
func TestEveryKeyHasACondition(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		find := filtered(t, s)
		for _, k := range oms.OrderFilterKeys() {
			find(k.Example)
			if len(k.Values) > 0 {
				find(k.Name + ":" + strings.Join(k.Values, ","))
				find("-" + k.Name + ":" + strings.Join(k.Values, ","))
			}
		}
	})
}

func TestCountAndCodes(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		find := filtered(t, s)
		_ = s.Read(t.Context(), func(tx *Tx) error {
			terms, _ := oms.ParseFilter("-tag:vip")
			n, more, err := tx.CountOrders(t.Context(), OrderFilter{Terms: terms})
			if want := len(strings.Fields(find(""))) - 1; n != want || more || err != nil {
				t.Errorf("%d %t %v, want %d", n, more, err, want)
			}
			codes, err := tx.FilterCodes(t.Context(), 10)
			for key, want := range map[string][]string{"channel": {"amazon", "web"}, "location": {"BER", "LON"}, "tag": {"gift, wrapped", "vip"}, "exception": {"unfillable"}} {
				if !slices.Equal(codes[key], want) || err != nil {
					t.Errorf("%s: %v %v", key, codes[key], err)
				}
			}
			return nil
		})
	})
}

// TestTagsFollow takes tags off and on.
func TestTagsFollow(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		find := filtered(t, s)
		err := s.Write(t.Context(), func(tx *Tx) error {
			var id string
			if _, err := tx.one(t.Context(), &id, `SELECT id FROM orders WHERE external_id = 'vip'`); err != nil {
				return err
			}
			o, err := tx.LockOrder(t.Context(), id)
			if err != nil {
				return err
			}
			o.Tags = []string{"new", "vip"}
			return tx.SaveOrder(t.Context(), o)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := find(`tag:"gift, wrapped"`) + "|" + find("tag:new tag:vip"); got != "|vip" {
			t.Error(got)
		}
	})
}

// TestFilterPlans asks the databases how they would go about the filters of
// everyday among very many orders: by an index, not through all.
func TestFilterPlans(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		ways := map[string]string{
			"channel:web":          "orders_channel",
			"country:AT":           "orders_country",
			"tag:vip":              "order_tags",
			"ship_by:<today":       "fulfillment_orders_", // PostgreSQL has no figures yet to tell its indexes apart
			"hold:fraud":           "holds_active",
			"lifecycle:open":       "orders_lifecycle",
			"payment:unpaid":       "orders_payment",
			"status:canceled":      "orders_lifecycle",
			"-return:none":         "orders_return",
			"exception:unfillable": "exceptions_kind",
		}
		if !s.Postgres() { // which tells by its figures; there are none yet
			ways["number:"+strings.Repeat("1,", 199)+"2"] = "INTEGER PRIMARY KEY"
		}
		for filter, index := range ways {
			err := s.Write(t.Context(), func(tx *Tx) error {
				terms, err := oms.ParseFilter(filter)
				if err != nil {
					return err
				}
				where, args, err := tx.orderWhere(OrderFilter{Terms: terms})
				if err != nil {
					return err
				}
				plan, err := explained(t, tx, `SELECT o.id FROM orders o WHERE 1 = 1`+where+` ORDER BY o.placed_at DESC, o.number DESC LIMIT 51`, args)
				if !strings.Contains(plan, index) {
					t.Errorf("%s goes another way than by %s:\n%s", filter, index, plan)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func explained(t *testing.T, tx *Tx, query string, args []any) (string, error) {
	if !tx.Postgres() {
		var steps []struct {
			ID, Parent, Notused int
			Detail              string
		}
		err := tx.query(t.Context(), &steps, `EXPLAIN QUERY PLAN `+query, args...)
		return fmt.Sprint(steps), err
	}
	for _, set := range []string{`SET LOCAL enable_seqscan = off`, `SET LOCAL enable_bitmapscan = off`} { // the tables are empty: no plan is cheaper
		if _, err := tx.exec(t.Context(), set); err != nil {
			return "", err
		}
	}
	var plan json.RawMessage
	_, err := tx.one(t.Context(), &plan, `EXPLAIN (FORMAT JSON) `+query, args...)
	return string(plan), err
}
