-- What the lists of stock are narrowed by. Most movements are of what has left:
-- the index of reasons leaves these out. Figures have no index of their own: it
-- would be written with every order that is captured.

CREATE INDEX skus_category ON skus (category, code);
CREATE INDEX stock_movements_location ON stock_movements (location_id, id);
CREATE INDEX stock_movements_actor ON stock_movements (actor, id);
CREATE INDEX stock_movements_reason ON stock_movements (reason, id) WHERE reason <> 'shipped';
CREATE INDEX stock_movements_shipped ON stock_movements (occurred_at, sku_id, location_id, quantity) WHERE state = 'on_hand' AND reason = 'shipped';

-- A transfer may be planned first: a draft has moved nothing.
ALTER TABLE transfers RENAME TO transfers_before;
CREATE TABLE transfers (
    id          TEXT PRIMARY KEY,
    from_id     TEXT NOT NULL REFERENCES locations (id),
    to_id       TEXT NOT NULL REFERENCES locations (id),
    status      TEXT NOT NULL CHECK (status IN ('draft', 'in_transit', 'received', 'canceled')),
    reference   TEXT NOT NULL,
    items       TEXT NOT NULL,
    expected_at INSTANT,
    created_at  INSTANT NOT NULL,
    sent_at     INSTANT, -- NULL until it is shipped
    received_at INSTANT,
    CHECK (from_id <> to_id),
    CHECK (sent_at IS NOT NULL OR status IN ('draft', 'canceled'))
);
INSERT INTO transfers (id, from_id, to_id, status, reference, items, expected_at, created_at, sent_at, received_at)
    SELECT id, from_id, to_id, status, reference, items, expected_at, created_at, created_at, received_at FROM transfers_before;
DROP TABLE transfers_before;
CREATE INDEX transfers_open ON transfers (id) WHERE status = 'in_transit';
