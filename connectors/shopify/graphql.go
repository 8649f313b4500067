package shopify

import (
	"encoding/json"
	"strings"
)

// node is an order as the Admin GraphQL API shows it: the fields that
// orderFragment asks for.
type node struct {
	ID                 string     `json:"id"`
	LegacyID           text       `json:"legacyResourceId"`
	Name               text       `json:"name"`
	CreatedAt          instant    `json:"createdAt"`
	ProcessedAt        instant    `json:"processedAt"`
	UpdatedAt          instant    `json:"updatedAt"`
	CancelledAt        instant    `json:"cancelledAt"`
	CancelReason       text       `json:"cancelReason"`
	ClosedAt           text       `json:"closedAt"`
	Currency           text       `json:"currencyCode"`
	PresentmentCcy     text       `json:"presentmentCurrencyCode"`
	TaxesIncluded      bool       `json:"taxesIncluded"`
	Test               bool       `json:"test"`
	ConfirmationNumber text       `json:"confirmationNumber"`
	PONumber           text       `json:"poNumber"`
	SourceName         text       `json:"sourceName"`
	CustomerLocale     text       `json:"customerLocale"`
	Email              text       `json:"email"`
	Phone              text       `json:"phone"`
	Note               text       `json:"note"`
	Tags               tags       `json:"tags"`
	DiscountCodes      []text     `json:"discountCodes"`
	Gateways           []string   `json:"paymentGatewayNames"`
	FinancialStatus    text       `json:"displayFinancialStatus"`
	FulfillmentStatus  text       `json:"displayFulfillmentStatus"`
	Attributes         []pair     `json:"customAttributes"`
	Customer           *buyerNode `json:"customer"`
	ShippingAddress    *place     `json:"shippingAddress"`
	BillingAddress     *place     `json:"billingAddress"`
	LineItems          conn[item] `json:"lineItems"`
	ShippingLines      conn[ship] `json:"shippingLines"`
	TaxLines           []taxNode  `json:"taxLines"`
	Total              *bag       `json:"totalPriceSet"`
	CurrentTotal       *bag       `json:"currentTotalPriceSet"`
	Discounts          *bag       `json:"totalDiscountsSet"`
	Tax                *bag       `json:"totalTaxSet"`
	Outstanding        *bag       `json:"totalOutstandingSet"`
	Refunded           *bag       `json:"totalRefundedSet"`
	Tip                *bag       `json:"totalTipReceivedSet"`
	Duties             *bag       `json:"originalTotalDutiesSet"`
	Fees               *bag       `json:"originalTotalAdditionalFeesSet"`
	Transactions       []any      `json:"transactions"`
}

// conn is a connection: a page of nodes.
type conn[T any] struct {
	Nodes    []T `json:"nodes"`
	PageInfo struct {
		HasNextPage bool   `json:"hasNextPage"`
		EndCursor   string `json:"endCursor"`
	} `json:"pageInfo"`
}

// bag is an amount; a missing one is "".
type bag struct {
	ShopMoney struct {
		Amount text `json:"amount"`
	} `json:"shopMoney"`
}

func (b *bag) amount() text {
	if b == nil {
		return ""
	}
	return b.ShopMoney.Amount
}

type pair struct {
	Key   text `json:"key"`
	Value text `json:"value"`
}

func pairs(all []pair) properties {
	out := make(properties, len(all))
	for i, p := range all {
		out[i] = property{p.Key, p.Value}
	}
	return out
}

type buyerNode struct {
	LegacyID  text `json:"legacyResourceId"`
	FirstName text `json:"firstName"`
	LastName  text `json:"lastName"`
	Email     *struct {
		Address text `json:"emailAddress"`
	} `json:"defaultEmailAddress"`
	Phone *struct {
		Number text `json:"phoneNumber"`
	} `json:"defaultPhoneNumber"`
}

func (b *buyerNode) rest() *customer {
	if b == nil {
		return nil
	}
	c := &customer{ID: b.LegacyID, FirstName: b.FirstName, LastName: b.LastName}
	if b.Email != nil {
		c.Email = b.Email.Address
	}
	if b.Phone != nil {
		c.Phone = b.Phone.Number
	}
	return c
}

type place struct {
	Name         text `json:"name"`
	FirstName    text `json:"firstName"`
	LastName     text `json:"lastName"`
	Company      text `json:"company"`
	Address1     text `json:"address1"`
	Address2     text `json:"address2"`
	City         text `json:"city"`
	Province     text `json:"province"`
	ProvinceCode text `json:"provinceCode"`
	Zip          text `json:"zip"`
	Country      text `json:"country"`
	CountryCode  text `json:"countryCodeV2"`
	Phone        text `json:"phone"`
	Latitude     text `json:"latitude"`
	Longitude    text `json:"longitude"`
}

func (p *place) rest() *address {
	if p == nil {
		return nil
	}
	return &address{Name: p.Name, FirstName: p.FirstName, LastName: p.LastName, Company: p.Company, Address1: p.Address1, Address2: p.Address2,
		City: p.City, Province: p.Province, ProvinceCode: p.ProvinceCode, Zip: p.Zip, CountryCode: p.CountryCode, Phone: p.Phone,
		Latitude: p.Latitude, Longitude: p.Longitude}
}

type taxNode struct {
	Title text        `json:"title"`
	Rate  json.Number `json:"rate"`
	Price *bag        `json:"priceSet"`
}

