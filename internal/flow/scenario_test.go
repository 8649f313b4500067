package flow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// TestScenarios plays the stories in testdata on both databases. A story is a
// text that a merchant can read; its first file says what each line means. The
// database refuses every transaction at first: no verb may keep anything of an
// attempt that failed.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories in testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			retried(t, func(t *testing.T, w *world) { play(t, w, string(text)) })
		})
	}
}

// story is a world in which a text is played.
type story struct {
	*world
	orders map[string]string // id by external id
	seen   map[string]int64  // the last event that was looked at
}

func play(t *testing.T, w *world, text string) {
	s := &story{world: w, orders: map[string]string{}, seen: map[string]int64{}}
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		refused, why, isRefusal := strings.Cut(strings.TrimSpace(line), " -> refused: ")
		words := strings.Fields(refused)
		if len(words) == 0 {
			continue
		}
		err := s.do(words)
		switch {
		case isRefusal && (err == nil || !strings.Contains(err.Error(), why)):
			t.Fatalf("line %d: %s\n\tnot refused so: %v", i+1, line, err)
		case isRefusal && oms.CodeOf(err) == "":
			t.Fatalf("line %d: %s\n\tthe refusal has no code: %v", i+1, line, err)
		case !isRefusal && err != nil:
			t.Fatalf("line %d: %s\n\t%v", i+1, line, err)
		}
	}
	for _, id := range s.orders {
		s.stored(id)
	}
	s.audit()
}

// do plays one line.
func (s *story) do(words []string) error {
	verb, args := words[0], words[1:]
	switch verb {
	case "sku":
		s.sku(args[0], args[1])
		for at, n := range pairs(args[2:]) {
			s.receive(args[0], at, n)
		}
		return nil
	case "count":
		s.receive(args[0], args[1], number(args[2]))
		return nil
	case "receive":
		s.receive(args[0], args[1], number(args[2]))
		_, err := s.AllocateWaiting(s.ctx, []string{"sku_" + args[0]})
		return err
	case "order":
		return s.place(args)
	case "stock":
		return s.checkStock(args)
	case "wait":
		s.now = s.now.Add(minutes(args[0]))
		_, err := s.ReleaseDueHolds(s.ctx, 10)
		return err
	}
	if check := s.checks()[verb]; check != nil {
		return check(s.order(args[0]), args[1:])
	}
	act := s.verbs()[verb]
	if act == nil {
		return fmt.Errorf("nobody knows how to %s", verb)
	}
	return act(s.order(args[0]), args[1:])
}

// order reads the order with an external id.
func (s *story) order(externalID string) *oms.Order {
	o, err := s.Order(s.ctx, s.orders[externalID])
	if err != nil {
		s.t.Fatalf("order %s: %v", externalID, err)
	}
	return o
}

// place captures: order 1001 TEE=2 paid.
func (s *story) place(args []string) error {
	in := s.world.order(args[0])
	for _, a := range args[1:] {
		if sku, n, ok := strings.Cut(a, "="); ok {
			in.Lines = append(in.Lines, oms.LineInput{SKU: sku, Quantity: oms.Whole(n), UnitPrice: "20.00", Tax: "3.19"})
			continue
		}
		in.Payment.Status = a
	}
	r := s.Capture(s.ctx, in)
	if r.Err == nil {
		s.orders[args[0]] = r.Order.ID
	}
	return r.Err
}

