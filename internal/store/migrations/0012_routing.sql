-- Routing as data: versions of the policy, what each decision saw, replays of
-- history, and the facts that the engine asks for.

CREATE TABLE routing_versions (
    version      NUMBER_KEY, -- from 1
    note         TEXT NOT NULL,
    policy       TEXT NOT NULL,
    copy_of      BIGINT NOT NULL, -- the version that a rollback went back to, or -1
    live         BOOLEAN NOT NULL,
    created_by   TEXT NOT NULL,
    created_at   INSTANT NOT NULL,
    published_by TEXT NOT NULL,
    published_at INSTANT CHECK (published_at IS NOT NULL OR NOT live),
    untested     TEXT NOT NULL,  -- why it went live without a replay
    replay_id    TEXT NOT NULL   -- the replay that tested it
);
CREATE UNIQUE INDEX routing_versions_live ON routing_versions (live) WHERE live;

-- What many decisions share. A frame is known by its content.
CREATE TABLE routing_frames (
    id         TEXT PRIMARY KEY,
    version    BIGINT NOT NULL, -- of the policy; 0 for the one that is built in
    frame      TEXT NOT NULL,
    created_at INSTANT NOT NULL
);

-- The decisions of one transaction, one record behind the other.
CREATE TABLE routing_decisions (
    seq        SERIAL_KEY,
    frame_id   TEXT NOT NULL,
    decisions  BIGINT NOT NULL CHECK (decisions > 0),
    decided_at INSTANT NOT NULL,
    records    BYTES NOT NULL
);
CREATE INDEX routing_decisions_at ON routing_decisions (decided_at);

CREATE TABLE routing_replays (
    id          TEXT COLLATE "C" PRIMARY KEY, -- sorts by time            --only postgres
    id          TEXT PRIMARY KEY,                                        --only sqlite
    status      TEXT NOT NULL CHECK (status IN ('pending', 'running', 'done', 'failed')),
    request     TEXT NOT NULL, -- what was asked, the variants' policies written out
    done        BIGINT NOT NULL CHECK (done >= 0 AND done <= total),
    total       BIGINT NOT NULL,
    report      TEXT NOT NULL, -- '' until it has ended
    problem     TEXT NOT NULL CHECK ((problem <> '') = (status = 'failed')),
    created_by  TEXT NOT NULL,
    created_at  INSTANT NOT NULL,
    started_at  INSTANT,
    finished_at INSTANT CHECK ((finished_at IS NOT NULL) = (status IN ('done', 'failed')))
);

-- Units that each location sent or promised of each SKU in the last 28 days.
CREATE TABLE stock_velocity (
    sku_id      TEXT NOT NULL,
    location_id TEXT NOT NULL,
    units       BIGINT NOT NULL CHECK (units > 0),
    PRIMARY KEY (sku_id, location_id)
);

ALTER TABLE locations ADD COLUMN location_groups TEXT NOT NULL DEFAULT '[]';
ALTER TABLE locations ADD COLUMN allows TEXT NOT NULL DEFAULT '[]';
ALTER TABLE locations ADD COLUMN domestic BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE locations ADD COLUMN orders_per_day BIGINT NOT NULL DEFAULT 0;
ALTER TABLE locations ADD COLUMN units_per_day BIGINT NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN location_groups TEXT NOT NULL DEFAULT '[]';
ALTER TABLE skus ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE skus ADD COLUMN needs TEXT NOT NULL DEFAULT '[]';
ALTER TABLE skus ADD COLUMN domestic BOOLEAN NOT NULL DEFAULT FALSE;
