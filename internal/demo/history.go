package demo

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// past is the telling of what happened before the demo was first started:
// weeks in seconds, through the verbs, with a clock that runs through them.
//
//   - Time goes on in strides. Each first captures the orders of its time.
//   - Every order has one place in a queue: when its next step is over. What
//     becomes of a fulfillment order is told in one report, from the release to
//     the buyer's door, because each report costs one reading and one writing of
//     the order. Where an order has several, the work and the journey are told
//     apart, so that they come in the order of their times.
//   - What is special about an order is done step by step, as in the present.
//   - What a supplier sends itself is told up to its release, so that it is
//     ordered as it was then.
//   - What would be over after the end is left to the present.
type past struct {
	d          *Demo
	from, end  time.Time
	clock      pastClock
	rates      tablerate.Table
	suppliers  *flow.Consumers // order what is released at the pottery
	queue      errands
	turn       map[string]int // the newest errand of each order
	waiting    map[string]bool
	nextMorrow time.Time
}

// pastClock is moved by the past.
type pastClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *pastClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *pastClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// errand is what is done to an order next: a report, or a step.
type errand struct {
	at      time.Time
	orderID string
	turn    int
	report  *flow.WorkReport
	numbers *oms.FulfillmentOrder // of a report: the one whose serial numbers are to be told with it
	step    *step
}

// errands are a heap by time.
type errands []errand

func (e errands) Len() int { return len(e) }
func (e errands) Less(i, j int) bool {
	return cmp.Or(e[i].at.Compare(e[j].at), cmp.Compare(e[i].orderID, e[j].orderID)) < 0
}
func (e errands) Swap(i, j int) { e[i], e[j] = e[j], e[i] }

// Push is for package heap.
func (e *errands) Push(x any) { *e = append(*e, x.(errand)) } //nolint:errcheck // nothing else is pushed

// Pop is for package heap.
func (e *errands) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

// The strides of the past. The last days are told in smaller ones, so that
// what is recorded at the end of a stride is never long after it happened.
const (
	stride      = 24 * time.Hour
	shortStride = time.Hour
	recent      = 24 * time.Hour
)

// tell sets the brand up as of the beginning of its past, and tells that.
func (d *Demo) tell(ctx context.Context) error {
	end := d.Now().UTC()
	p := &past{d: d, from: end.Add(-d.Past), end: end, turn: map[string]int{}, waiting: map[string]bool{}}
	p.clock.set(p.from)
	d.flow = flow.New(d.World.Flow.Store().WithClock(p.clock.now), d.Log)
	defer func() { d.flow = d.Flow }()
	p.suppliers = d.flow.NewConsumers(d.flow.NewDropShipping())
	if err := d.setUp(ctx); err != nil {
		return err
	}
	var err error
	if p.rates, err = d.flow.RateTable(ctx); err != nil {
		return err
	}
	for _, s := range d.streams {
		s.n, s.next = 0, p.from
		d.advance(s)
	}
	for at := p.from; at.Before(end); {
		step := stride
		if end.Sub(at) <= recent {
			step = shortStride
		}
		if at = at.Add(step); at.After(end) {
			at = end
		}
		if err := p.until(ctx, at); err != nil {
			return fmt.Errorf("the past at %s: %w", at.Format(time.DateTime), err)
		}
		d.progress(float64(at.Sub(p.from)) / float64(d.Past) * .999)
	}
	return nil
}

// until tells one stride.
func (p *past) until(ctx context.Context, at time.Time) error {
	p.clock.set(at)
	if err := p.expire(ctx); err != nil {
		return err
	}
	if at.After(p.nextMorrow) {
		p.nextMorrow = at.Truncate(24 * time.Hour).Add(30 * time.Hour)
		if err := p.morning(ctx, at); err != nil {
			return err
		}
	}
	if err := p.capture(ctx, at); err != nil {
		return err
	}
	for {
		due := p.due(at)
		if len(due) == 0 {
			return ctx.Err()
		}
		if err := p.report(ctx, at, due); err != nil {
			return err
		}
		if err := p.suppliers.CatchUp(flow.Afterwards(by(ctx, "desk"))); err != nil {
			return err
		}
		if err := p.act(ctx, due); err != nil {
			return err
		}
		p.clock.set(at)
	}
}

// morning is what happens once a day: goods arrive, and orders that waited for
// them are served.
func (p *past) morning(ctx context.Context, at time.Time) error {
	var arrived []string
	err := p.taking(ctx, func() (err error) {
		arrived, err = p.d.dock(by(ctx, "dock"), at)
		return err
	})
	if err != nil || len(arrived) == 0 {
		return err
	}
	slices.Sort(arrived)
	if _, err := p.d.flow.AllocateWaiting(ctx, slices.Compact(arrived)); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(p.waiting)) {
		o, err := p.d.flow.Order(ctx, id)
		if err != nil {
			return err
		}
		p.plan(o)
	}
	return nil
}

