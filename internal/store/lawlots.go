package store

// lotName names a lot for a person, by the alias x of the row that is wrong.
const lotName = `'lot ' || COALESCE((SELECT b.code FROM lots b WHERE b.id = x.lot_id), x.lot_id)`

// lotLaws are about the lots and serial numbers of SKUs that are tracked.
func lotLaws() []law {
	return []law{
		{
			name: "lots: stock", says: "the stock of a tracked SKU is what is there of its lots, and no other SKU has any", counted: "lot_levels",
			broken: `SELECT ` + levelName + ` AS subject, state || ' is ' || stored || ', its lots add up to ' || found AS problem FROM (
				SELECT sku_id, location_id, state, SUM(stored) AS stored, SUM(found) AS found FROM (` + lotFigures() + `) f
				GROUP BY sku_id, location_id, state HAVING SUM(stored) <> SUM(found)) x`,
		},
		{
			name: "lots: movements", says: "what is there of each lot is the sum of its movements", counted: "lot_levels",
			broken: `SELECT ` + lotName + ` AS subject, state || ' is ' || stored || ', its movements add up to ' || moved AS problem FROM (
				SELECT lot_id, location_id, state, SUM(stored) AS stored, SUM(moved) AS moved FROM (
				SELECT lot_id, location_id, 'on_hand' AS state, on_hand AS stored, 0 AS moved FROM lot_levels UNION ALL
				SELECT lot_id, location_id, 'damaged', damaged, 0 FROM lot_levels UNION ALL
				SELECT lot_id, location_id, 'quality_control', quality_control, 0 FROM lot_levels UNION ALL
				SELECT lot_id, location_id, state, 0, quantity FROM stock_movements WHERE lot_id <> '' AND state IN ('on_hand', 'damaged', 'quality_control')) f
				GROUP BY lot_id, location_id, state HAVING SUM(stored) <> SUM(moved)) x`,
		},
		pickedLaw("postgres", `SELECT a.location_id, i ->> 'lot_id', 0, (i ->> 'picked')::bigint - (i ->> 'shipped')::bigint
			FROM allocations a, json_array_elements(a.lots::json) i WHERE a.lots <> ''`),
		pickedLaw("sqlite", `SELECT a.location_id, i.value ->> 'lot_id', 0, (i.value ->> 'picked') - (i.value ->> 'shipped')
			FROM allocations a, json_each(a.lots) i WHERE a.lots <> ''`),
		{
			name: "lots: serial numbers", says: "a serial number is in one place", counted: "lots",
			broken: `SELECT ` + lotName + ` AS subject, 'is there ' || n || ' times' AS problem FROM (SELECT v.lot_id, SUM(v.on_hand) AS n FROM lot_levels v
				JOIN skus s ON s.id = v.sku_id WHERE s.tracking = 'serial' GROUP BY v.lot_id HAVING SUM(v.on_hand) > 1) x`,
		},
	}
}

// lotFigures lists what is stored of tracked SKUs and what is there of lots, a
// row for each state that is told by lot.
func lotFigures() string {
	figures := ""
	for _, state := range []string{"on_hand", "damaged", "quality_control"} {
		if figures != "" {
			figures += ` UNION ALL `
		}
		figures += `SELECT v.sku_id, v.location_id, '` + state + `' AS state, v.` + state + ` AS stored, 0 AS found FROM stock_levels v
			JOIN skus s ON s.id = v.sku_id AND s.tracking <> 'none' UNION ALL
			SELECT sku_id, location_id, '` + state + `', 0, ` + state + ` FROM lot_levels`
	}
	return figures
}

func pickedLaw(only, allocated string) law {
	return law{
		name: "lots: picked", says: "what is picked of a lot is what allocations have of it", counted: "lot_levels", only: only,
		broken: `SELECT ` + lotName + ` AS subject, 'picked is ' || stored || ', allocations have ' || held AS problem FROM (
			SELECT lot_id, location_id, SUM(stored) AS stored, SUM(held) AS held FROM (
			SELECT location_id, lot_id, picked AS stored, 0 AS held FROM lot_levels UNION ALL ` + allocated + `) f
			GROUP BY lot_id, location_id HAVING SUM(stored) <> SUM(held)) x`,
	}
}
