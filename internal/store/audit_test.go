package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
)

func TestAuditOfWhatIsRight(t *testing.T) {
	shops(t, func(t *testing.T, s *shop) {
		all := s.audited(store.AuditOptions{Unseal: func(string, string, string) error { return nil }})
		for name, a := range all {
			if len(a.Breaches) > 0 {
				t.Errorf("%s: %+v", name, a.Breaches)
			}
		}
		for name, want := range map[string]int64{"orders: replayed": 11, "search: words": 11, "stock: movements": 7, "lines: allocations": 17, "orders: captured": 11} {
			if got := all[name].Checked; got < want {
				t.Errorf("%s looked at %d rows, want at least %d", name, got, want)
			}
		}
	})
}

// corruption is damage done behind the store's back, and how it is told of.
type corruption struct {
	name, law, subject string
	do                 []string
}

// corruptions are done one after the other to one shop, so those that take much
// away come last.
var corruptions = []corruption{
	{"on hand", "stock: movements", "TEE at BER", []string{`UPDATE stock_levels SET on_hand = on_hand + 1 WHERE sku_id = 'sku_TEE' AND location_id = 'loc_BER'`}},
	{"safety", "stock: movements", "CUP at BER", []string{`UPDATE stock_levels SET safety = safety + 2 WHERE sku_id = 'sku_CUP'`}},
	{"lost movement", "stock: movements", "RARE at LEJ", []string{`DELETE FROM stock_movements WHERE sku_id = 'sku_RARE'`}},
	{"allocated", "stock: allocated", "CUP at BER", []string{`UPDATE stock_levels SET allocated = allocated + 1 WHERE sku_id = 'sku_CUP'`}},
	{"reserved", "stock: reserved", "TEE at BER", []string{`UPDATE reservations SET status = 'released'`}},
	{"bucket", "lines: one bucket", "line 2", []string{`UPDATE order_lines SET backordered = backordered + 1 WHERE sku = 'HAT' AND n = 2`}},
	{"line", "lines: allocations", "line 1", []string{`UPDATE order_lines SET picked = picked + 1, allocated = allocated - 1 WHERE order_id = (SELECT id FROM orders WHERE external_id = 'A-1') AND n = 1`}},
	{"state of an allocation", "allocations: states", "line 1", []string{`UPDATE allocations SET status = 'canceled' WHERE order_id = (SELECT id FROM orders WHERE external_id = 'A-1') AND line = 1`}},
	{"refund", "money: refunds", "order 1", []string{`INSERT INTO transactions SELECT 'txn_x', order_id, 'refund', 'succeeded', amount + 1, currency, '', '', '', '', occurred_at, created_at
		FROM transactions WHERE reference = 'pi_A-1'`}},
	{"currency", "money: currency", "order 1", []string{`UPDATE transactions SET currency = 'USD' WHERE reference = 'pi_A-1'`}},
	{"bundle", "orders: replayed", "order 1", []string{`UPDATE order_lines SET allocated = 0, backordered = 2 WHERE kind = 'bundle'`}},
	{"headline", "orders: replayed", "order 1", []string{`UPDATE orders SET payment_status = 'voided' WHERE external_id = 'A-1'`}},
	{"parcel", "orders: replayed", "order 1", []string{`UPDATE parcels SET items = '[]'`}},
	{"shipped", "orders: replayed", "order 1", []string{`UPDATE allocations SET shipped = 0, packed = 0, status = 'released' WHERE shipped > 0`}},
	{"counters", "orders: replayed", "order 1", []string{`UPDATE order_lines SET allocated = 0, unallocated = 2 WHERE n = 1 AND order_id = (SELECT id FROM orders WHERE external_id = 'A-1')`}},
	{"search", "search: words", "order 1", []string{`UPDATE orders SET search = 'nothing' WHERE external_id = 'A-1'`}},
	{"cursor", "cursors", "consumer webhooks", []string{`INSERT INTO cursors (consumer, seq, updated_at) SELECT 'webhooks', 1000000, created_at FROM channels`}},
	{"oversold", "stock: sold once", "CUP at BER", []string{`UPDATE stock_levels SET reserved = 1000 WHERE sku_id = 'sku_CUP'`}},
	{"count", "counts: movements", "CC-1001, RARE", []string{`UPDATE count_lines SET applied = applied + 1 WHERE status = 'approved'`}},
	{"tally", "counts: tallies", "CC-1001 line 1", []string{`DELETE FROM count_tallies`}},
	{"count's state", "counts: states", "CC-1001", []string{`UPDATE count_lines SET status = 'pending', waits = 'tolerance'`}},
	{"lost count", "orphans: count_lines.count_id", "line 1 of count", []string{`DELETE FROM counts`}},
	{"lost event", "orders: captured", "order 1", []string{`DELETE FROM events WHERE type = 'order.captured' AND order_id = (SELECT id FROM orders WHERE external_id = 'A-1')`}},
	{"lost allocation", "lines: allocations", "line 2", []string{`DELETE FROM allocations WHERE order_id = (SELECT id FROM orders WHERE external_id = 'A-1') AND line = 2`}},
	{"lost work", "orphans: allocations", "allocation alc_", []string{`DELETE FROM fulfillment_orders WHERE order_id = (SELECT id FROM orders WHERE external_id = 'A-1')`}},
	{"lost shipment", "orphans: parcels.shipment_id", "parcel pcl_", []string{`DELETE FROM shipments`}},
	{"lost bundle line", "orphans: components", "line 2 of order", []string{`DELETE FROM order_lines WHERE kind = 'bundle'`}},
	{"lost level", "stock: movements", "HAT at LEJ", []string{`DELETE FROM stock_levels WHERE sku_id = 'sku_HAT'`}},
	{"lost SKU", "orphans: stock_levels.sku_id", "sku_CUP", []string{`DELETE FROM skus WHERE id = 'sku_CUP'`}},
	{"lost location", "orphans: stock_levels.location_id", "loc_LEJ", []string{`DELETE FROM locations WHERE id = 'loc_LEJ'`}},
	{"lost order", "orphans: order_lines.order_id", "line 1 of order", []string{`DELETE FROM orders WHERE external_id = 'A-1'`}},
	{"lost channel", "orphans: orders.channel_id", "order 1", []string{`DELETE FROM channels`}},
}

