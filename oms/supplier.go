package oms

import "time"

// Supplier is who sells to the merchant.
type Supplier struct {
	ID        string
	Code      string // unique, short, as people say it
	Name      string
	Email     string
	Phone     string
	Contact   string // the person to ask for
	Address   Address
	Currency  string // ISO 4217, of its prices and purchase orders
	LeadDays  int64  // from ordering to arrival, in days
	Note      string
	Active    bool
	Items     []SupplierItem // what it sells, by the code of the SKU
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// SupplierItem is what a supplier asks for one SKU.
type SupplierItem struct {
	SKUID       string
	SKU         string
	SupplierSKU string // the supplier's own code
	Cost        *int64 // of one unit, in minor units of the supplier's currency; nil when it is not known
	MinQuantity int64  // the least that may be ordered; 1 for any
	PackSize    int64  // ordered in multiples of it; 1 for any
	LeadDays    *int64 // when it is not the supplier's
}

// Item returns what the supplier asks for a SKU, or nil.
func (s *Supplier) Item(skuID string) *SupplierItem {
	for i := range s.Items {
		if s.Items[i].SKUID == skuID {
			return &s.Items[i]
		}
	}
	return nil
}

// Lead is how long a SKU takes from ordering to arrival.
func (s *Supplier) Lead(skuID string) time.Duration {
	days := s.LeadDays
	if it := s.Item(skuID); it != nil && it.LeadDays != nil {
		days = *it.LeadDays
	}
	return time.Duration(days) * 24 * time.Hour
}

// Orderable is the least quantity at or above want that the supplier takes an
// order for: the minimum, in whole packs.
func (i SupplierItem) Orderable(want int64) int64 {
	pack := max(1, i.PackSize)
	n := max(want, i.MinQuantity, 1)
	return (n + pack - 1) / pack * pack
}
