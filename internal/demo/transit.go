package demo

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// transit is how long the built-in carrier's services take in this world.
var transit = []struct {
	service, name string
	days          []int
	lanes         []oms.TransitLane
}{
	{"standard", "Standard", []int{1, 2, 3, 4, 5, 6}, []oms.TransitLane{
		{Zone: "domestic", MinDays: 1, MaxDays: 2}, {Zone: "eu", MinDays: 2, MaxDays: 5}, {From: "GB", To: "GB", MinDays: 2, MaxDays: 3},
		{From: "US", To: "US", MinDays: 2, MaxDays: 5}, {To: "US", MinDays: 6, MaxDays: 12}, {MinDays: 4, MaxDays: 10}}},
	{"express", "Express", oms.DefaultWorkingDays(), []oms.TransitLane{
		{Zone: "domestic", MinDays: 1, MaxDays: 1}, {Zone: "eu", MinDays: 1, MaxDays: 2}, {MinDays: 2, MaxDays: 4}}},
}

// restDays are days on which no parcel moves.
var restDays = []oms.Holiday{{Date: "2026-12-25", Name: "Christmas"}, {Country: "DE", Date: "2026-12-26", Name: "Zweiter Weihnachtstag"},
	{Country: "GB", Date: "2026-12-28", Name: "Boxing Day, substitute"}, {Country: "US", Date: "2026-11-26", Name: "Thanksgiving"}, {Date: "2027-01-01", Name: "New Year"}}

// transits makes the tables that promises are made of.
func (d *Demo) transits(ctx context.Context) error {
	for _, t := range transit {
		_, err := d.flow.CreateTransit(ctx, flow.TransitInput{Service: t.service, TransitFields: flow.TransitFields{Name: &t.name, WorkingDays: &t.days, Holidays: &restDays, Lanes: &t.lanes}})
		if err := unlessThere(err); err != nil {
			return err
		}
	}
	return nil
}
