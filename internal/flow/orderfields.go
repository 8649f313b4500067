package flow

import (
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/refusal"
)

// orderField is something of an order that a column may state. One of set and
// line is there; both get a text that is not empty.
type orderField struct {
	name     string
	set      func(d *orderDraft, text string) error
	line     func(d *orderDraft, l *oms.LineInput, text string) error
	synonyms []string // the names of columns, the surest first
}

// orderFields has them in the order in which they choose their columns: what
// is surest to be meant comes first.
var orderFields = slices.Concat([]orderField{
	orderText("external_id", func(o *oms.OrderInput) *string { return &o.ExternalID }, "external id|order id|order number|order no|order nr|order ref|order reference|orderid|ordernumber|"+
		"order name|invoice|invoice no|invoice number|invoiceno|invoice id|bestellnummer|order|reference|name"),
	lineText("sku", func(l *oms.LineInput) *string { return &l.SKU }, "sku|lineitem sku|line sku|item sku|product sku|variant sku|seller sku|stockcode|stock code|item code|product code|"+
		"article number|article no|article|artikelnummer|item no|item number|product id|item id|item|product"),
	{"lines.quantity", nil, func(_ *orderDraft, l *oms.LineInput, text string) error { l.Quantity = cellWhole(text); return nil },
		synonymsOf("quantity|qty|lineitem quantity|line quantity|item quantity|quantity ordered|quantity purchased|units|pieces|menge|anzahl")},
	lineAmount("unit_price", func(l *oms.LineInput) *oms.Decimal { return &l.UnitPrice }, "unit price|unitprice|lineitem price|line price|item price|price per unit|price each|selling price|price|einzelpreis|preis"),
	lineAmount("discount", func(l *oms.LineInput) *oms.Decimal { return &l.Discount }, "line discount|lineitem discount|item discount"),
	lineAmount("tax", func(l *oms.LineInput) *oms.Decimal { return &l.Tax }, "line tax|lineitem tax|item tax|tax amount|tax|vat|vat amount|mwst"),
	lineText("title", func(l *oms.LineInput) *string { return &l.Title }, "lineitem name|line title|product name|product title|item name|item title|title|description|product|item|artikel"),
	lineText("external_id", func(l *oms.LineInput) *string { return &l.ExternalID }, "line id|lineitem id|line item id|order item id|line external id|line no|line number"),
	{"placed_at", func(d *orderDraft, text string) (err error) { d.in.PlacedAt, err = d.read(text); return err }, nil,
		synonymsOf("placed at|created at|order date|ordered at|purchase date|date|ts|timestamp|time|datetime|invoice date|invoicedate|created|bestelldatum|datum")},
	{"updated_at", func(d *orderDraft, text string) error {
		at, err := d.read(text)
		d.in.UpdatedAt = &at
		return err
	}, nil, synonymsOf("updated at|last updated|modified at")},
	{"currency", func(d *orderDraft, text string) error { d.in.Currency = strings.ToUpper(text); return nil }, nil, synonymsOf("currency|currency code|order currency|währung")},
	{"prices_include_tax", func(d *orderDraft, text string) error {
		return yesNo(text, &d.in.PricesIncludeTax)
	}, nil, synonymsOf("prices include tax|taxes included|tax included|tax inclusive")},
	orderCustomer("email", func(c *oms.CustomerInput) *string { return &c.Email }, "email|e mail|email address|customer email|buyer email|contact email"),
	orderCustomer("phone", func(c *oms.CustomerInput) *string { return &c.Phone }, "customer phone|phone|phone number|telephone|mobile|telefon"),
}, addressFields("shipping_address", "shipping|ship|ship to|delivery|recipient|", func(o *oms.OrderInput) **oms.Address { return &o.ShippingAddress }),
	addressFields("billing_address", "billing|bill|bill to|payment address", func(o *oms.OrderInput) **oms.Address { return &o.BillingAddress }),
	[]orderField{
		orderCustomer("name", func(c *oms.CustomerInput) *string { return &c.Name }, "customer name|buyer name|full name|buyer|name"),
		{"customer.first_name", func(d *orderDraft, text string) error { d.customer().Name = text; return nil }, nil, synonymsOf("first name|customer first name|firstname|vorname")},
		{"customer.last_name", func(d *orderDraft, text string) error {
			c := d.customer()
			c.Name = strings.TrimSpace(c.Name + " " + text)
			return nil
		}, nil, synonymsOf("last name|customer last name|lastname|surname|nachname")},
		orderAmount("discount_total", func(o *oms.OrderInput) *oms.Decimal { return &o.DiscountTotal }, "discount total|total discount|order discount|discount amount|discounts|discount|rabatt"),
		orderAmount("shipping_total", func(o *oms.OrderInput) *oms.Decimal { return &o.ShippingTotal }, "shipping total|shipping cost|shipping price|shipping amount|shipping charge|shipping|postage|delivery cost|freight|versandkosten"),
		orderAmount("shipping_tax", func(o *oms.OrderInput) *oms.Decimal { return &o.ShippingTax }, "shipping tax|shipping vat"),
		{"tax_total", func(d *orderDraft, text string) error { d.taxTotal = cellAmount(text, d.money()); return nil }, nil, synonymsOf("tax total|total tax|order tax|taxes")},
		orderAmount("total", func(o *oms.OrderInput) *oms.Decimal { return &o.Total }, "order total|total|total price|grand total|total amount|amount due|gesamt"),
		orderText("shipping_method", func(o *oms.OrderInput) *string { return &o.ShippingMethod }, "shipping method|ship method|delivery method|shipping service|ship service level"),
		{"payment.status", func(d *orderDraft, text string) (err error) {
			d.payment().Status, err = paymentStatus(text)
			return err
		}, nil, synonymsOf("payment status|financial status|paid")},
		orderPayment("method", func(p *oms.PaymentInput) *string { return &p.Method }, "payment method|payment type|paid with"),
		orderPayment("reference", func(p *oms.PaymentInput) *string { return &p.Reference }, "payment reference|payment id|transaction id|payment references"),
		{"canceled", func(d *orderDraft, text string) error { return yesOrDate(d, text, &d.in.Canceled) }, nil, synonymsOf("canceled|cancelled|canceled at|cancelled at")},
		orderText("cancel_reason", func(o *oms.OrderInput) *string { return &o.CancelReason }, "cancel reason|cancellation reason"),
		orderText("note", func(o *oms.OrderInput) *string { return &o.Note }, "note|notes|order note|customer note|buyer note|comment|comments|bemerkung"),
		{"tags", func(d *orderDraft, text string) error {
			for t := range strings.SplitSeq(text, ",") {
				if t = strings.TrimSpace(t); t != "" {
					d.in.Tags = append(d.in.Tags, t)
				}
			}
			return nil
		}, nil, synonymsOf("tags|order tags")},
	})

