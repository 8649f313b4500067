-- What goes out to other systems and what comes in from vendors.

-- An event that a consumer could not digest and has passed over.
CREATE TABLE event_failures (
    consumer  TEXT NOT NULL,
    seq       BIGINT NOT NULL,
    problem   TEXT NOT NULL,
    failed_at INSTANT NOT NULL,
    PRIMARY KEY (consumer, seq)
);

CREATE TABLE webhook_endpoints (
    id               TEXT PRIMARY KEY,
    url              TEXT NOT NULL,
    events           TEXT NOT NULL, -- ["order.*"]
    description      TEXT NOT NULL,
    enabled          BOOLEAN NOT NULL,
    problem          TEXT NOT NULL, -- why it was disabled
    secret           TEXT NOT NULL, -- sealed
    old_secret       TEXT NOT NULL, -- sealed; signs too until old_secret_until
    old_secret_until INSTANT,
    failing_since    INSTANT, -- no delivery has succeeded since
    version          BIGINT NOT NULL,
    created_at       INSTANT NOT NULL,
    updated_at       INSTANT NOT NULL
);

CREATE TABLE webhook_deliveries (
    id          TEXT PRIMARY KEY, -- is also the webhook-id that receivers see
    endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    seq         BIGINT NOT NULL, -- of the event; 0 for a test
    type        TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'dead')),
    attempts    BIGINT NOT NULL,
    answer      BIGINT NOT NULL, -- the last HTTP status, 0 for none
    problem     TEXT NOT NULL,
    created_at  INSTANT NOT NULL,
    next_at     INSTANT,
    finished_at INSTANT
);
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at) WHERE status <> 'pending';

CREATE TABLE webhook_attempts (
    delivery_id TEXT NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    n           BIGINT NOT NULL,
    at          INSTANT NOT NULL,
    took_micros BIGINT NOT NULL,
    status      BIGINT NOT NULL,
    problem     TEXT NOT NULL,
    response    TEXT NOT NULL,
    PRIMARY KEY (delivery_id, n)
);

-- How fresh a connection is. Apart from connections, which change seldom.
CREATE TABLE connection_syncs (
    connection_id TEXT PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
    cursor        TEXT NOT NULL,
    next_poll_at  INSTANT, -- NULL for a connection that is not polled
    last_poll_at  INSTANT,
    last_event_at INSTANT,
    lag_micros    BIGINT NOT NULL -- of the newest news: from its change at the vendor until it was captured
);
CREATE INDEX connection_syncs_due ON connection_syncs (next_poll_at);
