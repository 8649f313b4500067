package bench

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// originals is how many orders are captured and worked by the verbs before
// they are copied; half of them when fewer are asked for.
const originals = 2000

// unstocked is a SKU that no location has.
const unstocked = "SKU-NONE"

// fill makes a database that server.seed has prepared hold as many orders as
// are asked for: some that the verbs captured and worked over the last year, of
// which three in a hundred are still open, and copies of those.
func fill(ctx context.Context, so store.Options, orders, skus int, out io.Writer) error {
	s, err := store.Open(ctx, so)
	if err != nil {
		return err
	}
	defer s.Close()
	f := flow.New(s, nil)
	began := time.Now()
	if err := original(ctx, f, min(originals, max(orders/2, 1)), skus); err != nil {
		return err
	}
	captured := time.Since(began)
	began = time.Now()
	have := 0
	if err := s.CopyOrders(ctx, orders, func(n int) { have = n }); err != nil {
		return err
	}
	took := time.Since(began)
	fmt.Fprintf(out, "  filled with %d orders: the first captured and worked in %.1f s, the rest copied in %.1f s (%.0f orders/s)\n", have, captured.Seconds(), took.Seconds(),
		float64(have)/took.Seconds())
	return nil
}

// original captures orders and takes each as far as its age has it.
func original(ctx context.Context, f *flow.Flow, n, skus int) error {
	for _, code := range []string{"market", "store"} {
		if _, err := f.CreateChannel(ctx, flow.ChannelInput{Code: code}); err != nil {
			return err
		}
	}
	if _, err := f.CreateSKU(ctx, flow.SKUInput{Code: unstocked}); err != nil {
		return err
	}
	now := f.Store().Now()
	inputs := make([]oms.OrderInput, n)
	for i := range inputs {
		inputs[i] = originalOrder(i, skus, now)
	}
	var reports []flow.WorkReport
	for i, r := range f.CaptureMany(flow.Afterwards(ctx), inputs) {
		if r.Err != nil {
			return fmt.Errorf("bench: original %d: %w", i, r.Err)
		}
		if err := interfere(ctx, f, i, r.Order.ID); err != nil {
			return err
		}
		for _, ful := range r.Order.FulfillmentOrders {
			if steps := worked(i, ful.ID, r.Order.PlacedAt); len(steps) > 0 {
				reports = append(reports, flow.WorkReport{FulfillmentOrder: ful.ID, Steps: steps})
			}
		}
	}
	for from := 0; from < len(reports); from += flow.MaxBulk / 2 {
		results, err := f.ReportWork(ctx, reports[from:min(len(reports), from+flow.MaxBulk/2)])
		if err != nil {
			return err
		}
		for _, r := range results {
			if r.Err != nil {
				return fmt.Errorf("bench: work on an original: %w", r.Err)
			}
		}
	}
	return nil
}

// fate is what became of an original.
type fate int

const (
	fateDelivered fate = iota
	fateShipped
	fatePacked
	fatePicked
	fateReleased
	fateAllocated
	fateWaiting
	fateHeld
	fateUnpaid
	fateCanceled
)

// fates are those of the first of every four hundred originals; the rest is
// delivered.
var fates = []fate{fateShipped, fateShipped, fateShipped, fateShipped, fatePacked, fatePicked, fateReleased, fateAllocated, fateAllocated, fateWaiting, fateHeld, fateUnpaid,
	fateCanceled, fateCanceled, fateCanceled, fateCanceled, fateCanceled, fateCanceled}

func fateOf(i int) fate {
	if i %= 400; i < len(fates) {
		return fates[i]
	}
	return fateDelivered
}

// placed is when an original was placed: one that is done within the last year.
func placed(i int, now time.Time) time.Time {
	switch fateOf(i) {
	case fateDelivered, fateCanceled:
		return now.Add(-8*24*time.Hour - time.Duration(i*7919%(360*24))*time.Hour)
	case fateShipped:
		return now.Add(-time.Duration(48+i%72) * time.Hour)
	}
	return now.Add(-time.Duration(2+i%40) * time.Hour)
}

