package oms

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/money"
)

// Said is a sentence that the system says to people, taken apart: which one,
// and the facts in it. A screen says it in its reader's language and formats;
// String says it in English, for whoever reads the API.
type Said struct {
	Code  string `json:"code" doc:"Which sentence; one that is not known is best shown as the English text beside it" example:"unfillable"`
	Facts Facts  `json:"facts,omitempty" doc:"What stands in its places, by name"`
}

// Facts are what stands in the places of a sentence. The number named count
// decides between its singular and its plural.
type Facts map[string]Fact

// Fact is one value in a sentence; one of its kinds is set.
type Fact struct {
	Text     string     `json:"text,omitempty" doc:"As it is: a code, a name, a vendor's own words" example:"BER"`
	Word     string     `json:"word,omitempty" doc:"The code of a sentence without facts, such as a status" example:"word.paid"`
	List     []string   `json:"list,omitempty" doc:"The first few of several texts"`
	More     int64      `json:"more,omitempty" doc:"How many texts the list leaves out"`
	Number   *int64     `json:"number,omitempty" doc:"A count"`
	Amount   string     `json:"amount,omitempty" doc:"Money" example:"44.70"`
	Currency string     `json:"currency,omitempty" doc:"Of the amount, ISO 4217" example:"EUR"`
	At       *time.Time `json:"at,omitempty" doc:"An instant"`
	Day      string     `json:"day,omitempty" doc:"A calendar day" example:"2026-11-21"`
}

// FactText is a text as it is.
func FactText(s string) Fact { return Fact{Text: s} }

// FactWord is a word of ours, which is a sentence without facts.
func FactWord(s Sentence) Fact { return Fact{Word: s.Code} }

// FactNumber is a count.
func FactNumber(n int64) Fact { return Fact{Number: &n} }

// FactMoney is an amount in minor units of a currency.
func FactMoney(minor int64, currency string) Fact {
	return Fact{Amount: money.New(minor, currency).Decimal(), Currency: currency}
}

// FactAt is an instant.
func FactAt(t time.Time) Fact { return Fact{At: &t} }

// FactDay is the calendar day of an instant, in UTC.
func FactDay(t time.Time) Fact { return Fact{Day: t.Format(time.DateOnly)} }

// FactList names the first five of several things and counts the others.
func FactList(all []string) Fact { return FactFirst(5, all) }

// FactFirst names the first n of several things and counts the others.
func FactFirst(n int, all []string) Fact {
	n = min(n, len(all))
	return Fact{List: all[:n], More: int64(len(all) - n)}
}

// String is the fact in English.
func (f Fact) String() string {
	switch {
	case f.Word != "":
		return Said{Code: f.Word}.String()
	case f.Number != nil:
		return fmt.Sprint(*f.Number)
	case f.Amount != "":
		return f.Amount + " " + f.Currency
	case f.At != nil:
		return f.At.UTC().Format("2 January 2006 at 15:04 UTC")
	case f.Day != "":
		return f.Day
	case f.More > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(f.List, ", "), f.More)
	case len(f.List) > 0:
		return strings.Join(f.List, ", ")
	}
	return f.Text
}

var hole = regexp.MustCompile(`\{\w+\}`)

// String says it in English. A sentence that this version doesn't have is its
// code.
func (s Said) String() string {
	sentence, ok := sentences[s.Code]
	if !ok {
		return s.Code
	}
	form := sentence.Other
	if n := s.Facts["count"].Number; n != nil && *n == 1 {
		form = sentence.One
	}
	return hole.ReplaceAllStringFunc(form, func(name string) string { return s.Facts[strings.Trim(name, "{}")].String() })
}

// Say is a paragraph in English.
func Say(all ...Said) string {
	texts := make([]string, len(all))
	for i, s := range all {
		texts[i] = s.String()
	}
	return strings.Join(texts, " ")
}

// Sentence is something that the system can say. A {name} is the place of a
// fact.
type Sentence struct {
	Code  string
	One   string // when the fact named count is 1
	Other string
}

// sentences are all there are, by their codes. They are declared where their
// noun is, as package variables.
var sentences = map[string]Sentence{}

// sentence declares a sentence that is the same for one and for many.
func sentence(code, text string) Sentence { return plural(code, text, text) }

// plural declares a sentence with a singular and a plural.
func plural(code, one, other string) Sentence {
	s := Sentence{Code: code, One: one, Other: other}
	sentences[code] = s
	return s
}

// With fills the places of a sentence in.
func (s Sentence) With(f Facts) Said { return Said{Code: s.Code, Facts: f} }

// Said is a sentence that has no places.
func (s Sentence) Said() Said { return Said{Code: s.Code} }

// Sentences are all that the system can say in this way, by their codes.
func Sentences() []Sentence {
	return slices.SortedFunc(maps.Values(sentences), func(a, b Sentence) int { return strings.Compare(a.Code, b.Code) })
}
