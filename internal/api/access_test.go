package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/demo/control"
	"github.com/switchyard-oms/switchyard/oms"
)

// TestRoles asks for every operation as every role: who may is let in, who may
// not is refused, and nothing breaks.
func TestRoles(t *testing.T) {
	w := lite(t)
	for _, role := range append([]oms.Role{""}, oms.Roles...) {
		token := ""
		if role != "" {
			token = "Bearer " + w.tokenFor(role)
		}
		for _, op := range w.api.ops {
			t.Run(string(role)+"/"+op.id, func(t *testing.T) {
				path := strings.ReplaceAll(op.path, "{id}", "x")
				if op.id == "stream-events" {
					path += "?after=x" // refused after the permission is asked for
				}
				var body any
				if op.writes() {
					body = "{}"
				}
				a := w.send(op.method, path, body, "Authorization", token)
				if a.StatusCode >= 500 {
					t.Fatalf("%d %s\n%s", a.StatusCode, a.body, w.log)
				}
				if op.public != "" {
					return
				}
				may := slices.ContainsFunc(append(op.or, op.may), func(p oms.Permission) bool { return auth.Can(auth.Principal{Role: role}, p) })
				switch {
				case role == "" && a.StatusCode != 401:
					t.Errorf("nobody: %d %s", a.StatusCode, a.body)
				case role != "" && !may && a.StatusCode != 403:
					t.Errorf("may not: %d %s", a.StatusCode, a.body)
				case may && (a.StatusCode == 401 || a.StatusCode == 403):
					t.Errorf("may: %d %s", a.StatusCode, a.body)
				}
			})
		}
	}
}

func TestRefundNeedsMore(t *testing.T) {
	w := lite(t)
	w.shop()
	id := w.must(201, "POST", "/orders", sampleOrderBody).text("id")
	token, err := w.auth.CreateToken(t.Context(), auth.NewToken{Name: "till", Role: oms.RoleSupport, Scopes: []oms.Permission{auth.MoneyRecord}})
	if err != nil {
		t.Fatal(err)
	}
	body := `{"kind":"refund","amount":"1.00","reference":"re_1"}`
	if a := w.send("POST", "/orders/"+id+"/payments", body, "Authorization", "Bearer "+token.Secret); a.StatusCode != 403 {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	w.must(200, "POST", "/orders/"+id+"/payments", body)
}

// TestPeople sets the server up, signs in and out, and manages users.
func TestPeople(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		before := w.must(200, "GET", "/session", nil, "Authorization", "")
		if before.at("user") != nil || before.at("setup_required") != true || before.text("mode") != "live" {
			t.Errorf("%s", before.body)
		}
		secret, err := w.auth.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		owner := fmt.Sprintf(`{"token":%q,"email":"iris@example.com","name":"Iris","password":"correct horse battery"}`, secret)
		set := w.must(200, "POST", "/setup", owner, "Authorization", "")
		cookie := strings.SplitN(set.Header.Get("Set-Cookie"), ";", 2)[0]
		if set.text("user", "role") != "owner" || !strings.HasPrefix(cookie, auth.CookieName+"=") {
			t.Fatalf("%s %v", set.body, set.Header)
		}
		me := w.must(200, "GET", "/session", nil, "Authorization", "", "Cookie", cookie)
		if me.text("user", "email") != "iris@example.com" || me.at("setup_required") != false {
			t.Errorf("%s", me.body)
		}
		if a := w.send("POST", "/setup", owner, "Authorization", ""); a.StatusCode != 409 {
			t.Errorf("set up again: %d %s", a.StatusCode, a.body)
		}
		if a := w.send("POST", "/skus", `{"code":"X"}`, "Authorization", "", "Cookie", cookie, "Sec-Fetch-Site", "cross-site"); a.StatusCode != 403 {
			t.Errorf("a write from another site: %d %s", a.StatusCode, a.body)
		}
		w.must(201, "POST", "/skus", `{"code":"X"}`, "Authorization", "", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
		user := w.twice(201, "POST", "/users", `{"email":"sam@example.com","name":"Sam","role":"warehouse"}`)
		link := w.must(201, "POST", "/users/"+user.text("id")+"/password-link", nil)
		w.must(204, "POST", "/session/password-link", fmt.Sprintf(`{"token":%q,"password":"another horse battery"}`, link.text("token")), "Authorization", "")
		in := w.must(200, "POST", "/session", `{"email":"sam@example.com","password":"another horse battery"}`, "Authorization", "")
		sam := strings.SplitN(in.Header.Get("Set-Cookie"), ";", 2)[0]
		if a := w.send("GET", "/users", nil, "Authorization", "", "Cookie", sam); a.StatusCode != 403 {
			t.Errorf("warehouse reads users: %d", a.StatusCode)
		}
		if n := len(w.must(200, "GET", "/users/"+user.text("id")+"/sessions", nil, "Authorization", "", "Cookie", sam).at("items").([]any)); n != 1 {
			t.Errorf("%d sessions", n)
		}
		for range 3 {
			if a := w.send("POST", "/session", `{"email":"sam@example.com","password":"wrong wrong wrong"}`, "Authorization", ""); a.StatusCode != 401 {
				t.Errorf("a wrong password: %d %s", a.StatusCode, a.body)
			}
		}
		out := w.must(204, "DELETE", "/session", nil, "Authorization", "", "Cookie", sam)
		if !strings.Contains(out.Header.Get("Set-Cookie"), "Max-Age=0") {
			t.Errorf("%v", out.Header)
		}
		if a := w.send("GET", "/orders", nil, "Authorization", "", "Cookie", sam); a.StatusCode != 401 {
			t.Errorf("after signing out: %d", a.StatusCode)
		}
		w.must(200, "PATCH", "/users/"+user.text("id"), `{"active":false}`, "If-Match", `"`+fmt.Sprint(w.must(200, "GET", "/users/"+user.text("id"), nil).at("version"))+`"`)
	})
}

