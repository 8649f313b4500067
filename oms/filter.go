package oms

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Filter is what a person asks of a list in one line: terms that must all
// hold. It is written as
//
//	filter = [ term { space term } ]
//	term   = [ "-" ] ( key ":" value { "," value } | text )
//	value  = [ "<" | "<=" | ">" | ">=" ] text | [ text ] ".." [ text ]
//	text   = word [ "*" ] | '"' { character | '\"' | '\\' } '"' [ "*" ]
//
// A leading - turns a term around; of several values any one is enough; a
// trailing * stands for any ending; a range includes both of its ends. A term
// without a key searches for words.
type Filter []Term

// Term is one condition of a filter.
type Term struct {
	Not    bool
	Key    string // "" for words to search for
	Values []FilterValue
	At     int // where it was written: the character, counted from 1
}

// FilterValue is what a key is compared with.
type FilterValue struct {
	Op     string // "", <, <=, > or >=
	Text   string // of a range its beginning; "" for an open one
	To     string // the end of a range; "" for an open one
	Range  bool
	Prefix bool // Text is the beginning of what is meant
	At     int  // where it was written
}

// Limits of a filter.
const (
	MaxFilter       = 4000 // characters
	MaxFilterTerms  = 50
	MaxFilterValues = 200 // of one term
)

// ParseFilter reads a filter. The error names the character, counted from 1,
// at which it can't be understood. Keys and values are checked by Check.
func ParseFilter(text string) (Filter, error) {
	if !utf8.ValidString(text) {
		return nil, InvalidField("filter", "is not valid UTF-8")
	}
	p := &filterParser{text: []rune(text)}
	if len(p.text) > MaxFilter {
		return nil, InvalidField("filter", "is longer than the limit of %d characters", MaxFilter)
	}
	if i := slices.Index(p.text, 0); i >= 0 {
		return nil, filterFault(i+1, "", "the character NUL can't be searched for")
	}
	var f Filter
	for p.spaces(); p.i < len(p.text); p.spaces() {
		t, err := p.term()
		if err != nil {
			return nil, err
		}
		if f = append(f, t); len(f) > MaxFilterTerms {
			return nil, filterFault(t.At, t.Key, "a filter has at most %d terms", MaxFilterTerms)
		}
	}
	return f, nil
}

// filterFault is the refusal of what stands at a character of the filter.
func filterFault(at int, token, format string, args ...any) *Error {
	where := fmt.Sprintf("at character %d", at)
	if token != "" {
		where += fmt.Sprintf(", %.60q", token)
	}
	e := InvalidField("filter", format, args...)
	e.Fields[0].Message = where + ": " + e.Fields[0].Message
	return e
}

type filterParser struct {
	text []rune
	i    int
}

func (p *filterParser) spaces() {
	for p.i < len(p.text) && unicode.IsSpace(p.text[p.i]) {
		p.i++
	}
}

// next tells whether s stands here, and goes behind it.
func (p *filterParser) next(s string) bool {
	r := []rune(s)
	if len(p.text)-p.i < len(r) || !slices.Equal(p.text[p.i:p.i+len(r)], r) {
		return false
	}
	p.i += len(r)
	return true
}

// ended tells whether the term is at its end.
func (p *filterParser) ended() bool { return p.i == len(p.text) || unicode.IsSpace(p.text[p.i]) }

func (p *filterParser) term() (t Term, err error) {
	t.At = p.i + 1
	t.Not = p.next("-")
	t.Key = p.key()
	if t.Key == "" {
		v, err := p.words()
		t.Values = []FilterValue{v}
		return t, err
	}
	for {
		v, err := p.value(t.Key)
		if err != nil {
			return t, err
		}
		if t.Values = append(t.Values, v); len(t.Values) > MaxFilterValues {
			return t, filterFault(v.At, t.Key, "a key takes at most %d values", MaxFilterValues)
		}
		if !p.next(",") {
			break
		}
	}
	if !p.ended() {
		return t, filterFault(p.i+1, string(p.text[p.i]), "a space or a comma is expected")
	}
	return t, nil
}

// key reads a key with its colon, or nothing.
func (p *filterParser) key() string {
	n := p.i
	for n < len(p.text) && keyRune(p.text[n]) {
		n++
	}
	if n == p.i || n == len(p.text) || p.text[n] != ':' {
		return ""
	}
	key := string(p.text[p.i:n])
	p.i = n + 1
	return key
}

func keyRune(r rune) bool { return r >= 'a' && r <= 'z' || r == '_' }

