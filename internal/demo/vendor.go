package demo

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
)

// Vendor is a simulated place that sells for the brand and that Switchyard is
// connected to over HTTP, like to the real one. It remembers its orders while
// the program runs.
type Vendor interface {
	http.Handler
	// Place takes an order, announces it if the vendor does that, and returns
	// its id.
	Place(sim.Sale) string
	// Change has the buyer leave a note, Pay has the money come that the order
	// waits for, Cancel cancels. They tell whether it remembers the order.
	Change(id, note string) bool
	Pay(id string) bool
	Cancel(id string) bool
	// Deliver sends the webhooks that wait, for a vendor that has any.
	Deliver(ctx context.Context) int
	// ID is the id of its n-th order, Number the other way round; 0 for what is
	// none of its ids. Resume has it go on behind its n-th order.
	ID(n int64) string
	Number(id string) int64
	Resume(n int64)
	// Recall has it know its n-th order again, which is open with us, without
	// showing it as news; LineID is the id of the order's i-th line.
	Recall(n int64, s sim.Sale)
	LineID(n int64, i int) string
	// Misbehave says how often it does what vendors do.
	Misbehave(sim.Faults)
}

// seat is a vendor in the world: what it is to Switchyard.
type seat struct {
	Vendor
	channel, name string
	driver        string
	currency      string // what it asks for
	settings      map[string]string
	key           string   // the setting by which its connection is known again
	hosts         []string // the real vendor's names, that lead here
	subscribe     bool     // it sends webhooks
	market        bool     // a marketplace: it takes the money itself, checks addresses, and keeps its buyers' e-mail to itself
	offers        []*ware  // what is listed there
}
