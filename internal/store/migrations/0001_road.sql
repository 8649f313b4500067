-- The nouns of the road. States are repeated as CHECKs from the tables in oms.
-- Tables that every order writes carry no foreign keys: on PostgreSQL each one
-- is a look-up and a row lock per row; "switchyard doctor" audits them instead.

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE locations (
    id         TEXT PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('warehouse', 'store', '3pl', 'supplier', 'virtual')),
    address    TEXT NOT NULL,
    calendar   TEXT NOT NULL,
    priority   BIGINT NOT NULL,
    active     BOOLEAN NOT NULL,
    version    BIGINT NOT NULL,
    created_at INSTANT NOT NULL,
    updated_at INSTANT NOT NULL
);

CREATE TABLE connections (
    id         TEXT PRIMARY KEY,
    driver     TEXT NOT NULL,
    name       TEXT NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('active', 'paused', 'reauth')),
    problem    TEXT NOT NULL DEFAULT '',
    settings   TEXT NOT NULL,
    secrets    TEXT NOT NULL,
    kept       TEXT NOT NULL DEFAULT '{}',
    created_at INSTANT NOT NULL,
    updated_at INSTANT NOT NULL
);

CREATE TABLE channels (
    id            TEXT PRIMARY KEY,
    code          TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    connection_id TEXT NOT NULL DEFAULT '',
    currency      TEXT NOT NULL DEFAULT '',
    active        BOOLEAN NOT NULL,
    version       BIGINT NOT NULL,
    created_at    INSTANT NOT NULL,
    updated_at    INSTANT NOT NULL
);

CREATE TABLE skus (
    id              TEXT PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
    title           TEXT NOT NULL,
    barcode         TEXT NOT NULL,
    category        TEXT NOT NULL,
    weight_grams    BIGINT NOT NULL CHECK (weight_grams >= 0),
    length_mm       BIGINT NOT NULL CHECK (length_mm >= 0),
    width_mm        BIGINT NOT NULL CHECK (width_mm >= 0),
    height_mm       BIGINT NOT NULL CHECK (height_mm >= 0),
    hs_code         TEXT NOT NULL,
    origin_country  TEXT NOT NULL,
    unfillable      TEXT NOT NULL CHECK (unfillable IN ('unallocated', 'backorder')),
    backorder_limit BIGINT NOT NULL CHECK (backorder_limit >= 0),
    active          BOOLEAN NOT NULL,
    attributes      TEXT NOT NULL,
    components      TEXT NOT NULL, -- of a bundle: [{"sku_id", "quantity"}]
    version         BIGINT NOT NULL,
    created_at      INSTANT NOT NULL,
    updated_at      INSTANT NOT NULL
);
CREATE INDEX skus_barcode ON skus (barcode) WHERE barcode <> '';

CREATE TABLE listings (
    id                 TEXT PRIMARY KEY,
    channel_id         TEXT NOT NULL REFERENCES channels (id),
    sku_id             TEXT NOT NULL REFERENCES skus (id),
    external_id        TEXT NOT NULL,
    external_sku       TEXT NOT NULL,
    title              TEXT NOT NULL,
    price              BIGINT,
    currency           TEXT NOT NULL,
    buffer             BIGINT NOT NULL CHECK (buffer >= 0),
    cap                BIGINT CHECK (cap >= 0),
    confirmed_quantity BIGINT,
    active             BOOLEAN NOT NULL,
    version            BIGINT NOT NULL,
    created_at         INSTANT NOT NULL,
    updated_at         INSTANT NOT NULL,
    UNIQUE (channel_id, external_id)
);
CREATE INDEX listings_sku ON listings (sku_id);
CREATE INDEX listings_external_sku ON listings (channel_id, external_sku);

CREATE TABLE customers (
    id         TEXT PRIMARY KEY,
    email      TEXT, -- lower case; NULL for a customer who gave none
    name       TEXT NOT NULL,
    phone      TEXT NOT NULL,
    note       TEXT NOT NULL DEFAULT '',
    version    BIGINT NOT NULL,
    created_at INSTANT NOT NULL,
    updated_at INSTANT NOT NULL
);
CREATE UNIQUE INDEX customers_email ON customers (email);

