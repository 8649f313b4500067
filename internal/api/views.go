package api

import (
	"context"
	"net/http"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// viewView is a list as somebody wants to see it again.
type viewView struct {
	ID        string    `json:"id" example:"viw_01kd3ht2yre1asz3dgf0ma94w5"`
	Page      string    `json:"page" enum:"orders,exceptions,fulfillment,shipments,inventory,catalog,channels,customers" example:"orders"`
	Name      string    `json:"name" example:"Amazon, late"`
	Filter    string    `json:"filter" example:"channel:amazon ship_by:<now"`
	Columns   []string  `json:"columns" doc:"In their order; empty for those of the page" example:"number"`
	Sort      string    `json:"sort" doc:"Empty for the list's own" example:"-placed_at"`
	Shared    bool      `json:"shared" doc:"Everybody's; else the caller's own"`
	Builtin   string    `json:"builtin" doc:"What it was delivered as, such as to_release; empty for one that a person made" example:""`
	Hidden    bool      `json:"hidden" doc:"Kept, but not to be offered"`
	Position  int       `json:"position" doc:"Within the page, small first" example:"10"`
	Version   int64     `json:"version" example:"1"`
	CreatedBy string    `json:"created_by" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func (v *viewView) atVersion() int64 { return v.Version }
func (v *viewView) location() string { return Prefix + "/views/" + v.ID }

func viewViewOf(v *oms.View) *viewView {
	return &viewView{ID: v.ID, Page: v.Page, Name: v.Name, Filter: v.Filter, Columns: orEmpty(v.Columns), Sort: v.Sort, Shared: v.Shared, Builtin: v.Builtin,
		Hidden: v.Hidden, Position: v.Position, Version: v.Version, CreatedBy: v.CreatedBy, CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt}
}

// viewListParams choose views.
type viewListParams struct {
	Page string `query:"page" enum:"orders,exceptions,fulfillment,shipments,inventory,catalog,channels,customers" doc:"All pages when absent" example:"orders"`
}

func (a *API) viewOperations() {
	f := a.flow
	const tag, path = "Views", "/views/{id}"
	links := map[string]string{"get-view": "$response.body#/id", "edit-view": "$response.body#/id", "delete-view": "$response.body#/id"}
	write(a, operation{id: "create-view", method: http.MethodPost, path: "/views", tag: tag, may: auth.OrdersRead, status: http.StatusCreated, links: links,
		also:    map[int]string{http.StatusOK: "It was there already, with the same content"},
		summary: "Save a view", doc: "A filter, columns and a sort under a name. Everybody may keep views of their own; a shared one needs the permission views.share."},
		func(ctx context.Context, in *add[flow.ViewInput]) (*oms.View, error) {
			if err := mayShare(ctx, in.Body.Shared); err != nil {
				return nil, err
			}
			return f.CreateView(ctx, in.Body)
		}, viewViewOf)
	read(a, operation{id: "list-views", path: "/views", tag: tag, may: auth.OrdersRead, summary: "List views",
		doc: "The shared ones, also those that are hidden, then the caller's own, each in the order in which they are to be shown."},
		func(ctx context.Context, in *viewListParams) (list[*viewView], error) {
			all, err := f.Views(ctx, in.Page)
			return list[*viewView]{Items: views(all, viewViewOf)}, err
		})
	read(a, operation{id: "get-view", path: path, tag: tag, may: auth.OrdersRead, summary: "Read a view", links: links},
		func(ctx context.Context, in *IDParam) (*viewView, error) {
			v, err := f.View(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return viewViewOf(v), nil
		})
	write(a, operation{id: "edit-view", method: http.MethodPatch, path: path, tag: tag, may: auth.OrdersRead, versioned: true, links: links,
		summary: "Edit a view", doc: "Fields that are absent stay as they are. A shared one needs the permission views.share."},
		func(ctx context.Context, in *edit[flow.ViewUpdate]) (_ *oms.View, err error) {
			if in.Body.Version, err = in.version(); err != nil {
				return nil, err
			}
			if err := a.mayChangeView(ctx, in.ID); err != nil {
				return nil, err
			}
			return f.UpdateView(ctx, in.ID, in.Body)
		}, viewViewOf)
	write(a, operation{id: "delete-view", method: http.MethodDelete, path: path, tag: tag, may: auth.OrdersRead, status: http.StatusNoContent,
		summary: "Delete a view", doc: "Those that came with Switchyard can be hidden, not deleted."},
		func(ctx context.Context, in *IDParam) (none, error) {
			if err := a.mayChangeView(ctx, in.ID); err != nil {
				return none{}, err
			}
			return none{}, f.DeleteView(ctx, in.ID)
		}, asIs)
}

// mayShare asks for more where a view is everybody's.
func mayShare(ctx context.Context, shared bool) error {
	if !shared {
		return nil
	}
	return auth.Require(ctx, auth.ViewsShare)
}

// mayChangeView refuses whoever may not change a view. Whether it is shared
// never changes, so that it may be asked before.
func (a *API) mayChangeView(ctx context.Context, id string) error {
	v, err := a.flow.View(ctx, id)
	if err != nil {
		if oms.CodeOf(err) == oms.NotFound {
			return nil // the verb answers, from a key perhaps: it may have been deleted by this very request
		}
		return err
	}
	return mayShare(ctx, v.Shared)
}
