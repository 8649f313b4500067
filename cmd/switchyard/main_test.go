package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/pgtest"
	"github.com/switchyard-oms/switchyard/internal/store"
)

// shell runs the command line in this process, on one data folder.
type shell struct {
	t   *testing.T
	dir string
	env map[string]string
}

func newShell(t *testing.T) *shell { return &shell{t: t, dir: t.TempDir(), env: map[string]string{}} }

// shells runs f on each database.
func shells(t *testing.T, f func(*testing.T, *shell)) {
	t.Run("SQLite", func(t *testing.T) { f(t, newShell(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		s := newShell(t)
		s.env["SWITCHYARD_DATABASE"] = pgtest.Durable(t)
		f(t, s)
	})
}

// buffer is written by one goroutine and read by another.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func (s *shell) start(ctx context.Context, out, errs io.Writer, stdin string, args ...string) int {
	env := maps.Clone(s.env)
	if env["SWITCHYARD_DATA"] == "" {
		env["SWITCHYARD_DATA"] = s.dir
	}
	for name, value := range env {
		s.t.Setenv(name, value) // kong reads the environment itself
	}
	return run(ctx, args, terminal{in: strings.NewReader(stdin), out: out, err: errs, env: os.LookupEnv})
}

// run runs a command to its end.
func (s *shell) run(args ...string) (code int, out, errs string) {
	s.t.Helper()
	var o, e bytes.Buffer
	code = s.start(s.t.Context(), &o, &e, "", args...)
	return code, o.String(), e.String()
}

// ok runs a command that must succeed and returns what it printed.
func (s *shell) ok(args ...string) string {
	s.t.Helper()
	code, out, errs := s.run(args...)
	if code != 0 {
		s.t.Fatalf("%v: exit %d\n%s%s", args, code, out, errs)
	}
	return out
}

func (s *shell) file(name, content string) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func TestUsage(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 0, "serve"},
		{[]string{"--help"}, 0, "doctor"},
		{[]string{"serve", "--help"}, 0, "SIGTERM"},
		{[]string{"token", "create", "--help"}, 0, "TOKEN=$(switchyard"},
		{[]string{"version"}, 0, "switchyard "},
		{[]string{"openapi"}, 0, `"openapi"`},
		{[]string{"connector", "list"}, 0, "shopify"},
		{[]string{"connector", "docs", "shopify"}, 0, "| setting |"},
		{[]string{"connector", "docs", "nobody"}, 2, "shopify"},
		{[]string{"fly"}, 2, "unexpected argument"},
		{[]string{"serve", "--lisen", "x"}, 2, "--listen"},
		{[]string{"token", "create"}, 2, "switchyard token create --help"},
		{[]string{"token", "create", "--role", "king", "--name", "x"}, 2, "owner"},
		{[]string{"demo", "--listen", "0.0.0.0:1"}, 2, "this machine alone"},
		{[]string{"demo", "--speed", "0"}, 2, "1 to 3600"},
		{[]string{"token", "revoke", "tok_none"}, 1, "no such token"},
		{[]string{"restore", "/nowhere"}, 1, "no such file"},
		{[]string{"serve", "--listen", "256.0.0.1:1"}, 1, "can't listen"},
	} {
		code, out, errs := s.run(c.args...)
		if code != c.code || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: exit %d, want %d and %q\n%s%s", c.args, code, c.code, c.says, out, errs)
		}
		if code != 0 && out != "" && c.code == 2 {
			t.Errorf("%v: a mistake prints to standard output: %s", c.args, out)
		}
	}
}

