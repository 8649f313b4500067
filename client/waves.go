package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"
)

// Waves goes through the waves of a location, the newest first, of all locations
// where it is ""; only those that are not done where unfinished says so.
func (f Fulfillment) Waves(ctx context.Context, location string, unfinished bool) iter.Seq2[Wave, error] {
	q := url.Values{"limit": {"100"}}
	put(q, "location", location)
	if unfinished {
		q.Set("unfinished", "true")
	}
	return pages[Wave](ctx, f.c, "/waves", q)
}

// ClaimWave says that the caller walks a wave: see Claim.
func (f Fulfillment) ClaimWave(ctx context.Context, id string, takeOver bool) (*Wave, error) {
	return answer[Wave](ctx, f.c, http.MethodPost, at("waves", id, "claim"), map[string]any{"take_over": takeOver})
}

// GiveBackWave ends the caller's claim on a wave.
func (f Fulfillment) GiveBackWave(ctx context.Context, id string) (*Wave, error) {
	return answer[Wave](ctx, f.c, http.MethodPost, at("waves", id, "give-back"), nil)
}

// TakeOut takes fulfillment orders, by their ids, out of a wave.
func (f Fulfillment) TakeOut(ctx context.Context, wave string, ids ...string) (*Wave, error) {
	return answer[Wave](ctx, f.c, http.MethodPost, at("waves", wave, "take-out"), map[string]any{"fulfillment_orders": ids})
}

// DissolveWave takes out of a wave what is left in it.
func (f Fulfillment) DissolveWave(ctx context.Context, id string) (*Wave, error) {
	return answer[Wave](ctx, f.c, http.MethodPost, at("waves", id, "dissolve"), nil)
}