CREATE SEQUENCE order_numbers START 100001;                                               --only postgres
CREATE TABLE order_numbers (value BIGINT NOT NULL);                                       --only sqlite
INSERT INTO order_numbers VALUES (100000);                                                --only sqlite

CREATE TABLE orders (
    number              NUMBER_KEY,
    id                  TEXT NOT NULL UNIQUE,
    channel_id          TEXT NOT NULL,
    external_id         TEXT NOT NULL,
    lifecycle           TEXT NOT NULL CHECK (lifecycle IN ('draft', 'open', 'closed', 'canceled')),
    version             BIGINT NOT NULL CHECK (version > 0),
    placed_at           INSTANT NOT NULL,
    captured_at         INSTANT NOT NULL,
    updated_at          INSTANT NOT NULL,
    external_updated_at INSTANT,
    closed_at           INSTANT,
    canceled_at         INSTANT,
    cancel_reason       TEXT NOT NULL,
    currency            TEXT NOT NULL,
    prices_include_tax  BOOLEAN NOT NULL,
    subtotal            BIGINT NOT NULL,
    discount_total      BIGINT NOT NULL,
    shipping_total      BIGINT NOT NULL,
    shipping_tax        BIGINT NOT NULL,
    tax_total           BIGINT NOT NULL,
    total               BIGINT NOT NULL,
    stated_total        BIGINT,
    customer_id         TEXT NOT NULL,
    email               TEXT NOT NULL,
    customer_name       TEXT NOT NULL,
    phone               TEXT NOT NULL,
    shipping_address    TEXT NOT NULL,
    billing_address     TEXT NOT NULL,
    shipping_method     TEXT NOT NULL,
    note                TEXT NOT NULL,
    tags                TEXT NOT NULL,
    attributes          TEXT NOT NULL,
    payment_status      TEXT NOT NULL CHECK (payment_status IN ('unpaid', 'partially_authorized', 'authorized', 'partially_paid', 'paid', 'overpaid', 'partially_refunded', 'refunded', 'voided')),
    fulfillment_status  TEXT NOT NULL CHECK (fulfillment_status IN ('unfulfilled', 'scheduled', 'on_hold', 'in_progress', 'partially_fulfilled', 'fulfilled', 'canceled')),
    delivery_status     TEXT NOT NULL CHECK (delivery_status IN ('none', 'in_transit', 'partially_delivered', 'delivered', 'exception')),
    return_status       TEXT NOT NULL CHECK (return_status IN ('none', 'requested', 'in_progress', 'partially_returned', 'returned')),
    attention           TEXT NOT NULL CHECK (attention IN ('none', 'low', 'hold', 'high')),
    fingerprint         BYTES, -- SHA-256 of the content as the channel stated it
    search              TEXT NOT NULL, -- lower-case words, one space between
    search_vector       TSVECTOR GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search, ' '))) STORED,   --only postgres
    UNIQUE (channel_id, external_id)
);
CREATE INDEX orders_placed ON orders (placed_at DESC, number DESC);
CREATE INDEX orders_attention ON orders (attention, placed_at DESC, number DESC) WHERE attention <> 'none';
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_search ON orders USING gin (search_vector) WITH (fastupdate = on);     --only postgres
CREATE VIRTUAL TABLE order_search USING fts5 (words, content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 0 tokenchars '@._-+/#:'");   --only sqlite

CREATE TABLE order_payloads (
    order_id    TEXT NOT NULL,
    version     BIGINT NOT NULL, -- the version of the order that it made
    received_at INSTANT NOT NULL,
    body        BYTES NOT NULL,
    PRIMARY KEY (order_id, version, received_at)
);

CREATE TABLE order_lines (
    order_id         TEXT NOT NULL,
    n                BIGINT NOT NULL CHECK (n > 0),
    parent           BIGINT NOT NULL,
    per              BIGINT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('item', 'bundle', 'component')),
    sku_id           TEXT NOT NULL,
    sku              TEXT NOT NULL,
    external_id      TEXT NOT NULL,
    title            TEXT NOT NULL,
    unit_price       BIGINT NOT NULL,
    discount         BIGINT NOT NULL,
    tax              BIGINT NOT NULL,
    subtotal         BIGINT NOT NULL,
    discount_share   BIGINT NOT NULL,
    shipping_share   BIGINT NOT NULL,
    weight_grams     BIGINT NOT NULL,
    physical         BOOLEAN NOT NULL,
    attributes       TEXT NOT NULL,
    promised_at      INSTANT,
    ordered          BIGINT NOT NULL CHECK (ordered >= 0),
    canceled         BIGINT NOT NULL CHECK (canceled >= 0),
    unallocated      BIGINT NOT NULL CHECK (unallocated >= 0),
    backordered      BIGINT NOT NULL CHECK (backordered >= 0),
    allocated        BIGINT NOT NULL CHECK (allocated >= 0),
    released         BIGINT NOT NULL CHECK (released >= 0),
    picked           BIGINT NOT NULL CHECK (picked >= 0),
    packed           BIGINT NOT NULL CHECK (packed >= 0),
    shipped          BIGINT NOT NULL CHECK (shipped >= 0),
    delivered        BIGINT NOT NULL CHECK (delivered >= 0 AND delivered <= shipped),
    return_requested BIGINT NOT NULL CHECK (return_requested >= 0),
    returned         BIGINT NOT NULL CHECK (returned >= 0 AND returned <= shipped),
    written_off      BIGINT NOT NULL CHECK (written_off >= 0),
    PRIMARY KEY (order_id, n),
    CHECK (ordered - canceled = unallocated + backordered + allocated + released + picked + packed + shipped)
);
CREATE INDEX order_lines_waiting ON order_lines (sku_id, order_id) WHERE unallocated + backordered > 0 AND kind <> 'bundle';

