-- Transit times can be imported too. What a file may hold is the verb's to say:
-- a list in a CHECK would need a migration for each new kind.

ALTER TABLE imports ADD COLUMN rows_are TEXT NOT NULL DEFAULT 'orders';
UPDATE imports SET rows_are = kind;
ALTER TABLE imports DROP COLUMN kind;
ALTER TABLE imports RENAME COLUMN rows_are TO kind;
