package oms

import (
	"maps"
	"slices"
)

// A Machine is a table of the moves that are legal between the states of one
// noun. docs/road.md draws each; the database repeats the states as CHECKs.
type Machine struct {
	Noun  Word
	Start []string            // states in which one begins
	Moves map[string][]string // state → states it may become
}

// Can tells whether from may become to. A state may always stay as it is.
func (m Machine) Can(from, to string) bool {
	return from == to || slices.Contains(m.Moves[from], to)
}

// Check says why from can't become to, or nil.
func (m Machine) Check(id, from, to string) error {
	if m.Can(from, to) {
		return nil
	}
	return Errorf(Conflict, "%s %s is %s and can't become %s", m.Noun, id, Word(from), Word(to))
}

// States lists every state, sorted.
func (m Machine) States() []string {
	set := map[string]bool{}
	for _, s := range m.Start {
		set[s] = true
	}
	for from, tos := range m.Moves {
		set[from] = true
		for _, to := range tos {
			set[to] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// Machines lists every state machine there is, in the order of the road.
func Machines() []Machine {
	return []Machine{Lifecycles, UnitMoves, HoldMoves, AllocationMoves, FulfillmentOrderMoves, PartnerMoves,
		ShipmentMoves, TransactionMoves, ReservationMoves, ExceptionMoves, TransferMoves, PurchaseMoves,
		CountMoves, CountLineMoves, RMAMoves}
}

// moves spells a table out of typed states.
func moves[S ~string](table map[S][]S) map[string][]string {
	m := make(map[string][]string, len(table))
	for from, tos := range table {
		for _, to := range tos {
			m[string(from)] = append(m[string(from)], string(to))
		}
	}
	return m
}

// names spells typed states as strings.
func names[S ~string](states ...S) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}
