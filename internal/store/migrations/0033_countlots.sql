-- Sheets of counts with a line for each lot, by its code: a lot that is found on
-- the shelf may be one that the books don't know yet.
ALTER TABLE count_lines RENAME TO count_lines_before;
CREATE TABLE count_lines (
    count_id   TEXT NOT NULL,
    n          BIGINT NOT NULL CHECK (n > 0),
    sku_id     TEXT NOT NULL REFERENCES skus (id),
    lot        TEXT NOT NULL, -- '' of a SKU that is not tracked, and of what no line names
    expires_on TEXT NOT NULL, -- as it was found on the shelf, of a lot that is new
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
    UNIQUE (count_id, sku_id, lot)
);
INSERT INTO count_lines (count_id, n, sku_id, lot, expires_on, status, round, counted, book, picked, corrected, short, applied, counted_at, moved, cost, waits, decided_by, decided_at)
SELECT count_id, n, sku_id, '', '', status, round, counted, book, picked, corrected, short, applied, counted_at, moved, cost, waits, decided_by, decided_at FROM count_lines_before;
DROP TABLE count_lines_before;

-- When each lot was last held against its shelf, too; '' is the SKU.
ALTER TABLE stock_last_counts RENAME TO stock_last_counts_before;
CREATE TABLE stock_last_counts (
    sku_id      TEXT NOT NULL,
    location_id TEXT NOT NULL,
    lot         TEXT NOT NULL,
    counted_at  INSTANT NOT NULL,
    PRIMARY KEY (sku_id, location_id, lot)
);
INSERT INTO stock_last_counts (sku_id, location_id, lot, counted_at) SELECT sku_id, location_id, '', counted_at FROM stock_last_counts_before;
DROP TABLE stock_last_counts_before;
