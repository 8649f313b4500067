package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/pgtest"
)

// program is the built binary, built once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "switchyard-faults-")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "switchyard")
	out, err := exec.Command("go", "build", "-o", bin, "../../cmd/switchyard").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

// place is where servers keep their facts.
type place struct {
	t        *testing.T
	dir, url string // url is "" for SQLite
	bin      string
	token    string
}

// places runs f on each database, with every commit flushed to disk.
func places(t *testing.T, f func(*testing.T, *place)) {
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("SQLite", func(t *testing.T) { f(t, newPlace(t, bin, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, newPlace(t, bin, pgtest.Durable(t))) })
}

func newPlace(t *testing.T, bin, url string) *place {
	t.Helper()
	p := &place{t: t, dir: t.TempDir(), url: url, bin: bin}
	p.token = strings.TrimSpace(p.run("token", "create", "--role", "owner", "--name", "faults"))
	return p
}

func (p *place) args(command ...string) []string {
	args := append(command, "--data", p.dir)
	if p.url != "" {
		args = append(args, "--database", p.url)
	}
	return args
}

// run runs a command of the program to its end and returns what it printed.
func (p *place) run(command ...string) string {
	p.t.Helper()
	cmd := exec.Command(p.bin, p.args(command...)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatalf("%v: %v\n%s%s", command, err, out, errs.String())
	}
	return string(out)
}

// server is one running process.
type server struct {
	*place
	cmd  *exec.Cmd
	base string
	log  *bytes.Buffer
	http *http.Client
}

// serve starts a server on an address, or on a free one, and waits until it
// is ready.
func (p *place) serve(addr string) *server {
	p.t.Helper()
	if addr == "" {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			p.t.Fatal(err)
		}
		addr = l.Addr().String()
		_ = l.Close()
	}
	s := &server{place: p, base: "http://" + addr, log: &bytes.Buffer{}, http: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 600}}}
	s.cmd = exec.Command(p.bin, p.args("serve", "--listen", addr)...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(s.kill)
	for range 1000 {
		if res, err := s.http.Get(s.base + "/readyz"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return s
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	p.t.Fatalf("the server does not become ready:\n%s", s.log.String())
	return nil
}

// kill ends the process as a power cut would: no goodbye.
func (s *server) kill() {
	if s.cmd.ProcessState == nil {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	}
}

// send sends a request and returns the status and the body.
func (s *server) send(ctx context.Context, method, path string, body []byte, header ...string) (int, []byte, error) {
	var r io.Reader
	if body != nil {
		r = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.base+path, r)
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := s.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return res.StatusCode, b, err
}

// must sends a request that has to succeed and reads its answer into into.
func (s *server) must(method, path string, body any, into any) {
	s.t.Helper()
	var b []byte
	if body != nil {
		b, _ = json.Marshal(body)
	}
	status, answer, err := s.send(s.t.Context(), method, path, b)
	if err != nil || status >= 300 {
		s.t.Fatalf("%s %s: %d %s %v", method, path, status, answer, err)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			s.t.Fatalf("%s %s: %v: %s", method, path, err, answer)
		}
	}
}

// seed makes a channel, two locations and SKUs with stock at both.
func (s *server) seed(stock map[string]int) {
	s.t.Helper()
	s.must("POST", "/api/v1/channels", map[string]any{"code": "web", "name": "Web shop", "kind": "generic"}, nil)
	for code, country := range map[string]string{"BER": "DE", "NYC": "US"} {
		s.must("POST", "/api/v1/locations", map[string]any{"code": code, "name": code, "kind": "warehouse", "address": map[string]any{"country_code": country}}, nil)
	}
	for sku, n := range stock {
		s.must("POST", "/api/v1/skus", map[string]any{"code": sku, "title": sku, "weight_grams": 100, "unfillable": "unallocated"}, nil)
		for location, units := range map[string]int{"BER": n - n/3, "NYC": n / 3} {
			if units > 0 {
				s.must("POST", "/api/v1/stock/movements", map[string]any{"sku": sku, "location": location, "quantity": units, "reason": "received"}, nil)
			}
		}
	}
}

// order is the body of an order.
func order(external, sku string, quantity any) []byte {
	return fmt.Appendf(nil, `{"channel":"web","external_id":%q,"placed_at":"2026-11-20T10:00:00Z","currency":"EUR","prices_include_tax":true,
		"customer":{"email":"a@example.com","name":"A"},"shipping_address":{"name":"A","address1":"Hauptstr. 1","city":"Berlin","postal_code":"10115","country_code":"DE"},
		"lines":[{"sku":%q,"quantity":%v,"unit_price":"19.90","tax":"3.18"}],"shipping_total":"4.90","payment":{"status":"paid","method":"card","reference":"pi_1"}}`, external, sku, quantity)
}

// answered is what is read of an order's answer.
type answered struct {
	ID    string
	Lines []struct {
		Counters struct{ Ordered, Allocated, Unallocated, Backordered int64 }
	}
}

// stock sums the levels of a SKU over its locations.
func (s *server) stock(sku string) (onHand, allocated, available int64) {
	s.t.Helper()
	var list struct {
		Items []struct {
			OnHand    int64 `json:"on_hand"`
			Allocated int64 `json:"allocated"`
			Available int64 `json:"available"`
		}
	}
	s.must("GET", "/api/v1/stock?sku="+sku, nil, &list)
	for _, l := range list.Items {
		onHand, allocated, available = onHand+l.OnHand, allocated+l.Allocated, available+l.Available
	}
	return onHand, allocated, available
}

// orders counts all orders by walking the list to its end.
func (s *server) orders() map[string]string {
	s.t.Helper()
	byExternal, cursor := map[string]string{}, ""
	for {
		var list struct {
			Items []struct {
				ID         string
				ExternalID string `json:"external_id"`
			}
			NextCursor string `json:"next_cursor"`
		}
		s.must("GET", "/api/v1/orders?limit=200&cursor="+cursor, nil, &list)
		for _, o := range list.Items {
			if _, twice := byExternal[o.ExternalID]; twice {
				s.t.Errorf("order %s is there twice", o.ExternalID)
			}
			byExternal[o.ExternalID] = o.ID
		}
		if cursor = list.NextCursor; cursor == "" {
			return byExternal
		}
	}
}
