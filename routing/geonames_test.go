package routing_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/routing"
)

const postalLines = "DE\t10115\tBerlin\tBerlin\tBE\t\t00\t\t11000\t52.5323\t13.3846\t6\n" +
	"DE\t10117\tBerlin\tBerlin\tBE\t\t00\t\t11000\t52.5170\t13.3872\t6\n" +
	"GB\tSW1A 1AA\tLondon\tEngland\tENG\t\t\t\t\t51.5010\t-0.1416\t6\n"

func gazetteer(t *testing.T, r io.Reader) routing.Gazetteer {
	t.Helper()
	g := routing.Gazetteer{}
	if err := routing.ReadPostal(r, func(p routing.PostalPlace) error { g.Add(p); return nil }); err != nil {
		t.Fatal(err)
	}
	return g
}

// find looks a destination up as flow does.
func find(g routing.Gazetteer, country, postal, city string) (routing.Place, routing.Precision) {
	keys, precise := routing.PlaceKeys(country, postal, city)
	for i, key := range keys {
		if p, ok := g.At(key); ok {
			return p, precise[i]
		}
	}
	return routing.Place{}, ""
}

func TestGazetteer(t *testing.T) {
	g := gazetteer(t, strings.NewReader(postalLines))
	for _, x := range []struct {
		country, postal, city string
		latitude              float64
		precise               routing.Precision
	}{
		{"DE", "10115", "", 52.5323, routing.PrecisionPostal},
		{"GB", "sw1a1aa", "", 51.5010, routing.PrecisionPostal},
		{"DE", "10119", "", 52.52465, routing.PrecisionPrefix},
		{"GB", "SW1A 9ZZ", "", 51.5010, routing.PrecisionPrefix},
		{"DE", "99999", "BERLIN", 52.52465, routing.PrecisionCity},
		{"DE", "99999", "Ulm", 0, ""},
		{"FR", "10115", "", 0, ""},
		{"", "10115", "Berlin", 0, ""},
	} {
		p, precise := find(g, x.country, x.postal, x.city)
		if precise != x.precise || math.Abs(p.Latitude-x.latitude) > 1e-6 {
			t.Errorf("%s %s %s is at %v, %s", x.country, x.postal, x.city, p, precise)
		}
	}
}

func TestReadPostalRefuses(t *testing.T) {
	for text, fault := range map[string]string{
		"DE;10115;Berlin": "line 1: has 1 columns",
		postalLines + "DE\t\tX\t\t\t\t\t\t\t1\t2\t1": "line 4: needs a country",
		"DE\t1\tX\t\t\t\t\t\t\tnorth\t2\t1":          "are not a latitude",
		"DE\t1\tX\t\t\t\t\t\t\t95\t2\t1":             "are not a latitude",
		"DE\t1\tX\t\t\t\t\t\t\tNaN\t2\t1":            "are not a latitude",
		"Germany\t1\tX\t\t\t\t\t\t\t1\t2\t1":         "needs a country",
	} {
		if err := routing.ReadPostal(strings.NewReader(text), func(routing.PostalPlace) error { return nil }); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestRealPostalCodes reads a compact file of 117 countries, as a GeoNames file.
func TestRealPostalCodes(t *testing.T) {
	root := os.Getenv("SWITCHYARD_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(root, "data", "geo", "postal_compact.txt.gz"))
	if err != nil {
		t.Skipf("the shared postal codes are not there: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	country := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "#"); ok {
			country = name
		} else if v := strings.Split(line, ","); len(v) == 3 {
			fmt.Fprintf(&file, "%s\t%s\t\t\t\t\t\t\t\t%s\t%s\t1\n", country, v[0], v[1], v[2])
		}
	}
	g := gazetteer(t, strings.NewReader(file.String()))
	for postal, km := range map[string]float64{"80331": 30, "10115": 30} {
		p, precise := find(g, "DE", postal, "")
		near := map[string]routing.Place{"80331": *munich.Place, "10115": *berlin}[postal]
		if d := routing.DistanceKM(p, near); precise == "" || d > km {
			t.Errorf("%s is %.0f km off (%s)", postal, d, precise)
		}
	}
	if len(g) < 100_000 {
		t.Errorf("only %d places", len(g))
	}
}
