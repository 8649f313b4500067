-- A version of the routing policy that decides about a share of the orders
-- before it decides about all of them.

CREATE TABLE routing_canaries (
    id         TEXT COLLATE "C" PRIMARY KEY, -- sorts by time            --only postgres
    id         TEXT PRIMARY KEY,                                        --only sqlite
    version    BIGINT NOT NULL, -- that is tried
    live       BIGINT NOT NULL, -- that decides about the others
    share      BIGINT NOT NULL CHECK (share BETWEEN 1 AND 100), -- percent
    channels   TEXT NOT NULL,   -- codes; [] for all
    guards     TEXT NOT NULL,   -- when it stops by itself
    revision   BIGINT NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('running', 'promoted', 'stopped')),
    started_by TEXT NOT NULL,
    started_at INSTANT NOT NULL,
    ended_by   TEXT NOT NULL,
    ended_at   INSTANT CHECK ((ended_at IS NULL) = (status = 'running')),
    reason     TEXT NOT NULL,   -- why it was stopped
    says       TEXT NOT NULL,   -- the same taken apart, when it stopped by itself
    report     TEXT NOT NULL    -- what came of it; '' while it runs
);
CREATE UNIQUE INDEX routing_canaries_running ON routing_canaries (status) WHERE status = 'running';

-- What both versions made of the same order, with the same stock at the same
-- instant. Costs are carriage and handling; they are compared where both fill
-- as many units.
CREATE TABLE routing_canary_orders (
    canary_id     TEXT NOT NULL,
    order_id      TEXT NOT NULL,
    canary        BOOLEAN NOT NULL, -- whose plan is carried out
    decided_at    INSTANT NOT NULL,
    units         BIGINT NOT NULL CHECK (units > 0),
    differs       BOOLEAN NOT NULL, -- the two send from different locations
    live_filled   BIGINT NOT NULL CHECK (live_filled BETWEEN 0 AND units),
    live_split    BOOLEAN NOT NULL,
    live_late     BOOLEAN NOT NULL,
    live_cost     BIGINT NOT NULL,
    canary_filled BIGINT NOT NULL CHECK (canary_filled BETWEEN 0 AND units),
    canary_split  BOOLEAN NOT NULL,
    canary_late   BOOLEAN NOT NULL,
    canary_cost   BIGINT NOT NULL,
    PRIMARY KEY (canary_id, order_id)
);
