-- What belongs to an order names it: an archive takes it along by that. And
-- whether anybody agreed to a return is a fact of its own.

ALTER TABLE return_lines ADD COLUMN order_id TEXT NOT NULL DEFAULT '';
UPDATE return_lines SET order_id = (SELECT r.order_id FROM returns r WHERE r.id = return_lines.return_id);
ALTER TABLE returns ADD COLUMN approved_at INSTANT;
UPDATE returns SET approved_at = created_at WHERE status NOT IN ('requested', 'declined');
CREATE INDEX return_lines_order ON return_lines (order_id);
