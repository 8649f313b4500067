-- What lists are asked for: filters, saved views, bulk operations, notes.

-- Tags of orders, a row for each, so that a rare one is found among millions.
CREATE TABLE order_tags (
    tag      TEXT COLLATE "C" NOT NULL,                                                   --only postgres
    tag      TEXT NOT NULL,                                                               --only sqlite
    order_id TEXT NOT NULL,
    PRIMARY KEY (tag, order_id)
);
CREATE INDEX order_tags_order ON order_tags (order_id);
INSERT INTO order_tags (tag, order_id) SELECT DISTINCT t.value, o.id FROM orders o, json_array_elements_text(o.tags::json) t WHERE o.tags LIKE '[%'; --only postgres
INSERT INTO order_tags (tag, order_id) SELECT DISTINCT t.value, o.id FROM orders o, json_each(o.tags) t WHERE o.tags LIKE '[%';                     --only sqlite

CREATE INDEX orders_channel ON orders (channel_id, placed_at DESC, number DESC);
CREATE INDEX orders_open ON orders (placed_at DESC, number DESC) WHERE lifecycle = 'open';
CREATE INDEX orders_country ON orders ((shipping_address::jsonb ->> 'country_code'), placed_at DESC, number DESC);   --only postgres
CREATE INDEX orders_country ON orders (shipping_address ->> 'country_code', placed_at DESC, number DESC);            --only sqlite
CREATE INDEX fulfillment_orders_ship_by ON fulfillment_orders (ship_by, order_id) WHERE ship_by IS NOT NULL AND status NOT IN ('closed', 'incomplete', 'canceled');
CREATE INDEX holds_active ON holds (type, order_id) WHERE status = 'active';
CREATE INDEX exceptions_kind ON exceptions (kind, order_id) WHERE status IN ('open', 'acknowledged', 'in_progress');