func TestTokens(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		body := `{"name":"till","role":"support","scopes":["orders.read"]}`
		made := w.must(201, "POST", "/tokens", body, "Idempotency-Key", "till")
		again := w.must(201, "POST", "/tokens", body, "Idempotency-Key", "till")
		if made.text("secret") == "" || again.text("secret") != "" || again.text("id") != made.text("id") {
			t.Errorf("%s\n%s", made.body, again.body)
		}
		bearer := "Bearer " + made.text("secret")
		w.must(200, "GET", "/orders", nil, "Authorization", bearer)
		w.must(403, "GET", "/stock", nil, "Authorization", bearer)
		w.twice(200, "DELETE", "/tokens/"+made.text("id"), nil)
		w.must(401, "GET", "/orders", nil, "Authorization", bearer)
		page := w.must(200, "GET", "/tokens?limit=1", nil)
		next := w.must(200, "GET", "/tokens?limit=1&cursor="+page.text("next_cursor"), nil)
		if page.text("items", 0, "name") != "owner" || next.text("items", 0, "name") != "till" || next.text("next_cursor") != "" {
			t.Errorf("%s\n%s", page.body, next.body)
		}
	})
}

// stream opens the stream of events and gives what arrives by lines.
func (w *world) stream(ctx context.Context, query string, headers ...string) (*http.Response, <-chan string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(ctx, "GET", w.url+Prefix+"/events/stream"+query, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	lines := make(chan string, 1000)
	go func() {
		defer close(lines)
		defer res.Body.Close()
		for s := bufio.NewScanner(res.Body); s.Scan(); {
			lines <- s.Text()
		}
	}()
	return res, lines
}

// next waits for the next event of a stream.
func next(t *testing.T, lines <-chan string) (id, typ string, data map[string]any) {
	t.Helper()
	for timeout := time.After(10 * time.Second); ; {
		select {
		case line, open := <-lines:
			switch {
			case !open:
				t.Fatal("the stream has ended")
			case strings.HasPrefix(line, "id: "):
				id = line[4:]
			case strings.HasPrefix(line, "event: "):
				typ = line[7:]
			case strings.HasPrefix(line, "data: "):
				if err := json.Unmarshal([]byte(line[6:]), &data); err != nil {
					t.Fatal(err)
				}
				return id, typ, data
			}
		case <-timeout:
			t.Fatal("no event")
		}
	}
}

// TestStream follows the log, breaks off, and misses nothing on coming back.
func TestStream(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		ctx, leave := context.WithCancel(t.Context())
		res, lines := w.stream(ctx, "?types=order.captured")
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
			t.Fatalf("%d %v", res.StatusCode, res.Header)
		}
		w.must(201, "POST", "/orders", order("S1"))
		id, typ, data := next(t, lines)
		if typ != "order.captured" || fmt.Sprint(int64(data["seq"].(float64))) != id || data["order_number"] == nil {
			t.Errorf("%s %s %v", id, typ, data)
		}
		leave()
		w.must(201, "POST", "/orders", order("S2"))
		w.must(201, "POST", "/orders", order("S3"))
		ctx, leave = context.WithCancel(t.Context())
		defer leave()
		_, lines = w.stream(ctx, "?types=order.*", "Last-Event-ID", id)
		seen := map[string]bool{}
		for len(seen) < 2 {
			if _, typ, data := next(t, lines); typ == "order.captured" {
				if seen[data["order_id"].(string)] {
					t.Error("an event came twice")
				}
				seen[data["order_id"].(string)] = true
			}
		}
		_, all := w.stream(ctx, "?after=0")
		if id, _, _ := next(t, all); id == "" {
			t.Error("nothing from the beginning")
		}
		w.api.Stop()
		for end := time.After(5 * time.Second); ; {
			select {
			case _, open := <-lines:
				if !open {
					return
				}
			case <-end:
				t.Fatal("the stream goes on after the server stops")
			}
		}
	})
}

