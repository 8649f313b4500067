package auth

import (
	"context"
	"net/http"
	"net/netip"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// MiddlewareOptions adjust Middleware.
type MiddlewareOptions struct {
	// Demo lets anybody on this machine in as an owner, without credentials.
	Demo bool
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// RequestID names a request, for the correlation of its events; one is made
	// up when nil.
	RequestID func(*http.Request) string
	// Refuse answers a request that goes no further: a credential that is not
	// good (Unauthorized), a write that another site sent (Forbidden), or a
	// database that fails.
	Refuse func(http.ResponseWriter, *http.Request, error)
}

// Middleware finds out who calls. A request without credentials passes, as
// KindAnonymous, and so does one with a session that has ended: Require
// refuses it where somebody is needed. A bearer token that is not good goes no
// further.
//
// A write from a browser must come from our own pages, whether its cookie
// brought a session or it had none, as when signing in: what a browser's
// headers say of that is checked by http.CrossOriginProtection.
func (a *Auth) Middleware(o MiddlewareOptions) func(http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	if o.RequestID == nil {
		o.RequestID = func(*http.Request) string { return store.NewID("req") }
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c := client{address: ClientAddress(r, o.TrustedProxies), agent: printable(r.UserAgent()[:min(len(r.UserAgent()), agentBytes)])}
			p, err := a.identify(r, o, guard)
			if err != nil {
				o.Refuse(w, r, err)
				return
			}
			p.Demo = o.Demo
			caller := store.Caller{Actor: p.Actor(), CorrelationID: o.RequestID(r)}
			if c.address.IsValid() {
				caller.Origin = c.address.String()
			}
			ctx := context.WithValue(r.Context(), clientKey{}, &c)
			ctx = store.WithCaller(WithPrincipal(ctx, p), caller)
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

func (a *Auth) identify(r *http.Request, o MiddlewareOptions, guard *http.CrossOriginProtection) (Principal, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		return a.bearer(r.Context(), header)
	}
	if guard.Check(r) != nil {
		return Principal{}, oms.Errorf(oms.Forbidden, "this request came from another site")
	}
	if cookie, err := r.Cookie(CookieName); err == nil && len(cookie.Value) == secretChars {
		if p, err := a.resolve(r.Context(), KindUser, cookie.Value); err != nil {
			return Principal{}, err
		} else if p != nil {
			return *p, nil
		}
	}
	if o.Demo && local(r) {
		return Principal{Kind: KindDemo, Name: "demo", Role: oms.RoleOwner}, nil
	}
	return Principal{Kind: KindAnonymous}, nil
}

func (a *Auth) bearer(ctx context.Context, header string) (Principal, error) {
	scheme, secret, _ := strings.Cut(header, " ")
	if secret = strings.TrimSpace(secret); strings.EqualFold(scheme, "Bearer") && looksLikeToken(secret) {
		if p, err := a.resolve(ctx, KindToken, secret); err != nil {
			return Principal{}, err
		} else if p != nil {
			return *p, nil
		}
	}
	return Principal{}, oms.Errorf(oms.Unauthorized, "the token is not known, was revoked or has expired")
}

// agentBytes is how much is kept of a browser's name for itself.
const agentBytes = 200

// client is where a request came from.
type client struct {
	address netip.Addr
	agent   string
}

type clientKey struct{}

func clientOf(ctx context.Context) client {
	if c, ok := ctx.Value(clientKey{}).(*client); ok {
		return *c
	}
	return client{}
}

// ClientAddress is who sent a request: the peer, unless it is a trusted proxy.
// Then it is the last address in X-Forwarded-For that is not one itself; what
// stands in front of that, anybody may have written.
func ClientAddress(r *http.Request, trusted []netip.Prefix) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{} // a Unix socket
	}
	addr := peer.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && among(trusted, addr); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = hop.Unmap().WithZone("")
	}
	return addr
}

func among(nets []netip.Prefix, addr netip.Addr) bool {
	for _, n := range nets {
		if n.Contains(addr) {
			return true
		}
	}
	return false
}

// local tells whether a request was sent on this machine to this machine. One
// that was passed on was not; nor is one for another host's name, which a web
// page may have had point here.
func local(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !peer.Addr().Unmap().IsLoopback() {
		return false
	}
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	host := r.Host
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.IsLoopback()
}
