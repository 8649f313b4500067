package auth

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func TestClientAddress(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for name, c := range map[string]struct{ peer, forwarded, want string }{
		"Direct":         {"192.0.2.1:1", "", "192.0.2.1"},
		"NotTrusted":     {"192.0.2.1:1", "203.0.113.9", "192.0.2.1"},
		"Proxy":          {"10.0.0.1:1", "203.0.113.9", "203.0.113.9"},
		"Forged":         {"10.0.0.1:1", "1.2.3.4, 203.0.113.9", "203.0.113.9"},
		"TwoProxies":     {"10.0.0.1:1", "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"},
		"OnlyProxies":    {"10.0.0.1:1", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
		"ProxySaysNone":  {"10.0.0.1:1", "", "10.0.0.1"},
		"ProxySaysNonse": {"10.0.0.1:1", "unknown", "10.0.0.1"},
		"IPv6":           {"[fd00::1%eth0]:1", "2001:db8::1", "2001:db8::1"},
		"MappedIPv4":     {"[::ffff:10.0.0.1]:1", "::ffff:203.0.113.9", "203.0.113.9"},
		"UnixSocket":     {"@", "203.0.113.9", "invalid IP"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := ClientAddress(r, trusted).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestCallerOfRequest(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		made := s.token(NewToken{Name: "x", Role: oms.RoleSupport})
		ctx, err := s.request(from("192.0.2.1", http.MethodPost, "Authorization", "Bearer "+made.Secret),
			MiddlewareOptions{RequestID: func(*http.Request) string { return "req_1" }})
		if err != nil {
			t.Fatal(err)
		}
		want := store.Caller{Actor: "token:" + made.Token.ID, Origin: "192.0.2.1", CorrelationID: "req_1"}
		if got := store.CallerOf(ctx); got != want {
			t.Errorf("caller %+v, want %+v", got, want)
		}
	})
}

// TestOtherSites sends what browsers send: a write from another site goes no
// further, with a session or without, and tokens need no such check.
func TestOtherSites(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		in := s.signIn("iris@example.com", oms.RoleOwner)
		cookie, bearer := CookieName+"="+in.Secret, "Bearer "+s.token(NewToken{Name: "x", Role: oms.RoleOwner}).Secret
		for name, c := range map[string]struct {
			r    *http.Request
			want oms.Code
		}{
			"Own":            {from("192.0.2.1", "POST", "Cookie", cookie, "Sec-Fetch-Site", "same-origin"), ""},
			"Cross":          {from("192.0.2.1", "POST", "Cookie", cookie, "Sec-Fetch-Site", "cross-site"), oms.Forbidden},
			"SameSite":       {from("192.0.2.1", "DELETE", "Cookie", cookie, "Sec-Fetch-Site", "same-site"), oms.Forbidden},
			"OldBrowser":     {from("192.0.2.1", "POST", "Cookie", cookie, "Origin", "https://evil.example"), oms.Forbidden},
			"OldBrowserOwn":  {from("192.0.2.1", "POST", "Cookie", cookie, "Origin", "http://shop.example"), ""},
			"CrossRead":      {from("192.0.2.1", "GET", "Cookie", cookie, "Sec-Fetch-Site", "cross-site"), ""},
			"CrossLogin":     {from("192.0.2.1", "POST", "Sec-Fetch-Site", "cross-site"), oms.Forbidden},
			"Program":        {from("192.0.2.1", "POST"), ""},
			"TokenFromPages": {from("192.0.2.1", "POST", "Authorization", bearer, "Sec-Fetch-Site", "cross-site"), ""},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := s.request(c.r, MiddlewareOptions{})
				wantCode(t, err, c.want)
			})
		}
	})
}

// TestDemoIsForThisMachine lets in who is here, and nobody who only seems so.
func TestDemoIsForThisMachine(t *testing.T) {
	s := &server{Auth: New(nil, Options{}), t: t} // never asked
	for name, c := range map[string]struct {
		address, host string
		headers       []string
		demo          bool
	}{
		"OK":          {"127.0.0.1", "127.0.0.1:8080", nil, true},
		"Name":        {"127.0.0.1", "localhost:8080", nil, true},
		"IPv6":        {"[::1]", "[::1]:8080", nil, true},
		"IPv6NoPort":  {"[::1]", "[::1]", nil, true},
		"Elsewhere":   {"192.0.2.1", "127.0.0.1:8080", nil, false},
		"Rebound":     {"127.0.0.1", "evil.example:8080", nil, false},
		"ReboundToo":  {"127.0.0.1", "localhost.evil.example", nil, false},
		"ReverseProx": {"127.0.0.1", "localhost", []string{"X-Forwarded-For", "203.0.113.9"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := from(c.address, http.MethodGet, c.headers...)
			r.Host = c.host
			ctx, err := s.request(r, MiddlewareOptions{Demo: true})
			if err != nil {
				t.Fatal(err)
			}
			p, _ := PrincipalOf(ctx)
			if (p.Kind == KindDemo) != c.demo || Can(p, UsersManage) != c.demo || !p.Demo {
				t.Errorf("%+v", p)
			}
		})
	}
	r := from("127.0.0.1", http.MethodPost, "Sec-Fetch-Site", "cross-site")
	r.Host = "localhost"
	_, err := s.request(r, MiddlewareOptions{Demo: true})
	wantCode(t, err, oms.Forbidden)
	r = from("127.0.0.1", http.MethodGet)
	r.Host = "localhost"
	if ctx, err := s.request(r, MiddlewareOptions{}); err != nil || Require(ctx, OrdersRead) == nil {
		t.Error("without demo mode somebody got in")
	}
}

// TestDatabaseDown: without the database nobody is known, and that is no 401.
func TestDatabaseDown(t *testing.T) {
	both(t, func(t *testing.T, s *server) {
		made := s.token(NewToken{Name: "x", Role: oms.RoleOwner})
		if err := s.store.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := s.bearing(made.Secret); err == nil || oms.CodeOf(err) != "" {
			t.Errorf("the database is closed: %v", err)
		}
	})
}

// BenchmarkMiddleware is what finding out who calls adds to a request.
func BenchmarkMiddleware(b *testing.B) {
	st, err := store.Open(b.Context(), store.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	a := New(st, Options{})
	defer a.Close()
	made, err := a.CreateToken(b.Context(), NewToken{Name: "x", Role: oms.RoleOwner})
	if err != nil {
		b.Fatal(err)
	}
	h := a.Middleware(MiddlewareOptions{})(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if err := Require(r.Context(), OrdersWrite); err != nil {
			b.Error(err)
		}
	}))
	r := from("192.0.2.1", http.MethodPost, "Authorization", "Bearer "+made.Secret)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			h.ServeHTTP(nil, r)
		}
	})
}
