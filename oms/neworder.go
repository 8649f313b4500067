package oms

import (
	"fmt"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/money"
)

// NewOrder checks what a channel stated and makes an order of it: amounts
// parsed, totals and shares computed, bundles taken apart, headlines derived.
// Every unit is unallocated still, and nothing has an identifier yet. Faults
// are reported all at once, each by its field. sku looks a code up as the
// channel writes it and returns nil for one that is not known.
func NewOrder(in *OrderInput, channel *Channel, sku func(code string) *SKU, now time.Time) (*Order, error) {
	c := &checker{in: in, sku: sku}
	o := c.order(channel, now)
	if err := InvalidFields("the order", c.errs); err != nil {
		return nil, err
	}
	o.Statuses = Summarize(o)
	return o, nil
}

// checker gathers what is wrong while it builds the order.
type checker struct {
	in       *OrderInput
	sku      func(string) *SKU
	currency string
	errs     []FieldError
}

func (c *checker) fault(field, format string, args ...any) {
	c.errs = append(c.errs, FaultAt(field, format, args...))
}

func (c *checker) text(field, value string, limit int) {
	c.errs = append(c.errs, CheckText(field, value, limit)...)
}

// amount parses a decimal; empty is zero. Only amounts of zero or more are
// stated in orders.
func (c *checker) amount(field string, d Decimal) int64 {
	if d == "" || c.currency == "" {
		return 0
	}
	a, err := money.Parse(string(d), c.currency)
	switch {
	case err != nil:
		c.fault(field, "%.200v", err)
	case a.Minor < 0:
		c.fault(field, "must be zero or more, not %s", a.Decimal())
	}
	return a.Minor
}

func (c *checker) order(channel *Channel, now time.Time) *Order {
	in := c.in
	o := &Order{Lifecycle: Open, Version: 1, ChannelID: channel.ID, Channel: channel.Code, ExternalID: in.ExternalID,
		PlacedAt: in.PlacedAt.UTC().Truncate(time.Microsecond), CapturedAt: now, UpdatedAt: now, PricesIncludeTax: in.PricesIncludeTax,
		ShippingMethod: in.ShippingMethod, Note: in.Note, Tags: in.Tags, Attributes: in.Attributes}
	if in.Draft {
		o.Lifecycle = Draft
	}
	if in.PlacedAt.IsZero() {
		o.PlacedAt = now
	}
	if in.UpdatedAt != nil {
		at := in.UpdatedAt.UTC().Truncate(time.Microsecond)
		o.ExternalUpdatedAt = &at
	}
	c.texts(o, now)
	c.party(o)
	if c.currency == "" {
		return o // amounts can't be read without one
	}
	o.Currency = c.currency
	for i := range in.Lines {
		o.Lines = append(o.Lines, c.line(i))
	}
	c.totals(o)
	if len(c.errs) > 0 {
		return o
	}
	c.components(o)
	o.share()
	c.payment(o)
	c.unknown(o)
	o.SettleBundles()
	if o.Lifecycle == Open && o.Complete() {
		o.Lifecycle, o.ClosedAt = Closed, &now
		o.Holds = nil
	}
	return o
}

func (c *checker) texts(o *Order, now time.Time) {
	in := c.in
	if in.ExternalID == "" {
		c.fault("external_id", "is required")
	}
	c.text("external_id", in.ExternalID, 200)
	c.text("shipping_method", in.ShippingMethod, 200)
	c.text("note", in.Note, 5000)
	c.text("cancel_reason", in.CancelReason, 300)
	if o.PlacedAt.Before(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)) || o.PlacedAt.After(now.AddDate(1, 0, 0)) {
		c.fault("placed_at", "must lie between 1990 and a year from now")
	}
	if len(in.Tags) > 250 {
		c.fault("tags", "has more than 250 entries")
	}
	for i, t := range in.Tags {
		c.text(fmt.Sprintf("tags[%d]", i), t, 200)
	}
	c.currency = in.Currency
	if c.currency == "" {
		c.fault("currency", "is required: neither the order nor its channel states one")
	} else if _, ok := money.Digits(c.currency); !ok {
		c.fault("currency", "must be a currency of ISO 4217 such as EUR, not %.20q", c.currency)
		c.currency = ""
	}
	switch {
	case len(in.Lines) == 0:
		c.fault("lines", "needs at least one line")
	case len(in.Lines) > MaxLines:
		c.fault("lines", "has %d entries, the limit is %d", len(in.Lines), MaxLines)
		c.in.Lines = in.Lines[:MaxLines]
	}
}