CREATE TABLE holds (
    id                   TEXT PRIMARY KEY,
    order_id             TEXT NOT NULL,
    type                 TEXT NOT NULL CHECK (type IN ('manual', 'payment', 'fraud', 'address', 'review', 'timed')),
    scope                TEXT NOT NULL CHECK (scope IN ('order', 'line', 'fulfillment_order')),
    line                 BIGINT NOT NULL,
    fulfillment_order_id TEXT NOT NULL,
    blocks               TEXT NOT NULL,
    reason               TEXT NOT NULL,
    note                 TEXT NOT NULL,
    placed_by            TEXT NOT NULL,
    placed_at            INSTANT NOT NULL,
    due_at               INSTANT,
    release              TEXT NOT NULL CHECK (release IN ('person', 'time', 'payment')),
    status               TEXT NOT NULL CHECK (status IN ('active', 'released')),
    released_by          TEXT NOT NULL,
    released_at          INSTANT,
    release_note         TEXT NOT NULL
);
CREATE INDEX holds_order ON holds (order_id);
CREATE INDEX holds_due ON holds (due_at) WHERE status = 'active' AND release = 'time';

CREATE TABLE fulfillment_orders (
    id             TEXT PRIMARY KEY,
    number         TEXT NOT NULL,
    order_id       TEXT NOT NULL,
    location_id    TEXT NOT NULL,
    status         TEXT NOT NULL CHECK (status IN ('open', 'scheduled', 'on_hold', 'released', 'in_progress', 'closed', 'incomplete', 'canceled')),
    stage          TEXT NOT NULL CHECK (stage IN ('', 'picking', 'picked', 'packing', 'packed', 'ready_for_pickup')),
    partner_status TEXT NOT NULL CHECK (partner_status IN ('unsubmitted', 'submitted', 'accepted', 'rejected', 'cancel_requested', 'cancel_accepted', 'cancel_rejected')),
    ship_by        INSTANT,
    reason         TEXT NOT NULL,
    version        BIGINT NOT NULL,
    created_at     INSTANT NOT NULL,
    updated_at     INSTANT NOT NULL,
    released_at    INSTANT,
    closed_at      INSTANT
);
CREATE INDEX fulfillment_orders_order ON fulfillment_orders (order_id);
CREATE INDEX fulfillment_orders_work ON fulfillment_orders (location_id, status, created_at, id) WHERE status NOT IN ('closed', 'incomplete', 'canceled');

