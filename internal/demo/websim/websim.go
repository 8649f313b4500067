// Package websim plays a headless shop: a storefront of the merchant's own that
// keeps no orders, and hands each to Switchyard's public API with a token and
// an idempotency key, again and again until it is taken.
package websim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/oms"
)

// Options describe a shop. API is required.
type Options struct {
	API   string // http://127.0.0.1:8080
	Token string // "" where nobody asks for one

	Seed   uint64
	Faults sim.Faults
	Client *http.Client  // one with a time limit when nil
	Wait   time.Duration // before the second try, doubled for each later one; 200 ms when zero
	Log    *slog.Logger
}

// Shop is a headless shop.
type Shop struct {
	Options
	dice *sim.Dice

	mu     sync.Mutex
	queue  []*message // what is to be sent
	placed int
}

// message is an order on its way. Sent twice it is the same one.
type message struct {
	order oms.OrderInput
	body  []byte // as it is sent; nil until the shop has asked when it would arrive
}

// tries is how often an order is sent that is not taken.
const tries = 8

// errUnanswered is that nobody knows what became of a request.
var errUnanswered = errors.New("no answer")

// errRefused is that the order will never be taken as it is.
var errRefused = errors.New("refused")

// New opens a shop.
func New(o Options) *Shop {
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 30 * time.Second}
	}
	if o.Wait == 0 {
		o.Wait = 200 * time.Millisecond
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Shop{Options: o, dice: sim.NewDice(o.Seed, 3)}
}

// Misbehave says what the shop does wrong from now on.
func (s *Shop) Misbehave(f sim.Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Faults = f
}

func (s *Shop) faults() sim.Faults {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Faults
}

// Placed is how many orders were placed.
func (s *Shop) Placed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.placed
}

// Place takes an order; Deliver hands it over.
func (s *Shop) Place(o oms.OrderInput) {
	m, f := &message{order: o}, s.faults()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.placed++
	s.queue = append(s.queue, m)
	if n := len(s.queue); n > 1 && s.dice.Happens(f.Reorder) {
		s.queue[n-1], s.queue[n-2] = s.queue[n-2], s.queue[n-1]
	}
	if s.dice.Happens(f.Duplicate) {
		s.queue = append(s.queue, m)
	}
}

// Deliver hands over what was placed, and returns how many orders were taken.
// What is not taken stays for the next time.
func (s *Shop) Deliver(ctx context.Context) (taken int) {
	s.mu.Lock()
	queue := s.queue
	s.queue = nil
	s.mu.Unlock()
	for i, m := range queue {
		err := s.deliver(ctx, m)
		if errors.Is(err, errRefused) {
			s.Log.Error("the headless shop's order is refused and given up", "order", m.order.ExternalID, "error", err)
			continue
		}
		if err != nil {
			s.Log.Warn("the headless shop can't hand an order over and tries again later", "order", m.order.ExternalID, "error", err)
			s.mu.Lock()
			s.queue = append(queue[i:len(queue):len(queue)], s.queue...)
			s.mu.Unlock()
			return taken
		}
		taken++
	}
	return taken
}

// deliver sends one order until it is taken. The key is the order's, so that
// sending again is no second order.
func (s *Shop) deliver(ctx context.Context, m *message) error {
	if m.body == nil {
		s.promise(ctx, &m.order)
		body, err := json.Marshal(m.order)
		if err != nil {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
		m.body = body
	}
	wait := s.Wait
	for try := 1; ; try++ {
		err := s.send(ctx, m)
		if err == nil || try == tries || ctx.Err() != nil {
			return err
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
		wait *= 2
	}
}

func (s *Shop) send(ctx context.Context, m *message) error {
	f := s.faults()
	if s.dice.Happens(f.Lose) {
		return errUnanswered // it never left
	}
	body := m.body
	if s.dice.Happens(f.Garbage) {
		body = body[:len(body)/2]
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.API+"/api/v1/orders", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", "order-"+m.order.ExternalID)
	if s.Token != "" {
		r.Header.Set("Authorization", "Bearer "+s.Token)
	}
	res, err := s.Client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	switch {
	case s.dice.Happens(f.Timeout), s.dice.Happens(f.Throttle):
		return errUnanswered // it may well have been taken: the shop has not read the answer
	case res.StatusCode == http.StatusOK, res.StatusCode == http.StatusCreated:
		return nil
	case res.StatusCode == http.StatusBadRequest, res.StatusCode == http.StatusUnprocessableEntity:
		return fmt.Errorf("%w with %d", errRefused, res.StatusCode)
	}
	return fmt.Errorf("answered %d", res.StatusCode)
}
