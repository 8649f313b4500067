-- What lists sort by, and the headlines that few orders have: an index of those
-- costs nothing while orders are captured, for they come paid, untouched and
-- with nothing on its way. SQLite uses one only where a query repeats its
-- condition as it is written here.

CREATE INDEX orders_updated ON orders (updated_at DESC, number DESC);
CREATE INDEX orders_captured ON orders (captured_at DESC, number DESC);
CREATE INDEX orders_total ON orders (total DESC, number DESC);

DROP INDEX orders_open;
CREATE INDEX orders_lifecycle ON orders (lifecycle, placed_at DESC, number DESC);
CREATE INDEX orders_payment ON orders (payment_status, placed_at DESC, number DESC) WHERE payment_status <> 'paid';
CREATE INDEX orders_fulfillment ON orders (fulfillment_status, placed_at DESC, number DESC) WHERE fulfillment_status <> 'fulfilled';
CREATE INDEX orders_delivery ON orders (delivery_status, placed_at DESC, number DESC) WHERE delivery_status NOT IN ('none', 'delivered');
CREATE INDEX orders_return ON orders (return_status, placed_at DESC, number DESC) WHERE return_status <> 'none';
