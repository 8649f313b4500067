-- The routing studio: a draft that people work on, replays that are stopped,
-- and what a replay found that tested a version.

-- The one draft of the next version. It may be unfinished.
CREATE TABLE routing_drafts (
    only_one BOOLEAN PRIMARY KEY CHECK (only_one),
    base     BIGINT NOT NULL, -- the version that it began as
    note     TEXT NOT NULL,
    policy   TEXT NOT NULL,
    revision BIGINT NOT NULL CHECK (revision > 0), -- one more each time it is saved
    saved_by TEXT NOT NULL,
    saved_at INSTANT NOT NULL
);

-- Decisions that the replay made differently under the policy that made them.
ALTER TABLE routing_versions ADD COLUMN defects BIGINT NOT NULL DEFAULT 0;

-- Replays again, with one more status.
ALTER TABLE routing_replays RENAME TO routing_replays_before;
CREATE TABLE routing_replays (
    id          TEXT COLLATE "C" PRIMARY KEY, -- sorts by time            --only postgres
    id          TEXT PRIMARY KEY,                                        --only sqlite
    status      TEXT NOT NULL CHECK (status IN ('pending', 'running', 'done', 'stopped', 'failed')),
    request     TEXT NOT NULL, -- what was asked, the variants' policies written out
    done        BIGINT NOT NULL CHECK (done >= 0 AND done <= total),
    total       BIGINT NOT NULL,
    report      TEXT NOT NULL, -- '' until it has ended
    problem     TEXT NOT NULL CHECK ((problem <> '') = (status = 'failed')),
    created_by  TEXT NOT NULL,
    created_at  INSTANT NOT NULL,
    started_at  INSTANT,
    finished_at INSTANT CHECK ((finished_at IS NOT NULL) = (status IN ('done', 'stopped', 'failed')))
);
INSERT INTO routing_replays (id, status, request, done, total, report, problem, created_by, created_at, started_at, finished_at)
SELECT id, status, request, done, total, report, problem, created_by, created_at, started_at, finished_at FROM routing_replays_before;
DROP TABLE routing_replays_before;
