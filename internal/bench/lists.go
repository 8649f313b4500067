package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// ListOptions say what to measure of reading.
type ListOptions struct {
	Database string // URL of an empty PostgreSQL database that may be filled; "" for SQLite
	Orders   int    // in the database; a million when zero
	SKUs     int    // 2,000 when zero
	Rounds   int    // times that each question is asked; 30 when zero
	Filled   bool   // Database is one that an earlier run with as many SKUs has left: it is asked as it is
}

// question is a request of which the time is taken, and what it may take.
type question struct {
	name string
	path string
	aim  time.Duration
}

// The aims of reading, at the 95th percentile. A filter is a search.
const (
	aimPage   = 20 * time.Millisecond
	aimSearch = 50 * time.Millisecond
	aimWhole  = 100 * time.Millisecond
)

// Lists fills a database and prints how long lists, searches, boards and Home
// take over HTTP, one client at a time. The database is left behind: give it a
// throwaway one.
func Lists(ctx context.Context, o ListOptions, out io.Writer) error {
	if o.Filled && o.Database == "" {
		return errors.New("bench: only a PostgreSQL database is left to be asked again: name it with --database")
	}
	if o.Orders == 0 {
		o.Orders = 1_000_000
	}
	if o.SKUs == 0 {
		o.SKUs = 2000
	}
	if o.Rounds == 0 {
		o.Rounds = 30
	}
	dir, err := os.MkdirTemp("", "switchyard-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	s, err := start(ctx, dir, o.Database)
	if err != nil {
		return err
	}
	defer func() { s.stop() }()
	name := "SQLite"
	if o.Database != "" {
		name = "PostgreSQL"
	}
	fmt.Fprintf(out, "\n%s\n", name)
	if o.Filled {
		return s.ask(ctx, o, out)
	}
	if err := s.seed(ctx, o.SKUs); err != nil {
		return err
	}
	s.stop()
	if err := fill(ctx, store.Options{URL: o.Database, Dir: dir}, o.Orders, o.SKUs, out); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Join(dir, store.File)); err == nil {
		fmt.Fprintf(out, "  the file has %s, %d bytes an order\n", mebibytes(info.Size()), info.Size()/int64(o.Orders))
	}
	if err := s.again(ctx); err != nil {
		return err
	}
	return s.ask(ctx, o, out)
}

// ask asks every question and prints what it took.
func (s *server) ask(ctx context.Context, o ListOptions, out io.Writer) error {
	all, err := s.questions(ctx, o.SKUs)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  %-44s %9s %9s %9s\n", "over HTTP, one client", "p50 ms", "p95 ms", "aim ms")
	for _, q := range all {
		var took []time.Duration
		for range o.Rounds {
			began := time.Now()
			status, err := s.call(ctx, http.MethodGet, q.path, nil, nil)
			if err != nil {
				return err
			}
			if status != http.StatusOK {
				return fmt.Errorf("bench: GET %s: %d", q.path, status)
			}
			took = append(took, time.Since(began))
			if len(took) == 5 && took[4] > time.Second {
				break // it misses its aim by far: five times say so
			}
		}
		slices.Sort(took)
		r, missed := result{latencies: took}, ""
		if p95 := r.percentile(95); p95 > float64(q.aim.Milliseconds()) {
			missed = "  missed"
		}
		fmt.Fprintf(out, "  %-44s %9.2f %9.2f %9d%s\n", q.name, r.percentile(50), r.percentile(95), q.aim.Milliseconds(), missed)
	}
	return nil
}

