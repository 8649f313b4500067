-- Why a bulk operation left an order as it is, taken apart, so that screens can
-- say it in their reader's language. Rows that are here already have their
-- English text only.
ALTER TABLE bulk_rows ADD COLUMN says TEXT NOT NULL DEFAULT '';