// verbs is what can be done to an order.
func (s *story) verbs() map[string]func(*oms.Order, []string) error {
	return map[string]func(*oms.Order, []string) error{
		"release": s.work(func(f *oms.FulfillmentOrder, _ []string) error { return only(s.ReleaseFulfillmentOrder(s.ctx, f.ID)) }),
		"pick": s.work(func(f *oms.FulfillmentOrder, args []string) error {
			return only(s.Pick(s.ctx, f.ID, PickInput{picks(f, args)}))
		}),
		"unpick": s.work(func(f *oms.FulfillmentOrder, _ []string) error { return only(s.Unpick(s.ctx, f.ID, QuantityInput{})) }),
		"pack":   s.work(func(f *oms.FulfillmentOrder, args []string) error { return only(s.Pack(s.ctx, f.ID, boxes(f, args))) }),
		"ship":   s.work(func(f *oms.FulfillmentOrder, _ []string) error { return only(s.Ship(s.ctx, f.ID, ShipInput{})) }),
		"unpack": func(o *oms.Order, _ []string) error { return only(s.Unpack(s.ctx, o.Parcels[len(o.Parcels)-1].ID)) },
		"void":   func(o *oms.Order, _ []string) error { return only(s.Void(s.ctx, o.Shipments[len(o.Shipments)-1].ID)) },
		"track":  s.track,
		"hold": func(o *oms.Order, args []string) error {
			return only(s.PlaceHold(s.ctx, o.ID, HoldInput{Reason: strings.Join(args, " ")}))
		},
		"hold-for": func(o *oms.Order, args []string) error {
			due := s.now.Add(minutes(args[0]))
			return only(s.PlaceHold(s.ctx, o.ID, HoldInput{Type: oms.HoldTimed, Reason: strings.Join(args[1:], " "), DueAt: &due}))
		},
		"unhold": func(o *oms.Order, _ []string) error { return only(s.ReleaseHold(s.ctx, o.ID, ReleaseHoldInput{})) },
		"cancel": s.cancelStory,
		"edit":   s.editStory,
		"payment": func(o *oms.Order, args []string) error {
			return only(s.RecordPayment(s.ctx, o.ID, PaymentFact{Kind: oms.TransactionKind(args[0]), Amount: oms.Decimal(args[1]), Reference: args[2]}))
		},
		"confirm": func(o *oms.Order, _ []string) error { return only(s.ConfirmDraft(s.ctx, o.ID)) },
	}
}

func only[T any](_ T, err error) error { return err }

