-- How long carriers take, and what buyers were promised.

CREATE TABLE transit_tables (
    id           TEXT PRIMARY KEY,
    service      TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    working_days TEXT NOT NULL, -- [1, 2, 3, 4, 5]
    holidays     TEXT NOT NULL, -- [{"country", "date", "name"}]
    lanes        TEXT NOT NULL, -- [{"from", "to", "zone", "min_days", "max_days"}]
    version      BIGINT NOT NULL CHECK (version > 0),
    created_at   INSTANT NOT NULL,
    updated_at   INSTANT NOT NULL
);

-- The days between which all units of a line arrive, as the buyer was told;
-- '' while they are not known.
ALTER TABLE order_lines ADD COLUMN deliver_from TEXT NOT NULL DEFAULT '';
ALTER TABLE order_lines ADD COLUMN deliver_by TEXT NOT NULL DEFAULT '';

-- When the units arrive that a receipt was promised to.
ALTER TABLE promises ADD COLUMN deliver_from TEXT NOT NULL DEFAULT '';
ALTER TABLE promises ADD COLUMN deliver_by TEXT NOT NULL DEFAULT '';
