-- Counts: what is to be counted at a location, what counters found, and what
-- became of the difference.

CREATE TABLE counts (
    number            NUMBER_KEY,
    id                TEXT NOT NULL UNIQUE,
    location_id       TEXT NOT NULL REFERENCES locations (id),
    status            TEXT NOT NULL CHECK (status IN ('open', 'counting', 'review', 'closed', 'canceled')),
    blind             BOOLEAN NOT NULL,
    note              TEXT NOT NULL,
    tolerance_units   BIGINT NOT NULL CHECK (tolerance_units >= 0),
    tolerance_percent BIGINT NOT NULL CHECK (tolerance_percent BETWEEN 0 AND 100),
    tolerance_value   BIGINT CHECK (tolerance_value IS NULL OR tolerance_value >= 0 AND currency <> ''), -- minor units; NULL for any
    currency          TEXT NOT NULL,
    version           BIGINT NOT NULL CHECK (version > 0),
    created_by        TEXT NOT NULL,
    created_at        INSTANT NOT NULL,
    updated_at        INSTANT NOT NULL,
    finished_at       INSTANT,
    closed_at         INSTANT CHECK ((closed_at IS NOT NULL) = (status IN ('closed', 'canceled')))
);
CREATE INDEX counts_location ON counts (location_id, number);

-- The variance of a line is counted + picked - book: the books are those of the
-- moment it was counted.
CREATE TABLE count_lines (
    count_id   TEXT NOT NULL,
    n          BIGINT NOT NULL CHECK (n > 0),
    sku_id     TEXT NOT NULL REFERENCES skus (id),
    status     TEXT NOT NULL CHECK (status IN ('open', 'counted', 'pending', 'approved', 'rejected', 'skipped')),
    round      BIGINT NOT NULL CHECK (round > 0),
    counted    BIGINT NOT NULL CHECK (counted >= 0),
    book       BIGINT NOT NULL CHECK (book >= 0),
    picked     BIGINT NOT NULL CHECK (picked >= 0 AND picked <= book),
    corrected  BIGINT NOT NULL, -- the sum of all corrections by counts until then
    short      BIGINT NOT NULL, -- the sum of what pickers did not find until then
    applied    BIGINT NOT NULL CHECK (applied = 0 OR status = 'approved'),
    counted_at INSTANT CHECK ((counted_at IS NULL) = (status IN ('open', 'skipped'))),
    moved      BOOLEAN NOT NULL,
    cost       BIGINT CHECK (cost >= 0),
    waits      TEXT NOT NULL CHECK ((waits <> '') = (status = 'pending')),
    decided_by TEXT NOT NULL,
    decided_at INSTANT CHECK ((decided_at IS NOT NULL) = (status IN ('approved', 'rejected'))),
    PRIMARY KEY (count_id, n),
    UNIQUE (count_id, sku_id)
);

-- What one counter found of a line in one round.
CREATE TABLE count_tallies (
    count_id   TEXT NOT NULL,
    n          BIGINT NOT NULL,
    round      BIGINT NOT NULL CHECK (round > 0),
    counter    TEXT NOT NULL,
    quantity   BIGINT NOT NULL CHECK (quantity >= 0),
    tallied_at INSTANT NOT NULL,
    PRIMARY KEY (count_id, n, round, counter)
);

-- When the books of a SKU at a location were last held against its shelf.
CREATE TABLE stock_last_counts (
    sku_id      TEXT NOT NULL,
    location_id TEXT NOT NULL,
    counted_at  INSTANT NOT NULL,
    PRIMARY KEY (sku_id, location_id)
);

-- What is found missing, or more, is found once, whoever finds it.
CREATE INDEX stock_movements_found ON stock_movements (sku_id, location_id) WHERE reason IN ('counted', 'short_pick');