func taxLines(all []taxNode) []taxLine {
	out := make([]taxLine, len(all))
	for i, t := range all {
		out[i] = taxLine{Title: t.Title, Rate: t.Rate, Price: t.Price.amount()}
	}
	return out
}

type allocationNode struct {
	Amount *bag `json:"allocatedAmountSet"`
}

func allocations(all []allocationNode) []allocation {
	out := make([]allocation, len(all))
	for i, a := range all {
		out[i].Amount = a.Amount.amount()
	}
	return out
}

type resource struct {
	LegacyID text `json:"legacyResourceId"`
}

func (r *resource) id() text {
	if r == nil {
		return ""
	}
	return r.LegacyID
}

type item struct {
	ID               string           `json:"id"`
	Name             text             `json:"name"`
	Title            text             `json:"title"`
	VariantTitle     text             `json:"variantTitle"`
	Vendor           text             `json:"vendor"`
	SKU              text             `json:"sku"`
	Quantity         int64            `json:"quantity"`
	CurrentQuantity  int64            `json:"currentQuantity"`
	RequiresShipping bool             `json:"requiresShipping"`
	GiftCard         bool             `json:"isGiftCard"`
	Taxable          bool             `json:"taxable"`
	Variant          *resource        `json:"variant"`
	Product          *resource        `json:"product"`
	UnitPrice        *bag             `json:"originalUnitPriceSet"`
	Allocations      []allocationNode `json:"discountAllocations"`
	TaxLines         []taxNode        `json:"taxLines"`
	Attributes       []pair           `json:"customAttributes"`
}

func (i item) rest() line {
	return line{ID: legacy(i.ID), VariantID: i.Variant.id(), ProductID: i.Product.id(), Name: i.Name, Title: i.Title, VariantTitle: i.VariantTitle,
		Vendor: i.Vendor, SKU: i.SKU, Quantity: i.Quantity, CurrentQuantity: &i.CurrentQuantity, Price: i.UnitPrice.amount(),
		Allocations: allocations(i.Allocations), TaxLines: taxLines(i.TaxLines), RequiresShipping: &i.RequiresShipping, GiftCard: i.GiftCard,
		Taxable: i.Taxable, Properties: pairs(i.Attributes)}
}

type ship struct {
	Title           text             `json:"title"`
	Code            text             `json:"code"`
	Source          text             `json:"source"`
	Price           *bag             `json:"originalPriceSet"`
	DiscountedPrice *bag             `json:"discountedPriceSet"`
	Allocations     []allocationNode `json:"discountAllocations"`
	TaxLines        []taxNode        `json:"taxLines"`
}

func (s ship) rest() shippingLine {
	return shippingLine{Title: s.Title, Code: s.Code, Source: s.Source, Price: s.Price.amount(), DiscountedPrice: s.DiscountedPrice.amount(),
		Allocations: allocations(s.Allocations), TaxLines: taxLines(s.TaxLines)}
}

// legacy is the numeric id at the end of a global one, by which webhooks know
// the same thing: gid://shopify/LineItem/42.
func legacy(gid string) text {
	id := gid[strings.LastIndexByte(gid, '/')+1:]
	id, _, _ = strings.Cut(id, "?")
	return text(id)
}

// rest turns the order into the shape of a webhook.
func (n *node) rest() *order {
	o := &order{ID: n.LegacyID, Name: n.Name, CreatedAt: n.CreatedAt, ProcessedAt: n.ProcessedAt, UpdatedAt: n.UpdatedAt, CancelledAt: n.CancelledAt,
		CancelReason: n.CancelReason, Currency: n.Currency, PresentmentCcy: n.PresentmentCcy, TaxesIncluded: n.TaxesIncluded, Test: n.Test,
		ConfirmationNumber: n.ConfirmationNumber, PONumber: n.PONumber, SourceName: n.SourceName, CustomerLocale: n.CustomerLocale,
		Email: n.Email, Phone: n.Phone, Note: n.Note, Tags: n.Tags, NoteAttributes: pairs(n.Attributes), Gateways: n.Gateways,
		FinancialStatus: n.FinancialStatus, Customer: n.Customer.rest(), ShippingAddress: n.ShippingAddress.rest(), BillingAddress: n.BillingAddress.rest(),
		TaxLines: taxLines(n.TaxLines), Total: n.Total.amount(), CurrentTotal: n.CurrentTotal.amount(), Discounts: n.Discounts.amount(),
		Tax: n.Tax.amount(), Outstanding: n.Outstanding.amount(), Tip: n.Tip.amount(), refunded: n.Refunded.amount()}
	o.Duties, o.Fees = new(moneySet), new(moneySet)
	o.Duties.Shop.Amount, o.Fees.Shop.Amount = n.Duties.amount(), n.Fees.amount()
	for _, c := range n.DiscountCodes {
		o.DiscountCodes = append(o.DiscountCodes, discountCode{c})
	}
	for _, i := range n.LineItems.Nodes {
		o.Lines = append(o.Lines, i.rest())
	}
	for _, s := range n.ShippingLines.Nodes {
		o.ShippingLines = append(o.ShippingLines, s.rest())
	}
	o.FulfillmentStatus = text(strings.ToLower(string(n.FulfillmentStatus)))
	o.state = n.state()
	return o
}

// state is what changes without the order changing.
func (n *node) state() map[string]any {
	m := map[string]any{}
	put(m, "financial_status", text(strings.ToLower(string(n.FinancialStatus))))
	put(m, "closed_at", n.ClosedAt)
	putList(m, "transactions", n.Transactions)
	return m
}