CREATE TABLE allocations (
    id                   TEXT NOT NULL,
    order_id             TEXT NOT NULL,
    line                 BIGINT NOT NULL,
    sku_id               TEXT NOT NULL,
    sku                  TEXT NOT NULL,
    location_id          TEXT NOT NULL,
    fulfillment_order_id TEXT NOT NULL,
    status               TEXT NOT NULL CHECK (status IN ('active', 'released', 'consumed', 'canceled', 'shorted')),
    quantity             BIGINT NOT NULL CHECK (quantity >= 0),
    picked               BIGINT NOT NULL CHECK (picked >= 0 AND picked <= quantity),
    packed               BIGINT NOT NULL CHECK (packed >= 0 AND packed <= picked),
    shipped              BIGINT NOT NULL CHECK (shipped >= 0 AND shipped <= packed),
    created_at           INSTANT NOT NULL,
    updated_at           INSTANT NOT NULL,
    PRIMARY KEY (order_id, id)
);
CREATE INDEX allocations_stock ON allocations (sku_id, location_id) WHERE status IN ('active', 'released');

CREATE TABLE transactions (
    id          TEXT PRIMARY KEY,
    order_id    TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('authorization', 'capture', 'sale', 'void', 'refund', 'chargeback')),
    status      TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed', 'unknown')),
    amount      BIGINT NOT NULL CHECK (amount > 0),
    currency    TEXT NOT NULL,
    method      TEXT NOT NULL,
    reference   TEXT NOT NULL,
    parent_id   TEXT NOT NULL,
    message     TEXT NOT NULL,
    occurred_at INSTANT NOT NULL,
    created_at  INSTANT NOT NULL
);
CREATE INDEX transactions_order ON transactions (order_id);

CREATE TABLE shipments (
    id                   TEXT PRIMARY KEY,
    order_id             TEXT NOT NULL,
    fulfillment_order_id TEXT NOT NULL,
    location_id          TEXT NOT NULL,
    status               TEXT NOT NULL CHECK (status IN ('draft', 'label_purchased', 'manifested', 'in_transit', 'out_for_delivery', 'ready_for_pickup', 'delivered', 'exception', 'returned_to_sender', 'lost', 'voided')),
    reason               TEXT NOT NULL,
    carrier              TEXT NOT NULL,
    service              TEXT NOT NULL,
    service_name         TEXT NOT NULL,
    cost                 BIGINT NOT NULL,
    currency             TEXT NOT NULL,
    created_at           INSTANT NOT NULL,
    shipped_at           INSTANT,
    delivered_at         INSTANT,
    updated_at           INSTANT NOT NULL
);
CREATE INDEX shipments_order ON shipments (order_id);
CREATE INDEX shipments_created ON shipments (created_at DESC, id DESC);

CREATE TABLE parcels (
    id                   TEXT PRIMARY KEY,
    order_id             TEXT NOT NULL,
    fulfillment_order_id TEXT NOT NULL,
    shipment_id          TEXT NOT NULL,
    n                    BIGINT NOT NULL,
    weight_grams         BIGINT NOT NULL,
    length_mm            BIGINT NOT NULL,
    width_mm             BIGINT NOT NULL,
    height_mm            BIGINT NOT NULL,
    tracking_number      TEXT NOT NULL,
    tracking_url         TEXT NOT NULL,
    items                TEXT NOT NULL, -- [{"allocation_id", "line", "sku", "quantity"}]
    created_at           INSTANT NOT NULL
);
CREATE INDEX parcels_order ON parcels (order_id);
CREATE UNIQUE INDEX parcels_tracking ON parcels (tracking_number) WHERE tracking_number <> '';

CREATE TABLE exceptions (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    severity    TEXT NOT NULL CHECK (severity IN ('low', 'high')),
    status      TEXT NOT NULL CHECK (status IN ('open', 'acknowledged', 'in_progress', 'resolved', 'dismissed')),
    order_id    TEXT NOT NULL,
    subject     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    summary     TEXT NOT NULL,
    owner       TEXT NOT NULL,
    due_at      INSTANT,
    opened_at   INSTANT NOT NULL,
    resolved_at INSTANT,
    resolved_by TEXT NOT NULL,
    resolution  TEXT NOT NULL
);
CREATE INDEX exceptions_order ON exceptions (order_id);
CREATE UNIQUE INDEX exceptions_fingerprint ON exceptions (fingerprint) WHERE status IN ('open', 'acknowledged', 'in_progress');
CREATE INDEX exceptions_opened ON exceptions (status, opened_at DESC, id DESC);

