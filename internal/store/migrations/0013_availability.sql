-- What channels may sell: rules that narrow it, and balances of the past.

CREATE TABLE stock_rules (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    name_key    TEXT NOT NULL UNIQUE, -- lower case
    kind        TEXT NOT NULL CHECK (kind IN ('locations', 'ring_fence', 'threshold', 'safety_stock', 'oversell_risk')),
    sku_id      TEXT NOT NULL, -- '' for any, like the next three
    category    TEXT NOT NULL CHECK (category = '' OR sku_id = ''),
    channel_id  TEXT NOT NULL CHECK (channel_id <> '' OR kind NOT IN ('locations', 'ring_fence')),
    location_id TEXT NOT NULL,
    locations   TEXT NOT NULL, -- codes: ["BER"]
    quantity    BIGINT NOT NULL CHECK (quantity >= 0),
    risk        BIGINT NOT NULL CHECK (risk BETWEEN 0 AND 5000), -- of ten thousand
    active      BOOLEAN NOT NULL,
    version     BIGINT NOT NULL CHECK (version > 0),
    created_at  INSTANT NOT NULL,
    updated_at  INSTANT NOT NULL,
    UNIQUE (kind, sku_id, category, channel_id, location_id)
);

-- A balance of the past is today's less what moved since; demand is what left.
-- Both are answered from this index alone.
CREATE INDEX stock_movements_at ON stock_movements (sku_id, occurred_at, location_id, state, reason, quantity);
