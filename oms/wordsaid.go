package oms

import "strings"

// Word is a word of ours in a sentence, as English has it: the noun of a
// refusal, or a state that is not typed.
type Word string

// These are the words for what is refused and how it is, besides those of
// contextsaid.go.
var _ = words(
	"order", "fulfillment order", "shipment", "parcel", "exception", "hold", "return", "transfer", "purchase order", "count", "count line", "transaction", "reservation",
	"allocation", "unit", "partner request", "location", "channel", "SKU", "listing", "customer", "supplier", "view", "webhook", "transit table", "lot", "serial number", "category",
	"rule", "market", "rate card", "zone", "service level",
	"unallocated", "backordered", "allocated", "released", "picked", "packed", "shipped", "delivered", "return_requested", "returned", "written_off", "active", "paused", "reauth",
	"consumed", "shorted", "converted", "expired", "requested", "approved", "declined", "in_transit", "received", "inspected", "ordered", "partly_received", "manual", "payment",
	"fraud", "address", "review", "timed", "on_hand", "safety", "damaged", "quality_control", "incoming", "adjusted", "found", "lost", "correction", "expected", "locations",
	"ring_fence", "threshold", "safety_stock", "oversell_risk", "label_purchased", "manifested", "out_for_delivery", "ready_for_pickup", "returned_to_sender", "scheduled",
	"on_hold", "in_progress", "incomplete", "unsubmitted", "submitted", "accepted", "rejected", "cancel_requested", "cancel_accepted", "cancel_rejected", "pending", "succeeded",
	"failed", "unknown", "counting", "counted", "skipped", "acknowledged", "resolved", "dismissed",
)

func words(all ...string) []Sentence {
	out := make([]Sentence, len(all))
	for i, w := range all {
		out[i] = sentence(wordCode(w), strings.ReplaceAll(w, "_", " "))
	}
	return out
}

func wordCode(text string) string { return "word." + strings.ReplaceAll(text, " ", "_") }
