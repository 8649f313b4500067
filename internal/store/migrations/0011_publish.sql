-- What channels are told: how much of each listing can be sold, what has left
-- and what was canceled.

CREATE TABLE listing_syncs (
    listing_id     TEXT PRIMARY KEY REFERENCES listings (id) ON DELETE CASCADE,
    dirty_at       INSTANT, -- since when the channel may show an old figure
    sending_at     INSTANT, -- the dirty_at of what is being sent
    sent_quantity  BIGINT,  -- what is being sent, or was last
    doubtful       BOOLEAN NOT NULL, -- it is to be sent even if nothing changed
    confirmed_at   INSTANT,
    drifted_at     INSTANT,
    shown_quantity BIGINT,  -- what the channel said it shows
    shown_at       INSTANT,
    failures       BIGINT NOT NULL CHECK (failures >= 0), -- since the last success
    retry_at       INSTANT,
    problem        TEXT NOT NULL,
    lags           TEXT NOT NULL, -- the newest fifty in microseconds, oldest first
    CHECK (sending_at IS NULL OR sent_quantity >= 0)
);
CREATE INDEX listing_syncs_due ON listing_syncs (dirty_at) WHERE dirty_at IS NOT NULL OR sending_at IS NOT NULL;
CREATE INDEX channels_connection ON channels (connection_id);

CREATE TABLE channel_notices (
    id            TEXT PRIMARY KEY, -- the shipment's, or the canceled order's
    kind          TEXT NOT NULL CHECK (kind IN ('shipment', 'cancellation')),
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    order_id      TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'told', 'failed')),
    attempts      BIGINT NOT NULL,
    problem       TEXT NOT NULL,
    reference     TEXT NOT NULL,
    retry_at      INSTANT,
    created_at    INSTANT NOT NULL,
    told_at       INSTANT,
    CHECK ((state = 'told') = (told_at IS NOT NULL))
);
CREATE INDEX channel_notices_connection ON channel_notices (connection_id, created_at DESC, id DESC);
CREATE INDEX channel_notices_open ON channel_notices (connection_id) WHERE state IN ('pending', 'sending');
