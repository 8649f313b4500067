-- Saved views of lists, bulk operations, and notes about customers.

CREATE TABLE views (
    id         TEXT PRIMARY KEY,
    page       TEXT NOT NULL,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL, -- lower case: no two of one owner and page
    filter     TEXT NOT NULL,
    columns    TEXT NOT NULL, -- ["number"]; [] for those of the page
    sort       TEXT NOT NULL,
    owner      TEXT NOT NULL, -- the actor of a personal one; '' for a shared one
    builtin    TEXT NOT NULL, -- what it was delivered as; '' for one that a person made
    hidden     BOOLEAN NOT NULL,
    position   BIGINT NOT NULL,
    version    BIGINT NOT NULL CHECK (version > 0),
    created_by TEXT NOT NULL,
    created_at INSTANT NOT NULL,
    updated_at INSTANT NOT NULL
);
CREATE UNIQUE INDEX views_name ON views (page, owner, name_key);

INSERT INTO views (id, page, name, name_key, filter, columns, sort, owner, builtin, hidden, position, version, created_by, created_at, updated_at)
SELECT 'viw_' || id, 'orders', name, LOWER(name), filter, '[]', sort, '', builtin, FALSE, position, 1, 'system', at, at FROM (
    SELECT '00000000000000000000000001' AS id, 'To release' AS name, 'lifecycle:open fulfillment:unfulfilled' AS filter, 'placed_at' AS sort, 'to_release' AS builtin, 1 AS position UNION ALL
    SELECT '00000000000000000000000002', 'On hold', 'lifecycle:open hold:any', 'placed_at', 'on_hold', 2 UNION ALL
    SELECT '00000000000000000000000003', 'Unpaid', 'lifecycle:open payment:unpaid,partially_authorized,partially_paid', 'placed_at', 'unpaid', 3 UNION ALL
    SELECT '00000000000000000000000004', 'Late', 'lifecycle:open ship_by:<now', 'placed_at', 'late', 4 UNION ALL
    SELECT '00000000000000000000000005', 'Today''s', 'placed:today', '-placed_at', 'today', 5 UNION ALL
    SELECT '00000000000000000000000006', 'VIP', 'tag:vip', '-placed_at', 'vip', 6) v
CROSS JOIN (SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00' AS at) t;                         --only postgres
CROSS JOIN (SELECT 1767225600000000 AS at) t;                                             --only sqlite

-- A bulk operation is made when it is previewed, with the orders it is about.
CREATE TABLE bulk_runs (
    id          TEXT COLLATE "C" PRIMARY KEY, -- sorts by time                             --only postgres
    id          TEXT PRIMARY KEY,                                                         --only sqlite
    action      TEXT NOT NULL,
    parameters  TEXT NOT NULL,
    filter      TEXT NOT NULL, -- by which the orders were chosen; '' for ids
    status      TEXT NOT NULL CHECK (status IN ('previewed', 'pending', 'running', 'done', 'stopped', 'failed')),
    undoes      TEXT NOT NULL, -- the run that this one undoes, or ''
    undone_by   TEXT NOT NULL,
    total       BIGINT NOT NULL CHECK (total > 0),
    changed     BIGINT NOT NULL,
    unchanged   BIGINT NOT NULL,
    refused     BIGINT NOT NULL,
    failed      BIGINT NOT NULL,
    problem     TEXT NOT NULL,
    created_by  TEXT NOT NULL,
    created_at  INSTANT NOT NULL,
    started_at  INSTANT,
    finished_at INSTANT CHECK ((finished_at IS NOT NULL) = (status IN ('done', 'stopped', 'failed'))),
    CHECK (changed >= 0 AND unchanged >= 0 AND refused >= 0 AND failed >= 0 AND changed + unchanged + refused + failed <= total)
);

CREATE TABLE bulk_rows (
    run_id   TEXT COLLATE "C" NOT NULL REFERENCES bulk_runs (id) ON DELETE CASCADE,       --only postgres
    run_id   TEXT NOT NULL REFERENCES bulk_runs (id) ON DELETE CASCADE,                   --only sqlite
    n        BIGINT NOT NULL CHECK (n > 0),
    order_id TEXT NOT NULL,
    result   TEXT NOT NULL CHECK (result IN ('waiting', 'changed', 'unchanged', 'refused', 'failed')),
    code     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    undo     TEXT NOT NULL, -- what it takes to undo the change
    PRIMARY KEY (run_id, n)
);
CREATE INDEX bulk_rows_waiting ON bulk_rows (run_id, n) WHERE result = 'waiting';

-- Notes are never changed: a customer's history is what was written.
CREATE TABLE customer_notes (
    id          TEXT COLLATE "C" PRIMARY KEY, -- sorts by time                             --only postgres
    id          TEXT PRIMARY KEY,                                                         --only sqlite
    customer_id TEXT NOT NULL REFERENCES customers (id),
    author      TEXT NOT NULL,
    text        TEXT NOT NULL,
    created_at  INSTANT NOT NULL
);
CREATE INDEX customer_notes_customer ON customer_notes (customer_id, id);
