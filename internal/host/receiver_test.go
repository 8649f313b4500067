package host_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/host"
)

func TestReceiver(t *testing.T) {
	reached := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached++
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer srv.Close()
	post := func(h *host.Host, url string) (*http.Response, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		return h.Receiver().Do(r)
	}
	public := host.New(host.Options{})
	for _, url := range []string{srv.URL, "http://localhost:1", "http://10.0.0.1", "http://169.254.169.254/latest", "http://[::1]:1", "http://[::ffff:127.0.0.1]:1", "http://100.64.0.1"} {
		if _, err := post(public, url); !errors.Is(err, host.ErrPrivateAddress) {
			t.Errorf("%s: %v", url, err)
		}
	}
	res, err := post(host.New(host.Options{AllowPrivate: true}), srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusTemporaryRedirect || reached != 1 {
		t.Errorf("status %d after %d calls: a redirect must not be followed", res.StatusCode, reached)
	}
}
