-- Orders in a currency that few have, and amounts, which are compared within a
-- currency.
CREATE INDEX orders_currency ON orders (currency, total);
