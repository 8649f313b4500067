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
	ActorName string `json:"actor_name,omitempty" doc:"What the user, token or connection is called; absent when it is gone" example:"Iris Verbeek"`
	Summary   string `json:"summary" doc:"What happened, in a sentence" example:"Stock allocated: 2 of line 1 from unallocated to allocated"`
}

// maxToldMoves is how many moves a sentence tells.
const maxToldMoves = 5

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
	for _, m := range data.Moves[:min(len(data.Moves), maxToldMoves)] {
		if m.From == "" {
			parts = append(parts, fmt.Sprintf("%d of line %d ordered", m.Quantity, m.Line))
			continue
		}
		parts = append(parts, fmt.Sprintf("%d of line %d from %s to %s", m.Quantity, m.Line, m.From, m.To))
	}
	if more := len(data.Moves) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
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
