package connector_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/connector/connectortest"
)

func TestTokensAreKeptSealedUntilTheyEnd(t *testing.T) {
	clock, fetched, keep := now, 0, connectortest.NewKeep()
	tokens := func(secrets string) connector.Tokens {
		return connector.Tokens{Env: connector.Env{Now: func() time.Time { return clock }, Keep: keep}, Secrets: secrets,
			Fetch: func(context.Context) (string, time.Duration, error) {
				fetched++
				return "Atza-secret-" + string(rune('0'+fetched)), time.Hour, nil
			}}
	}
	get := func(secrets, want string, wantFresh bool) {
		t.Helper()
		token, fresh, err := tokens(secrets).Get(t.Context())
		if err != nil || token != "Atza-secret-"+want || fresh != wantFresh {
			t.Errorf("got %q, fresh %t, %v", token, fresh, err)
		}
	}
	get("a", "1", true)
	get("a", "1", false)
	if text, _ := keep.Get(t.Context(), "token"); text == "" || strings.Contains(text, "Atza") {
		t.Errorf("kept as %q", text)
	}
	get("b", "2", true) // other credentials can't open it
	clock = clock.Add(59 * time.Minute)
	get("b", "3", true)
	if err := tokens("b").Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	get("b", "4", true)
}
