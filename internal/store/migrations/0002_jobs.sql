-- The queue. A row is in one or two of the partial indexes at a time, so a
-- long history and a long queue cost the next fetch nothing.

CREATE TABLE jobs (
    id             TEXT COLLATE "C" PRIMARY KEY, -- sorts by insertion                     --only postgres
    id             TEXT PRIMARY KEY,                                                      --only sqlite
    kind           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('pending', 'running', 'done', 'dead', 'discarded')),
    lane           TEXT COLLATE "C" NOT NULL, -- one at a time in order; '' for no lane    --only postgres
    lane           TEXT NOT NULL,                                                         --only sqlite
    turn           BIGINT NOT NULL CHECK (turn BETWEEN -1 AND 2), -- the priority, or -1 for a job that holds its lane
    priority       BIGINT NOT NULL CHECK (priority BETWEEN 0 AND 2),
    yields         BOOLEAN NOT NULL, -- lets its lane go on while it waits for a retry
    unique_key     TEXT NOT NULL,
    args           TEXT NOT NULL,
    run_at         INSTANT NOT NULL,
    attempts       BIGINT NOT NULL CHECK (attempts >= 0),
    max_attempts   BIGINT NOT NULL CHECK (max_attempts > 0),
    owner          TEXT NOT NULL CHECK ((owner <> '') = (state = 'running')),
    problem        TEXT NOT NULL, -- of the last attempt that failed
    correlation_id TEXT NOT NULL,
    created_at     INSTANT NOT NULL,
    started_at     INSTANT,
    finished_at    INSTANT
);
CREATE INDEX jobs_next ON jobs (lane, turn, run_at, id) WHERE state = 'pending';
CREATE INDEX jobs_running ON jobs (owner) WHERE state = 'running';
CREATE UNIQUE INDEX jobs_lane ON jobs (lane) WHERE state = 'running' AND lane <> '';
CREATE UNIQUE INDEX jobs_unique ON jobs (unique_key) WHERE state IN ('pending', 'running') AND unique_key <> '';
CREATE INDEX jobs_dead ON jobs (finished_at, id) WHERE state = 'dead';
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE state IN ('done', 'discarded');

-- Who is alive: a row per server that runs jobs, and one named leader.
CREATE TABLE job_leases (
    name  TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until INSTANT NOT NULL
);

CREATE TABLE job_schedules (
    name    TEXT PRIMARY KEY,
    next_at INSTANT NOT NULL
);