// work does something with the work of an order: at the location named first,
// or all that is not done.
func (s *story) work(do func(*oms.FulfillmentOrder, []string) error) func(*oms.Order, []string) error {
	return func(o *oms.Order, args []string) error {
		for i := range o.FulfillmentOrders {
			f := &o.FulfillmentOrders[i]
			if len(args) > 0 && f.Location == strings.TrimSuffix(args[0], ":") {
				return do(f, args[1:])
			}
		}
		for i := range o.FulfillmentOrders {
			if f := &o.FulfillmentOrders[i]; !f.Status.Done() {
				if err := do(f, args); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// picks reads TEE=1 and short:TEE=1.
func picks(f *oms.FulfillmentOrder, args []string) (items []oms.PickItem) {
	for _, a := range args {
		sku, n, _ := strings.Cut(a, "=")
		sku, short := strings.CutPrefix(sku, "short:")
		for _, it := range f.Items {
			if it.SKU != sku || it.Quantity == 0 {
				continue
			}
			if short {
				items = append(items, oms.PickItem{Line: it.Line, Short: number(n)})
			} else {
				items = append(items, oms.PickItem{Line: it.Line, Quantity: number(n)})
			}
			break
		}
	}
	return items
}

// boxes reads one box: TEE=1.
func boxes(f *oms.FulfillmentOrder, args []string) (in PackInput) {
	var box oms.ParcelInput
	for _, p := range picks(f, args) {
		box.Items = append(box.Items, oms.PackItem{Line: p.Line, Quantity: p.Quantity})
	}
	if len(box.Items) > 0 {
		in.Parcels = []oms.ParcelInput{box}
	}
	return in
}

func (s *story) track(o *oms.Order, args []string) error {
	for _, sh := range o.Shipments {
		if sh.Status == oms.ShipmentVoided {
			continue
		}
		if err := only(s.TrackShipment(s.ctx, sh.ID, TrackingInput{Status: oms.ShipmentStatus(args[0]), Reason: strings.Join(args[1:], " ")})); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) cancelStory(o *oms.Order, args []string) error {
	in := CancelInput{Reason: "the buyer asked"}
	for _, a := range args {
		sku, n, ok := strings.Cut(a, "=")
		if ok {
			in.Lines = append(in.Lines, oms.LineQuantity{Line: lineOf(o, sku), Quantity: number(n)})
			continue
		}
		no := false
		in.Restock, in.Unsellable = &no, oms.Shelf(a)
	}
	return only(s.CancelOrder(s.ctx, o.ID, in))
}

// editStory reads TEE=3 (a new quantity), +MUG=1 (a new line), city=Köln, and
// costs=20.00, the difference that is expected.
func (s *story) editStory(o *oms.Order, args []string) error {
	var in EditInput
	costs := ""
	for _, a := range args {
		name, value, _ := strings.Cut(a, "=")
		switch {
		case name == "costs":
			costs = value
		case name == "city":
			to := o.ShippingAddress
			to.City = value
			in.ShippingAddress = &to
		case name == "note":
			in.Note = &value
		case name[0] == '+':
			in.Add = append(in.Add, oms.LineInput{SKU: name[1:], Quantity: oms.Whole(value), UnitPrice: "20.00", Tax: "3.19"})
		default:
			in.Lines = append(in.Lines, oms.LineQuantity{Line: lineOf(o, name), Quantity: number(value)})
		}
	}
	preview, err := s.PreviewEdit(s.ctx, o.ID, in)
	if err != nil {
		return err
	}
	r, err := s.EditOrder(s.ctx, o.ID, in)
	if err != nil {
		return err
	}
	if got := money.New(r.Difference, "EUR").Decimal(); got != costs || preview.Difference != r.Difference {
		return fmt.Errorf("the edit costs %s, previewed as %d", got, preview.Difference)
	}
	return nil
}

func lineOf(o *oms.Order, sku string) int {
	for _, l := range o.Lines {
		if l.SKU == sku {
			return l.N
		}
	}
	return 0
}

// checks is what can be looked at.
func (s *story) checks() map[string]func(*oms.Order, []string) error {
	return map[string]func(*oms.Order, []string) error{"is": s.checkOrder, "units": s.checkUnits, "events": s.checkEvents}
}

// checkOrder: is 1001 lifecycle=open payment=paid exceptions=short_pick.
func (s *story) checkOrder(o *oms.Order, args []string) error {
	var open, work []string
	for _, e := range o.Exceptions {
		if !e.Status.Done() {
			open = append(open, string(e.Kind))
		}
	}
	for _, f := range o.FulfillmentOrders {
		work = append(work, f.Location+":"+string(f.Status))
	}
	slices.Sort(open)
	have := map[string]string{"lifecycle": string(o.Lifecycle), "payment": string(o.PaymentStatus), "fulfillment": string(o.FulfillmentStatus),
		"delivery": string(o.DeliveryStatus), "attention": string(o.Attention), "exceptions": strings.Join(open, ","), "work": strings.Join(work, ","),
		"owed": money.New(o.Owed(), o.Currency).Decimal(), "version": fmt.Sprint(o.Version)}
	for _, a := range args {
		name, want, _ := strings.Cut(a, "=")
		if got, ok := have[name]; !ok || got != want {
			return fmt.Errorf("%s is %q", name, got)
		}
	}
	return nil
}

// checkUnits: units 1001 TEE allocated=1 canceled=1; all others are zero.
func (s *story) checkUnits(o *oms.Order, args []string) error {
	l := o.Line(lineOf(o, args[0]))
	want := pairs(args[1:])
	for _, b := range []oms.Bucket{"canceled", "unallocated", "backordered", "allocated", "released", "picked", "packed", "shipped"} {
		if l.Count(b) != want[string(b)] {
			return fmt.Errorf("%d units are %s: %+v", l.Count(b), b, l.Counters)
		}
	}
	if l.Delivered != want["delivered"] {
		return fmt.Errorf("%d units are delivered", l.Delivered)
	}
	return nil
}

// checkEvents names every event since it was asked last.
func (s *story) checkEvents(o *oms.Order, args []string) error {
	var all []oms.Event
	err := s.store.Read(s.ctx, func(tx *store.Tx) (err error) {
		all, err = tx.Events(s.ctx, store.EventFilter{OrderID: o.ID, After: s.seen[o.ID], Limit: 1000})
		return err
	})
	var got []string
	for _, e := range all {
		got, s.seen[o.ID] = append(got, string(e.Type)), e.Seq
	}
	if err == nil && !slices.Equal(got, args) {
		err = fmt.Errorf("the events are %s", strings.Join(got, " "))
	}
	return err
}

// checkStock: stock TEE BER on_hand=5 allocated=0 available=5.
func (s *story) checkStock(args []string) error {
	l := s.level(args[0], args[1])
	have := map[string]int64{"on_hand": l.OnHand, "allocated": l.Allocated, "available": l.Available(), "damaged": l.Damaged}
	for name, want := range pairs(args[2:]) {
		if have[name] != want {
			return fmt.Errorf("%s is %d", name, have[name])
		}
	}
	return nil
}

// pairs reads BER=5 LON=2.
func pairs(args []string) map[string]int64 {
	out := map[string]int64{}
	for _, a := range args {
		name, n, _ := strings.Cut(a, "=")
		out[name] = number(n)
	}
	return out
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

func minutes(text string) time.Duration {
	return time.Duration(number(strings.TrimSuffix(text, "min"))) * time.Minute
}