var corruptionsOf = map[string][]corruption{
	"SQLite": {
		{"search index", "search: index", "order 1", []string{`DELETE FROM order_search WHERE rowid = (SELECT MIN(number) FROM orders)`}},
		{"numbers", "numbers", "the last order number", []string{`UPDATE order_numbers SET value = 100001`}},
	},
	"PostgreSQL": {
		{"numbers", "numbers", "the last order number", []string{`SELECT setval('order_numbers', 100001)`}},
		{"log", "event log", "event 1", []string{`UPDATE events SET xid = 900000000000 WHERE seq = (SELECT MIN(seq) FROM events)`}},
		{"twice", "orders: unique", "channel web, order W-0", []string{`ALTER TABLE orders DROP CONSTRAINT orders_channel_id_external_id_key`, `UPDATE orders SET external_id = 'W-0' WHERE external_id = 'W-1'`}},
	},
}

// TestAuditFindsDamage does each kind of damage and has it found and named.
func TestAuditFindsDamage(t *testing.T) {
	for name, at := range engines {
		t.Run(name, func(t *testing.T) {
			s := openShop(t, at(t))
			s.stock()
			s.trade()
			s.count()
			s.unguard()
			for _, c := range append(corruptionsOf[name], corruptions...) {
				before := s.audited(store.AuditOptions{Breaches: 1000})[c.law]
				s.exec(c.do...)
				after := s.audited(store.AuditOptions{Breaches: 1000})[c.law]
				found := slices.ContainsFunc(after.Breaches, func(b store.Breach) bool {
					return strings.Contains(b.Subject, c.subject) && b.Problem != "" && !slices.Contains(before.Breaches, b)
				})
				if !found {
					t.Errorf("%s: %s: before %+v, after %+v", c.name, c.law, before.Breaches, after.Breaches)
				}
			}
		})
	}
}

// unguard takes away the constraints that would refuse damage.
func (s *shop) unguard() {
	s.t.Helper()
	if s.opts.URL == "" {
		s.exec(`PRAGMA ignore_check_constraints = 1`, `PRAGMA foreign_keys = 0`)
		return
	}
	s.exec(`DO $$ DECLARE c record; BEGIN
		FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype IN ('c', 'f') AND connamespace = current_schema()::regnamespace LOOP
			EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname);
		END LOOP; END $$`)
}

func TestAuditSamplesAndCuts(t *testing.T) {
	shops(t, func(t *testing.T, s *shop) {
		s.exec(`UPDATE orders SET payment_status = 'voided'`)
		all := s.audited(store.AuditOptions{Sample: 5, Breaches: 3})["orders: replayed"]
		if all.Checked < 4 || all.Checked > 6 || len(all.Breaches) != 3 || !all.More {
			t.Errorf("%d checked, %d breaches, more %t", all.Checked, len(all.Breaches), all.More)
		}
	})
}

func TestAuditOpensSecrets(t *testing.T) {
	shops(t, func(t *testing.T, s *shop) {
		s.exec(`INSERT INTO connections (id, driver, name, status, settings, secrets, created_at, updated_at)
			SELECT 'con_1', 'shopify', 'Shop', 'active', '{}', '{"token":"sealed"}', created_at, created_at FROM channels`,
			`INSERT INTO webhook_endpoints (id, url, events, description, enabled, problem, secret, old_secret, version, created_at, updated_at)
			SELECT 'whk_1', 'https://example.com', '[]', '', TRUE, '', 'hidden', '', 1, created_at, created_at FROM channels`)
		got := s.audited(store.AuditOptions{Unseal: func(id, setting, sealed string) error { return errors.New(id + " " + setting + " " + sealed) }})["secrets"]
		if len(got.Breaches) != 2 || got.Breaches[0].Problem != "con_1 token sealed" || got.Breaches[1].Problem != "whk_1 secret hidden" {
			t.Errorf("%+v", got)
		}
	})
}