func (c *checker) party(o *Order) {
	if p := c.in.Customer; p != nil {
		c.text("customer.email", p.Email, 254)
		c.text("customer.name", p.Name, 300)
		c.text("customer.phone", p.Phone, 50)
		o.Email, o.CustomerName, o.Phone = strings.ToLower(strings.TrimSpace(p.Email)), p.Name, p.Phone
		if o.Email != "" && (!strings.Contains(o.Email, "@") || strings.ContainsAny(o.Email, " \t\r\n<>")) {
			c.fault("customer.email", "must be an e-mail address, not %.80q", p.Email)
		}
	}
	if a := c.in.ShippingAddress; a != nil {
		c.errs = append(c.errs, a.Check("shipping_address")...)
		o.ShippingAddress = *a
	}
	if a := c.in.BillingAddress; a != nil {
		c.errs = append(c.errs, a.Check("billing_address")...)
		o.BillingAddress = *a
	}
	if o.CustomerName == "" {
		o.CustomerName = o.ShippingAddress.Name
	}
}

func (c *checker) line(i int) Line {
	in := &c.in.Lines[i]
	at := func(field string) string { return fmt.Sprintf("lines[%d].%s", i, field) }
	l := Line{N: i + 1, Kind: LineItem, SKU: in.SKU, ExternalID: in.ExternalID, Title: in.Title, Attributes: in.Attributes, Physical: !in.NotShippable}
	c.text(at("sku"), in.SKU, 100)
	c.text(at("title"), in.Title, 500)
	c.text(at("external_id"), in.ExternalID, 200)
	n, err := in.Quantity.Int(1, MaxQuantity)
	if err != nil {
		c.fault(at("quantity"), "%v", err)
	}
	l.UnitPrice, l.Discount, l.Tax = c.amount(at("unit_price"), in.UnitPrice), c.amount(at("discount"), in.Discount), c.amount(at("tax"), in.Tax)
	gross, err := money.Times(l.UnitPrice, n)
	if err != nil || gross > money.Limit {
		c.fault(at("quantity"), "makes the line's amount too large")
	}
	if l.Subtotal = gross - l.Discount; l.Subtotal < 0 {
		c.fault(at("discount"), "is more than the line's amount")
	}
	l.Order(n)
	switch s := c.sku(in.SKU); {
	case in.SKU == "":
		c.fault(at("sku"), "is required")
	case s != nil:
		l.SKUID, l.WeightGrams = s.ID, s.WeightGrams
		if l.Title == "" {
			l.Title = s.Title
		}
		if s.Bundle() {
			l.Kind = LineBundle
		}
	case !c.in.AllowUnknownSKUs && l.Physical:
		c.fault(at("sku"), "%.100q is not known: create it, or a listing for it, first", in.SKU)
	}
	return l
}

// totals adds up the order and compares what the channel stated.
func (c *checker) totals(o *Order) {
	var subtotals, taxes []int64
	for _, l := range o.Lines {
		subtotals, taxes = append(subtotals, l.Subtotal), append(taxes, l.Tax)
	}
	o.DiscountTotal, o.ShippingTotal = c.amount("discount_total", c.in.DiscountTotal), c.amount("shipping_total", c.in.ShippingTotal)
	o.ShippingTax = c.amount("shipping_tax", c.in.ShippingTax)
	var err1, err2 error
	o.Subtotal, err1 = money.Sum(subtotals...)
	o.TaxTotal, err2 = money.Sum(append(taxes, o.ShippingTax)...)
	if err1 != nil || err2 != nil || o.Subtotal > money.Limit || o.TaxTotal > money.Limit {
		c.fault("lines", "add up to more than %s", money.New(money.Limit, c.currency))
		return
	}
	if o.DiscountTotal > o.Subtotal+o.ShippingTotal {
		c.fault("discount_total", "is more than the order's amount")
	}
	o.Total = o.Subtotal + o.ShippingTotal - o.DiscountTotal
	if !o.PricesIncludeTax {
		o.Total += o.TaxTotal
	}
	if c.in.Total == "" {
		return
	}
	if stated := c.amount("total", c.in.Total); stated != o.Total {
		o.StatedTotal = &stated
		says := fmt.Sprintf("the channel states a total of %s, the lines add up to %s", money.New(stated, c.currency), money.New(o.Total, c.currency))
		o.Holds = append(o.Holds, Hold{Type: HoldReview, Scope: ScopeOrder, Blocks: []Block{BlockRelease, BlockCapture}, Reason: says, Release: ReleaseByPerson, Status: HoldActive})
		o.Exceptions = append(o.Exceptions, Exception{Kind: ExceptionTotalMismatch, Severity: SeverityHigh, Status: ExceptionOpen}.Saying(
			SaysTotalMismatch.With(Facts{"stated": FactMoney(stated, c.currency), "total": FactMoney(o.Total, c.currency)})))
	}
}

