package store

// link says that a column names a row of another table. Where the database
// itself holds it by a foreign key it is asked all the same: constraints are
// off in some restores.
type link struct {
	table, column string
	to, key       string
	name          string // of the row, in SQL, by the alias x
	when          string // rows that it is true of; "" for all
	called        string // what the column names
}

var links = []link{
	{"orders", "channel_id", "channels", "id", `'order ' || x.number`, "", "channel"},
	{"orders", "customer_id", "customers", "id", `'order ' || x.number`, "x.customer_id <> ''", "customer"},
	{"order_lines", "order_id", "orders", "id", `'line ' || x.n || ' of order ' || x.order_id`, "", "order"},
	{"order_lines", "sku_id", "skus", "id", `'line ' || x.n || ' of order ' || x.order_id`, "x.sku_id <> ''", "SKU"},
	{"order_tags", "order_id", "orders", "id", `'tag ' || x.tag || ' of order ' || x.order_id`, "", "order"},
	{"order_payloads", "order_id", "orders", "id", `'payload of order ' || x.order_id`, "", "order"},
	{"holds", "order_id", "orders", "id", `'hold ' || x.id`, "", "order"},
	{"fulfillment_orders", "order_id", "orders", "id", `'fulfillment order ' || x.number`, "", "order"},
	{"fulfillment_orders", "location_id", "locations", "id", `'fulfillment order ' || x.number`, "", "location"},
	{"allocations", "order_id", "orders", "id", `'allocation ' || x.id`, "", "order"},
	{"allocations", "sku_id", "skus", "id", `'allocation ' || x.id`, "", "SKU"},
	{"transactions", "order_id", "orders", "id", `'transaction ' || x.id`, "", "order"},
	{"shipments", "order_id", "orders", "id", `'shipment ' || x.id`, "", "order"},
	{"shipments", "fulfillment_order_id", "fulfillment_orders", "id", `'shipment ' || x.id`, "", "fulfillment order"},
	{"parcels", "order_id", "orders", "id", `'parcel ' || x.id`, "", "order"},
	{"parcels", "fulfillment_order_id", "fulfillment_orders", "id", `'parcel ' || x.id`, "", "fulfillment order"},
	{"parcels", "shipment_id", "shipments", "id", `'parcel ' || x.id`, "x.shipment_id <> ''", "shipment"},
	{"exceptions", "order_id", "orders", "id", `'exception ' || x.id`, "x.order_id <> ''", "order"},
	{"events", "order_id", "orders", "id", `'event ' || x.seq`, "x.order_id <> ''", "order"},
	{"stock_levels", "sku_id", "skus", "id", `'stock level of ' || x.sku_id || ' at ' || x.location_id`, "", "SKU"},
	{"stock_levels", "location_id", "locations", "id", `'stock level of ' || x.sku_id || ' at ' || x.location_id`, "", "location"},
	{"stock_movements", "sku_id", "skus", "id", `'stock movement ' || x.id`, "", "SKU"},
	{"stock_movements", "location_id", "locations", "id", `'stock movement ' || x.id`, "", "location"},
	{"lots", "sku_id", "skus", "id", `'lot ' || x.code`, "", "SKU"},
	{"lot_levels", "lot_id", "lots", "id", `'lot ' || x.lot_id || ' at ' || x.location_id`, "", "lot"},
	{"stock_movements", "lot_id", "lots", "id", `'stock movement ' || x.id`, "x.lot_id <> ''", "lot"},
	{"listings", "sku_id", "skus", "id", `'listing ' || x.id`, "", "SKU"},
	{"listing_syncs", "listing_id", "listings", "id", `'sync of listing ' || x.listing_id`, "", "listing"},
	{"channel_notices", "order_id", "orders", "id", `'notice ' || x.id`, "", "order"},
	{"channel_notices", "id", "shipments", "id", `'notice ' || x.id`, "x.kind = 'shipment'", "shipment"},
	{"promises", "order_id", "orders", "id", `'promise of line ' || x.line || ' of order ' || x.order_id`, "", "order"},
	{"purchase_lines", "purchase_id", "purchase_orders", "id", `'line ' || x.n || ' of purchase order ' || x.purchase_id`, "", "purchase order"},
	{"counts", "location_id", "locations", "id", `'count CC-' || x.number`, "", "location"},
	{"count_lines", "count_id", "counts", "id", `'line ' || x.n || ' of count ' || x.count_id`, "", "count"},
	{"count_lines", "sku_id", "skus", "id", `'line ' || x.n || ' of count ' || x.count_id`, "", "SKU"},
	{"count_tallies", "count_id", "counts", "id", `'tally of line ' || x.n || ' of count ' || x.count_id`, "", "count"},
	{"returns", "order_id", "orders", "id", `'return ' || x.number`, "", "order"},
	{"returns", "location_id", "locations", "id", `'return ' || x.number`, "", "location"},
	{"return_lines", "return_id", "returns", "id", `'line ' || x.n || ' of return ' || x.return_id`, "", "return"},
	{"listings", "channel_id", "channels", "id", `'listing ' || x.id`, "", "channel"},
}

// orphanLaws say that everything belongs to something that is there.
func orphanLaws() []law {
	var all []law
	for _, l := range links {
		when := ""
		if l.when != "" {
			when = l.when + " AND "
		}
		all = append(all, law{
			name: "orphans: " + l.table + "." + l.column, says: "the " + l.called + " that it names is there", counted: l.table,
			broken: `SELECT ` + l.name + ` AS subject, 'names the ` + l.called + ` ' || x.` + l.column + ` || ', which is not there' AS problem
				FROM ` + l.table + ` x WHERE ` + when + `NOT EXISTS (SELECT 1 FROM ` + l.to + ` t WHERE t.` + l.key + ` = x.` + l.column + `)`,
		})
	}
	return append(all, law{
		name: "orphans: allocations", says: "an allocation is part of the work of its own order, at its own location", counted: "allocations",
		broken: `SELECT 'allocation ' || x.id AS subject, 'names the fulfillment order ' || x.fulfillment_order_id || ', which its order has not at its location' AS problem
			FROM allocations x WHERE NOT EXISTS (SELECT 1 FROM fulfillment_orders f
			WHERE f.id = x.fulfillment_order_id AND f.order_id = x.order_id AND f.location_id = x.location_id)`,
	}, law{
		name: "orphans: components", says: "a component belongs to a bundle line of its order", counted: "order_lines",
		broken: `SELECT 'line ' || x.n || ' of order ' || x.order_id AS subject, 'is a component of line ' || x.parent || ', which is no bundle of the order' AS problem
			FROM order_lines x WHERE x.kind = 'component' AND NOT EXISTS (SELECT 1 FROM order_lines b
			WHERE b.order_id = x.order_id AND b.n = x.parent AND b.kind = 'bundle')`,
	})
}
