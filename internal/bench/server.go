package bench

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
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// server is a running switchyard and how to speak to it.
type server struct {
	program string
	args    []string
	cmd     *exec.Cmd
	log     bytes.Buffer
	base    string
	token   string
	startup time.Duration
	http    *http.Client
}

// start runs the program and waits for its first answer.
func start(ctx context.Context, dir, database string) (*server, error) {
	s, where, err := prepare(ctx, "serve", dir, database)
	if err != nil {
		return nil, err
	}
	if err := s.again(ctx); err != nil { // makes the schema; the second start is the one that counts
		return nil, err
	}
	out, err := exec.CommandContext(ctx, s.program, append([]string{"token", "create", "--role", "owner", "--name", "bench"}, where...)...).Output() //nolint:gosec // the program is our own
	s.stop()
	if err != nil {
		return nil, fmt.Errorf("bench: token create: %w", err)
	}
	s.token = strings.TrimSpace(string(out))
	if err := s.again(ctx); err != nil {
		return nil, err
	}
	time.Sleep(time.Second) // let it come to rest before its memory is read
	return s, nil
}

// startDemo runs the program's demo world, which lets anybody on this machine
// in, and waits until its past is told.
func startDemo(ctx context.Context, dir, database string) (*server, error) {
	s, _, err := prepare(ctx, "demo", dir, database)
	if err != nil {
		return nil, err
	}
	return s, s.again(ctx)
}

// prepare readies this program to be started with a command that serves, and
// tells the arguments that say where its data is.
func prepare(ctx context.Context, command, dir, database string) (s *server, where []string, err error) {
	s = &server{http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1024, DisableCompression: true}}}
	addr, err := freeAddress(ctx)
	if err == nil {
		s.program, err = os.Executable()
	}
	where = []string{"--data", dir}
	if database != "" {
		where = append(where, "--database", database)
	}
	s.base, s.args = "http://"+addr, append([]string{command, "--listen", addr}, where...)
	return s, where, err
}

// again starts the program anew, on the same data, and waits until it is ready.
func (s *server) again(ctx context.Context) error {
	began := time.Now()
	s.cmd = exec.CommandContext(ctx, s.program, s.args...) //nolint:gosec // the program is our own
	s.cmd.Stdout, s.cmd.Stderr = &s.log, &s.log
	if err := s.cmd.Start(); err != nil {
		return err
	}
	if err := s.wait(ctx); err != nil {
		s.stop()
		return err
	}
	s.startup = time.Since(began)
	return nil
}

func freeAddress(ctx context.Context) (string, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func (s *server) wait(ctx context.Context) error {
	for range 20_000 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"/readyz", nil)
		if err != nil {
			return err
		}
		if res, err := s.http.Do(req); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	return fmt.Errorf("bench: the server does not become ready:\n%s", s.log.String())
}

func (s *server) stop() {
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// memory is the resident memory of the server in bytes, 0 where the system
// doesn't tell.
func (s *server) memory() int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.cmd.Process.Pid))
	f := strings.Fields(string(b))
	if err != nil || len(f) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(f[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// call sends one request and reads the answer into into, unless that is nil.
func (s *server) call(ctx context.Context, method, path string, body, into any) (int, error) {
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		r = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			return 0, err
		}
		r = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.base+path, r)
	if err != nil {
		return 0, err
	}
	if s.token != "" {
		req.Header.Set("Authorization", "Bearer "+s.token)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := s.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if into != nil {
		return res.StatusCode, json.NewDecoder(res.Body).Decode(into)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return res.StatusCode, err
}

// seed makes a channel, three locations, the SKUs and their stock.
func (s *server) seed(ctx context.Context, skus int) error {
	must := func(path string, body any) error {
		var problem map[string]any
		status, err := s.call(ctx, http.MethodPost, path, body, &problem)
		if err == nil && status >= 300 {
			err = fmt.Errorf("bench: POST %s: %d %v", path, status, problem)
		}
		return err
	}
	if err := must("/api/v1/channels", map[string]any{"code": "bench", "name": "Bench", "kind": "generic"}); err != nil {
		return err
	}
	for code, country := range map[string]string{"BER": "DE", "LON": "GB", "NYC": "US"} {
		if err := must("/api/v1/locations", map[string]any{"code": code, "name": code, "kind": "warehouse", "address": map[string]any{"country_code": country}}); err != nil {
			return err
		}
	}
	return parallel(16, skus, func(i int) error {
		code := skuCode(i)
		if err := must("/api/v1/skus", map[string]any{"code": code, "title": "A thing", "weight_grams": 100}); err != nil {
			return err
		}
		return must("/api/v1/stock/movements", map[string]any{"sku": code, "location": []string{"BER", "LON", "NYC"}[i%3], "quantity": 100_000_000, "reason": "received"})
	})
}

func skuCode(i int) string { return fmt.Sprintf("SKU-%05d", i) }

// parallel calls f for 0 … n-1 from several goroutines and returns the first
// error.
func parallel(workers, n int, f func(int) error) error {
	var next atomic.Int64
	var once sync.Once
	var first error
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(i); err != nil {
					once.Do(func() { first = err })
					next.Store(int64(n))
					return
				}
			}
		})
	}
	wg.Wait()
	return first
}
