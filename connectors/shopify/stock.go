package shopify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/switchyard-oms/switchyard/connector"
)

// stockBatch keeps the search for the variants of a batch within the budget of
// the smallest plan.
const stockBatch = 50

// StockBatch is how many rows one push takes.
func (s *shop) StockBatch() int { return stockBatch }

// variant is what the shop sells: an offer, with the item that is counted.
type variant struct {
	LegacyID text `json:"legacyResourceId"`
	SKU      text `json:"sku"`
	Item     struct {
		ID    string `json:"id"`
		Level *struct {
			Quantities []struct {
				Quantity int64 `json:"quantity"`
			} `json:"quantities"`
		} `json:"inventoryLevel"`
	} `json:"inventoryItem"`
}

// PushStock sets what is available of each variant at the shop's location.
func (s *shop) PushStock(ctx context.Context, rows []connector.StockRow) ([]error, error) {
	at, err := s.place(ctx)
	if err != nil {
		return nil, err
	}
	offers := make([]connector.Offer, len(rows))
	for i, r := range rows {
		offers[i] = r.Offer
	}
	found, answers, err := s.variants(ctx, at, offers)
	if err != nil {
		return nil, err
	}
	left := []int{} // rows that are still to be told
	items := map[string]bool{}
	for i := range rows {
		switch {
		case answers[i] != nil:
		case items[found[i].Item.ID]:
			answers[i] = reject("another listing is the same variant")
		default:
			items[found[i].Item.ID] = true
			left = append(left, i)
		}
	}
	// One row at fault undoes them all, so the rest is sent again without it.
	for len(left) > 0 {
		faults, err := s.setStock(ctx, at, left, rows, found)
		if err != nil {
			return nil, err
		}
		if len(faults) == 0 {
			return answers, nil
		}
		left = slices.DeleteFunc(left, func(i int) bool {
			answers[i] = faults[i]
			return faults[i] != nil
		})
	}
	return answers, nil
}

// setStock sends rows and returns the faults of single ones.
func (s *shop) setStock(ctx context.Context, at string, send []int, rows []connector.StockRow, found []variant) (map[int]error, error) {
	quantities := make([]map[string]any, len(send))
	for k, i := range send {
		quantities[k] = map[string]any{"inventoryItemId": found[i].Item.ID, "locationId": at, "quantity": rows[i].Quantity, "changeFromQuantity": nil}
	}
	var data struct {
		Set struct {
			Errors []struct {
				Code    string   `json:"code"`
				Field   []string `json:"field"`
				Message string   `json:"message"`
			} `json:"userErrors"`
		} `json:"inventorySetQuantities"`
	}
	variables := map[string]any{"key": s.key(quantities), "input": map[string]any{"name": "available", "reason": "correction", "quantities": quantities}}
	if err := s.ask(connector.Repeatable(ctx), stockMutation, variables, &data); err != nil {
		return nil, unscoped(err, "write_inventory")
	}
	faults := map[int]error{}
	for _, f := range data.Set.Errors {
		if f.Code == "IDEMPOTENCY_CONCURRENT_REQUEST" {
			return nil, &connector.Error{Do: connector.Retry, Message: "shopify: " + clip(f.Message)}
		}
		k := rowOf(f.Field)
		if k < 0 || k >= len(send) {
			return nil, reject(f.Message)
		}
		faults[send[k]] = reject(f.Message)
	}
	return faults, nil
}

// key is another one for each call, and the same when the host repeats it: the
// shop answers a key that it knows without setting anything.
func (s *shop) key(content any) string {
	b, _ := json.Marshal(content) // of maps, texts and numbers
	sum := sha256.Sum256(fmt.Append(b, s.env.Now().UnixNano()))
	return hex.EncodeToString(sum[:16])
}

// rowOf finds the number of a row in the path of a fault: input, quantities,
// 3, quantity.
func rowOf(path []string) int {
	for _, p := range path {
		if n, err := strconv.Atoi(p); err == nil {
			return n
		}
	}
	return -1
}

