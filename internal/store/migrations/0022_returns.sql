-- Goods that come back. A return belongs to one order, which is locked while
-- it changes.

CREATE TABLE returns (
    number              NUMBER_KEY,
    id                  TEXT NOT NULL UNIQUE,
    order_id            TEXT NOT NULL,
    status              TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'declined', 'in_transit', 'received', 'inspected', 'closed', 'canceled', 'expired')),
    location_id         TEXT NOT NULL REFERENCES locations (id),
    reference           TEXT NOT NULL,
    note                TEXT NOT NULL,
    carrier             TEXT NOT NULL,
    tracking            TEXT NOT NULL,
    tracking_key        TEXT NOT NULL, -- lower case: what a scanner is asked by
    late                BOOLEAN NOT NULL,
    reason              TEXT NOT NULL,
    currency            TEXT NOT NULL,
    shipping_credit     BIGINT NOT NULL CHECK (shipping_credit >= 0),
    shipping_tax_credit BIGINT NOT NULL CHECK (shipping_tax_credit >= 0),
    version             BIGINT NOT NULL CHECK (version > 0),
    created_at          INSTANT NOT NULL,
    created_by          TEXT NOT NULL,
    updated_at          INSTANT NOT NULL,
    due_at              INSTANT,
    received_at         INSTANT,
    status_since        INSTANT NOT NULL,
    closed_at           INSTANT CHECK ((closed_at IS NOT NULL) = (status IN ('declined', 'closed', 'canceled', 'expired')))
);
CREATE INDEX returns_order ON returns (order_id);
CREATE INDEX returns_status ON returns (status, number);
CREATE INDEX returns_tracking ON returns (tracking_key) WHERE tracking_key <> '';
CREATE INDEX returns_due ON returns (due_at) WHERE status IN ('approved', 'in_transit');
CREATE UNIQUE INDEX returns_reference ON returns (order_id, reference) WHERE reference <> '';

CREATE TABLE return_lines (
    return_id  TEXT NOT NULL,
    n          BIGINT NOT NULL CHECK (n > 0),
    line       BIGINT NOT NULL,
    sku_id     TEXT NOT NULL,
    sku        TEXT NOT NULL,
    title      TEXT NOT NULL,
    quantity   BIGINT NOT NULL CHECK (quantity > 0),
    received   BIGINT NOT NULL CHECK (received >= 0),
    inspected  BIGINT NOT NULL CHECK (inspected >= 0 AND inspected <= received),
    missing    BIGINT NOT NULL CHECK (missing >= 0),
    kept       BIGINT NOT NULL CHECK (kept >= 0),
    wrong      BIGINT NOT NULL CHECK (wrong >= 0 AND wrong <= inspected), -- not what was sold: not returned either
    reason     TEXT NOT NULL CHECK (reason IN ('changed_mind', 'too_small', 'too_large', 'not_as_described', 'faulty', 'arrived_damaged', 'wrong_item', 'arrived_late', 'undelivered', 'unannounced', 'other')),
    note       TEXT NOT NULL,
    found      TEXT NOT NULL, -- [{"quantity", "disposition", "condition", "note", "by", "at"}]
    resolution TEXT NOT NULL CHECK (resolution IN ('', 'refund', 'reject')),
    credited   BIGINT NOT NULL CHECK (credited >= 0 AND credited <= quantity),
    goods      BIGINT NOT NULL,
    discount   BIGINT NOT NULL,
    tax        BIGINT NOT NULL,
    deduction  BIGINT NOT NULL CHECK (deduction >= 0),
    why        TEXT NOT NULL,
    PRIMARY KEY (return_id, n),
    CHECK (received + missing + kept <= quantity)
);
CREATE INDEX return_lines_sku ON return_lines (sku_id);

-- What came back and is not owed any more, and the returns that something is
-- still to be done about.
ALTER TABLE orders ADD COLUMN credited BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN open_returns BIGINT NOT NULL DEFAULT 0;
