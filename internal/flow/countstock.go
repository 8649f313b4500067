package flow

import (
	"context"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// CountInput says what was counted at a location: everything in the building,
// units that are picked and not shipped included.
type CountInput struct {
	Location  string      `json:"location" doc:"Code of the location" example:"BER" maxLength:"64"`
	Items     []CountItem `json:"items" minItems:"1" maxItems:"1000"`
	Reference string      `json:"reference,omitempty" doc:"The count's own number; one is made when absent" maxLength:"200"`
}

// CountItem is how many units of a SKU are there.
type CountItem struct {
	SKU     string `json:"sku" doc:"Code of the SKU; a bundle has no stock of its own" example:"TEE-RED-M" maxLength:"100"`
	Counted int64  `json:"counted" minimum:"0" maximum:"1000000000" example:"97"`
	Lot     string `json:"lot,omitempty" doc:"Code of the lot, or a serial number, of a SKU that is tracked: each is counted by itself" maxLength:"64"`
	// ExpiresOn is of a lot that the books don't know.
	ExpiresOn string `json:"expires_on,omitempty" doc:"The last good day of a lot that is new" example:"2027-03-31" maxLength:"10"`
}

// CountCorrection is what became of a correction by count.
type CountCorrection struct {
	Reference string // by which its movements are found
	Items     []CountResult
}

// CountResult is what became of one SKU of a count.
type CountResult struct {
	SKU      string
	Counted  int64
	Variance int64 // what was counted less what the books said
	MovementResult
}

// CountStock corrects the stock of SKUs at a location to what was counted,
// with a result for each: one that is refused never fails its neighbors. When
// promised units are missing, stock.Take decides who loses.
func (f *Flow) CountStock(ctx context.Context, in CountInput) (CountCorrection, error) {
	if len(in.Items) == 0 || len(in.Items) > maxMovements {
		return CountCorrection{}, oms.InvalidField("items", "must have 1 to %d entries", maxMovements)
	}
	if in.Reference == "" {
		in.Reference = store.NewID(oms.PrefixCount)
	}
	changes := make([]stockChange, len(in.Items))
	seen := map[[2]string]bool{}
	for i, it := range in.Items {
		changes[i] = newCount(it, in.Location, in.Reference)
		if seen[[2]string{it.SKU, it.Lot}] {
			return CountCorrection{}, oms.InvalidField(fmt.Sprintf("items[%d].sku", i), "%.100q appears twice", it.SKU)
		}
		seen[[2]string{it.SKU, it.Lot}] = true
	}
	results, err := f.changeStock(ctx, changes, false)
	if err != nil {
		return CountCorrection{}, err
	}
	out := CountCorrection{Reference: in.Reference, Items: make([]CountResult, len(results))}
	for i, r := range results {
		out.Items[i] = CountResult{SKU: in.Items[i].SKU, Counted: in.Items[i].Counted, MovementResult: r}
		for _, m := range r.Movements {
			if m.State == oms.StockOnHand {
				out.Items[i].Variance += m.Quantity
			}
		}
	}
	return out, nil
}

func newCount(it CountItem, location, reference string) stockChange {
	errs := append(checkCode("sku", it.SKU, maxSKUCode), checkCode("location", location, maxCode)...)
	errs = append(errs, checkText("reference", reference, 200)...)
	errs = append(errs, oms.LotNames{Lot: it.Lot}.CheckNames("", 1)...)
	errs = append(errs, checkRange("counted", it.Counted, 0, maxMovement)...)
	return stockChange{MovementInput: MovementInput{SKU: it.SKU, Location: location, Reason: oms.ReasonCounted, Reference: reference,
		LotNames: oms.LotNames{Lot: it.Lot}, ExpiresOn: it.ExpiresOn},
		counted: &it.Counted, err: oms.InvalidFields("the count", errs)}
}
