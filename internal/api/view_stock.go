package api

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// levelView is the stock of one SKU at one location.
type levelView struct {
	SKU            string    `json:"sku" example:"TEE-RED-M"`
	SKUID          string    `json:"sku_id" example:"sku_01kd3ht2yre1asz3dgf0ma94w5"`
	Location       string    `json:"location" doc:"The location's code" example:"BER"`
	LocationID     string    `json:"location_id" example:"loc_01kd3ht2yre1asz3dgf0ma94w5"`
	OnHand         int64     `json:"on_hand" doc:"Physically there" example:"100"`
	Allocated      int64     `json:"allocated" doc:"Promised to orders, not yet shipped" example:"2"`
	Reserved       int64     `json:"reserved" doc:"Claimed for a time" example:"0"`
	Unavailable    int64     `json:"unavailable" doc:"There, but not to be sold: safety, damaged, quality_control" example:"0"`
	Safety         int64     `json:"safety" example:"0"`
	Damaged        int64     `json:"damaged" example:"0"`
	QualityControl int64     `json:"quality_control" example:"0"`
	Incoming       int64     `json:"incoming" doc:"On its way here" example:"0"`
	Available      int64     `json:"available" doc:"What can still be promised: on_hand − allocated − reserved − unavailable" example:"98"`
	UpdatedAt      time.Time `json:"updated_at"`
}

func (a *API) levelView(l *oms.StockLevel) levelView {
	at := a.places.ref(l.LocationID, l.Location)
	return levelView{SKU: l.SKU, SKUID: l.SKUID, Location: at.Code, LocationID: l.LocationID, OnHand: l.OnHand, Allocated: l.Allocated, Reserved: l.Reserved,
		Unavailable: l.Unavailable(), Safety: l.Safety, Damaged: l.Damaged, QualityControl: l.QualityControl, Incoming: l.Incoming,
		Available: l.Available(), UpdatedAt: l.UpdatedAt}
}

// movementView is a signed change of stock with its reason.
type movementView struct {
	ID         string    `json:"id" example:"mov_01kd3ht2yre1asz3dgf0ma94w5"`
	SKU        string    `json:"sku" example:"TEE-RED-M"`
	Location   string    `json:"location" doc:"The location's code" example:"BER"`
	State      string    `json:"state" enum:"on_hand,safety,damaged,quality_control,incoming" example:"on_hand"`
	Quantity   int64     `json:"quantity" doc:"Signed" example:"100"`
	LotID      string    `json:"lot_id,omitempty" doc:"Of a SKU that is tracked" example:"lot_01kd3ht2yre1asz3dgf0ma94w5"`
	Lot        string    `json:"lot,omitempty" doc:"Code of the lot, or the serial number" example:"L-2291"`
	Reason     string    `json:"reason" example:"received"`
	Reference  string    `json:"reference,omitempty" example:"PO-77"`
	Note       string    `json:"note,omitempty" example:"two pallets"`
	Actor      string    `json:"actor" example:"token:tok_01kd3ht2yre1asz3dgf0ma94w5"`
	OccurredAt time.Time `json:"occurred_at"`
}

func (a *API) movementView(m *oms.StockMovement) movementView {
	return movementView{ID: m.ID, SKU: m.SKU, Location: a.places.ref(m.LocationID, m.Location).Code, State: string(m.State), Quantity: m.Quantity, LotID: m.LotID, Lot: m.Lot,
		Reason: string(m.Reason), Reference: m.Reference, Note: m.Note, Actor: m.Actor, OccurredAt: m.OccurredAt}
}

