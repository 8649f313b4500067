package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestPageIsUpToDate(t *testing.T) {
	have, err := os.ReadFile("../../docs/road.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != page(oms.Machines()) {
		t.Error("docs/road.md is older than the tables in oms: run go generate ./oms")
	}
}

func TestPageDrawsEachState(t *testing.T) {
	text := page(oms.Machines())
	for _, m := range oms.Machines() {
		for _, s := range m.States() {
			if !strings.Contains(text, s) {
				t.Errorf("%s %s is missing", string(m.Noun), s)
			}
		}
	}
}

// columns says where each machine's states are stored. Units are counters,
// which have a column each.
var columns = map[string]string{
	"order": "orders.lifecycle", "hold": "holds.status", "allocation": "allocations.status", "fulfillment order": "fulfillment_orders.status",
	"partner request": "fulfillment_orders.partner_status", "shipment": "shipments.status", "transaction": "transactions.status",
	"reservation": "reservations.status", "exception": "exceptions.status", "transfer": "transfers.status",
	"purchase order": "purchase_orders.status", "count": "counts.status", "count line": "count_lines.status",
	"return": "returns.status",
}

// TestChecksAreTheTables compares the CHECKs of the migrations with the tables.
func TestChecksAreTheTables(t *testing.T) {
	checks := readChecks(t)
	for _, m := range oms.Machines() {
		if m.Noun == "unit" {
			for _, s := range m.States() {
				if !slices.Contains(checks["order_lines columns"], s) {
					t.Errorf("order_lines has no column %s", s)
				}
			}
			continue
		}
		at := columns[string(m.Noun)]
		if at == "" {
			t.Errorf("%s is stored nowhere: add it to columns", string(m.Noun))
			continue
		}
		have := slices.Sorted(slices.Values(checks[at]))
		if !slices.Equal(have, m.States()) {
			t.Errorf("%s allows %q, the table has %q", at, have, m.States())
		}
	}
}

var (
	create = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \(\n(.*?)\n\);`)
	check  = regexp.MustCompile(`(\w+)\s+TEXT NOT NULL[^,]*? CHECK \(\w+ IN \(([^)]*)\)\)`)
	column = regexp.MustCompile(`(?m)^    (\w+) `)
	word   = regexp.MustCompile(`'([^']*)'`)
)

// readChecks returns the values that CHECKs allow, by table.column, and the
// columns of order_lines.
func readChecks(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("../store/migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no migrations", err)
	}
	out := map[string][]string{}
	for _, file := range files {
		script, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range create.FindAllStringSubmatch(string(script), -1) {
			for _, c := range check.FindAllStringSubmatch(table[2], -1) {
				out[table[1]+"."+c[1]] = nil // a later script may make the table anew
				for _, v := range word.FindAllStringSubmatch(c[2], -1) {
					out[table[1]+"."+c[1]] = append(out[table[1]+"."+c[1]], v[1])
				}
			}
			for _, c := range column.FindAllStringSubmatch(table[2], -1) {
				out[table[1]+" columns"] = append(out[table[1]+" columns"], c[1])
			}
		}
	}
	return out
}
