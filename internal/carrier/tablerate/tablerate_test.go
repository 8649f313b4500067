package tablerate_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/oms"
	"pgregory.net/rapid"
)

func TestRates(t *testing.T) {
	for _, c := range []struct {
		from, to string
		weights  []int64
		want     string
	}{
		{"DE", "DE", []int64{460}, "[{standard Standard 419} {express Express 1290}]"},
		{"DE", "DE", []int64{1000}, "[{standard Standard 419} {express Express 1290}]"},
		{"DE", "DE", []int64{1001}, "[{standard Standard 549} {express Express 1290}]"},
		{"DE", "FR", []int64{460, 460}, "[{standard Standard 1898} {express Express 6980}]"},
		{"DE", "GB", []int64{460}, "[{standard Standard 1749} {express Express 5990}]"},
		{"GB", "GB", []int64{20_001}, "[{standard Standard 1999}]"},
		{"DE", "DE", []int64{31_501}, "[]"},
		{"DE", "DE", []int64{100, 31_501}, "[]"},
		{"DE", "DE", nil, "[]"},
	} {
		if got := fmt.Sprint(tablerate.Default().Rates(c.from, c.to, c.weights)); got != c.want {
			t.Errorf("%s to %s, %v: %s, want %s", c.from, c.to, c.weights, got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	text, err := json.Marshal(tablerate.Default())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tablerate.Parse(string(text)); err != nil {
		t.Errorf("the default: %v", err)
	}
	_, err = tablerate.Parse(`{"name":"","currency":"EUX","services":[{"code":"a","name":"A","max_weight_grams":0,
		"zones":{"moon":[],"eu":[{"up_to_grams":5,"price":-1},{"up_to_grams":5,"price":1}]}},{"code":"a","name":"","max_weight_grams":1}]}`)
	if oms.CodeOf(err) != oms.Invalid {
		t.Fatal(err)
	}
	for _, field := range []string{"name must", "currency", "services[0].max_weight_grams", "services[0].zones.moon", "services[0].zones.eu[0].price",
		"services[0].zones.eu[1].up_to_grams", "services[1].code", "services[1].name"} {
		if !strings.Contains(err.Error(), field) {
			t.Errorf("%v does not name %s", err, field)
		}
	}
	if _, err := tablerate.Parse(`{"titel":"x"}`); err == nil || !strings.Contains(err.Error(), "titel") {
		t.Errorf("a misspelled field: %v", err)
	}
}

func TestTrackingNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := tablerate.TrackingNumber(rapid.String().Draw(t, "key"))
		if !tablerate.Valid(n) {
			t.Fatalf("%s is not valid", n)
		}
		at := rapid.IntRange(2, len(n)-1).Draw(t, "at")
		other := n[:at] + string('0'+(n[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10) + n[at+1:]
		if tablerate.Valid(other) {
			t.Fatalf("a wrong digit at %d of %s is not noticed", at, n)
		}
	})
	if a := tablerate.TrackingNumber("shp_1/1"); a != tablerate.TrackingNumber("shp_1/1") || a == tablerate.TrackingNumber("shp_1/2") {
		t.Error("a number does not follow from its key alone")
	}
}
