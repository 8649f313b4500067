-- Imports that people upload. The file lies in the database, in pieces, so
-- that any server can work on it; it goes when the import has ended.

CREATE TABLE imports (
    id          TEXT COLLATE "C" PRIMARY KEY, -- sorts by time                             --only postgres
    id          TEXT PRIMARY KEY,                                                         --only sqlite
    kind        TEXT NOT NULL CHECK (kind IN ('orders', 'skus', 'locations', 'listings', 'stock', 'movements')),
    name        TEXT NOT NULL, -- of the file
    status      TEXT NOT NULL CHECK (status IN ('pending', 'running', 'done', 'failed')),
    options     TEXT NOT NULL,
    size        BIGINT NOT NULL CHECK (size > 0),
    progress    TEXT NOT NULL,
    report      TEXT NOT NULL, -- '' until it has ended
    problem     TEXT NOT NULL CHECK ((problem <> '') = (status = 'failed')),
    rejects     BIGINT NOT NULL CHECK (rejects >= 0), -- bytes of the reject file
    created_by  TEXT NOT NULL,
    created_at  INSTANT NOT NULL,
    started_at  INSTANT,
    finished_at INSTANT CHECK ((finished_at IS NOT NULL) = (status IN ('done', 'failed')))
);

CREATE TABLE import_pieces (
    import_id TEXT COLLATE "C" NOT NULL REFERENCES imports (id) ON DELETE CASCADE,         --only postgres
    import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,                    --only sqlite
    part      TEXT NOT NULL CHECK (part IN ('file', 'rejects')),
    n         BIGINT NOT NULL CHECK (n >= 0),
    content   BYTES NOT NULL,
    PRIMARY KEY (import_id, part, n)
);