func synonymsOf(list string) []string { return strings.Split(list, "|") }

// orderText is a text of the order.
func orderText(name string, at func(*oms.OrderInput) *string, synonyms string) orderField {
	return orderField{name, func(d *orderDraft, text string) error { *at(&d.in) = text; return nil }, nil, synonymsOf(synonyms)}
}

// orderAmount is money of the order. Some exports write what is taken off below
// zero.
func orderAmount(name string, at func(*oms.OrderInput) *oms.Decimal, synonyms string) orderField {
	return orderField{name, func(d *orderDraft, text string) error {
		v := cellAmount(text, d.money())
		if name == "discount_total" {
			v = oms.Decimal(strings.TrimPrefix(string(v), "-"))
		}
		*at(&d.in) = v
		return nil
	}, nil, synonymsOf(synonyms)}
}

func lineText(name string, at func(*oms.LineInput) *string, synonyms string) orderField {
	return orderField{"lines." + name, nil, func(_ *orderDraft, l *oms.LineInput, text string) error { *at(l) = text; return nil }, synonymsOf(synonyms)}
}

func lineAmount(name string, at func(*oms.LineInput) *oms.Decimal, synonyms string) orderField {
	return orderField{"lines." + name, nil, func(d *orderDraft, l *oms.LineInput, text string) error {
		v := cellAmount(text, d.money())
		if name == "discount" {
			v = oms.Decimal(strings.TrimPrefix(string(v), "-"))
		}
		*at(l) = v
		return nil
	}, synonymsOf(synonyms)}
}

func orderCustomer(name string, at func(*oms.CustomerInput) *string, synonyms string) orderField {
	return orderField{"customer." + name, func(d *orderDraft, text string) error { *at(d.customer()) = text; return nil }, nil, synonymsOf(synonyms)}
}

