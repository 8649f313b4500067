package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// HomeAttention is what needs a human.
type HomeAttention struct {
	Exceptions  []ExceptionGroup  `json:"exceptions" doc:"Unresolved and not snoozed, by kind and severity, the most severe first"`
	Overdue     int64             `json:"overdue" doc:"Of these, those whose clock has run out" example:"1"`
	OverdueLink Link              `json:"overdue_link"`
	Mine        int64             `json:"mine" doc:"Of these, those that the caller owns" example:"2"`
	MineLink    Link              `json:"mine_link"`
	Holds       []HeldByType      `json:"holds" doc:"Orders with active holds, by type of hold"`
	DeadLetters *DeadLetters      `json:"dead_letters,omitempty" doc:"Calls to other systems that gave up; absent for who may not see them"`
	Reauth      []ConnectionState `json:"reauth" doc:"Connections whose credentials are refused; empty for who may not see them"`
}

// HeldByType is how many orders are stopped by holds of one type.
type HeldByType struct {
	Type   oms.HoldType `json:"type" enum:"manual,payment,fraud,address,review,timed" example:"payment"`
	Orders int64        `json:"orders" example:"4"`
	Oldest time.Time    `json:"oldest" doc:"When the first of the holds was placed"`
	Link   Link         `json:"link"`
}

// DeadLetters are calls to other systems that gave up.
type DeadLetters struct {
	Count  int64      `json:"count" example:"1"`
	Oldest *time.Time `json:"oldest" doc:"When the first one gave up"`
	Link   Link       `json:"link"`
}

// ConnectionState is whether a connection works.
type ConnectionState struct {
	ID      string `json:"id" example:"con_01kd3ht2yre1asz3dgf0ma94w5"`
	Name    string `json:"name" example:"Main shop"`
	Status  string `json:"status" enum:"active,paused,reauth" example:"active"`
	Problem string `json:"problem" doc:"Why it is paused or failing; empty when all is well" example:""`
}

func needsHuman(ctx context.Context, tx *store.Tx, in HomeQuery) (HomeAttention, error) {
	a := HomeAttention{Holds: []HeldByType{}, Reauth: []ConnectionState{},
		OverdueLink: exceptionLink("overdue", "true"), MineLink: exceptionLink("owner", "me")}
	groups, err := tx.ExceptionGroups(ctx, store.CallerOf(ctx).Actor)
	if err != nil {
		return a, err
	}
	a.Exceptions = exceptionGroups(groups)
	for _, g := range groups {
		a.Overdue += g.Overdue
		a.Mine += g.Mine
	}
	holds, err := tx.HoldCounts(ctx)
	if err != nil {
		return a, err
	}
	for _, h := range holds {
		a.Holds = append(a.Holds, HeldByType{Type: h.Type, Orders: h.Orders, Oldest: time.UnixMicro(h.Oldest).UTC(),
			Link: Link{List: "orders", Query: map[string]string{"hold": string(h.Type)}}})
	}
	if in.DeadLetters {
		dead, err := tx.DeadJobs(ctx)
		if err != nil {
			return a, err
		}
		a.DeadLetters = &DeadLetters{Count: dead.Count, Oldest: instantOf(dead.Oldest), Link: Link{List: "jobs", Query: map[string]string{"state": "dead"}}}
	}
	if !in.Connections {
		return a, nil
	}
	all, err := tx.Connections(ctx)
	for _, c := range all {
		if c.Status == oms.ConnectionReauth {
			a.Reauth = append(a.Reauth, connectionState(c.Connection))
		}
	}
	return a, err
}

func connectionState(c oms.Connection) ConnectionState {
	return ConnectionState{ID: c.ID, Name: c.Name, Status: string(c.Status), Problem: c.Problem}
}

// ChannelNews is how fresh a channel is.
type ChannelNews struct {
	Channel     string           `json:"channel" doc:"The channel's code" example:"web"`
	Name        string           `json:"name" example:"Web shop"`
	LastOrderAt *time.Time       `json:"last_order_at" doc:"When its newest order was placed"`
	Connection  *ConnectionState `json:"connection,omitempty" doc:"Absent for a channel that is fed through the API or files, and for who may not see connections"`
	LastPollAt  *time.Time       `json:"last_poll_at" doc:"When a poll last succeeded"`
	LastEventAt *time.Time       `json:"last_event_at" doc:"When news last came, by poll or webhook"`
	LagSeconds  *float64         `json:"lag_seconds" doc:"How old that news was when it came" example:"1.5"`
	Link        Link             `json:"link" doc:"Its orders"`
}

// channelNews says how fresh each active channel is.
func channelNews(ctx context.Context, tx *store.Tx, connections bool) ([]ChannelNews, error) {
	channels, err := tx.Channels(ctx)
	if err != nil {
		return nil, err
	}
	out := []ChannelNews{}
	for _, ch := range channels {
		if !ch.Active {
			continue
		}
		n := ChannelNews{Channel: ch.Code, Name: ch.Name, Link: Link{List: "orders", Query: map[string]string{"channel": ch.Code}}}
		if n.LastOrderAt, err = tx.LastPlaced(ctx, ch.ID); err != nil {
			return nil, err
		}
		if connections && ch.ConnectionID != "" {
			if err := n.ask(ctx, tx, ch.ConnectionID); err != nil {
				return nil, err
			}
		}
		out = append(out, n)
	}
	return out, nil
}

// ask fills in what the connection of the channel says.
func (n *ChannelNews) ask(ctx context.Context, tx *store.Tx, id string) error {
	c, err := tx.Connection(ctx, id, false)
	if err != nil {
		return notFoundIsNil(err) // it was deleted, the channel stays
	}
	s, err := tx.Sync(ctx, id)
	if err != nil {
		return err
	}
	state := connectionState(c.Connection)
	n.Connection, n.LastPollAt, n.LastEventAt = &state, s.LastPollAt, s.LastEventAt
	if s.LastEventAt != nil {
		lag := s.Lag.Seconds()
		n.LagSeconds = &lag
	}
	return nil
}