// expire takes lots off the shelves whose day is over.
func (p *past) expire(ctx context.Context) error {
	return p.taking(ctx, func() error {
		_, err := p.d.flow.ExpireLots(by(ctx, "clock"), 1000)
		return err
	})
}

// taking does what may take promised units away, and plans the orders anew that
// have lost some.
func (p *past) taking(ctx context.Context, do func() error) error {
	seen, err := p.d.flow.LastEvent(ctx)
	if err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	lost, err := p.d.flow.Events(ctx, flow.EventFilter{After: seen, Type: string(oms.StockDeallocated), Limit: 1000})
	if err != nil {
		return err
	}
	for _, e := range lost {
		o, err := p.d.flow.Order(ctx, e.OrderID)
		if err != nil {
			return err
		}
		p.plan(o)
	}
	return nil
}

// capture takes in what was bought in a stride.
func (p *past) capture(ctx context.Context, at time.Time) error {
	var orders []oms.OrderInput
	for _, s := range p.d.streams {
		for ; !s.next.After(at); p.d.advance(s) {
			orders = append(orders, p.d.told(s, p.d.purchase(s, s.n, s.next)))
		}
	}
	if len(orders) == 0 {
		return nil
	}
	slices.SortStableFunc(orders, func(a, b oms.OrderInput) int { return a.PlacedAt.Compare(b.PlacedAt) })
	for _, r := range p.d.flow.CaptureMany(flow.Afterwards(by(ctx, "buyers")), orders) {
		if r.Err != nil {
			return r.Err
		}
		if report := p.d.overCounter(r.Order, r.Order.PlacedAt); report != nil {
			p.queueReport(r.Order, report)
			continue
		}
		p.plan(r.Order)
	}
	return nil
}

// told is a purchase of the past as its channel would have told it.
func (d *Demo) told(s *stream, p *purchase) oms.OrderInput {
	for _, v := range d.vendors {
		if v.channel == s.channel {
			o := p.input(v.ID(p.n))
			if v.market {
				o.Customer.Email = ""
			}
			for i := range o.Lines {
				o.Lines[i].ExternalID = v.LineID(p.n, i)
			}
			return o
		}
	}
	return p.input(externalID(s.channel, p.n))
}

func (p *past) queueUp(e errand) {
	p.turn[e.orderID]++
	e.turn = p.turn[e.orderID]
	heap.Push(&p.queue, e)
}

// plan finds the next errand of an order.
func (p *past) plan(o *oms.Order) {
	delete(p.waiting, o.ID)
	for _, l := range o.Units() {
		if l.Waiting() > 0 && o.Lifecycle == oms.Open {
			p.waiting[o.ID] = true
		}
	}
	p.turn[o.ID]++ // what was planned before is void
	s := p.d.next(o)
	switch {
	case s == nil:
		delete(p.turn, o.ID)
	case s.at.After(p.end):
	case s.work != nil:
		p.queueReport(o, p.work(o, s))
	case s.parcel != nil:
		p.queueReport(o, &flow.WorkReport{FulfillmentOrder: s.parcel.FulfillmentOrderID, Steps: p.way(o, s.parcel)})
	default:
		p.queueUp(errand{at: s.at, orderID: o.ID, step: s})
	}
}

func (p *past) queueReport(o *oms.Order, r *flow.WorkReport) {
	e := errand{at: r.Steps[len(r.Steps)-1].At, orderID: o.ID, report: r}
	if ful := o.FulfillmentOrder(r.FulfillmentOrder); p.d.numbered(ful) {
		e.numbers = ful
	}
	p.queueUp(e)
}

