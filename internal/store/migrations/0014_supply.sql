-- Who sells to the merchant, what was ordered from them, and what was promised
-- to units that wait for it.

CREATE TABLE suppliers (
    id         TEXT PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,
    phone      TEXT NOT NULL,
    contact    TEXT NOT NULL,
    address    TEXT NOT NULL,
    currency   TEXT NOT NULL,
    lead_days  BIGINT NOT NULL CHECK (lead_days >= 0),
    note       TEXT NOT NULL,
    active     BOOLEAN NOT NULL,
    items      TEXT NOT NULL, -- [{"sku_id", "supplier_sku", "cost", "min_quantity", "pack_size", "lead_days"}]
    version    BIGINT NOT NULL CHECK (version > 0),
    created_at INSTANT NOT NULL,
    updated_at INSTANT NOT NULL
);

CREATE TABLE purchase_orders (
    number      NUMBER_KEY,
    id          TEXT NOT NULL UNIQUE,
    supplier_id TEXT NOT NULL REFERENCES suppliers (id),
    location_id TEXT NOT NULL REFERENCES locations (id),
    status      TEXT NOT NULL CHECK (status IN ('draft', 'ordered', 'partly_received', 'received', 'canceled')),
    currency    TEXT NOT NULL,
    reference   TEXT NOT NULL,
    note        TEXT NOT NULL,
    expected_at INSTANT,
    version     BIGINT NOT NULL CHECK (version > 0),
    created_at  INSTANT NOT NULL,
    updated_at  INSTANT NOT NULL,
    ordered_at  INSTANT,
    closed_at   INSTANT CHECK ((closed_at IS NOT NULL) = (status IN ('received', 'canceled')))
);
CREATE INDEX purchase_orders_supplier ON purchase_orders (supplier_id, number);
CREATE INDEX purchase_orders_open ON purchase_orders (location_id) WHERE status IN ('ordered', 'partly_received');

CREATE TABLE purchase_lines (
    purchase_id TEXT NOT NULL,
    n           BIGINT NOT NULL CHECK (n > 0),
    sku_id      TEXT NOT NULL REFERENCES skus (id),
    ordered     BIGINT NOT NULL CHECK (ordered > 0),
    received    BIGINT NOT NULL CHECK (received >= 0),
    canceled    BIGINT NOT NULL CHECK (canceled >= 0 AND canceled <= ordered),
    cost        BIGINT CHECK (cost >= 0),
    expected_at INSTANT,
    PRIMARY KEY (purchase_id, n),
    UNIQUE (purchase_id, sku_id)
);
CREATE INDEX purchase_lines_coming ON purchase_lines (sku_id) WHERE ordered > received + canceled;

-- When a transfer is expected, NULL when nobody knows.
ALTER TABLE transfers ADD COLUMN expected_at INSTANT;

-- Units that wait for stock, and which receipt they are promised from. A row
-- without a date was promised once and is not any more: it keeps its place.
CREATE TABLE promises (
    order_id    TEXT NOT NULL,
    line        BIGINT NOT NULL,
    source      TEXT NOT NULL, -- the purchase order or transfer, or ''
    sku_id      TEXT NOT NULL,
    name        TEXT NOT NULL, -- of the source, as people call it
    location_id TEXT NOT NULL,
    quantity    BIGINT NOT NULL CHECK (quantity > 0),
    promised_at INSTANT,
    first_at    INSTANT NOT NULL, -- what the line was promised first: who serves the queue goes by it
    PRIMARY KEY (order_id, line, source),
    CHECK ((promised_at IS NULL) = (source = ''))
);
CREATE INDEX promises_sku ON promises (sku_id);
