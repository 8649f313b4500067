-- What the lists of stock are narrowed by. Most movements are of what has left:
-- the index of reasons leaves these out. Figures have no index of their own: it
-- would be written with every order that is captured.

CREATE INDEX skus_category ON skus (category, code);
CREATE INDEX stock_movements_location ON stock_movements (location_id, id);
CREATE INDEX stock_movements_actor ON stock_movements (actor, id);
CREATE INDEX stock_movements_reason ON stock_movements (reason, id) WHERE reason <> 'shipped';
CREATE INDEX stock_movements_shipped ON stock_movements (occurred_at, sku_id, location_id, quantity) WHERE state = 'on_hand' AND reason = 'shipped';
