package store

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// AuditOptions say how to audit.
type AuditOptions struct {
	// Sample is how many orders are replayed, spread evenly over all; 0 means
	// every one. Laws over many rows are always asked of all rows.
	Sample int
	// Breaches is how many breaches of a law are told at most; 20 when zero.
	Breaches int
	// Unseal opens a sealed secret, to see whether the key is the right one;
	// secrets are not looked at when nil.
	Unseal func(connectionID, setting, sealed string) error
	// Tell is given each result as soon as it is there.
	Tell func(Audited)
}

// Audited is what came of asking one law.
type Audited struct {
	Name     string        // stock: movements
	Says     string        // the law in words
	Checked  int64         // rows that were looked at
	Breaches []Breach      // none when the law holds
	More     bool          // there are more breaches than those
	Took     time.Duration //
}

// Breach is a place where a law does not hold.
type Breach struct {
	Subject string // order 100042 line 2
	Problem string // what is wrong there
}

// Audit asks whether the facts keep every law, and tells each answer. It only
// reads. Each law is asked in a moment of its own, so that a database in use
// is not held up by a long look at it. An error means that the database could
// not be asked.
func (s *Store) Audit(ctx context.Context, o AuditOptions) error {
	if o.Breaches == 0 {
		o.Breaches = 20
	}
	engine := "sqlite"
	if s.Postgres() {
		engine = "postgres"
	}
	for _, l := range laws() {
		if l.only != "" && l.only != engine {
			continue
		}
		if err := s.auditLaw(ctx, o, l); err != nil {
			return fmt.Errorf("store: audit %s: %w", l.name, err)
		}
	}
	if err := s.auditOrders(ctx, o); err != nil {
		return fmt.Errorf("store: audit orders: %w", err)
	}
	if o.Unseal == nil {
		return nil
	}
	if err := s.auditSecrets(ctx, o); err != nil {
		return fmt.Errorf("store: audit secrets: %w", err)
	}
	return nil
}

func (s *Store) auditLaw(ctx context.Context, o AuditOptions, l law) error {
	start, found := time.Now(), Audited{Name: l.name, Says: l.says}
	err := s.Read(ctx, func(tx *Tx) error {
		if _, err := tx.one(ctx, &found.Checked, `SELECT COUNT(*) FROM `+l.counted); err != nil {
			return err
		}
		return tx.query(ctx, &found.Breaches, l.broken+` LIMIT ?`, o.Breaches+1)
	})
	if err != nil {
		return err
	}
	found.tell(o, start)
	return nil
}

func (a *Audited) breach(subject, problem string) {
	a.Breaches = append(a.Breaches, Breach{subject, problem})
}

// tell hands the result over, cut to the number of breaches asked for.
func (a *Audited) tell(o AuditOptions, start time.Time) {
	if a.More = len(a.Breaches) > o.Breaches; a.More {
		a.Breaches = a.Breaches[:o.Breaches]
	}
	a.Took = time.Since(start)
	o.Tell(*a)
}

// auditBatch is how many orders are read whole at a time.
const auditBatch = 500

// auditOrders reads orders whole, in batches, and asks of each what follows
// from its own facts and events.
func (s *Store) auditOrders(ctx context.Context, o AuditOptions) error {
	start := time.Now()
	facts := Audited{Name: "orders: replayed", Says: "headlines, bundles and parcels follow from the facts, and the events give the counters"}
	words := Audited{Name: "search: words", Says: "every order is found by its number, external id, customer, SKUs and tracking numbers"}
	step, err := s.auditStep(ctx, o.Sample)
	if err != nil {
		return err
	}
	for after := int64(0); ; {
		last := after
		err := s.Read(ctx, func(tx *Tx) (err error) {
			last, err = tx.auditSome(ctx, after, step, &facts, &words)
			return err
		})
		if err != nil {
			return err
		}
		if last == after {
			break
		}
		after = last
		if len(facts.Breaches) > o.Breaches && len(words.Breaches) > o.Breaches {
			break // it is bad enough
		}
	}
	facts.tell(o, start)
	words.tell(o, start)
	return nil
}

