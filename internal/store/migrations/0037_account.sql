-- Whose account a connection is, in the vendor's own words, once the vendor has
-- said it: the same account is connected once, or its orders would be sold
-- twice. Connections that are here already are asked by their next poll.
ALTER TABLE connections ADD COLUMN account TEXT NOT NULL DEFAULT '';
-- When the present settings were found to be that account's; NULL until then.
ALTER TABLE connections ADD COLUMN account_known_at INSTANT;
CREATE UNIQUE INDEX connections_account ON connections (driver, account) WHERE account <> '';
