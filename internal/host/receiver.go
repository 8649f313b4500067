package host

import (
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
)

// Receiver returns what webhooks are sent with. Whoever may make a webhook
// names an address, so it reaches the public internet only (unless private
// addresses are allowed), follows no redirect and ignores proxies of the
// environment. An answer must have come after 15 seconds.
func (h *Host) Receiver() connector.Doer {
	return &http.Client{
		Transport:     transport(h.AllowPrivate),
		Timeout:       15 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