// TestStreamHidesAccess has a role follow that may not see who signs in.
func TestStreamHidesAccess(t *testing.T) {
	w := lite(t)
	w.shop()
	w.token = w.tokenFor(oms.RoleWarehouse)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	_, lines := w.stream(ctx, "?after=0")
	_, typ, _ := next(t, lines)
	if strings.HasPrefix(typ, "token.") {
		t.Errorf("a warehouse sees %s", typ)
	}
	a := w.must(200, "GET", "/events?limit=1000", nil)
	if strings.Contains(string(a.body), "token.created") {
		t.Errorf("a warehouse reads %s", a.body)
	}
}

// telling is a demo that has told a part of its history.
type telling struct {
	control.Control
	part float64
}

func (d telling) State() control.DemoState { return control.DemoState{History: d.part} }

// A demo is not ready before its history is told.
func TestReadyDemo(t *testing.T) {
	w := lite(t)
	for part, status := range map[float64]int{0: 503, .99: 503, 1: 200} {
		rec := httptest.NewRecorder()
		New(Options{Flow: w.flow, Auth: w.auth, Demo: telling{part: part}}).ServeHTTP(rec, httptest.NewRequest("GET", "/readyz", nil))
		if rec.Code != status {
			t.Errorf("%d while %v of the history is told: %s", rec.Code, part, rec.Body)
		}
	}
}

func TestHealth(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.must(200, "GET", "/healthz", nil)
		w.must(200, "GET", "/readyz", nil)
		w.api.Stop()
		w.must(503, "GET", "/readyz", nil)
		w.must(200, "GET", "/healthz", nil)
		if err := w.store.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestMetrics(t *testing.T) {
	w := lite(t)
	w.shop()
	w.must(404, "GET", "/orders/ord_secret", nil)
	w.must(404, "GET", "/nothing/at/all", nil)
	rec := httptest.NewRecorder()
	w.api.Admin().ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	text := rec.Body.String()
	for _, want := range []string{`switchyard_http_requests_total{route="GET /api/v1/orders/{id}",status="404"} 1`, `route="none",status="404"`, "switchyard_http_request_seconds_bucket", "go_goroutines"} {
		if !strings.Contains(text, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if strings.Contains(text, "ord_secret") {
		t.Error("an id is a label")
	}
	rec = httptest.NewRecorder()
	w.api.Admin().ServeHTTP(rec, httptest.NewRequest("GET", "/api/v1/orders", nil))
	if rec.Code != 404 || rec.Header().Get("Content-Type") != problemType {
		t.Errorf("the admin listener serves orders: %d", rec.Code)
	}
}
