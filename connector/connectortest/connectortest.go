// Package connectortest is the one suite that every connector passes. It asks
// the same questions of each, against answers and hooks that are scripted in
// the connector's testdata:
//
//   - mock.json: the vendor's answers, see Exchange;
//   - hooks.json: webhooks, see Hook;
//   - orders.golden.json: the orders that follow, rewritten by -update.
package connectortest

import (
	"flag"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/field"
)

var update = flag.Bool("update", false, "rewrite golden files")

// Now is the instant at which the suite runs every connector.
var Now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// Vendor is what the suite needs to know of a connector beyond its Driver.
type Vendor struct {
	Settings map[string]string // settings that work against the mock
	Account  string            // whose they are, as the script says
	Odd      string            // a value in the script that the vendor has yet to invent; it must survive

	// Sign puts the vendor's signature on a hook that has its other headers.
	Sign func(h http.Header, body []byte)
	// Check compares a request and its answer with the vendor's own
	// description of its API.
	Check func(t testing.TB, request *http.Request, body, answer []byte)
	// Stock are rows to push: the vendor takes them all but the last, which it
	// does not know. Asked what it shows, it shows them.
	Stock []connector.StockRow
	// Shipment and Cancel are notices that the vendor takes.
	Shipment *connector.ShipmentNotice
	Cancel   *connector.CancelNotice
	// Waive names the questions that don't apply, each with the reason. The
	// list only shrinks.
	Waive map[string]string
}

// suite is one run.
type suite struct {
	driver connector.Driver
	vendor Vendor
	asked  map[int]bool // scripted answers that were asked for
	logged *logBook
}

// Run puts d through every question that its capabilities call for.
func Run(t *testing.T, d connector.Driver, v Vendor) {
	s := &suite{driver: d, vendor: v, asked: map[int]bool{}, logged: new(logBook)}
	s.ask(t, "driver is complete", s.complete)
	s.ask(t, "missing settings are named", s.missing)
	s.ask(t, "ping", s.ping)
	s.ask(t, "faults", s.faults)
	c := s.open(t, s.mock(t))
	if _, ok := c.(connector.OrderSource); ok {
		s.ask(t, "orders", s.orders)
		s.ask(t, "resume", s.resume)
		s.ask(t, "money", s.money)
		s.ask(t, "unknown values are kept", s.odd)
	}
	if _, ok := c.(connector.WebhookReader); ok {
		s.ask(t, "webhooks", s.hooks)
	}
	if _, ok := c.(connector.WebhookRegistrar); ok {
		s.ask(t, "subscribe", s.subscribe)
	}
	if _, ok := c.(connector.StockSink); ok {
		s.ask(t, "stock", s.stock)
	}
	if _, ok := c.(connector.ShipmentSink); ok {
		s.ask(t, "shipment", s.shipment)
	}
	if _, ok := c.(connector.CancelSink); ok {
		s.ask(t, "cancellation", s.cancellation)
	}
	s.ask(t, "every scripted answer is asked for", s.unasked)
	s.ask(t, "the log tells no secret and nothing personal", s.discreet)
}

// ask puts one question, unless it is waived.
func (s *suite) ask(t *testing.T, question string, answer func(*testing.T)) {
	t.Helper()
	t.Run(question, func(t *testing.T) {
		if why, ok := s.vendor.Waive[question]; ok {
			t.Skip("waived: " + why)
		}
		answer(t)
	})
}

// open connects with the vendor's settings.
func (s *suite) open(t *testing.T, client connector.Doer) connector.Connection {
	t.Helper()
	c, err := connector.Open(s.driver, s.vendor.Settings, connector.Env{HTTP: client, Now: func() time.Time { return Now },
		Log: slog.New(slog.NewJSONHandler(s.logged, &slog.HandlerOptions{Level: slog.LevelDebug})), Keep: NewKeep()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ping asks whose the account is: the vendor must say it, the same each time,
// and nothing of it be secret.
func (s *suite) ping(t *testing.T) {
	var said []string
	for range 2 {
		account, err := s.open(t, s.mock(t)).Ping(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, account)
	}
	if said[0] == "" || said[0] != said[1] || utf8.RuneCountInString(said[0]) > 200 || strings.TrimSpace(said[0]) != said[0] || s.vendor.Account != said[0] {
		t.Errorf("the account is %q, not %q", said, s.vendor.Account)
	}
	s.silent(t, said[0])
}

func (s *suite) complete(t *testing.T) {
	d := s.driver
	if wd, _ := os.Getwd(); d.ID != filepath.Base(wd) {
		t.Errorf("the ID %q is not the folder's name", d.ID)
	}
	if d.Name == "" || d.Kind == "" || d.Docs == "" || len(d.Limits) == 0 {
		t.Error("it lacks a name, a kind, a word of documentation or a rate limit")
	}
	for _, l := range d.Limits {
		if l.Every <= 0 || l.Burst < 1 {
			t.Errorf("%+v is no rate", l)
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil || (!strings.Contains(string(readme), "pecification-tested") && !strings.Contains(string(readme), "ive-tested")) {
		t.Error("README.md must say whether it is specification-tested or live-tested")
	}
	fields := d.New().Fields()
	if !strings.Contains(string(readme), field.Markdown(fields)) {
		t.Errorf("README.md must hold the table of its settings:\n%s", field.Markdown(fields))
	}
	for _, f := range fields {
		if f.Help == "" {
			t.Errorf("the setting %s has no help", f.Name)
		}
		if !f.Secret && slices.ContainsFunc([]string{"token", "secret", "password", "key"}, func(w string) bool { return strings.Contains(f.Name, w) }) {
			t.Errorf("the setting %s looks secret and is not", f.Name)
		}
	}
}

func (s *suite) missing(t *testing.T) {
	_, err := connector.Open(s.driver, nil, connector.Env{})
	for _, f := range s.driver.New().Fields() {
		if f.Required && f.Default == "" && (err == nil || !strings.Contains(err.Error(), f.Name)) {
			t.Errorf("%v does not name %s", err, f.Name)
		}
	}
}

func (s *suite) unasked(t *testing.T) {
	for i, x := range script(t) {
		if !s.asked[i] {
			t.Errorf("nothing asked %s %s: a page left unread?", x.Match, x.Ask)
		}
	}
}
