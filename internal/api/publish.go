package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// noticeView is a shipment or a cancellation that an order's channel is told of.
type noticeView struct {
	ID        string     `json:"id" doc:"Of the shipment, or of the canceled order" example:"shp_01kd3ht2yre1asz3dgf0ma94w5"`
	Kind      string     `json:"kind" enum:"shipment,cancellation" example:"shipment"`
	OrderID   string     `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	State     string     `json:"state" enum:"pending,sending,told,failed" doc:"failed: a dead letter, its job channel.tell waits for a person" example:"told"`
	Attempts  int        `json:"attempts" example:"1"`
	Problem   string     `json:"problem,omitempty" doc:"Why the last attempt failed" example:"HTTP 503"`
	Reference string     `json:"reference,omitempty" doc:"The channel's own id of it" example:"4711"`
	RetryAt   *time.Time `json:"retry_at" doc:"When it is tried again"`
	CreatedAt time.Time  `json:"created_at"`
	ToldAt    *time.Time `json:"told_at"`
}

func noticeViewOf(n *oms.Notice) *noticeView {
	return &noticeView{ID: n.ID, Kind: string(n.Kind), OrderID: n.OrderID, State: string(n.State), Attempts: n.Attempts, Problem: n.Problem,
		Reference: n.Reference, RetryAt: n.RetryAt, CreatedAt: n.CreatedAt, ToldAt: n.ToldAt}
}

// noticeParams choose the notices of a connection.
type noticeParams struct {
	IDParam
	flow.NoticeQuery
}

// publishedView says how many listings are being told.
type publishedView struct {
	Listings int64 `json:"listings" example:"42"`
}

// publishOperations are about what channels are told.
func (a *API) publishOperations() {
	c := a.connections
	const tag, path = "Connections", "/connections/{id}"
	write(a, operation{id: "publish-connection", method: http.MethodPost, path: path + "/publish", tag: tag, may: auth.ChannelsWrite,
		summary: "Tell its channels what can be sold of every listing", doc: "Also of those that have confirmed it already. The answer comes before the channels': see the listings' sync."},
		func(ctx context.Context, in *IDParam) (int64, error) { return c.Publish(ctx, in.ID) },
		func(n int64) publishedView { return publishedView{n} })
	write(a, operation{id: "reconcile-connection", method: http.MethodPost, path: path + "/reconcile", tag: tag, may: auth.ChannelsWrite, status: http.StatusNoContent,
		summary: "Ask its channels what they show", doc: "Listings that show something else than they confirmed become drifted. Nothing is sent: a smaller quantity may be a sale that is on its way here."},
		func(ctx context.Context, in *IDParam) (none, error) { return none{}, c.Reconcile(ctx, in.ID) }, asIs)
	read(a, operation{id: "list-connection-notices", path: path + "/notices", tag: tag, may: auth.ChannelsRead, summary: "Shipments and cancellations that its channels are told of", doc: "The newest first."},
		func(ctx context.Context, in *noticeParams) (list[*noticeView], error) {
			p, err := c.Notices(ctx, in.ID, in.NoticeQuery)
			return pageOf(p, noticeViewOf), err
		})
	write(a, operation{id: "push-listing", method: http.MethodPost, path: "/listings/{id}/push", tag: "Catalog", may: auth.CatalogWrite,
		summary: "Tell the channel what can be sold of a listing", doc: "At once, and also when it has confirmed that already."},
		func(ctx context.Context, in *IDParam) (*oms.Listing, error) { return c.PushListing(ctx, in.ID) }, listingViewOf)
}
