// Package oms is the vocabulary of the system: what an order, a hold, an
// allocation, a shipment and a stock movement are, which moves between their
// states are legal, and what follows from them. It does no I/O, knows no
// clock and makes no identifiers: whoever calls it brings the facts.
package oms