// work tells of a fulfillment order from its next task until the parcel is
// gone, or something else happens to the order, or the past is over.
func (p *past) work(o *oms.Order, s *step) *flow.WorkReport {
	ful := s.work
	r := &flow.WorkReport{FulfillmentOrder: ful.ID}
	limit := p.end
	if other := p.d.interruption(o); other != nil && other.at.Before(limit) {
		limit = other.at
	}
	for i, at := taskOf(ful), s.at; i < len(tasks); i++ {
		if len(r.Steps) > 0 {
			at = p.d.due(ful, tasks[i], at)
		}
		if at.After(limit) && len(r.Steps) > 0 {
			break
		}
		done := flow.WorkStep{At: at}
		short := false
		switch tasks[i].name {
		case "release":
			done.Release = true
		case "pick":
			done.Pick = &flow.PickInput{Items: p.d.found(ful)}
			short = done.Pick.Items != nil
		case "pack":
			done.Pack = &flow.PackInput{}
		default:
			done.Ship = p.handOver(o, ful)
		}
		r.Steps = append(r.Steps, done)
		if short || done.Release && ful.Location == thePottery {
			break // what is missing is planned anew, and the supplier is asked
		}
		if done.Ship != nil && len(o.FulfillmentOrders) == 1 {
			r.Steps = append(r.Steps, p.way(o, &oms.Shipment{FulfillmentOrderID: ful.ID, Status: oms.ShipmentLabelPurchased, Service: done.Ship.Service, ShippedAt: &at, UpdatedAt: at})...)
		}
	}
	return r
}

// interruption is what else happens to an order while it is worked on.
func (d *Demo) interruption(o *oms.Order) *step {
	n := d.numberOf(o)
	s := &steps{d: d, o: o, n: n, fate: d.fateOf(o.Channel, n)}
	s.buyer()
	s.holds()
	return s.first
}

// handOver is the label that the carrier sold.
func (p *past) handOver(o *oms.Order, ful *oms.FulfillmentOrder) *flow.HandOver {
	weight := int64(oms.Tare)
	for _, a := range ful.Items {
		weight += o.Line(a.Line).WeightGrams * a.Quantity
	}
	from := ""
	if s := siteOf(ful.Location); s != nil {
		from = s.address.CountryCode
	}
	out := &flow.HandOver{Currency: p.rates.Currency, Numbers: []string{tablerate.TrackingNumber(ful.ID)}}
	for _, r := range p.rates.Rates(from, o.ShippingAddress.CountryCode, []int64{weight}) {
		if out.Service == "" || r.Service == service(o) {
			out.Service, out.ServiceName, out.Cost = r.Service, r.Name, r.Cost
		}
	}
	return out
}

// way tells of a parcel from its next scan to the last of its journey before
// the end.
func (p *past) way(o *oms.Order, sh *oms.Shipment) (steps []flow.WorkStep) {
	all := p.d.journey(o, sh)
	for _, scan := range all[all.behind(sh, sh.UpdatedAt.Sub(*sh.ShippedAt)):] {
		at := sh.ShippedAt.Add(scan.after)
		if at.After(p.end) {
			break
		}
		steps = append(steps, flow.WorkStep{At: at, Track: &flow.TrackingInput{Status: scan.status, Reason: scan.reason}})
	}
	return steps
}

// due takes the errands that are over by an instant out of the queue.
func (p *past) due(at time.Time) (due []errand) {
	for len(p.queue) > 0 && !p.queue[0].at.After(at) {
		e := heap.Pop(&p.queue).(errand) //nolint:errcheck // nothing else is in it
		if p.turn[e.orderID] == e.turn {
			due = append(due, e)
		}
	}
	return due
}

// report hands in what the locations and carriers have to tell. What has serial
// numbers is told one by one, for each takes some of those that are left.
func (p *past) report(ctx context.Context, at time.Time, due []errand) error {
	p.clock.set(at)
	var reports []flow.WorkReport
	for _, e := range due {
		if e.report != nil && e.numbers == nil {
			reports = append(reports, *e.report)
		}
	}
	for part := range slices.Chunk(reports, flow.MaxBulk) {
		if err := p.handIn(ctx, part); err != nil {
			return err
		}
	}
	for _, e := range due {
		if e.numbers == nil {
			continue
		}
		if err := p.d.scan(ctx, e.numbers, e.report); err != nil {
			return err
		}
		if err := p.handIn(ctx, []flow.WorkReport{*e.report}); err != nil {
			return err
		}
	}
	return nil
}

func (p *past) handIn(ctx context.Context, reports []flow.WorkReport) error {
	results, err := p.d.flow.ReportWork(by(ctx, "staff"), reports)
	if err != nil {
		return err
	}
	for _, r := range results {
		if r.Err != nil {
			return r.Err
		}
		p.plan(r.Order)
	}
	return nil
}

// act does the steps that are done one by one, each at its own time.
func (p *past) act(ctx context.Context, due []errand) error {
	for _, e := range due {
		if e.step == nil {
			continue
		}
		p.clock.set(e.at)
		o, err := e.step.do(by(ctx, e.step.who))
		if err != nil && !p.d.refused(e.step.what, err) {
			return err
		}
		if o == nil {
			if o, err = p.d.flow.Order(ctx, e.orderID); err != nil {
				return err
			}
		}
		p.d.tried(o.ID, e.step)
		p.plan(o)
	}
	return nil
}