// TestWhoWins gives one setting in every way.
func TestWhoWins(t *testing.T) {
	s := newShell(t)
	config := s.file("config", "# the list\nlog_level = loud\n\n")
	at := func(args ...string) string {
		t.Helper()
		_, _, errs := s.run(append(args, "token", "list")...)
		return errs
	}
	if says := at("--config", config); !strings.Contains(says, "loud") {
		t.Errorf("the file says nothing: %s", says)
	}
	t.Setenv("SWITCHYARD_LOG_LEVEL", "noisy")
	if says := at("--config", config); !strings.Contains(says, "noisy") {
		t.Errorf("the environment does not win over the file: %s", says)
	}
	if says := at("--config", config, "--log-level", "shrill"); !strings.Contains(says, "shrill") {
		t.Errorf("the flag does not win: %s", says)
	}
}

func TestConfigFile(t *testing.T) {
	s := newShell(t)
	for name, c := range map[string]struct{ content, says string }{
		"unknown": {"lisen = 1", "did you mean listen?"},
		"twice":   {"listen = 1\nlisten = 2", "line 2: listen is there twice"},
		"no sign": {"listen", "line 1: expected flag = value"},
		"quotes":  {`listen = "x`, "quotes"},
		"itself":  {"config = x", "not a setting"},
	} {
		code, _, errs := s.run("token", "list", "--config", s.file("config", c.content))
		if code != 2 || !strings.Contains(errs, c.says) {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
	// A setting of another command is no mistake.
	s.ok("token", "list", "--config", s.file("config", "listen = \"127.0.0.1:1\"\nadmin-listen = 127.0.0.1:2"))
}

func TestSecretFiles(t *testing.T) {
	s := newShell(t)
	t.Setenv("SWITCHYARD_DATABASE_FILE", s.file("url", "postgres://nobody:hunter2@127.0.0.1:1/none\n"))
	code, _, errs := s.run("token", "list")
	if code != 1 || !strings.Contains(errs, "does not answer") || strings.Contains(errs, "hunter2") {
		t.Errorf("exit %d: %s", code, errs)
	}
	t.Setenv("SWITCHYARD_DATABASE", "postgres://other")
	if code, _, errs := s.run("token", "list"); code != 2 || !strings.Contains(errs, "set one") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestUnknownVariables(t *testing.T) {
	got := unknownVariables([]string{"SWITCHYARD_LISTN=1", "SWITCHYARD_LISTEN=1", "SWITCHYARD_DATABASE_FILE=1", "SWITCHYARD_SERVICE_HOST=1",
		"SWITCHYARD_PORT=tcp", "SWITCHYARD_PORT_80_TCP=1", "SWITCHYARD_TEST_POSTGRES=off", "HOME=/"}, []string{"listen", "database"})
	if fmt.Sprint(got) != "[SWITCHYARD_LISTN]" {
		t.Errorf("%v", got)
	}
}

func TestDataFolder(t *testing.T) {
	if os.Getuid() == 0 {
		s := newShell(t)
		s.env["SWITCHYARD_DATA"] = s.file("a file", "")
		if code, _, errs := s.run("token", "list"); code != 1 || !strings.Contains(errs, "data folder") {
			t.Errorf("exit %d: %s", code, errs)
		}
		return
	}
	s := newShell(t)
	if err := os.Chmod(s.dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := s.run("token", "list"); code != 1 || !strings.Contains(errs, "can't be written") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// serving is a server that runs in this process.
type serving struct {
	*shell
	out, errs *buffer
	url       string
	admin     string
	stop      context.CancelFunc
	done      chan int
}

func (s *shell) serve() *serving {
	s.t.Helper()
	ctx, stop := context.WithCancel(s.t.Context())
	v := &serving{shell: s, out: &buffer{}, errs: &buffer{}, stop: stop, done: make(chan int, 1)}
	go func() {
		v.done <- s.start(ctx, v.out, v.errs, "", "serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	}()
	s.t.Cleanup(func() { stop(); v.exit() })
	v.url = v.wait(v.out, `is running at (\S+)`)
	v.admin = "http://" + v.wait(v.errs, `address=(\S+)`)
	return v
}

// wait waits until an output matches and returns what was asked for of it.
func (v *serving) wait(in *buffer, pattern string) string {
	v.t.Helper()
	for range 1000 {
		if m := regexp.MustCompile(pattern).FindStringSubmatch(in.String()); m != nil {
			return m[1]
		}
		time.Sleep(10 * time.Millisecond)
	}
	v.t.Fatalf("%q was not printed\n%s%s", pattern, v.out, v.errs)
	return ""
}

func (v *serving) exit() int {
	select {
	case code := <-v.done:
		v.done <- code
		return code
	case <-time.After(30 * time.Second):
		v.t.Error("the server does not stop")
		return -1
	}
}

func (v *serving) get(url, token string) (int, string) {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, url, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

const (
	skuFile   = "code,title,weight_grams\nTEE,Tee,180\nCUP,Cup,300\n"
	siteFile  = "code,name,kind,country_code\nBER,Berlin,warehouse,DE\n"
	stockFile = "sku,location,quantity\nTEE,BER,10\nCUP,BER,1\n"
	orderFile = "order_id,sku,quantity,unit_price,email\n1,TEE,2,19.90,a@example.com\n1,CUP,1,9.90,a@example.com\n2,CUP,1,9.90,b@example.com\n3,NOPE,1,9.90,b@example.com\n"
)

// TestDay is a day at the command line: a server starts, programs and people
// get access, files come in and go out, the server stops, everything is backed
// up and moved to the other database.
func TestDay(t *testing.T) {
	shells(t, func(t *testing.T, s *shell) {
		v := s.serve()
		if setup := v.wait(v.out, `(\S+/setup\?token=\S+)`); !strings.HasPrefix(setup, v.url) {
			t.Errorf("the link %s is not of %s", setup, v.url)
		}
		token := s.ok("token", "create", "--role", "owner", "--name", "x")
		if strings.Count(token, "\n") != 1 || strings.ContainsAny(strings.TrimSpace(token), " \t") {
			t.Errorf("more than the token is printed: %q", token)
		}
		token = strings.TrimSpace(token)
		if code, body := v.get(v.url+"/api/v1/orders", token); code != 200 || !strings.Contains(body, `"items":[]`) {
			t.Errorf("%d %s", code, body)
		}
		if code, _ := v.get(v.url+"/", ""); code != 200 {
			t.Errorf("the control room answers %d", code)
		}
		s.files(v, token)
		for _, path := range []string{"/metrics", "/healthz", "/readyz", "/debug/pprof/cmdline"} {
			if code, _ := v.get(v.admin+path, ""); code != 200 {
				t.Errorf("%s answers %d on the admin listener", path, code)
			}
		}
		if code, body := v.get(v.url+"/metrics", ""); strings.Contains(body, "switchyard_") {
			t.Errorf("metrics are shown to everybody: %d", code)
		}
		s.people()
		v.stop()
		if code := v.exit(); code != 0 {
			t.Errorf("exit %d\n%s", code, v.errs)
		}
		if strings.Contains(v.errs.String(), "level=ERROR") || strings.Contains(v.errs.String(), "example.com") {
			t.Errorf("the log:\n%s", v.errs)
		}
		s.moves(t)
	})
}

// counts takes in what a sheet says was found, and exports it.
func (s *shell) counts(v *serving, token string) {
	s.t.Helper()
	post(s.t, v.url+"/api/v1/counts", token, `{"location":"BER","skus":["TEE"]}`)
	_, id, _ := strings.Cut(s.ok("export", "counts"), "CC-1001,")
	id, _, _ = strings.Cut(id, ",")
	if out := s.ok("import", "tallies", id, s.file("sheet.csv", "sku,counted\nTEE,9\n")); out != "CC-1001: 1 of 1 SKUs are counted\n" {
		s.t.Errorf("tallies: %s", out)
	}
	if out := s.ok("export", "counts", "--location", "BER", "--status", "counting"); !strings.Contains(out, ",BER,counting,TEE,,,counted,9,10,-1,0,") {
		s.t.Errorf("export: %s", out)
	}
}

// files imports a catalog and orders and exports them.
func (s *shell) files(v *serving, token string) {
	s.t.Helper()
	s.ok("import", "skus", s.file("skus.csv", skuFile))
	s.ok("import", "locations", s.file("sites.csv", siteFile))
	s.ok("import", "stock", s.file("stock.csv", stockFile))
	post(s.t, v.url+"/api/v1/channels", token, `{"code":"web","name":"Web shop","kind":"generic","currency":"EUR"}`)
	orders, rejects := s.file("orders.csv", orderFile), filepath.Join(s.t.TempDir(), "rejects.csv")
	if out := s.ok2(1, "import", "orders", orders, "--channel", "web", "--dry-run"); !strings.Contains(out, "2 orders created") || !strings.Contains(out, "nothing was changed") {
		s.t.Errorf("dry run: %s", out)
	}
	out := s.ok2(1, "import", "orders", orders, "--channel", "web", "--rejects", rejects)
	if !strings.Contains(out, "2 orders created, 0 known, 0 changed, 1 refused") || !strings.Contains(out, "3 allocated") {
		s.t.Errorf("import: %s", out)
	}
	if b, err := os.ReadFile(rejects); err != nil || !strings.Contains(string(b), "NOPE") || strings.Contains(string(b), "TEE") {
		s.t.Errorf("rejects: %s, %v", b, err)
	}
	if out := s.ok2(1, "import", "orders", orders, "--channel", "web"); !strings.Contains(out, "0 orders created, 2 known") {
		s.t.Errorf("again: %s", out)
	}
	if out := s.ok("export", "orders"); strings.Count(out, "\n") != 4 || !strings.Contains(out, "web,1,") {
		s.t.Errorf("export: %s", out)
	}
	if out := s.ok("export", "stock", "--sku", "TEE"); !strings.Contains(out, "TEE,BER,10,2,0,0,0,0,0,8\n") {
		s.t.Errorf("export: %s", out)
	}
	s.counts(v, token)
	all := filepath.Join(s.t.TempDir(), "skus.csv")
	s.ok("export", "skus", "--out", all)
	if out := s.ok("import", "skus", all); !strings.Contains(out, "2 as they were") {
		s.t.Errorf("what was exported is not what is there: %s", out)
	}
	if code, _, _ := s.run("export", "skus", "--out", all); code != 1 {
		s.t.Error("an export replaced a file")
	}
}

// ok2 runs a command that ends with a code and returns what it printed.
func (s *shell) ok2(want int, args ...string) string {
	s.t.Helper()
	code, out, errs := s.run(args...)
	if code != want {
		s.t.Errorf("%v: exit %d, want %d\n%s%s", args, code, want, out, errs)
	}
	return out
}

func post(t *testing.T, url, token, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		b, _ := io.ReadAll(res.Body)
		t.Fatalf("%s: %d %s", url, res.StatusCode, b)
	}
}

// people makes users and gives them passwords, and ends a token.
func (s *shell) people() {
	s.t.Helper()
	if link := s.ok("user", "create", "--email", "iris@example.com", "--name", "Iris", "--role", "warehouse"); !strings.Contains(link, "/choose-password?token=") {
		s.t.Errorf("no link: %s", link)
	}
	if list := s.ok("user", "list"); !strings.Contains(list, "iris@example.com") || !strings.Contains(list, "no password yet") {
		s.t.Errorf("%s", list)
	}
	s.ok("user", "reset-password", "IRIS@example.com", "--password-file", s.file("password", "a long enough sentence\n"))
	if list := s.ok("user", "list"); strings.Contains(list, "no password yet") {
		s.t.Errorf("%s", list)
	}
	if code, _, errs := s.run("user", "reset-password", "nobody@example.com"); code != 1 || !strings.Contains(errs, "no user") {
		s.t.Errorf("exit %d: %s", code, errs)
	}
	list := s.ok("token", "list")
	id := regexp.MustCompile(`tok_\w+`).FindString(list)
	s.ok("token", "revoke", id)
	if list := s.ok("token", "list"); !strings.Contains(list, "revoked") {
		s.t.Errorf("%s", list)
	}
}

// moves backs everything up and restores it into SQLite.
func (s *shell) moves(t *testing.T) {
	t.Helper()
	if out := s.ok("doctor"); !strings.Contains(out, "checks hold") || strings.Contains(out, "FAIL") {
		t.Errorf("%s", out)
	}
	file := filepath.Join(t.TempDir(), "all.backup")
	s.ok("backup", "--with-key", file)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if code, _, errs := s.run("backup", file); code != 1 || !strings.Contains(errs, "exists") {
		t.Errorf("a backup replaced a file: exit %d, %s", code, errs)
	}
	key, err := os.ReadFile(filepath.Join(s.dir, "secret.key"))
	if err != nil {
		t.Fatal(err)
	}
	delete(s.env, "SWITCHYARD_DATABASE")
	_ = os.Unsetenv("SWITCHYARD_DATABASE")
	there := &shell{t: t, dir: filepath.Join(t.TempDir(), "new"), env: map[string]string{}}
	there.ok("restore", file)
	if got, err := os.ReadFile(filepath.Join(there.dir, "secret.key")); err != nil || string(got) != string(key) {
		t.Errorf("the key is not the same: %v", err)
	}
	if code, _, errs := there.run("restore", file); code != 1 || !strings.Contains(errs, "not empty") {
		t.Errorf("restored twice: exit %d, %s", code, errs)
	}
	if out := there.ok("doctor", "--quick", "--json"); !strings.Contains(out, `"state": "ok"`) || strings.Contains(out, `"state": "fail"`) {
		t.Errorf("%s", out)
	}
	if out := there.ok("export", "orders"); strings.Count(out, "\n") != 4 {
		t.Errorf("%s", out)
	}
	there.damage()
}

// damage has doctor find a lost movement.
func (s *shell) damage() {
	s.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.dir, store.File))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(s.t.Context(), `UPDATE stock_levels SET on_hand = on_hand + 1 WHERE on_hand = 10`); err != nil {
		s.t.Fatal(err)
	}
	code, out, errs := s.run("doctor")
	if code != 1 || !strings.Contains(out, "FAIL     ledger    stock: movements") || !strings.Contains(out, "TEE at BER: on_hand is 11") || !strings.Contains(errs, "1 of ") {
		s.t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestDoctorOfNothing(t *testing.T) {
	s := newShell(t)
	code, out, _ := s.run("doctor")
	if code != 1 || !strings.Contains(out, "there is no database") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if files, err := os.ReadDir(s.dir); err != nil || len(files) != 0 {
		t.Errorf("doctor made %v, %v", files, err)
	}
}

// TestRequestsEnd has a server stop while an answer is on its way.
func TestRequestsEnd(t *testing.T) {
	s := newShell(t)
	v := s.serve()
	token := strings.TrimSpace(s.ok("token", "create", "--role", "owner", "--name", "x"))
	r, w := io.Pipe()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, v.url+"/api/v1/channels", r)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	answered := make(chan string, 1)
	go func() {
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer res.Body.Close()
		answered <- res.Status
	}()
	_, _ = io.WriteString(w, `{"code":"web",`) // half of the request is there
	time.Sleep(50 * time.Millisecond)
	v.stop()
	time.Sleep(100 * time.Millisecond)
	_, _ = io.WriteString(w, `"name":"Web shop","kind":"generic"}`)
	_ = w.Close()
	if got := <-answered; got != "201 Created" {
		t.Errorf("answered %s", got)
	}
	if code := v.exit(); code != 0 {
		t.Errorf("exit %d\n%s", code, v.errs)
	}
}