var (
	firstNames = []string{"Anna", "Ben", "Clara", "David", "Emma", "Finn", "Greta", "Hugo", "Ida", "Jonas", "Klara", "Leon", "Mia", "Noah", "Olga", "Paul", "Rosa", "Sam", "Tilda", "Zoe"}
	lastNames  = []string{"Adler", "Berg", "Conti", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ivanov", "Jansen", "Keller", "Lambert", "Meyer", "Novak", "Ortega", "Peters", "Quinn", "Rossi", "Sommer", "Weber"}
	countries  = []string{"DE", "DE", "DE", "DE", "DE", "DE", "AT", "FR", "GB", "US"}
)

func originalOrder(i, skus int, now time.Time) oms.OrderInput {
	luck := rand.New(rand.NewPCG(uint64(i), 1)) //nolint:gosec // the same orders each time
	first, last := firstNames[luck.IntN(len(firstNames))], lastNames[luck.IntN(len(lastNames))]
	country := countries[luck.IntN(len(countries))]
	o := oms.OrderInput{Channel: []string{"bench", "bench", "market", "bench", "market", "store"}[luck.IntN(6)], ExternalID: fmt.Sprintf("X%04d-%s", i, store.CopyMark),
		PlacedAt: placed(i, now), Currency: "EUR", PricesIncludeTax: true, ShippingTotal: "4.90",
		Customer:        &oms.CustomerInput{Email: strings.ToLower(fmt.Sprintf("%s.%s%d.%s@example.com", first, last, i%900, store.CopyMark)), Name: first + " " + last},
		ShippingAddress: &oms.Address{Name: first + " " + last, Address1: "Hauptstr. 1", City: "Berlin", PostalCode: fmt.Sprintf("%05d", 10000+i), CountryCode: country},
		Payment:         &oms.PaymentInput{Status: "paid", Method: "card", Reference: "pi_" + store.CopyMark}}
	for l := range 1 + i%3 {
		o.Lines = append(o.Lines, oms.LineInput{SKU: skuCode((i*31 + l*l*977) % skus), Quantity: oms.WholeOf(int64(1 + (i+l)%2)), UnitPrice: "19.90", Tax: "3.18"})
	}
	switch fateOf(i) {
	case fateWaiting:
		o.Lines[0].SKU = unstocked
	case fateUnpaid:
		o.Payment.Status = "pending"
	}
	if luck.IntN(10) == 0 {
		o.Tags = append(o.Tags, "vip")
	}
	if i == 7 {
		o.Tags = append(o.Tags, "wholesale")
	}
	return o
}

// interfere does what somebody did to an original.
func interfere(ctx context.Context, f *flow.Flow, i int, id string) (err error) {
	switch fateOf(i) {
	case fateHeld:
		_, err = f.PlaceHold(ctx, id, flow.HoldInput{Reason: "The buyer asked us to wait"})
	case fateCanceled:
		_, err = f.CancelOrder(ctx, id, flow.CancelInput{Reason: "The buyer changed their mind"})
	}
	return err
}

// worked are the steps that a fulfillment order of an original went.
func worked(i int, ful string, at time.Time) (steps []flow.WorkStep) {
	step := func(s flow.WorkStep) {
		at = at.Add(10 * time.Minute)
		s.At = at
		steps = append(steps, s)
	}
	reached := fateOf(i)
	if reached > fateReleased {
		return nil
	}
	step(flow.WorkStep{Release: true})
	if reached <= fatePicked {
		step(flow.WorkStep{Pick: &flow.PickInput{}})
	}
	if reached <= fatePacked {
		step(flow.WorkStep{Pack: &flow.PackInput{}})
	}
	if reached <= fateShipped {
		step(flow.WorkStep{Ship: &flow.HandOver{Service: "standard", ServiceName: "Standard", Cost: 490, Currency: "EUR",
			Numbers: []string{fmt.Sprintf("TR%s%s", ful[len(ful)-11:len(ful)-2], store.CopyMark)}}})
	}
	if reached == fateDelivered {
		at = at.Add(48 * time.Hour)
		step(flow.WorkStep{Track: &flow.TrackingInput{Status: oms.ShipmentDelivered, OccurredAt: &at}})
	}
	return steps
}