// words reads what is to be searched for: up to the next space, or quoted.
func (p *filterParser) words() (v FilterValue, err error) {
	v.At = p.i + 1
	if p.i < len(p.text) && p.text[p.i] == '"' {
		if v.Text, err = p.quoted(); err != nil {
			return v, err
		}
		v.Prefix = p.next("*")
		if !p.ended() {
			return v, filterFault(p.i+1, string(p.text[p.i]), "a space is expected behind the quotes")
		}
	} else {
		from := p.i
		for !p.ended() {
			p.i++
		}
		v.Text, v.Prefix = strings.CutSuffix(string(p.text[from:p.i]), "*")
	}
	if strings.TrimSpace(v.Text) == "" {
		return v, filterFault(v.At, "", "there is nothing to search for")
	}
	return v, nil
}

func (p *filterParser) value(key string) (v FilterValue, err error) {
	v.At = p.i + 1
	for _, op := range []string{"<=", ">=", "<", ">"} {
		if p.next(op) {
			v.Op = op
			break
		}
	}
	from := p.i
	if v.Text, v.Prefix, err = p.atom(); err != nil {
		return v, err
	}
	written := p.i > from
	if p.next("..") {
		v.Range = true
		ended := p.i
		if v.To, _, err = p.atom(); err != nil {
			return v, err
		}
		if v.Op != "" || v.Prefix || !written && p.i == ended || p.text[p.i-1] == '*' {
			return v, filterFault(v.At, string(p.text[v.At-1:p.i]), "a range is written as from..to, with nothing else about it")
		}
		return v, nil
	}
	if v.Text == "" {
		return v, filterFault(v.At, key+":", "a value is missing")
	}
	if v.Op != "" && v.Prefix {
		return v, filterFault(v.At, string(p.text[v.At-1:p.i]), "* and %s don't go together", v.Op)
	}
	return v, nil
}

// atom reads one text of a value; nothing, where none is.
func (p *filterParser) atom() (text string, prefix bool, err error) {
	if p.i < len(p.text) && p.text[p.i] == '"' {
		text, err = p.quoted()
		return text, err == nil && p.next("*"), err
	}
	from := p.i
	for ; !p.ended() && p.text[p.i] != ','; p.i++ {
		switch {
		case p.text[p.i] == '"':
			return "", false, filterFault(p.i+1, `"`, "quotes go around a whole value; within it write \\\"")
		case p.text[p.i] == '*':
			text = string(p.text[from:p.i])
			if p.i++; !p.ended() && p.text[p.i] != ',' && p.text[p.i] != '.' || text == "" {
				return "", false, filterFault(p.i, "*", "* stands behind the beginning of a value; put what contains it into quotes")
			}
			return text, true, nil
		case p.text[p.i] == '.' && p.i+1 < len(p.text) && p.text[p.i+1] == '.':
			return string(p.text[from:p.i]), false, nil
		}
	}
	return string(p.text[from:p.i]), false, nil
}

// quoted reads a text in quotes.
func (p *filterParser) quoted() (string, error) {
	from := p.i
	var b strings.Builder
	for p.i++; p.i < len(p.text); p.i++ {
		switch p.text[p.i] {
		case '"':
			p.i++
			return b.String(), nil
		case '\\':
			if p.i++; p.i == len(p.text) || p.text[p.i] != '"' && p.text[p.i] != '\\' {
				return "", filterFault(p.i, `\`, `within quotes write \\ for a backslash and \" for a quote`)
			}
		}
		b.WriteRune(p.text[p.i])
	}
	return "", filterFault(from+1, `"`, "the quotes are not closed")
}

// String writes the filter so that ParseFilter reads it again.
func (f Filter) String() string {
	parts := make([]string, len(f))
	for i, t := range f {
		parts[i] = t.String()
	}
	return strings.Join(parts, " ")
}

func (t Term) String() string {
	sign := ""
	if t.Not {
		sign = "-"
	}
	if t.Key == "" {
		return sign + quoteWords(t.Values[0].Text) + star(t.Values[0].Prefix)
	}
	values := make([]string, len(t.Values))
	for i, v := range t.Values {
		values[i] = v.Op + quoteValue(v.Text, v.Range) + star(v.Prefix)
		if v.Range {
			values[i] += ".." + quoteValue(v.To, true)
		}
	}
	return sign + t.Key + ":" + strings.Join(values, ",")
}

func star(prefix bool) string {
	if prefix {
		return "*"
	}
	return ""
}

func quoteWords(text string) string {
	key, _, keyed := strings.Cut(text, ":")
	if keyed && key != "" && strings.TrimFunc(key, keyRune) == "" || strings.HasPrefix(text, "-") {
		return quote(text)
	}
	return quoteWhere(text, `"*\`)
}

func quoteValue(text string, mayBeEmpty bool) string {
	if text == "" && mayBeEmpty {
		return ""
	}
	if text == "" || strings.Contains(text, "..") || strings.HasPrefix(text, ".") || strings.HasSuffix(text, ".") {
		return quote(text)
	}
	return quoteWhere(text, `",*\<>=`)
}

func quoteWhere(text, special string) string {
	if strings.ContainsAny(text, special) || strings.ContainsFunc(text, unicode.IsSpace) {
		return quote(text)
	}
	return text
}

func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
