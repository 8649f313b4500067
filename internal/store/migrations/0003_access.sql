-- People, their sessions, the tokens of programs. Of every secret only a hash
-- is kept: SHA-256 of random bytes, argon2id of passwords.

CREATE TABLE users (
    id            TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE, -- lower case
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('owner', 'operator', 'warehouse', 'support', 'read_only')),
    active        BOOLEAN NOT NULL,
    password      TEXT NOT NULL, -- in PHC form; '' until one is chosen
    version       BIGINT NOT NULL CHECK (version > 0),
    created_at    INSTANT NOT NULL,
    updated_at    INSTANT NOT NULL,
    last_login_at INSTANT
);

-- One-time links: to make the first owner, or to choose a password.
CREATE TABLE access_links (
    hash       BYTES PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('setup', 'password')),
    user_id    TEXT NOT NULL,
    created_at INSTANT NOT NULL,
    expires_at INSTANT
);
CREATE INDEX access_links_user ON access_links (user_id) WHERE user_id <> '';

-- A session that has ended stays until its latest end: it shows that its user
-- has signed in from that address, which login back-off asks.
CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    hash         BYTES NOT NULL UNIQUE,
    user_id      TEXT NOT NULL REFERENCES users (id),
    address      TEXT NOT NULL,
    network      TEXT NOT NULL, -- of the address, as login back-off counts it
    agent        TEXT NOT NULL,
    created_at   INSTANT NOT NULL,
    last_seen_at INSTANT NOT NULL,
    expires_at   INSTANT NOT NULL,
    revoked_at   INSTANT
);
CREATE INDEX sessions_user ON sessions (user_id, id);

CREATE TABLE tokens (
    id           TEXT PRIMARY KEY,
    hash         BYTES NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    hint         TEXT NOT NULL,
    role         TEXT NOT NULL CHECK (role IN ('owner', 'operator', 'warehouse', 'support', 'read_only')),
    scopes       TEXT NOT NULL, -- ["orders.read"]
    created_by   TEXT NOT NULL,
    created_at   INSTANT NOT NULL,
    expires_at   INSTANT,
    last_used_at INSTANT,
    revoked_at   INSTANT
);

-- Failed logins, by a hash of the account's name and one of the address.
CREATE TABLE login_attempts (
    key           TEXT PRIMARY KEY,
    failures      BIGINT NOT NULL CHECK (failures >= 0),
    last_at       INSTANT NOT NULL,
    blocked_until INSTANT NOT NULL
);
