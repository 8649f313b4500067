package store

import (
	"context"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestLookups(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		err := s.Write(ctx, func(tx *Tx) error { return lookups(ctx, t, tx) })
		if err != nil {
			t.Fatal(err)
		}
	})
}

func lookups(ctx context.Context, t *testing.T, tx *Tx) error {
	before, err := tx.CatalogVersion(ctx)
	if err != nil {
		return err
	}
	if err := tx.LockCatalog(ctx); err != nil {
		return err
	}
	if err := tx.CatalogChanged(ctx); err != nil {
		return err
	}
	after, err := tx.CatalogVersion(ctx)
	if err != nil || after != before+1 {
		t.Errorf("catalog version %d after %d: %v", after, before, err)
	}
	for _, q := range []string{
		`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at) VALUES ('loc_1', 'BER', 'Berlin', 'warehouse', '{"city":"Berlin"}', '{"timezone":"Europe/Berlin"}', 1, TRUE, 1, ?, ?)`,
		`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at) VALUES ('loc_2', 'ALT', 'Old', 'store', '{}', '{}', 1, FALSE, 1, ?, ?)`,
		`INSERT INTO channels (id, code, name, kind, connection_id, currency, active, version, created_at, updated_at) VALUES ('chn_1', 'web', 'Web', 'generic', '', 'EUR', TRUE, 1, ?, ?)`,
		`INSERT INTO skus (` + skuColumns + `) VALUES ('sku_1', 'TEE', 'Tee', '', '', 180, 0, 0, 0, '', '', 'backorder', 0, TRUE, '["x"]', '[]', FALSE, 'none', 0, '{"a":1}', '[]', 1, ?, ?)`,
		`INSERT INTO skus (` + skuColumns + `) VALUES ('sku_2', 'SET', 'Set', '', '', 0, 0, 0, 0, '', '', 'unallocated', 0, TRUE, '[]', '[]', FALSE, 'none', 0, '', '[{"sku_id":"sku_1","quantity":2}]', 1, ?, ?)`,
		`INSERT INTO listings (id, channel_id, sku_id, external_id, external_sku, title, price, currency, buffer, cap, confirmed_quantity, active, version, created_at, updated_at) VALUES ('lst_1', 'chn_1', 'sku_1', '77', 'T-77', '', NULL, '', 0, NULL, NULL, TRUE, 1, ?, ?)`,
	} {
		if _, err := tx.exec(ctx, q, tx.Now, tx.Now); err != nil {
			return err
		}
	}
	active, err := tx.Locations(ctx, true)
	if err != nil || len(active) != 1 || active[0].Address.City != "Berlin" || active[0].Calendar.Timezone != "Europe/Berlin" {
		t.Errorf("active locations %+v, %v", active, err)
	}
	if all, err := tx.Locations(ctx, false); err != nil || len(all) != 2 || all[0].Code != "ALT" {
		t.Errorf("all locations %+v, %v", all, err)
	}
	if byCode, err := tx.LocationsByCode(ctx, []string{"ALT", "nowhere"}); err != nil || len(byCode) != 1 || byCode["ALT"].Active {
		t.Errorf("locations by code %+v, %v", byCode, err)
	}
	if channels, err := tx.ChannelsByCode(ctx, []string{"web", "none"}); err != nil || len(channels) != 1 || channels["web"].Currency != "EUR" {
		t.Errorf("channels %+v, %v", channels, err)
	}
	skus, err := tx.SKUsByCode(ctx, []string{"SET"})
	if err != nil || len(skus) != 2 || skus["TEE"].WeightGrams != 180 || string(skus["TEE"].Attributes) != `{"a":1}` {
		t.Errorf("SKUs %+v, %v", skus, err)
	}
	if set := skus["SET"]; set == nil || len(set.Components) != 1 || set.Components[0] != (oms.Component{SKUID: "sku_1", SKU: "TEE", Quantity: 2}) {
		t.Errorf("bundle %+v", set)
	}
	if byID, err := tx.SKUsByID(ctx, []string{"sku_1", "sku_9"}); err != nil || len(byID) != 1 || byID["sku_1"].Code != "TEE" {
		t.Errorf("SKUs by id %+v, %v", byID, err)
	}
	if listed, err := tx.ListingSKUs(ctx, "chn_1", []string{"T-77", "T-78"}); err != nil || len(listed) != 1 || listed["T-77"] != "sku_1" {
		t.Errorf("listed %v, %v", listed, err)
	}
	return nil
}
