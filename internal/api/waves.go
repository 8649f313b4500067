package api

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
)

// WaveRef names a wave.
type WaveRef struct {
	ID string `path:"id" maxLength:"64" doc:"Its identifier, or its number" example:"WV-1001"`
}

// onWave is the input of an operation that does something to a wave.
type onWave[B any] struct {
	WaveRef
	Body B
}

const exampleWork = "ful_01kd3ht2yre1asz3dgf0ma94w5"

func (a *API) waveOperations() {
	f := a.flow
	const tag, path = "Waves", "/waves"
	one := path + "/{id}"
	write(a, operation{id: "create-wave", method: http.MethodPost, path: path, tag: tag, may: auth.FulfillmentWork, status: http.StatusCreated,
		summary: "Make a wave", doc: "Work of one location that is picked in one walk, each fulfillment order into a tote of its own. Nothing moves. A fulfillment order is in one wave at most, until it leaves.",
		request: map[string]any{"location": "BER", "most": 12, "single_line": true, "claim": true}},
		func(ctx context.Context, in *add[flow.WaveInput]) (flow.Wave, error) { return f.MakeWave(ctx, in.Body) }, a.waveView)
	read(a, operation{id: "list-waves", path: path, tag: tag, may: auth.OrdersRead, summary: "List waves", doc: "The newest first, without their work and stops."},
		func(ctx context.Context, in *flow.WaveFilter) (list[*waveView], error) {
			p, err := f.Waves(ctx, *in)
			return pageOf(p, func(w *flow.Wave) *waveView { return a.waveView(*w) }), err
		})
	read(a, operation{id: "get-wave", path: one, tag: tag, may: auth.OrdersRead, summary: "Read a wave", doc: "Its work by tote, also what left it, and the stops of the walk: a SKU each, with which tote gets how many."},
		func(ctx context.Context, in *WaveRef) (*waveView, error) {
			w, err := f.Wave(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return a.waveView(w), nil
		})
	write(a, operation{id: "pick-wave", method: http.MethodPost, path: one + "/pick", tag: tag, may: auth.FulfillmentWork, summary: "Note what was picked on a walk",
		doc: "Each fulfillment order is picked as by pick, with an answer for each: one that was canceled meanwhile never stops its neighbors. Partial picks add up.",
		request: map[string]any{"items": []any{map[string]any{"fulfillment_order": exampleWork, "line": 1, "quantity": 2},
			map[string]any{"fulfillment_order": exampleWork, "line": 2, "quantity": 1, "short": 1, "reason": "damaged"}}}},
		func(ctx context.Context, in *onWave[flow.WavePick]) ([]flow.BulkResult, error) {
			return f.PickWave(ctx, in.ID, in.Body)
		}, bulkViewOf)
	a.wavePeople(one)
	file(a, operation{id: "get-wave-pick-list", path: one + "/pick-list.pdf", tag: tag, may: auth.OrdersRead, summary: "The pick list of a wave",
		doc: "What is still to be picked, with the wave's number as a barcode and the totes.", media: map[string]string{"application/pdf": "The list"}},
		func(ctx context.Context, in *WaveRef) (*reply, error) { return paper(f.WavePickList(ctx, in.ID)) })
	file(a, operation{id: "get-wave-labels", path: one + "/labels.pdf", tag: tag, may: auth.OrdersRead, summary: "The labels of a wave",
		doc: "Those that are bought, by tote, one page a parcel.", media: map[string]string{"application/pdf": "The labels"}, errors: []int{http.StatusConflict}},
		func(ctx context.Context, in *WaveRef) (*reply, error) { return paper(f.WaveLabels(ctx, in.ID)) })
}

// wavePeople are what people do with a wave beside picking it.
func (a *API) wavePeople(one string) {
	f := a.flow
	const tag = "Waves"
	write(a, operation{id: "claim-wave", method: http.MethodPost, path: one + "/claim", tag: tag, may: auth.FulfillmentWork, optionalBody: true, summary: "Say that you walk it",
		doc: "As claim-fulfillment-order does for one: its work is yours too, as long as it is to be picked.", request: map[string]any{"take_over": true}},
		func(ctx context.Context, in *onWave[flow.ClaimInput]) (flow.Wave, error) {
			return f.ClaimWave(ctx, in.ID, in.Body)
		}, a.waveView)
	write(a, operation{id: "give-back-wave", method: http.MethodPost, path: one + "/give-back", tag: tag, may: auth.FulfillmentWork, summary: "Say that you don't walk it any more"},
		func(ctx context.Context, in *WaveRef) (flow.Wave, error) { return f.GiveBackWave(ctx, in.ID) }, a.waveView)
	write(a, operation{id: "take-out-of-wave", method: http.MethodPost, path: one + "/take-out", tag: tag, may: auth.FulfillmentWork, summary: "Take work out of a wave",
		doc: "It can be picked by itself, or in another wave. What is picked of it stays picked.", request: map[string]any{"fulfillment_orders": []any{exampleWork}}},
		func(ctx context.Context, in *onWave[flow.WaveTakeOut]) (flow.Wave, error) {
			return f.TakeOutOfWave(ctx, in.ID, in.Body)
		}, a.waveView)
	write(a, operation{id: "dissolve-wave", method: http.MethodPost, path: one + "/dissolve", tag: tag, may: auth.FulfillmentWork, summary: "Dissolve a wave",
		doc: "One of which nothing is picked. Its work is to be picked as before."},
		func(ctx context.Context, in *WaveRef) (flow.Wave, error) { return f.DissolveWave(ctx, in.ID) }, a.waveView)
}
