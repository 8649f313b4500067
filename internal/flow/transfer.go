package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// TransferInput sends stock from one location to another.
type TransferInput struct {
	From      string         `json:"from" doc:"Code of the location that it leaves" example:"BER" maxLength:"64"`
	To        string         `json:"to" doc:"Code of the location that it goes to" example:"LEJ" maxLength:"64"`
	Items     []TransferLine `json:"items" minItems:"1" maxItems:"500"`
	Reference string         `json:"reference,omitempty" doc:"Your own number for it" maxLength:"200"`
	// ExpectedAt is what waiting orders are promised by.
	ExpectedAt *time.Time `json:"expected_at,omitempty" doc:"When it is expected there; units that wait are promised by it"`
	Draft      bool       `json:"draft,omitempty" doc:"Only plan it: nothing moves until it is shipped"`
}

// TransferLine is a quantity of one SKU.
type TransferLine struct {
	SKU      string `json:"sku" doc:"Code of the SKU; a bundle has no stock of its own" example:"TEE-RED-M" maxLength:"100"`
	Quantity int64  `json:"quantity" minimum:"1" maximum:"1000000000" example:"20"`
	oms.LotNames
}

const maxTransferItems = 500

// CreateTransfer takes available units off a location; until they are received
// they are incoming at the other one. A draft is only written down.
func (f *Flow) CreateTransfer(ctx context.Context, in TransferInput) (*oms.Transfer, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Transfer, error) {
		t := &oms.Transfer{ID: store.NewID(oms.PrefixTransfer), From: in.From, To: in.To, Status: oms.TransferDraft, Reference: in.Reference,
			ExpectedAt: in.ExpectedAt, CreatedAt: tx.Now}
		if err := in.resolve(ctx, tx, t); err != nil {
			return nil, err
		}
		b, err := lockTransfer(ctx, tx, t)
		if err != nil {
			return nil, err
		}
		if in.Draft {
			return b.save(ctx, oms.TransferDrafted)
		}
		return b.ship(ctx)
	})
}

// ShipTransfer sends what was planned. One that is on its way already is
// answered as it is.
func (f *Flow) ShipTransfer(ctx context.Context, id string) (*oms.Transfer, error) {
	return f.onTransfer(ctx, id, func(b *transferring) error {
		if b.t.Status == oms.TransferInTransit {
			return nil
		}
		if err := oms.TransferMoves.Check(b.t.ID, string(b.t.Status), string(oms.TransferInTransit)); err != nil {
			return err
		}
		_, err := b.ship(ctx)
		return err
	})
}

// TransferUpdate changes a transfer. What is absent stays.
type TransferUpdate struct {
	Items      *[]TransferLine `json:"items,omitempty" doc:"Of a draft: all its items" minItems:"1" maxItems:"500"`
	ExpectedAt *time.Time      `json:"expected_at,omitempty" doc:"When it is expected there; units that wait are promised by it"`
}

// UpdateTransfer changes the items of a draft, or when a transfer is expected.
func (f *Flow) UpdateTransfer(ctx context.Context, id string, in TransferUpdate) (*oms.Transfer, error) {
	if in.Items != nil {
		if err := oms.InvalidFields("the transfer", checkItems(*in.Items)); err != nil {
			return nil, err
		}
	}
	return f.onTransfer(ctx, id, func(b *transferring) error {
		t := b.t
		switch {
		case t.Status != oms.TransferDraft && t.Status != oms.TransferInTransit:
			return oms.Errorf(oms.Conflict, "transfer %s is %s: nothing of it can change", t.ID, t.Status)
		case in.Items != nil && t.Status != oms.TransferDraft:
			return oms.Errorf(oms.Conflict, "transfer %s is on its way: its items can't change", t.ID)
		}
		if in.Items != nil {
			items, err := transferItemsOf(ctx, b.tx, *in.Items)
			if err != nil {
				return err
			}
			t.Items = items
		}
		if in.ExpectedAt != nil {
			t.ExpectedAt = in.ExpectedAt
		}
		_, err := b.save(ctx, oms.TransferChanged)
		return err
	})
}

func (in TransferInput) check() error {
	errs := append(checkCode("from", in.From, maxCode), checkCode("to", in.To, maxCode)...)
	errs = append(errs, checkText("reference", in.Reference, 200)...)
	if in.From == in.To {
		errs = append(errs, oms.FaultAt("to", "must be another location than from"))
	}
	return oms.InvalidFields("the transfer", append(errs, checkItems(in.Items)...))
}

