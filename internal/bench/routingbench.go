package bench

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/routing"
)

// instance is a recorded stretch of orders against a starting stock, as the
// file has it. Weights are pounds, distances miles, instants days.
type instance struct {
	Centers []json.RawMessage `json:"fc"`
	Weights []float64         `json:"sku_w"`
	Rates   []float64         `json:"rate"`  // units asked for in a day, by SKU
	Shares  []float64         `json:"share"` // of the demand, by region
	Zones   [][]int           `json:"rz"`    // by region and center
	Stock   [][]int64         `json:"inv"`   // by SKU and center
	Weeks   float64           `json:"weeks"`
	Lost    float64           `json:"lost"` // what an unfilled unit costs, in major units
	Orders  []struct {
		At    float64 `json:"t"`
		Zones []int   `json:"z"`
		Miles []int64 `json:"d"`
		Lines []int   `json:"l"` // SKUs, one unit each
	} `json:"orders"`

	card  routing.RateCard
	lost  int64
	grams []int64
}

// gramsPerPound is the international avoirdupois pound, rounded up to whole
// grams at the steps, so that no parcel of a step falls into the next.
const gramsPerPound = 453.59237

// readInstance reads an instance and the rate card beside it: a CSV file of
// pounds and the price of each zone.
func readInstance(path string) (*instance, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the path is the operator's own argument
	if err != nil {
		return nil, err
	}
	var in instance
	if err := json.Unmarshal(text, &in); err != nil {
		return nil, fmt.Errorf("bench: %s: %w", path, err)
	}
	cards, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.csv"))
	if err != nil || len(cards) != 1 {
		return nil, fmt.Errorf("bench: %d rate cards beside %s, want one CSV file: %w", len(cards), path, err)
	}
	if in.card, err = readCard(cards[0]); err != nil {
		return nil, fmt.Errorf("bench: %s: %w", cards[0], err)
	}
	in.lost = int64(math.Round(in.Lost * 100))
	for _, w := range in.Weights {
		in.grams = append(in.grams, int64(math.Round(w*gramsPerPound)))
	}
	return &in, in.check()
}

// maxLines bounds the sets of lines that the bound looks at.
const maxLines = 16

func (in *instance) check() error {
	if len(in.Centers) == 0 || len(in.Weights) != len(in.Stock) || len(in.Weights) != len(in.Rates) || len(in.Shares) != len(in.Zones) {
		return fmt.Errorf("bench: the instance's lists do not fit each other")
	}
	for i, o := range in.Orders {
		if len(o.Zones) != len(in.Centers) || len(o.Miles) != len(in.Centers) {
			return fmt.Errorf("bench: order %d has not a zone and a distance for each center", i)
		}
		var grams int64
		for _, sku := range o.Lines {
			if sku < 0 || sku >= len(in.Weights) {
				return fmt.Errorf("bench: order %d asks for an unknown SKU", i)
			}
			grams += in.grams[sku]
		}
		if grams > in.card.Steps[len(in.card.Steps)-1] || len(o.Lines) > maxLines {
			return fmt.Errorf("bench: order %d is not one parcel of the card, or has more than %d lines: the bound is not made for it", i, maxLines)
		}
	}
	return nil
}

func readCard(path string) (routing.RateCard, error) {
	f, err := os.Open(path) //nolint:gosec // found beside the operator's own argument
	if err != nil {
		return routing.RateCard{}, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		return routing.RateCard{}, fmt.Errorf("has no prices: %w", err)
	}
	card := routing.RateCard{Name: strings.TrimSuffix(filepath.Base(path), ".csv")}
	for _, name := range rows[0][1:] {
		card.Zones = append(card.Zones, routing.Zone{Name: strings.TrimPrefix(name, "z")})
	}
	for _, row := range rows[1:] {
		pounds, err := strconv.ParseFloat(row[0], 64)
		if err != nil {
			return card, err
		}
		card.Steps = append(card.Steps, int64(math.Ceil(pounds*gramsPerPound)))
		for z, text := range row[1:] {
			price, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return card, err
			}
			card.Zones[z].Prices = append(card.Zones[z].Prices, int64(math.Round(price*100)))
		}
	}
	return card, nil
}

// Routing plays the instance in a file under each policy and prints what it
// costs beside the hindsight bound.
func Routing(ctx context.Context, path string, out io.Writer) error {
	in, err := readInstance(path)
	if err != nil {
		return err
	}
	started := time.Now()
	bound, err := in.hindsight(ctx)
	if err != nil {
		return err
	}
	var units int
	for _, o := range in.Orders {
		units += len(o.Lines)
	}
	fmt.Fprintf(out, "%s: %d orders, %d units, %d SKUs, %d locations; prices of %s\n", filepath.Base(path), len(in.Orders), units, len(in.Weights), len(in.Centers), in.card.Name)
	fmt.Fprintf(out, "hindsight bound %.2f (%.1f s): no plan that knew all orders beforehand costs less. It is the Lagrangian dual of the offline\n"+
		"assignment with the stock limits priced, so each order is solved exactly on its own; subgradient ascent.\n\n", float64(bound)/100, time.Since(started).Seconds())
	fmt.Fprintf(out, "%-42s %12s %7s %7s %7s %8s\n", "policy", "cost", "ratio", "split", "fill", "µs/order")
	for _, s := range in.strategies() {
		r, err := in.play(ctx, s)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-42s %12.2f %7.4f %6.2f%% %6.2f%% %8.1f\n", s.name, float64(r.cost)/100, float64(r.cost)/float64(bound), 100*float64(r.split)/float64(len(in.Orders)),
			100*float64(units-r.unfilled)/float64(units), float64(r.took.Microseconds())/float64(len(in.Orders)))
	}
	return nil
}
