-- Stock and catalog. Codes compare byte by byte on both databases, so that
-- lists have the same order and a prefix search can use the index.

INSERT INTO settings (key, value) VALUES ('catalog_version', '1');

ALTER TABLE locations ALTER COLUMN code TYPE TEXT COLLATE "C";                     --only postgres
ALTER TABLE channels ALTER COLUMN code TYPE TEXT COLLATE "C";                      --only postgres
ALTER TABLE skus ALTER COLUMN code TYPE TEXT COLLATE "C";                          --only postgres
ALTER TABLE customers ALTER COLUMN email TYPE TEXT COLLATE "C";                    --only postgres

-- lower-case words with a space before each: " q" begins one
ALTER TABLE skus ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE listings ADD COLUMN search TEXT NOT NULL DEFAULT '';

-- Movements are read by id, which sorts by time.
DROP INDEX stock_movements_sku;
CREATE INDEX stock_movements_sku ON stock_movements (sku_id, id);

CREATE INDEX reservations_reference ON reservations (reference) WHERE reference <> '';
CREATE INDEX transfers_open ON transfers (id) WHERE status = 'in_transit';
