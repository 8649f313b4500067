-- What stays of an order that was moved to an archive: enough to know it when
-- its channel tells of it again, and to say where it is.
CREATE TABLE archived_orders (
    channel_id  TEXT NOT NULL,
    external_id TEXT NOT NULL,
    id          TEXT NOT NULL UNIQUE,
    number      BIGINT NOT NULL UNIQUE,
    archive     TEXT NOT NULL, -- the file's name
    archived_at INSTANT NOT NULL,
    PRIMARY KEY (channel_id, external_id)
);
