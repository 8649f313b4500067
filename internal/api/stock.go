package api

import (
	"context"
	"net/http"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

func (a *API) stockOperations() {
	f := a.flow
	const tag = "Stock"
	read(a, operation{id: "list-stock", path: "/stock", tag: tag, may: auth.StockRead, summary: "Stock by SKU and location",
		doc: "A row for each SKU and location that has, or had, stock."},
		func(ctx context.Context, in *flow.StockFilter) (list[levelView], error) {
			p, err := f.Stock(ctx, *in)
			return pageOf(p, a.levelView), err
		})
	write(a, operation{id: "move-stock", method: http.MethodPost, path: "/stock/movements", tag: tag, may: auth.StockWrite, status: http.StatusCreated, adapt: oneMoved,
		summary: "Receive or adjust stock", doc: "The only way by which stock changes, beside orders, counts and transfers. Units that are promised and turn out to be missing are taken from orders, which look for them elsewhere."},
		func(ctx context.Context, in *add[flow.MovementInput]) (flow.MovementResult, error) {
			return f.MoveStock(ctx, in.Body)
		}, a.movedView)
	write(a, operation{id: "move-stocks", method: http.MethodPost, path: "/stock/movements/batch", tag: tag, may: auth.StockWrite, maxBody: 1 << 20,
		summary: "Receive or adjust the stock of up to 1,000 SKUs", doc: "In one transaction, with an answer for each: one that is refused never fails its neighbors."},
		func(ctx context.Context, in *add[movementsBody]) ([]flow.MovementResult, error) {
			return f.MoveStocks(ctx, in.Body.Movements)
		}, a.movedManyView)
	read(a, operation{id: "list-movements", path: "/stock/movements", tag: tag, may: auth.StockRead, summary: "List movements", doc: "The newest first. A level is the sum of its movements."},
		func(ctx context.Context, in *flow.MovementQuery) (list[movementView], error) {
			p, err := f.StockMovements(ctx, *in)
			return pageOf(p, a.movementView), err
		})
	write(a, operation{id: "count-stock", method: http.MethodPost, path: "/stock/counts", tag: tag, may: auth.StockWrite, maxBody: 1 << 20, adapt: asCount,
		summary: "Correct stock to what was counted", doc: "At once, to everything in the building, packed parcels included. Sheets for counters, with a tolerance and an approval, are under /counts."},
		func(ctx context.Context, in *add[flow.CountInput]) (flow.CountCorrection, error) {
			if in.Body.Reference == "" {
				in.Body.Reference = newID(oms.PrefixCount)
			}
			return f.CountStock(ctx, in.Body)
		}, a.countCorrectionView)
	read(a, operation{id: "walk-stock", path: "/stock/walk", tag: tag, may: auth.StockRead, summary: "How much of a SKU can be sold, and why",
		doc: "The walk from what is on hand to what may be offered, over all locations and for each channel."},
		func(ctx context.Context, in *walkParams) (flow.Walks, error) {
			return f.StockWalk(ctx, in.SKU, in.Channel)
		})
	read(a, operation{id: "stock-balance", path: "/stock/balance", tag: tag, may: auth.StockRead, summary: "The stock of a SKU at a past instant",
		doc: "By location, from the movements: what has happened at the instant is counted. Allocated and reserved are promises, not movements, so they are not told."},
		func(ctx context.Context, in *flow.BalanceQuery) (*stockBalanceView, error) {
			b, err := f.StockBalance(ctx, *in)
			return a.stockBalanceView(b), err
		})
	a.inventoryOperations()
	a.lotOperations()
	a.availabilityOperations()
	a.transferOperations()
	a.reservationOperations()
}

type movementsBody struct {
	Movements []flow.MovementInput `json:"movements" minItems:"1" maxItems:"1000"`
}

type walkParams struct {
	SKU     string `query:"sku" required:"true" minLength:"1" maxLength:"100" doc:"A SKU's code or id" example:"TEE-RED-M"`
	Channel string `query:"channel" maxLength:"64" doc:"Only this channel, by its code" example:"web"`
}

// oneMoved makes the result of a single movement of those of the batch that it
// is. One that was refused did nothing, so its key is free for another try.
func oneMoved(_, result any) any {
	all, ok := result.([]flow.MovementResult)
	if !ok || len(all) != 1 {
		return result
	}
	if all[0].Err != nil {
		return all[0].Err
	}
	return all[0]
}

// asCount makes the result of a count of the movements that it is.
func asCount(input, result any) any {
	in, ok1 := input.(*add[flow.CountInput])
	all, ok2 := result.([]flow.MovementResult)
	if !ok1 || !ok2 || len(all) != len(in.Body.Items) {
		return result
	}
	out := flow.CountCorrection{Reference: in.Body.Reference, Items: make([]flow.CountResult, len(all))}
	for i, r := range all {
		out.Items[i] = flow.CountResult{SKU: in.Body.Items[i].SKU, Counted: in.Body.Items[i].Counted, MovementResult: r}
		for _, m := range r.Movements {
			if m.State == oms.StockOnHand {
				out.Items[i].Variance += m.Quantity
			}
		}
	}
	return out
}

func (a *API) transferOperations() {
	f := a.flow
	const tag, path = "Stock", "/stock/transfers"
	write(a, operation{id: "create-transfer", method: http.MethodPost, path: path, tag: tag, may: auth.StockWrite, status: http.StatusCreated,
		summary: "Send stock to another location", doc: "Until it is received it is incoming there. A draft moves nothing before it is shipped."},
		func(ctx context.Context, in *add[flow.TransferInput]) (*oms.Transfer, error) {
			return f.CreateTransfer(ctx, in.Body)
		}, a.transferView)
	read(a, operation{id: "list-transfers", path: path, tag: tag, may: auth.StockRead, summary: "List transfers", doc: "The newest first."},
		func(ctx context.Context, in *flow.TransferFilter) (list[*transferView], error) {
			p, err := f.Transfers(ctx, *in)
			return pageOf(p, a.transferView), err
		})
	read(a, operation{id: "get-transfer", path: path + "/{id}", tag: tag, may: auth.StockRead, summary: "Read a transfer"},
		func(ctx context.Context, in *IDParam) (*transferView, error) {
			t, err := f.Transfer(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return a.transferView(t), nil
		})
	write(a, operation{id: "update-transfer", method: http.MethodPatch, path: path + "/{id}", tag: tag, may: auth.StockWrite,
		summary: "Change a transfer", doc: "The items of a draft, or when it is expected."},
		func(ctx context.Context, in *change[flow.TransferUpdate]) (*oms.Transfer, error) {
			return f.UpdateTransfer(ctx, in.ID, in.Body)
		}, a.transferView)
	write(a, operation{id: "ship-transfer", method: http.MethodPost, path: path + "/{id}/ship", tag: tag, may: auth.StockWrite,
		summary: "Send what was planned", doc: "All of it, or nothing when there is not enough."},
		func(ctx context.Context, in *IDParam) (*oms.Transfer, error) { return f.ShipTransfer(ctx, in.ID) }, a.transferView)
	write(a, operation{id: "receive-transfer", method: http.MethodPost, path: path + "/{id}/receive", tag: tag, may: auth.StockWrite, optionalBody: true,
		summary: "Note what has arrived", doc: "It may come in parts; everything that is still on its way when nothing is named."},
		func(ctx context.Context, in *change[flow.ReceiptInput]) (*oms.Transfer, error) {
			return f.ReceiveTransfer(ctx, in.ID, in.Body)
		}, a.transferView)
	write(a, operation{id: "cancel-transfer", method: http.MethodPost, path: path + "/{id}/cancel", tag: tag, may: auth.StockWrite, summary: "Call a transfer back"},
		func(ctx context.Context, in *IDParam) (*oms.Transfer, error) { return f.CancelTransfer(ctx, in.ID) }, a.transferView)
}

// extendBody says how long a reservation holds from now on.
type extendBody struct {
	TTLSeconds int64 `json:"ttl_seconds" minimum:"1" maximum:"604800" example:"900"`
}

func (a *API) reservationOperations() {
	f := a.flow
	const tag, path = "Reservations", "/reservations"
	write(a, operation{id: "create-reservation", method: http.MethodPost, path: path, tag: tag, may: auth.StockReserve, status: http.StatusCreated,
		summary: "Reserve stock", doc: "For a cart, a quote or an unpaid order. It counts against availability and expires by itself. An order takes it over by naming it."},
		func(ctx context.Context, in *add[flow.ReservationInput]) (*oms.Reservation, error) {
			return f.Reserve(ctx, in.Body)
		}, a.reservationView)
	read(a, operation{id: "list-reservations", path: path, tag: tag, may: auth.StockRead, summary: "List reservations", doc: "The newest first."},
		func(ctx context.Context, in *flow.ReservationFilter) (list[*reservationView], error) {
			p, err := f.Reservations(ctx, *in)
			return pageOf(p, each(a.reservationView)), err
		})
	read(a, operation{id: "get-reservation", path: path + "/{id}", tag: tag, may: auth.StockRead, summary: "Read a reservation"},
		func(ctx context.Context, in *IDParam) (*reservationView, error) {
			r, err := f.Reservation(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return a.reservationView(r), nil
		})
	write(a, operation{id: "release-reservation", method: http.MethodPost, path: path + "/{id}/release", tag: tag, may: auth.StockReserve,
		summary: "Give the units back", doc: "One that is over already stays as it is."},
		func(ctx context.Context, in *IDParam) (*oms.Reservation, error) {
			return f.ReleaseReservation(ctx, in.ID)
		}, a.reservationView)
	write(a, operation{id: "extend-reservation", method: http.MethodPost, path: path + "/{id}/extend", tag: tag, may: auth.StockReserve,
		summary: "Let a reservation hold longer", doc: "So many seconds from now."},
		func(ctx context.Context, in *change[extendBody]) (*oms.Reservation, error) {
			return f.ExtendReservation(ctx, in.ID, in.Body.TTLSeconds)
		}, a.reservationView)
}
