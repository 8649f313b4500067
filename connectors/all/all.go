// Package all lists every connector. A test keeps it equal to the folders
// beside it.
package all

import (
	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connectors/amazon"
	"github.com/switchyard-oms/switchyard/connectors/ebay"
	"github.com/switchyard-oms/switchyard/connectors/shopify"
)

// Drivers are the vendors that can be connected, by their id.
var Drivers = []connector.Driver{
	amazon.Driver,
	ebay.Driver,
	shopify.Driver,
}

// Driver returns the driver with id.
func Driver(id string) (connector.Driver, bool) {
	for _, d := range Drivers {
		if d.ID == id {
			return d, true
		}
	}
	return connector.Driver{}, false
}