func orderPayment(name string, at func(*oms.PaymentInput) *string, synonyms string) orderField {
	return orderField{"payment." + name, func(d *orderDraft, text string) error { *at(d.payment()) = text; return nil }, nil, synonymsOf(synonyms)}
}

// addressFields are the parts of one address; their columns are called after
// it ("shipping city"), and where words has an empty one also "city" alone.
func addressFields(noun, words string, at func(*oms.OrderInput) **oms.Address) []orderField {
	address := func(d *orderDraft) *oms.Address {
		p := at(&d.in)
		if *p == nil {
			*p = &oms.Address{}
		}
		return *p
	}
	part := func(name, called string, set func(*oms.Address, string)) orderField {
		return orderField{noun + "." + name, func(d *orderDraft, text string) error { set(address(d), text); return nil }, nil, prefixed(words, called)}
	}
	country := orderField{noun + ".country_code", func(d *orderDraft, text string) error {
		code, ok := countryOf(text)
		if !ok {
			d.note(oms.SaysCountryKept)
			return errKeep
		}
		address(d).CountryCode = code
		return nil
	}, nil, prefixed(words, "country code|country|country name|land")}
	return []orderField{
		part("name", "name|full name", func(a *oms.Address, s string) { a.Name = s }),
		part("first_name", "first name|firstname", func(a *oms.Address, s string) { a.Name = s }),
		part("last_name", "last name|lastname", func(a *oms.Address, s string) { a.Name = strings.TrimSpace(a.Name + " " + s) }),
		part("company", "company|company name|firma", func(a *oms.Address, s string) { a.Company = s }),
		part("address1", "address1|address 1|address line 1|street|address|strasse|straße", func(a *oms.Address, s string) { a.Address1 = s }),
		part("address2", "address2|address 2|address line 2", func(a *oms.Address, s string) { a.Address2 = s }),
		part("city", "city|town|ort|stadt", func(a *oms.Address, s string) { a.City = s }),
		part("region", "region|state|province|county|state province|province code", func(a *oms.Address, s string) { a.Region = s }),
		part("postal_code", "postal code|zip|zip code|postcode|post code|plz", func(a *oms.Address, s string) { a.PostalCode = s }),
		country,
		part("phone", "phone|phone number", func(a *oms.Address, s string) { a.Phone = s }),
	}
}

// prefixed puts each word before each name. Names of people and phones
// without a word are the customer's.
func prefixed(words, called string) (out []string) {
	for w := range strings.SplitSeq(words, "|") {
		for c := range strings.SplitSeq(called, "|") {
			switch {
			case w != "":
				out = append(out, w+" "+c)
			case !strings.Contains(c, "name") || strings.HasPrefix(c, "country") || strings.HasPrefix(c, "company"):
				if !strings.HasPrefix(c, "phone") {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// paymentStatuses are the words of shops for what oms.PaymentInput knows.
var paymentStatuses = map[string]string{"paid": "paid", "yes": "paid", "true": "paid", "1": "paid", "completed": "paid", "captured": "paid", "complete": "paid", "bezahlt": "paid",
	"authorized": "authorized", "authorised": "authorized", "pending": "pending", "partially_paid": "pending", "processing": "pending",
	"failed": "failed", "declined": "failed", "refunded": "refunded", "partially_refunded": "partially_refunded",
	"unpaid": "unpaid", "no": "unpaid", "false": "unpaid", "0": "unpaid", "voided": "unpaid", "open": "unpaid", "offen": "unpaid"}

func paymentStatus(text string) (string, error) {
	word := strings.ReplaceAll(columnName(text), " ", "_")
	if s, ok := paymentStatuses[word]; ok {
		return s, nil
	}
	return "", refusal.Errorf("is %.40q, which is none of paid, authorized, pending, failed, refunded, partially_refunded or unpaid", text)
}

func yesNo(text string, dst *bool) error {
	v, ok := cellBool(text)
	if !ok {
		return refusal.Errorf("is %.40q, which is neither yes nor no", text)
	}
	*dst = v
	return nil
}

// yesOrDate is true for yes and for an instant at which it happened.
func yesOrDate(d *orderDraft, text string, dst *bool) error {
	if _, err := d.read(text); err == nil {
		*dst = true
		return nil
	}
	return yesNo(text, dst)
}
