-- Lots and serial numbers, of the SKUs that want them. A serial number is a lot
-- of one unit. Dates are days, YYYY-MM-DD, '' for never.
ALTER TABLE skus ADD COLUMN tracking TEXT NOT NULL DEFAULT 'none' CHECK (tracking IN ('none', 'lot', 'serial'));
ALTER TABLE skus ADD COLUMN min_days_left BIGINT NOT NULL DEFAULT 0 CHECK (min_days_left >= 0);
CREATE INDEX skus_tracked ON skus (id) WHERE tracking <> 'none';

CREATE TABLE lots (
    id          TEXT PRIMARY KEY,
    sku_id      TEXT NOT NULL REFERENCES skus (id),
    code        TEXT NOT NULL,
    expires_on  TEXT NOT NULL,
    sells_until TEXT NOT NULL, -- the last day on which it may be promised: expires_on less the SKU's min_days_left
    received_at INSTANT NOT NULL,
    updated_at  INSTANT NOT NULL,
    UNIQUE (sku_id, code)
);
CREATE INDEX lots_code ON lots (code);
CREATE INDEX lots_sells ON lots (sells_until, id) WHERE sells_until <> '';

-- What is on hand of a lot. Law: for a tracked SKU the sum over its lots is the
-- level's figure, for on_hand, damaged and quality_control.
CREATE TABLE lot_levels (
    lot_id          TEXT NOT NULL REFERENCES lots (id),
    location_id     TEXT NOT NULL REFERENCES locations (id),
    sku_id          TEXT NOT NULL,
    on_hand         BIGINT NOT NULL CHECK (on_hand >= 0),
    damaged         BIGINT NOT NULL CHECK (damaged >= 0),
    quality_control BIGINT NOT NULL CHECK (quality_control >= 0),
    picked          BIGINT NOT NULL CHECK (picked >= 0), -- for orders, and not shipped
    PRIMARY KEY (lot_id, location_id),
    CHECK (damaged + quality_control + picked <= on_hand)
);
CREATE INDEX lot_levels_shelf ON lot_levels (sku_id, location_id) WHERE on_hand > 0;

ALTER TABLE stock_movements ADD COLUMN lot_id TEXT NOT NULL DEFAULT '';
CREATE INDEX stock_movements_lot ON stock_movements (lot_id, id) WHERE lot_id <> '';

-- Of a tracked SKU, the lots that the units of an allocation were picked from:
-- [{"lot_id", "lot", "expires_on", "picked", "packed", "shipped"}]
ALTER TABLE allocations ADD COLUMN lots TEXT NOT NULL DEFAULT '';