// checkItems checks what is to be sent.
func checkItems(items []TransferLine) []oms.FieldError {
	if len(items) == 0 {
		return []oms.FieldError{oms.FaultAt("items", "needs at least one entry")}
	}
	return checkLines(items, 1)
}

func checkLines(items []TransferLine, low int64) (errs []oms.FieldError) {
	if len(items) > maxTransferItems {
		return []oms.FieldError{oms.FaultAt("items", "has %d entries, the limit is %d", len(items), maxTransferItems)}
	}
	seen := map[[2]string]bool{}
	for i, it := range items {
		field := fmt.Sprintf("items[%d]", i)
		errs = append(errs, checkCode(field+".sku", it.SKU, maxSKUCode)...)
		errs = append(errs, checkRange(field+".quantity", it.Quantity, low, maxMovement)...)
		errs = append(errs, it.CheckNames(field, it.Quantity)...)
		if seen[[2]string{it.SKU, it.Lot}] {
			errs = append(errs, oms.FaultAt(field+".sku", "appears twice"))
		}
		seen[[2]string{it.SKU, it.Lot}] = true
	}
	return errs
}

// resolve turns codes into ids.
func (in TransferInput) resolve(ctx context.Context, tx *store.Tx, t *oms.Transfer) error {
	from, err := findLocation(ctx, tx, in.From)
	if err != nil {
		return asField("from", err)
	}
	to, err := findLocation(ctx, tx, in.To)
	if err != nil {
		return asField("to", err)
	}
	if from.ID == to.ID {
		return oms.InvalidField("to", "must be another location than from")
	}
	t.FromID, t.ToID, t.From, t.To = from.ID, to.ID, from.Code, to.Code
	t.Items, err = transferItemsOf(ctx, tx, in.Items)
	return err
}

// transferItemsOf turns codes into SKUs that can be moved.
func transferItemsOf(ctx context.Context, tx *store.Tx, lines []TransferLine) ([]oms.TransferItem, error) {
	codes := make([]string, len(lines))
	for i, it := range lines {
		codes[i] = it.SKU
	}
	skus, err := tx.SKUsByCode(ctx, codes)
	if err != nil {
		return nil, err
	}
	items := make([]oms.TransferItem, 0, len(lines))
	for i, it := range lines {
		s := skus[it.SKU]
		switch {
		case s == nil:
			return nil, oms.InvalidField(fmt.Sprintf("items[%d].sku", i), "%.100q is not known: create it first", it.SKU)
		case s.Bundle():
			return nil, oms.InvalidField(fmt.Sprintf("items[%d].sku", i), "%s is a bundle, which has no stock of its own: move its components", it.SKU)
		}
		if it.Named() && s.Tracking == oms.TrackNone {
			return nil, oms.InvalidField(fmt.Sprintf("items[%d].lot", i), "must be absent: %s is not tracked by lot or serial number", s.Code)
		}
		items = append(items, it.items(s)...)
	}
	return items, nil
}

// items are what a line sends: of a SKU with serial numbers one for each.
func (it TransferLine) items(s *oms.SKU) []oms.TransferItem {
	if len(it.Serials) == 0 {
		return []oms.TransferItem{{SKUID: s.ID, SKU: s.Code, Quantity: it.Quantity, Lot: it.Lot}}
	}
	out := make([]oms.TransferItem, len(it.Serials))
	for i, serial := range it.Serials {
		out[i] = oms.TransferItem{SKUID: s.ID, SKU: s.Code, Quantity: 1, Lot: serial}
	}
	return out
}

// transferring is a transfer with its stock, both locked.
type transferring struct {
	tx       *store.Tx
	t        *oms.Transfer
	st       *store.Stock
	skuCodes map[string]string
}

func lockTransfer(ctx context.Context, tx *store.Tx, t *oms.Transfer) (*transferring, error) {
	b := &transferring{tx: tx, t: t, skuCodes: map[string]string{}}
	ids := make([]string, len(t.Items))
	for i, it := range t.Items {
		ids[i], b.skuCodes[it.SKUID] = it.SKUID, it.SKU
	}
	var err error
	if b.st, err = tx.LockStock(ctx, ids); err != nil {
		return nil, err
	}
	if err := loadLots(ctx, tx, b.st, ids); err != nil {
		return nil, err
	}
	return b, b.placeLots(ctx)
}

