package api

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
)

// timelineView is an event with a sentence for people.
type timelineView struct {
	EventView
	Summary string `json:"summary" doc:"What happened, in a sentence" example:"2 × TEE-RED-M allocated at BER"`
}

func timelineViewOf(e *oms.Event) timelineView {
	return timelineView{EventView: eventViewOf(e), Summary: sentence(e)}
}

// sentence says what happened: the event's name in words, and how many units
// of which line went where.
func sentence(e *oms.Event) string {
	words := strings.NewReplacer(".", " ", "_", " ").Replace(string(e.Type))
	var data struct {
		Moves  []oms.Move `json:"moves"`
		Reason string     `json:"reason"`
	}
	if len(e.Data) > 0 && json.Unmarshal(e.Data, &data) != nil {
		return upperFirst(words)
	}
	var parts []string
	for _, m := range data.Moves {
		if m.From == "" {
			parts = append(parts, fmt.Sprintf("%d of line %d ordered", m.Quantity, m.Line))
			continue
		}
		parts = append(parts, fmt.Sprintf("%d of line %d from %s to %s", m.Quantity, m.Line, m.From, m.To))
	}
	out := upperFirst(words)
	if data.Reason != "" {
		out += " (" + data.Reason + ")"
	}
	if len(parts) > 0 {
		out += ": " + strings.Join(parts, ", ")
	}
	return out
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
