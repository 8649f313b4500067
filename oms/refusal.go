package oms

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/refusal"
)

// Refusals are sentences too. Theirs are written where they are made, as the
// format of a message: the code of the sentence is made of the words in it, and
// what the verbs stand for are its facts. So a refusal can't be without a code,
// and internal/saiddoc finds all there are in the source.

// refusals is the sentence of each format that was met.
var refusals sync.Map

// RefusalOf is the sentence that a format is. The first %d that counts is the
// place named count; the other places are named by their number, {1} first. A
// format without words, which passes something on, has no code.
func RefusalOf(format string) Sentence {
	if known, ok := refusals.Load(format); ok {
		s, _ := known.(Sentence)
		return s
	}
	places := placesOf(format)
	text := verb.ReplaceAllStringFunc(format, func(v string) string {
		if v == "%%" {
			return "%"
		}
		place := "{" + places[0].name + "}"
		places = places[1:]
		if v[len(v)-1] == 'q' {
			return strconv.Quote(place)
		}
		return place
	})
	s := Sentence{Code: refusalCode(format), One: text, Other: text}
	refusals.Store(format, s)
	return s
}

var verb = regexp.MustCompile(`%(\.\d+)?[a-z%]`)

// numbered is what is told by its number, before that: order 100001 is no
// amount, and has no separator of thousands.
var numbered = regexp.MustCompile(`\b(order|line|version|event|parcel|row) $`)

// place is where an argument stands in a format.
type place struct {
	name, verb string
	counts     bool
}

// placesOf are the places of a format, in their order.
func placesOf(format string) (places []place) {
	counted := false
	for _, at := range verb.FindAllStringIndex(format, -1) {
		p := place{name: strconv.Itoa(len(places) + 1), verb: format[at[0]:at[1]]}
		if p.verb == "%%" {
			continue
		}
		p.counts = p.verb == "%d" && !numbered.MatchString(format[:at[0]])
		if p.counts && !counted {
			p.name, counted = "count", true
		}
		places = append(places, p)
	}
	return places
}

// maxRefusalCode keeps codes short. Two formats that are alike so far must be
// worded otherwise; a test tells.
const maxRefusalCode = 100

// refusalCode joins the words of a format with an x for each place, and is ""
// for a format without words.
func refusalCode(format string) string {
	format = verb.ReplaceAllString(strings.ReplaceAll(format, "'", ""), "\x00")
	words := strings.FieldsFunc(strings.ToLower(format), func(r rune) bool { return r != 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if !strings.ContainsFunc(format, unicode.IsLetter) {
		return ""
	}
	code := strings.ReplaceAll(strings.Join(words, "_"), "\x00", "x")
	if len(code) > maxRefusalCode {
		code = code[:strings.LastIndex(code[:maxRefusalCode], "_")]
	}
	return "refused." + code
}

// refuse takes a message apart. It is nil for one that has no words of its own,
// unless what it passes on is a refusal itself.
func refuse(format string, args []any) *Said {
	sentence := RefusalOf(format)
	if sentence.Code == "" {
		return passedOn(args)
	}
	said := sentence.Said()
	places := placesOf(format)
	if len(places) > 0 {
		said.Facts = make(Facts, len(places))
	}
	for i, p := range places[:min(len(places), len(args))] {
		said.Facts[p.name] = p.fact(args[i])
	}
	return &said
}

// passedOn is what the last argument says, when that is a refusal.
func passedOn(args []any) *Said {
	if len(args) == 0 {
		return nil
	}
	err, _ := args[len(args)-1].(error)
	var (
		refused *Error
		fault   FieldError
		leaf    *refusal.Error
	)
	switch {
	case errors.As(err, &refused) && len(refused.Fields) == 0:
		return refused.Says
	case errors.As(err, &fault):
		return fault.Says
	case errors.As(err, &leaf):
		return refuse(leaf.Format, leaf.Args)
	}
	return nil
}

// fact is what an argument says in a place. Values of our own vocabularies are
// words, where there is a word for them.
func (p place) fact(arg any) Fact {
	switch v := arg.(type) {
	case time.Time:
		return FactAt(v)
	case money.Amount:
		return FactMoney(v.Minor, v.Currency)
	case error:
		if said := passedOn([]any{v}); said != nil && len(said.Facts) == 0 {
			return Fact{Word: said.Code}
		}
		return FactText(v.Error())
	}
	switch v := reflect.ValueOf(arg); {
	case p.counts && v.CanInt():
		return FactNumber(v.Int())
	case v.Kind() == reflect.String && v.Type() != reflect.TypeFor[string]():
		if word, ok := sentences[wordCode(v.String())]; ok {
			return FactWord(word)
		}
	}
	return FactText(fmt.Sprintf(strings.ReplaceAll(p.verb, "q", "s"), arg))
}
