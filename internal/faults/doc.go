// Package faults holds tests alone: the built program is killed under load,
// run several times on one database, and sent what nobody should send.
package faults
