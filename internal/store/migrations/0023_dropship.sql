-- Drop-ship: a location may be a supplier's own, and a purchase order may stand
-- for the work that was given to it.

ALTER TABLE locations ADD COLUMN supplier TEXT NOT NULL DEFAULT ''; -- its code
ALTER TABLE purchase_orders ADD COLUMN order_id TEXT NOT NULL DEFAULT ''; -- of a drop-ship: the order that it is sent for
ALTER TABLE purchase_orders ADD COLUMN fulfillment_order_id TEXT NOT NULL DEFAULT '';
ALTER TABLE purchase_orders ADD COLUMN work TEXT NOT NULL DEFAULT ''; -- the fulfillment order's number

-- The work is ordered once; called off, it may be ordered anew.
CREATE UNIQUE INDEX purchase_orders_work ON purchase_orders (fulfillment_order_id) WHERE fulfillment_order_id <> '' AND status <> 'canceled';
CREATE INDEX purchase_orders_order ON purchase_orders (order_id) WHERE order_id <> '';
