package host

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// ErrPrivateAddress refuses a call to an address that only this machine or
// its network can reach.
var ErrPrivateAddress = errors.New("the address is not public")

// transport dials. The check is made on the address that is dialed, after the
// name was looked up, so that a name can't change its mind in between.
func transport(allowPrivate bool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	if !allowPrivate {
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil || !public(at.Addr()) {
				return ErrPrivateAddress
			}
			return nil
		}
	}
	return &http.Transport{
		DialContext:           dialer.DialContext,
		ForceAttemptHTTP2:     true,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 30 * time.Second,
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConnsPerHost:   8,
	}
}

// special are networks that are not on the public internet, or that lead to
// others, beside those that net/netip knows (RFC 6890 and its registry).
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // carriers' own
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), // benchmarks
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"),   // translated to IPv4
	netip.MustParsePrefix("64:ff9b:1::/48"), // the same, local
	netip.MustParsePrefix("2001::/23"),      // Teredo and others
	netip.MustParsePrefix("2002::/16"),      // 6to4
	netip.MustParsePrefix("fec0::/10"),
}

func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Zone() != "" {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// guard lets only encrypted calls out, unless private ones are allowed.
func (h *Host) guard(next step) step {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Scheme != "https" && !h.AllowPrivate {
			return nil, &connector.Error{Do: connector.Reject, Message: "only https is allowed, not " + r.URL.Scheme}
		}
		res, err := next(r)
		if errors.Is(err, ErrPrivateAddress) {
			return nil, &connector.Error{Do: connector.Reject, Message: "the host " + r.URL.Hostname() + " is not on the public internet", Err: ErrPrivateAddress}
		}
		return res, err
	}
}

// reroute swaps hosts that others stand in for.
func (h *Host) reroute(next step) step {
	return func(r *http.Request) (*http.Response, error) {
		if to := h.Reroute[strings.ToLower(r.URL.Hostname())]; to != nil {
			r = r.Clone(r.Context())
			r.URL.Scheme, r.URL.Host = to.Scheme, to.Host
		}
		return next(r)
	}
}

// readAll reads an answer to its end, up to a limit.
func readAll(next step, limit int64) step {
	return func(r *http.Request) (*http.Response, error) {
		res, err := next(r)
		if err != nil {
			return nil, err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
		if err != nil {
			return nil, fmt.Errorf("the answer broke off: %w", err)
		}
		if int64(len(body)) > limit {
			return nil, &connector.Error{Do: connector.Reject, Status: res.StatusCode, Message: fmt.Sprintf("the answer has more than %d bytes", limit)}
		}
		res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		return res, nil
	}
}

// peek returns the body of an answer that was read, and leaves it unread.
func peek(res *http.Response) []byte {
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil // it is in memory
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return body
}