// ShownStock returns what is available of each variant at the shop's location.
func (s *shop) ShownStock(ctx context.Context, offers []connector.Offer) ([]connector.Shown, error) {
	at, err := s.place(ctx)
	if err != nil {
		return nil, err
	}
	found, answers, err := s.variants(ctx, at, offers)
	if err != nil {
		return nil, err
	}
	out := make([]connector.Shown, len(offers))
	for i, v := range found {
		switch {
		case answers[i] != nil:
			out[i].Err = answers[i]
		case v.Item.Level == nil || len(v.Item.Level.Quantities) == 0:
			out[i].Err = reject("the variant is not stocked at the location")
		default:
			out[i].Quantity = v.Item.Level.Quantities[0].Quantity
		}
	}
	return out, nil
}

// place is the location whose stock is set: that of the settings, or the
// shop's first, which is asked for once.
func (s *shop) place(ctx context.Context) (string, error) {
	if s.location != "" {
		return "gid://shopify/Location/" + s.location, nil
	}
	kept, err := s.env.Keep.Get(ctx, "location")
	if err != nil || kept != "" {
		return kept, err
	}
	var data struct {
		Location *struct {
			ID string `json:"id"`
		} `json:"location"`
	}
	if err := s.ask(connector.Repeatable(ctx), locationQuery, nil, &data); err != nil {
		return "", unscoped(err, "read_locations")
	}
	if data.Location == nil {
		return "", reject("the shop has no location")
	}
	return data.Location.ID, s.env.Keep.Put(ctx, "location", data.Location.ID)
}

// variants finds the variants that offers stand for: by id, where the external
// id is the number of one, or else by SKU.
func (s *shop) variants(ctx context.Context, at string, offers []connector.Offer) ([]variant, []error, error) {
	all, err := s.search(ctx, at, offers)
	if err != nil {
		return nil, nil, err
	}
	byID, bySKU := map[string]variant{}, map[string][]variant{}
	for _, v := range all {
		byID[string(v.LegacyID)] = v
		bySKU[string(v.SKU)] = append(bySKU[string(v.SKU)], v)
	}
	found, answers := make([]variant, len(offers)), make([]error, len(offers))
	for i, o := range offers {
		if v, ok := byID[o.ExternalID]; ok {
			found[i] = v
			continue
		}
		switch same := bySKU[o.SKU]; len(same) {
		case 0:
			answers[i] = reject("the shop has no variant " + o.ExternalID + " and none with the SKU " + o.SKU)
		case 1:
			found[i] = same[0]
		default:
			answers[i] = reject(fmt.Sprintf("%d variants have the SKU %s: make the variant's number the listing's external id", len(same), o.SKU))
		}
	}
	return found, answers, nil
}

func (s *shop) search(ctx context.Context, at string, offers []connector.Offer) (all []variant, err error) {
	var terms []string
	for _, o := range offers {
		if _, err := strconv.ParseUint(o.ExternalID, 10, 64); err == nil {
			terms = append(terms, "id:"+o.ExternalID)
		}
		if o.SKU != "" {
			terms = append(terms, "sku:'"+strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(o.SKU)+"'")
		}
	}
	// Asked for are as many as may be found: the budget pays for what is asked.
	variables := map[string]any{"filter": strings.Join(terms, " OR "), "first": 2 * len(offers), "location": at}
	for {
		var data struct {
			Variants conn[variant] `json:"productVariants"`
		}
		if err := s.ask(connector.Repeatable(ctx), variantsQuery, variables, &data); err != nil {
			return nil, unscoped(err, "read_products and read_inventory")
		}
		all = append(all, data.Variants.Nodes...)
		if !data.Variants.PageInfo.HasNextPage {
			return all, nil
		}
		variables["after"] = data.Variants.PageInfo.EndCursor
	}
}

func reject(message string) error {
	return &connector.Error{Do: connector.Reject, Message: "shopify: " + clip(message)}
}

// unscoped turns a lacking scope into a refusal of this one thing: orders can
// be read all the same, so the connection goes on.
func unscoped(err error, scopes string) error {
	if e, ok := asError(err); ok && e.Do == connector.Reauth && e.Status == 200 {
		return reject("the app lacks the scopes " + scopes + ": " + strings.TrimPrefix(e.Message, "shopify: "))
	}
	return err
}
