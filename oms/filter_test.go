package oms

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
)

// unplaced is a filter without where its terms were written.
func unplaced(f Filter) Filter {
	for i := range f {
		f[i].At = 0
		for j := range f[i].Values {
			f[i].Values[j].At = 0
		}
	}
	return f
}

func TestParseFilter(t *testing.T) {
	text := `status:on_hold channel:amazon,web sku:TEE-* ship_by:<today tag:vip -tag:test total:>100 placed:2026-11-01..2026-11-15 "ada lovelace" -x tag:"gift, wrapped" number:..5`
	got, err := ParseFilter(text)
	if err != nil {
		t.Fatal(err)
	}
	want := Filter{
		{Key: "status", Values: []FilterValue{{Text: "on_hold"}}},
		{Key: "channel", Values: []FilterValue{{Text: "amazon"}, {Text: "web"}}},
		{Key: "sku", Values: []FilterValue{{Text: "TEE-", Prefix: true}}},
		{Key: "ship_by", Values: []FilterValue{{Op: "<", Text: "today"}}},
		{Key: "tag", Values: []FilterValue{{Text: "vip"}}},
		{Not: true, Key: "tag", Values: []FilterValue{{Text: "test"}}},
		{Key: "total", Values: []FilterValue{{Op: ">", Text: "100"}}},
		{Key: "placed", Values: []FilterValue{{Text: "2026-11-01", To: "2026-11-15", Range: true}}},
		{Values: []FilterValue{{Text: "ada lovelace"}}},
		{Not: true, Values: []FilterValue{{Text: "x"}}},
		{Key: "tag", Values: []FilterValue{{Text: "gift, wrapped"}}},
		{Key: "number", Values: []FilterValue{{To: "5", Range: true}}},
	}
	if got.String() != text {
		t.Errorf("printed as %s", got)
	}
	if !reflect.DeepEqual(unplaced(got), want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if err := want.Check(OrderFilterKeys()); err != nil {
		t.Error(err)
	}
}

// TestFilterFaults has each refusal name what is wrong and where.
func TestFilterFaults(t *testing.T) {
	for text, want := range map[string]string{
		"tag:vip status:onhold":            `at character 16, "onhold": must be one of`,
		"shade:red":                        `at character 1, "shade:": there is no such key`,
		"status:":                          `at character 8, "status:": a value is missing`,
		"status:,open":                     "a value is missing",
		`tag:"vip`:                         `at character 5, "\"": the quotes are not closed`,
		`tag:vi"p`:                         `at character 7`,
		`"a"b`:                             "at character 4",
		"-":                                "nothing to search for",
		`""`:                               "nothing to search for",
		"sku:T*E":                          `"*"`,
		"sku:*":                            `"*"`,
		"placed:..":                        "a range is written",
		"placed:<a..b":                     "a range is written",
		"total:>ten":                       `at character 7, "ten": is no amount`,
		"number:1.5":                       "is no whole number",
		"placed:2026-13-01":                "is no point in time",
		"placed:today-7x":                  "is no point in time",
		"status:>open":                     "status is not compared",
		"tag:a..b":                         "tag is not compared",
		"placed:today*":                    "takes no *",
		`tag:"a\b"`:                        `within quotes`,
		"a\x00b":                           "NUL",
		"\xff":                             "UTF-8",
		strings.Repeat("x ", 51):           "at most 50 terms",
		strings.Repeat("x", 4001):          "limit of 4000",
		"tag:" + strings.Repeat("a,", 201): "at most 200 values",
	} {
		f, err := ParseFilter(text)
		if err == nil {
			err = f.Check(OrderFilterKeys())
		}
		if CodeOf(err) != Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}

// TestFilterLaws prints random filters and reads them back, and reads noise:
// what can be read is printed in a form that is read as the same.
func TestFilterLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	alphabet := []rune(`ab:-*"\,. <>=_é日` + "\t\u00a0\u200b")
	text := func() string {
		s := make([]rune, 1+r.IntN(5))
		for i := range s {
			s[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(s)
	}
	for range 20_000 {
		f := Filter{}
		for range 1 + r.IntN(3) {
			f = append(f, randomTerm(r, text))
		}
		read, err := ParseFilter(f.String())
		if err != nil || !reflect.DeepEqual(unplaced(read), f) {
			t.Fatalf("%s\nwritten %+v\nread    %+v %v", f, f, read, err)
		}
		noise := text() + text() + text()
		if read, err = ParseFilter(noise); err != nil {
			continue
		}
		again, err := ParseFilter(read.String())
		if err != nil || !reflect.DeepEqual(unplaced(again), unplaced(read)) {
			t.Fatalf("%q is read as %+v, printed as %s, read as %+v %v", noise, read, read, again, err)
		}
	}
}

func randomTerm(r *rand.Rand, text func() string) Term {
	t := Term{Not: r.IntN(2) == 0}
	if r.IntN(3) == 0 {
		word := text()
		for strings.TrimSpace(word) == "" {
			word = text()
		}
		t.Values = []FilterValue{{Text: word, Prefix: r.IntN(3) == 0}}
		return t
	}
	t.Key = "key_a"
	for range 1 + r.IntN(3) {
		v := FilterValue{Text: text()}
		switch r.IntN(4) {
		case 0:
			v.Op = []string{"<", "<=", ">", ">="}[r.IntN(4)]
		case 1:
			v.Range = true
			v.To = text()
			if r.IntN(3) == 0 {
				v.Text = ""
			} else if r.IntN(3) == 0 {
				v.To = ""
			}
		case 2:
			v.Prefix = true
		}
		t.Values = append(t.Values, v)
	}
	return t
}

func FuzzParseFilter(f *testing.F) {
	f.Add(`status:on_hold -tag:"a b",c* placed:..today`)
	f.Fuzz(func(t *testing.T, text string) {
		read, err := ParseFilter(text)
		if err != nil {
			return
		}
		again, err := ParseFilter(read.String())
		if err != nil || !reflect.DeepEqual(unplaced(again), unplaced(read)) {
			t.Fatalf("%q: %+v, then %+v %v", text, read, again, err)
		}
	})
}

func TestParseMoment(t *testing.T) {
	berlin := time.FixedZone("+1", 3600)
	now := time.Date(2026, 11, 20, 0, 30, 0, 0, berlin)
	for text, want := range map[string][2]string{
		"today":                {"2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z"},
		"yesterday":            {"2026-11-18T23:00:00Z", "2026-11-19T23:00:00Z"},
		"tomorrow":             {"2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z"},
		"today-1w":             {"2026-11-12T23:00:00Z", "2026-11-13T23:00:00Z"},
		"now-30m":              {"2026-11-19T23:00:00Z", "2026-11-19T23:00:00.000001Z"},
		"2026-11":              {"2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z"},
		"2026-11-20":           {"2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z"},
		"2026-11-20T10:00:00Z": {"2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000001Z"},
	} {
		got, ok := ParseMoment(text, now)
		if from, to := got.From.Format(time.RFC3339Nano), got.To.Format(time.RFC3339Nano); !ok || from != want[0] || to != want[1] {
			t.Errorf("%s: %s to %s", text, from, to)
		}
	}
}