-- The law that nothing is sold twice is the last CHECK.
CREATE TABLE stock_levels (
    sku_id          TEXT NOT NULL REFERENCES skus (id),
    location_id     TEXT NOT NULL REFERENCES locations (id),
    on_hand         BIGINT NOT NULL CHECK (on_hand >= 0),
    allocated       BIGINT NOT NULL CHECK (allocated >= 0),
    reserved        BIGINT NOT NULL CHECK (reserved >= 0),
    safety          BIGINT NOT NULL CHECK (safety >= 0),
    damaged         BIGINT NOT NULL CHECK (damaged >= 0),
    quality_control BIGINT NOT NULL CHECK (quality_control >= 0),
    incoming        BIGINT NOT NULL CHECK (incoming >= 0),
    updated_at      INSTANT NOT NULL,
    PRIMARY KEY (sku_id, location_id),
    CHECK (allocated + reserved + safety + damaged + quality_control <= on_hand)
);

CREATE TABLE stock_movements (
    id          TEXT PRIMARY KEY,
    sku_id      TEXT NOT NULL,
    location_id TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('on_hand', 'safety', 'damaged', 'quality_control', 'incoming')),
    quantity    BIGINT NOT NULL CHECK (quantity <> 0),
    reason      TEXT NOT NULL,
    reference   TEXT NOT NULL,
    note        TEXT NOT NULL,
    actor       TEXT NOT NULL,
    occurred_at INSTANT NOT NULL
);
CREATE INDEX stock_movements_sku ON stock_movements (sku_id, location_id, occurred_at DESC, id DESC);
CREATE INDEX stock_movements_reference ON stock_movements (reference) WHERE reference <> '';

CREATE TABLE transfers (
    id          TEXT PRIMARY KEY,
    from_id     TEXT NOT NULL REFERENCES locations (id),
    to_id       TEXT NOT NULL REFERENCES locations (id),
    status      TEXT NOT NULL CHECK (status IN ('in_transit', 'received', 'canceled')),
    reference   TEXT NOT NULL,
    items       TEXT NOT NULL,
    created_at  INSTANT NOT NULL,
    received_at INSTANT,
    CHECK (from_id <> to_id)
);

CREATE TABLE reservations (
    id          TEXT PRIMARY KEY,
    reference   TEXT NOT NULL,
    channel_id  TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('active', 'converted', 'released', 'expired')),
    expires_at  INSTANT NOT NULL,
    order_id    TEXT NOT NULL,
    items       TEXT NOT NULL, -- [{"sku_id", "sku", "location_id", "quantity"}]
    created_at  INSTANT NOT NULL,
    released_at INSTANT
);
CREATE INDEX reservations_due ON reservations (expires_at) WHERE status = 'active';

-- Position in the log is (xid, seq): on PostgreSQL a transaction that began
-- later may commit first, so readers stop at the oldest one in flight.
CREATE TABLE events (
    seq            SERIAL_KEY,
    xid            BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),  --only postgres
    xid            BIGINT NOT NULL DEFAULT 0,                                     --only sqlite
    type           TEXT NOT NULL,
    version        BIGINT NOT NULL,
    occurred_at    INSTANT NOT NULL,
    actor          TEXT NOT NULL,
    origin         TEXT NOT NULL,
    subject        TEXT NOT NULL,
    order_id       TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    causation_id   TEXT NOT NULL,
    data           TEXT NOT NULL
);
CREATE INDEX events_position ON events (xid, seq);                                 --only postgres
CREATE INDEX events_order ON events (order_id, seq) WHERE order_id <> '';
CREATE INDEX events_subject ON events (subject, seq) WHERE order_id = '';

CREATE TABLE cursors (
    consumer   TEXT PRIMARY KEY,
    seq        BIGINT NOT NULL,
    updated_at INSTANT NOT NULL
);

-- The answer to a write that came with an Idempotency-Key, kept in the
-- transaction of its effect.
CREATE TABLE idempotency_keys (
    scope      TEXT NOT NULL, -- who sent it
    key        TEXT NOT NULL,
    body_hash  BYTES NOT NULL, -- SHA-256 of method, path and body
    status     BIGINT NOT NULL,
    answer     BYTES NOT NULL,
    created_at INSTANT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