// components takes bundles apart: a line for each component follows, without
// money of its own.
func (c *checker) components(o *Order) {
	for i := range o.Lines {
		l := o.Lines[i]
		if l.Kind != LineBundle {
			continue
		}
		for _, part := range c.sku(l.SKU).Components {
			child := Line{N: len(o.Lines) + 1, Parent: l.N, Per: part.Quantity, Kind: LineComponent, SKUID: part.SKUID, SKU: part.SKU, Physical: l.Physical}
			if s := c.sku(part.SKU); s != nil {
				child.Title, child.WeightGrams = s.Title, s.WeightGrams
			}
			child.Order(l.Ordered * part.Quantity)
			o.Lines = append(o.Lines, child)
		}
	}
	if len(o.Lines) > 4*MaxLines {
		c.fault("lines", "hold bundles of more than %d components", 4*MaxLines)
	}
}

// share spreads the order's discount and shipping over its lines in
// proportion to their amounts, and stores the shares: a later refund is a sum
// of them, so it can't be a cent off.
func (o *Order) share() {
	weights := make([]int64, len(o.Lines))
	for i := range o.Lines {
		if o.Lines[i].Kind != LineComponent {
			weights[i] = o.Lines[i].Subtotal
		}
	}
	n := len(o.Lines)
	for n > 0 && o.Lines[n-1].Kind == LineComponent {
		n-- // components come last and carry no money
	}
	for i, d := range money.Split(o.DiscountTotal, weights[:n]...) {
		o.Lines[i].DiscountShare = d
	}
	for i, s := range money.Split(o.ShippingTotal, weights[:n]...) {
		o.Lines[i].ShippingShare = s
	}
}

// payment turns what the channel says of the money into facts, and into a
// hold while money is awaited.
func (c *checker) payment(o *Order) {
	p := c.in.Payment
	if p == nil {
		return
	}
	c.text("payment.method", p.Method, 100)
	c.text("payment.reference", p.Reference, 200)
	amount := o.Total
	if o.StatedTotal != nil {
		amount = *o.StatedTotal
	}
	if p.Amount != "" {
		amount = c.amount("payment.amount", p.Amount)
	}
	fact := Transaction{Status: TransactionSucceeded, Amount: amount, Currency: c.currency, Method: p.Method, Reference: p.Reference,
		OccurredAt: o.PlacedAt, CreatedAt: o.CapturedAt}
	wait := func(why string) {
		o.Holds = append(o.Holds, Hold{Type: HoldPayment, Scope: ScopeOrder, Blocks: []Block{BlockRelease}, Reason: why, Release: ReleaseByPayment, Status: HoldActive})
	}
	switch p.Status {
	case "paid", "refunded", "partially_refunded":
		fact.Kind = Sale
	case "authorized":
		fact.Kind = Authorization
	case "pending":
		fact.Kind, fact.Status = Sale, TransactionPending
		wait("the payment is pending")
	case "failed":
		fact.Kind, fact.Status = Sale, TransactionFailed
		wait("the payment failed")
		o.Exceptions = append(o.Exceptions, Exception{Kind: ExceptionPaymentFailed, Severity: SeverityHigh, Status: ExceptionOpen}.Saying(SaysPaymentReported.Said()))
	case "unpaid", "":
		wait("the order is unpaid")
		return
	default:
		c.fault("payment.status", "must be paid, authorized, pending, failed, refunded, partially_refunded or unpaid, not %.40q", p.Status)
		return
	}
	if amount > 0 {
		o.Transactions = append(o.Transactions, fact)
	}
	refunded := c.amount("payment.refunded", p.Refunded)
	if p.Status == "refunded" && p.Refunded == "" {
		refunded = amount
	}
	switch {
	case refunded > amount:
		c.fault("payment.refunded", "is more than was paid")
	case refunded > 0:
		back := fact
		back.Kind, back.Amount = Refund, refunded
		o.Transactions = append(o.Transactions, back)
	}
}

// unknown reports the SKUs that a connector's order has and the catalog lacks,
// and counts what needs no stock as handed over.
func (c *checker) unknown(o *Order) {
	var codes []string
	for i := range o.Lines {
		l := &o.Lines[i]
		switch {
		case (!l.Physical || c.in.Fulfilled) && l.Kind != LineBundle:
			l.Unallocated, l.Shipped, l.Delivered = 0, l.Ordered, l.Ordered
		case l.SKUID == "":
			codes = append(codes, l.SKU)
		}
	}
	if len(codes) > 0 {
		o.Exceptions = append(o.Exceptions, Exception{Kind: ExceptionUnknownSKU, Severity: SeverityHigh, Status: ExceptionOpen}.Saying(
			SaysUnknownSKU.With(Facts{"skus": FactList(codes)})))
	}
}

// SettleBundles derives the counters of bundle lines from their components.
// Whoever changes counters calls it before saving.
func (o *Order) SettleBundles() {
	for i := range o.Lines {
		if l := &o.Lines[i]; l.Kind == LineBundle {
			l.Counters = BundleCounters(l.Ordered, o.Components(l.N))
		}
	}
}