// questions are what people ask of lists.
func (s *server) questions(ctx context.Context, skus int) ([]question, error) {
	page := func(name string, pairs ...string) question {
		return question{"orders: " + name, "/api/v1/orders/rows?" + query(pairs...), aimPage}
	}
	filter := func(text string) question {
		q := page(text, "filter", text)
		q.aim = aimSearch
		return q
	}
	next, err := s.deep(ctx, 20)
	if err != nil {
		return nil, err
	}
	large, err := s.large(ctx, 1000, skus)
	if err != nil {
		return nil, err
	}
	var sample struct {
		Items []struct {
			Number     string `json:"number"`
			ExternalID string `json:"external_id"`
			Customer   struct {
				Email string `json:"email"`
			} `json:"customer"`
		} `json:"items"`
	}
	if _, err := s.call(ctx, http.MethodGet, "/api/v1/orders?tag=wholesale&limit=1", nil, &sample); err != nil || len(sample.Items) == 0 {
		return nil, errors.Join(errors.New("bench: no order was found to look for"), err)
	}
	one := sample.Items[0]
	all := []question{page("first page"), page("first page of 200", "limit", "200"), page("page 20", "cursor", next), page("by total", "sort", "-total"), page("by update", "sort", "-updated_at"),
		{"orders whole: first page", "/api/v1/orders", aimWhole}}
	for _, text := range []string{"status:on_hold", "status:canceled", "lifecycle:open", "stage:new", "stage:allocated,released", "stage:delivered", "fulfillment:unfulfilled", "payment:unpaid",
		"delivery:in_transit", "return:none", "-return:none", "attention:any", "attention:hold", "hold:any", "hold:payment", "exception:unfillable", "channel:store", "channel:market,store", "location:BER", "tag:vip",
		"tag:wholesale", "tag:nothing", "-tag:vip", "sku:" + skuCode(1), "sku:SKU-0*", "sku:" + unstocked, "customer:" + one.Customer.Email, "external:" + one.ExternalID, "country:AT", "country:JP", "-country:DE", "currency:EUR", "currency:USD",
		"number:" + one.Number, "total:>100", "total:>5000", "placed:today", "placed:2020-01-01..2020-02-01", "captured:today", "updated:>=now-1h", "ship_by:<now", "lifecycle:open ship_by:<now", "lifecycle:open fulfillment:unfulfilled",
		"lifecycle:open hold:any", "tag:vip country:AT channel:market", "meyer", "-meyer status:open"} {
		all = append(all, filter(text))
	}
	for _, text := range []string{"lifecycle:open", "tag:vip", "country:AT", "", "meyer", "total:>100", "-country:DE"} {
		all = append(all, question{"count: " + text, "/api/v1/orders/count?" + query("filter", text), aimWhole})
	}
	for _, text := range []string{one.Number, one.ExternalID, one.Customer.Email, "anna", "anna meyer", "meyer com", "com", "a", "x", "SKU-00001", "sku", "zzzz", "tr", "1", one.Number + "-1"} {
		all = append(all, question{"search: " + text, "/api/v1/search?" + query("q", text), aimSearch})
	}
	return append(all, question{"order of 1,000 lines", "/api/v1/orders/" + large, aimWhole}, question{"home", "/api/v1/home", aimWhole},
		question{"fulfillment: counts", "/api/v1/fulfillment-orders/counts?location=BER", aimWhole}, question{"fulfillment: board", "/api/v1/fulfillment-orders?location=BER&status=working&sort=ship_by", aimPage},
		question{"stock: grid", "/api/v1/stock", aimPage}), nil
}

func query(pairs ...string) string {
	v := url.Values{}
	for pair := range slices.Chunk(pairs, 2) {
		v.Set(pair[0], pair[1])
	}
	return v.Encode()
}

// deep returns the cursor of a page far behind the first.
func (s *server) deep(ctx context.Context, pages int) (cursor string, err error) {
	for range pages {
		var page struct {
			Next string `json:"next_cursor"`
		}
		if _, err := s.call(ctx, http.MethodGet, "/api/v1/orders?"+query("limit", "200", "cursor", cursor), nil, &page); err != nil {
			return "", err
		}
		if page.Next == "" {
			return cursor, nil
		}
		cursor = page.Next
	}
	return cursor, nil
}

// large captures an order of many lines.
func (s *server) large(ctx context.Context, lines, skus int) (id string, err error) {
	body := map[string]any{"channel": "bench", "external_id": "large", "currency": "EUR"}
	var all []map[string]any
	for i := range lines {
		all = append(all, map[string]any{"sku": skuCode(i % skus), "quantity": 1, "unit_price": "1.00"})
	}
	body["lines"] = all
	var o struct {
		ID string `json:"id"`
	}
	status, err := s.call(ctx, http.MethodPost, "/api/v1/orders", body, &o)
	if err == nil && status != http.StatusCreated && status != http.StatusOK { // of an earlier run
		err = fmt.Errorf("bench: the large order was answered with %d", status)
	}
	return o.ID, err
}