// MovedView is what became of one change of stock.
type MovedView struct {
	Movements []movementView `json:"movements" doc:"One for each figure that changed; none when it was right already"`
	Level     levelView      `json:"level" doc:"Afterwards"`
	Displaced []string       `json:"displaced" doc:"Orders and reservations that lost units" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Problem   *Problem       `json:"problem,omitempty" doc:"Why it was refused; then nothing of it was done"`
}

func (a *API) movedView(r flow.MovementResult) *MovedView {
	v := &MovedView{Movements: views(r.Movements, a.movementView), Level: a.levelView(&r.Level), Displaced: orEmpty(r.Displaced)}
	if r.Err != nil {
		v.Problem = problemOf(r.Err)
	}
	return v
}

// movedManyView is what became of many changes of stock.
type movedManyView struct {
	Items  []*MovedView `json:"items"`
	Done   int          `json:"done" example:"1"`
	Failed int          `json:"failed" example:"0"`
}

func (a *API) movedManyView(results []flow.MovementResult) movedManyView {
	out := movedManyView{Items: make([]*MovedView, len(results))}
	for i, r := range results {
		out.Items[i] = a.movedView(r)
		if r.Err != nil {
			out.Failed++
			continue
		}
		out.Done++
	}
	return out
}

// countCorrectionView is what became of a count.
type countCorrectionView struct {
	Reference string        `json:"reference" doc:"By which its movements are found" example:"cnt_01kd3ht2yre1asz3dgf0ma94w5"`
	Items     []countedView `json:"items"`
}

type countedView struct {
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Counted  int64  `json:"counted" example:"97"`
	Variance int64  `json:"variance" doc:"What was counted less what the books said" example:"-3"`
	MovedView
}

func (a *API) countCorrectionView(c flow.CountCorrection) countCorrectionView {
	return countCorrectionView{Reference: c.Reference, Items: views(c.Items, func(r *flow.CountResult) countedView {
		return countedView{SKU: r.SKU, Counted: r.Counted, Variance: r.Variance, MovedView: *a.movedView(r.MovementResult)}
	})}
}

// transferView is stock moved from one location to another.
type transferView struct {
	ID         string             `json:"id" example:"trf_01kd3ht2yre1asz3dgf0ma94w5"`
	From       string             `json:"from" doc:"A location's code" example:"BER"`
	To         string             `json:"to" doc:"A location's code" example:"LEJ"`
	Status     string             `json:"status" enum:"draft,in_transit,received,canceled" example:"in_transit"`
	Reference  string             `json:"reference" example:"T-5"`
	Items      []transferItemView `json:"items"`
	ExpectedAt *time.Time         `json:"expected_at" doc:"When it is expected there; null when nobody knows"`
	CreatedAt  time.Time          `json:"created_at"`
	SentAt     *time.Time         `json:"sent_at" doc:"null for a draft"`
	ReceivedAt *time.Time         `json:"received_at"`
}

type transferItemView struct {
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Lot      string `json:"lot,omitempty" doc:"Of a SKU that is tracked: the lot or the serial number, once it is sent or planned" example:"L-2291"`
	Quantity int64  `json:"quantity" doc:"What was sent, or is planned" example:"20"`
	Received int64  `json:"received" example:"0"`
	Open     int64  `json:"open" doc:"What is still on its way" example:"20"`
	Missing  int64  `json:"missing" doc:"What never came, once it is received" example:"0"`
	Over     int64  `json:"over" doc:"What came beyond what was sent" example:"0"`
}

func transferItemViewOf(t *oms.Transfer, it *oms.TransferItem) transferItemView {
	v := transferItemView{SKU: it.SKU, Lot: it.Lot, Quantity: it.Quantity, Received: it.Received, Over: max(0, it.Received-it.Quantity)}
	switch left := max(0, it.Quantity-it.Received); t.Status {
	case oms.TransferInTransit:
		v.Open = left
	case oms.TransferReceived:
		v.Missing = left
	case oms.TransferDraft, oms.TransferCanceled:
	}
	return v
}

func (v *transferView) location() string { return Prefix + "/stock/transfers/" + v.ID }

func (a *API) transferView(t *oms.Transfer) *transferView {
	return &transferView{ID: t.ID, From: a.places.ref(t.FromID, t.From).Code, To: a.places.ref(t.ToID, t.To).Code, Status: string(t.Status), Reference: t.Reference,
		Items:      views(t.Items, func(it *oms.TransferItem) transferItemView { return transferItemViewOf(t, it) }),
		ExpectedAt: t.ExpectedAt, CreatedAt: t.CreatedAt, SentAt: t.SentAt, ReceivedAt: t.ReceivedAt}
}

// reservationView is a claim on stock with a time limit.
type reservationView struct {
	ID         string                `json:"id" example:"rsv_01kd3ht2yre1asz3dgf0ma94w5"`
	Reference  string                `json:"reference" doc:"The caller's own name for it" example:"cart-17"`
	Status     string                `json:"status" enum:"active,converted,released,expired" example:"active"`
	ExpiresAt  time.Time             `json:"expires_at"`
	OrderID    string                `json:"order_id,omitempty" doc:"The order that it became" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Items      []reservationItemView `json:"items"`
	CreatedAt  time.Time             `json:"created_at"`
	ReleasedAt *time.Time            `json:"released_at"`
}

type reservationItemView struct {
	SKU      string `json:"sku" example:"TEE-RED-M"`
	Location string `json:"location" doc:"The location's code" example:"BER"`
	Quantity int64  `json:"quantity" example:"2"`
}

func (v *reservationView) location() string { return Prefix + "/reservations/" + v.ID }

func (a *API) reservationView(r *oms.Reservation) *reservationView {
	return &reservationView{ID: r.ID, Reference: r.Reference, Status: string(r.Status), ExpiresAt: r.ExpiresAt, OrderID: r.OrderID,
		Items: views(r.Items, func(it *oms.ReservationItem) reservationItemView {
			return reservationItemView{it.SKU, a.places.ref(it.LocationID, "").Code, it.Quantity}
		}), CreatedAt: r.CreatedAt, ReleasedAt: r.ReleasedAt}
}
