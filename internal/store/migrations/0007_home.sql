-- What Home counts, and what boards and queues sort by. Each index holds open
-- work only, so that it stays small however many orders are behind; SQLite uses
-- one only where a query repeats its condition as it is written here.

ALTER TABLE orders ADD COLUMN stage TEXT NOT NULL DEFAULT '' CHECK (stage IN ('', 'new', 'allocated', 'released', 'picked', 'packed', 'shipped', 'delivered'));
ALTER TABLE orders ADD COLUMN stage_since INSTANT NOT NULL DEFAULT 'epoch';              --only postgres
ALTER TABLE orders ADD COLUMN stage_since INSTANT NOT NULL DEFAULT 0;                    --only sqlite
ALTER TABLE orders ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE orders ADD COLUMN units_left BIGINT NOT NULL DEFAULT 0;
UPDATE orders SET stage_since = updated_at;
UPDATE orders SET held = TRUE WHERE id IN (SELECT order_id FROM holds WHERE status = 'active');
UPDATE orders SET units_left = c.units, stage = CASE
        WHEN lifecycle IN ('draft', 'canceled') OR c.units = 0 THEN ''
        WHEN c.waiting > 0 THEN 'new'
        WHEN c.allocated > 0 THEN 'allocated'
        WHEN c.released > 0 THEN 'released'
        WHEN c.picked > 0 THEN 'picked'
        WHEN c.packed > 0 THEN 'packed'
        WHEN c.delivered < c.units THEN 'shipped'
        ELSE 'delivered' END
    FROM (SELECT order_id, SUM(ordered - canceled) AS units, SUM(unallocated + backordered) AS waiting, SUM(allocated) AS allocated, SUM(released) AS released,
        SUM(picked) AS picked, SUM(packed) AS packed, SUM(delivered) AS delivered FROM order_lines WHERE kind <> 'bundle' GROUP BY order_id) c
    WHERE c.order_id = orders.id;
CREATE INDEX orders_stage ON orders (stage, placed_at DESC, number DESC, stage_since, held, units_left) WHERE stage IN ('new', 'allocated', 'released', 'picked', 'packed', 'shipped');
CREATE INDEX orders_delivered ON orders (stage_since, held, units_left) WHERE stage = 'delivered';

-- Units: what the location is to send or has sent.
ALTER TABLE fulfillment_orders ADD COLUMN units BIGINT NOT NULL DEFAULT 0;
UPDATE fulfillment_orders SET units = (SELECT COALESCE(SUM(a.quantity), 0) FROM allocations a WHERE a.order_id = fulfillment_orders.order_id AND a.fulfillment_order_id = fulfillment_orders.id);
CREATE INDEX fulfillment_orders_load ON fulfillment_orders (location_id, status, stage, ship_by, units) WHERE status NOT IN ('closed', 'incomplete', 'canceled');
CREATE INDEX fulfillment_orders_due ON fulfillment_orders (COALESCE(ship_by, TIMESTAMPTZ '9999-12-31 00:00:00Z'), id) WHERE status NOT IN ('closed', 'incomplete', 'canceled'); --only postgres
CREATE INDEX fulfillment_orders_due ON fulfillment_orders (COALESCE(ship_by, 253402214400000000), id) WHERE status NOT IN ('closed', 'incomplete', 'canceled'); --only sqlite
CREATE INDEX fulfillment_orders_closed ON fulfillment_orders (location_id, closed_at, units) WHERE status = 'closed';

ALTER TABLE exceptions ADD COLUMN snoozed_until INSTANT;
UPDATE exceptions SET due_at = opened_at + INTERVAL '24 hours' WHERE due_at IS NULL;     --only postgres
UPDATE exceptions SET due_at = opened_at + 86400000000 WHERE due_at IS NULL;             --only sqlite
CREATE INDEX exceptions_unresolved ON exceptions (kind, severity, opened_at, due_at, snoozed_until, owner) WHERE status IN ('open', 'acknowledged', 'in_progress');
CREATE INDEX exceptions_due ON exceptions (due_at, id) WHERE status IN ('open', 'acknowledged', 'in_progress');
