-- What exceptions say, taken apart into sentences and their facts, so that
-- screens can say it in their reader's language. Those that are here already
-- have their English text only.
ALTER TABLE exceptions ADD COLUMN says TEXT NOT NULL DEFAULT '[]'; -- of the summary
ALTER TABLE exceptions ADD COLUMN ends TEXT NOT NULL DEFAULT '[]'; -- of the resolution
