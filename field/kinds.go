package field

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/refusal"
)

// String declares a text setting stored in p.
func String(p *string, name, help string) Field {
	return declare(name, help, Text, func(s string) error { *p = s; return nil })
}

// Secret declares a text setting that is stored encrypted and never shown
// again.
func Secret(p *string, name, help string) Field {
	f := String(p, name, help)
	f.Secret = true
	return f
}

// Int declares a whole number from low to high stored in p.
func Int(p *int, name, help string, low, high int) Field {
	f := declare(name, help, Number, func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < low || n > high {
			return refusal.Errorf("must be a whole number from %d to %d", low, high)
		}
		*p = n
		return nil
	})
	f.Min, f.Max = strconv.Itoa(low), strconv.Itoa(high)
	return f
}

// Bool declares a setting that is true or false, stored in p.
func Bool(p *bool, name, help string) Field {
	f := declare(name, help, Toggle, func(s string) error {
		if s != "true" && s != "false" {
			return refusal.Errorf("must be true or false")
		}
		*p = s == "true"
		return nil
	})
	return f.Or("false")
}

// Choice declares a setting that is one of options, stored in p.
func Choice(p *string, name, help string, options ...string) Field {
	f := declare(name, help, Select, func(s string) error {
		if !slices.Contains(options, s) {
			return refusal.Errorf("must be one of %s", strings.Join(options, ", "))
		}
		*p = s
		return nil
	})
	f.Options = options
	return f
}

// Duration declares a length of time from low to high stored in p.
func Duration(p *time.Duration, name, help string, low, high time.Duration) Field {
	f := declare(name, help, Period, func(s string) error {
		d, err := time.ParseDuration(s)
		if err != nil || d < low || d > high {
			return refusal.Errorf("must be a length of time such as 15m, from %s to %s", low, high)
		}
		*p = d
		return nil
	})
	f.Min, f.Max = low.String(), high.String()
	return f
}

// Date declares a day, or an instant, stored in p as UTC.
func Date(p *time.Time, name, help string) Field {
	return declare(name, help, Day, func(s string) error {
		for _, layout := range []string{time.DateOnly, time.RFC3339} {
			if t, err := time.Parse(layout, s); err == nil {
				*p = t.UTC()
				return nil
			}
		}
		return refusal.Errorf("must be a day such as 2026-11-20, or an instant such as 2026-11-20T08:00:00Z")
	})
}

// URL declares an absolute address of the web stored in p. It carries no user
// name and no password: those are settings of their own.
func URL(p *string, name, help string) Field {
	return declare(name, help, Address, func(s string) error {
		u, err := url.Parse(s)
		switch {
		case err != nil || (u.Scheme != "https" && u.Scheme != "http") || !isHost(u.Hostname()):
			return refusal.Errorf("must be a complete address such as https://example.com/path")
		case u.User != nil:
			return refusal.Errorf("must not carry a user name or a password")
		}
		*p = s
		return nil
	})
}

// Host declares a host name, lower-cased and stored in p. A scheme and a
// trailing slash, which people copy from their browser, are dropped.
func Host(p *string, name, help string) Field {
	return declare(name, help, Domain, func(s string) error {
		h := hostOf(s)
		if !isHost(h) {
			return refusal.Errorf("must be a host name such as shop.example.com")
		}
		*p = h
		return nil
	})
}

// hostOf reads a host name as people paste it.
func hostOf(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "https://"), "http://")
	return strings.TrimSuffix(s, "/")
}

// isHost accepts names of at least one label, each of letters, digits and
// inner hyphens (RFC 1123), and IP addresses.
func isHost(h string) bool {
	if _, err := netip.ParseAddr(h); err == nil {
		return true
	}
	if h == "" || len(h) > 253 {
		return false
	}
	for label := range strings.SplitSeq(h, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if strings.Trim(strings.ToLower(label), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// In returns a rule for Host: the name lies under one of the suffixes, such as
// ".myshop.com".
func In(suffixes ...string) func(string) error {
	return func(s string) error {
		for _, suffix := range suffixes {
			if strings.HasSuffix(hostOf(s), suffix) {
				return nil
			}
		}
		return refusal.Errorf("must end in %s", strings.Join(suffixes, " or "))
	}
}