// auditStep is the distance between the numbers of the orders to look at.
// Where numbers are missing, fewer orders are.
func (s *Store) auditStep(ctx context.Context, sample int) (int64, error) {
	if sample <= 0 {
		return 1, nil
	}
	var numbers int64
	err := s.Read(ctx, func(tx *Tx) error {
		_, err := tx.one(ctx, &numbers, `SELECT COALESCE(MAX(number) - MIN(number) + 1, 0) FROM orders`)
		return err
	})
	return max(1, numbers/int64(sample)), err
}

// auditSome audits one batch and returns the number of its last order.
func (tx *Tx) auditSome(ctx context.Context, after, step int64, facts, words *Audited) (int64, error) {
	var found []struct {
		ID     string
		Number int64
		Search string
	}
	// An order without its channel can't be loaded; that it is an orphan is told elsewhere.
	err := tx.query(ctx, &found, `SELECT o.id, o.number, o.search FROM orders o JOIN channels c ON c.id = o.channel_id
		WHERE o.number > ? AND o.number % ? = 0 ORDER BY o.number LIMIT ?`, after, step, auditBatch)
	if err != nil || len(found) == 0 {
		return after, err
	}
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	orders, err := tx.Orders(ctx, ids)
	if err != nil {
		return after, err
	}
	events, err := tx.movingEvents(ctx, ids)
	if err != nil {
		return after, err
	}
	for i, o := range orders { // as many as were asked for, in their order
		name := fmt.Sprintf("order %d", o.Number)
		for _, problem := range oms.Audit(o, events[o.ID]) {
			facts.breach(name, problem)
		}
		if want := oms.SearchWords(o); !oms.SameWords(want, found[i].Search) {
			words.breach(name, fmt.Sprintf("is found by %q and should be by %q", found[i].Search, want))
		}
	}
	facts.Checked, words.Checked = facts.Checked+int64(len(orders)), words.Checked+int64(len(orders))
	tx.loaded = nil
	return found[len(found)-1].Number, nil
}

// movingEvents returns the events that moved units, of each order in the order
// of their sequence.
func (tx *Tx) movingEvents(ctx context.Context, orderIDs []string) (map[string][]oms.Event, error) {
	var rows []eventRow
	err := tx.query(ctx, &rows, `SELECT seq, type, order_id, data FROM events WHERE order_id = ANY_OF(?) AND order_id <> '' AND data LIKE '%"moves"%' ORDER BY order_id, seq`, orderIDs)
	out := make(map[string][]oms.Event, len(orderIDs))
	for _, r := range rows {
		r.Event.Data = []byte(r.Data)
		out[r.OrderID] = append(out[r.OrderID], r.Event)
	}
	return out, err
}

func (s *Store) auditSecrets(ctx context.Context, o AuditOptions) error {
	start, found := time.Now(), Audited{Name: "secrets", Says: "the secrets of connections and webhooks open with this installation's key"}
	var rows []struct {
		ID      string
		Secrets asJSON[map[string]string]
	}
	var hooks []struct {
		ID        string
		Secret    string
		OldSecret string
	}
	err := s.Read(ctx, func(tx *Tx) error {
		if err := tx.query(ctx, &rows, `SELECT id, secrets FROM connections ORDER BY id`); err != nil {
			return err
		}
		return tx.query(ctx, &hooks, `SELECT id, secret, old_secret FROM webhook_endpoints ORDER BY id`)
	})
	if err != nil {
		return err
	}
	look := func(what, id, name, sealed string) {
		if sealed == "" {
			return
		}
		found.Checked++
		if err := o.Unseal(id, name, sealed); err != nil {
			found.breach(what+" "+id, err.Error())
		}
	}
	for _, r := range rows {
		for setting, sealed := range r.Secrets.V {
			look("connection", r.ID, setting, sealed)
		}
	}
	for _, h := range hooks {
		look("webhook", h.ID, "secret", h.Secret)
		look("webhook", h.ID, "old_secret", h.OldSecret)
	}
	found.tell(o, start)
	return nil
}
