-- Who works on what: a word among people, which keeps nobody from anything.
-- One that was not touched for a while counts no more (oms.ClaimIdle).
CREATE TABLE claims (
    subject    TEXT PRIMARY KEY, -- the id of a fulfillment order or a wave
    actor      TEXT NOT NULL,
    claimed_at INSTANT NOT NULL,
    touched_at INSTANT NOT NULL CHECK (touched_at >= claimed_at)
);
CREATE INDEX claims_actor ON claims (actor);

-- Fulfillment orders of one location that are picked in one walk. How far it is
-- follows from them.
CREATE TABLE waves (
    number       NUMBER_KEY,
    id           TEXT NOT NULL UNIQUE,
    location_id  TEXT NOT NULL REFERENCES locations (id),
    created_by   TEXT NOT NULL,
    created_at   INSTANT NOT NULL,
    dissolved_at INSTANT
);
CREATE INDEX waves_location ON waves (location_id, number);

-- Law: a fulfillment order is in one wave at most, until it leaves.
CREATE TABLE wave_works (
    wave_id              TEXT NOT NULL,
    position             BIGINT NOT NULL CHECK (position > 0), -- of its tote on the cart
    fulfillment_order_id TEXT NOT NULL,
    order_id             TEXT NOT NULL,
    left_at              INSTANT,
    left_because         TEXT NOT NULL DEFAULT '' CHECK ((left_because <> '') = (left_at IS NOT NULL)),
    PRIMARY KEY (wave_id, position)
);
CREATE UNIQUE INDEX wave_works_in ON wave_works (fulfillment_order_id) WHERE left_at IS NULL;
CREATE INDEX wave_works_order ON wave_works (order_id);