func (b *transferring) move(it oms.TransferItem, locationID string, state oms.StockState, n int64) {
	if n != 0 {
		b.st.Move(oms.StockMovement{SKUID: it.SKUID, SKU: it.SKU, LocationID: locationID, State: state, Quantity: n,
			LotID: it.LotID, Lot: it.Lot, Reason: oms.ReasonTransfer, Reference: b.t.ID})
	}
}

// ship sends the transfer on its way.
func (b *transferring) ship(ctx context.Context) (*oms.Transfer, error) {
	if err := b.chooseLots(); err != nil {
		return nil, err
	}
	if err := b.send(); err != nil {
		return nil, err
	}
	b.t.Status, b.t.SentAt = oms.TransferInTransit, &b.tx.Now
	return b.save(ctx, oms.TransferSent)
}

// send takes the units off the shelf, all or nothing.
func (b *transferring) send() error {
	var short []oms.FieldError
	for i, it := range b.t.Items {
		if have := b.st.Available(it.SKUID, b.t.FromID); have < it.Quantity {
			short = append(short, oms.FaultAt(fmt.Sprintf("items[%d].quantity", i), "only %d of %s are available at %s", max(0, have), it.SKU, b.t.From))
			continue
		}
		b.move(it, b.t.FromID, oms.StockOnHand, -it.Quantity)
		b.move(it, b.t.ToID, oms.StockIncoming, it.Quantity)
	}
	if short != nil {
		return &oms.Error{Code: oms.Conflict, Message: "there is not enough stock for all of it, so nothing is sent", Fields: short}
	}
	return nil
}

func (b *transferring) save(ctx context.Context, event oms.EventType) (*oms.Transfer, error) {
	t := b.t
	b.tx.Emit(ctx, oms.Event{Type: event, Subject: t.ID}, map[string]any{"from": t.From, "to": t.To, "reference": t.Reference, "status": t.Status, "items": transferItems(t)})
	settleStock(ctx, b.tx, b.st, b.skuCodes, map[string]string{t.FromID: t.From, t.ToID: t.To})
	if err := b.tx.SaveStock(ctx, b.st); err != nil {
		return nil, err
	}
	return t, b.tx.SaveTransfer(ctx, t)
}

func transferItems(t *oms.Transfer) []map[string]any {
	out := make([]map[string]any, len(t.Items))
	for i, it := range t.Items {
		out[i] = map[string]any{"sku_id": it.SKUID, "sku": it.SKU, "quantity": it.Quantity, "received": it.Received}
		if it.Lot != "" {
			out[i]["lot"] = it.Lot
		}
	}
	return out
}

// Transfer returns a transfer.
func (f *Flow) Transfer(ctx context.Context, id string) (*oms.Transfer, error) {
	if !oms.IsID(id, oms.PrefixTransfer) {
		return nil, unknown("transfer", id)
	}
	return read(ctx, f, func(tx *store.Tx) (*oms.Transfer, error) { return tx.Transfer(ctx, id) })
}

// TransferFilter chooses transfers.
type TransferFilter struct {
	Status    string `query:"status" enum:"draft,in_transit,received,canceled"`
	Location  string `query:"location" doc:"Code of a location: from there, or to there" maxLength:"64"`
	SKU       string `query:"sku" doc:"Code of a SKU that is in it" maxLength:"100"`
	Reference string `query:"reference" maxLength:"200"`
	Paging
}

// Transfers returns a page of transfers, newest first.
func (f *Flow) Transfers(ctx context.Context, filter TransferFilter) (Page[oms.Transfer], error) {
	none := Page[oms.Transfer]{Items: []oms.Transfer{}}
	page, limit, err := filter.limit()
	if err != nil {
		return none, err
	}
	q := store.TransferFilter{Status: filter.Status, Reference: filter.Reference, Limit: limit}
	if err := filter.at(&q.Before); err != nil {
		return none, err
	}
	if err := checkFilters("status", q.Status, "reference", q.Reference); err != nil {
		return none, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[oms.Transfer], error) {
		refs := refs{location: filter.Location, sku: filter.SKU}
		if ok, err := refs.resolve(ctx, tx); !ok {
			return none, err
		}
		q.LocationID, q.SKUID = refs.locationID, refs.skuID
		all, err := tx.Transfers(ctx, q)
		return pageOf(all, page, func(t oms.Transfer) any { return t.ID }), err
	})
}
