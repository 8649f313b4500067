package document

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// PDF text is drawn glyph by glyph from left to right, so Hebrew and Arabic have to
// be brought into that form here: shape joins Arabic letters, visual orders a line.

// forms are the presentation forms of an Arabic letter: isolated, final and, when it
// joins on both sides, initial and medial.
type forms []rune

// arabic maps letters to their forms and alefs to their ligatures with lam. Unicode
// lists the forms of a letter in the order of the type; each decomposes to its letter.
var arabic = sync.OnceValue(func() (t struct{ letters, lamAlef map[rune]forms }) {
	t.letters, t.lamAlef = map[rune]forms{}, map[rune]forms{}
	add := func(from, to rune) {
		for r := from; r <= to; r++ {
			base := []rune(norm.NFKC.String(string(r)))
			switch {
			case len(base) == 1 && base[0] != r:
				t.letters[base[0]] = append(t.letters[base[0]], r)
			case len(base) == 2 && base[0] == 'ل' && from == 0xFE80:
				t.lamAlef[base[1]] = append(t.lamAlef[base[1]], r)
			}
		}
	}
	add(0xFE80, 0xFEFC) // Arabic
	add(0xFB50, 0xFBFF) // Persian, Urdu and others
	return t
})

// shape replaces Arabic letters by the forms their neighbors ask for.
func shape(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
		return s
	}
	table, in := arabic(), []rune(s)
	var out []rune
	joined := false // the letter before reaches out to this one
	for i := 0; i < len(in); i++ {
		f, next := table.letters[in[i]], rune(0)
		if i+1 < len(in) {
			next = in[i+1]
		}
		ligature := table.lamAlef[next]
		switch {
		case unicode.Is(unicode.Mn, in[i]):
			out = append(out, in[i])
			continue
		case in[i] == 'ل' && len(ligature) == 2:
			out, i = append(out, pick(ligature, joined, false, next)), i+1
			joined = false
		default:
			reaches := len(f) == 4 && len(table.letters[after(in, i)]) > 1
			out = append(out, pick(f, joined, reaches, in[i]))
			joined = reaches
		}
	}
	return string(out)
}

// after is the letter that follows in[i], vowel marks skipped.
func after(in []rune, i int) rune {
	for _, r := range in[i+1:] {
		if !unicode.Is(unicode.Mn, r) {
			return r
		}
	}
	return 0
}

func pick(f forms, joined, reaches bool, plain rune) rune {
	at := 0
	if joined {
		at++
	}
	if reaches {
		at += 2
	}
	if at < len(f) && prints(f[at]) {
		return f[at]
	}
	return plain
}

// visual puts the characters of a line in the order in which they are drawn (Unicode
// Bidirectional Algorithm, rule L2; one level of nesting, which is what addresses have).
//
//   - A right-to-left run is drawn backwards, brackets mirrored.
//   - In a line that begins right-to-left the runs follow each other from the right.
//   - In any other line only neighbors do: a run, a number, a run.
func visual(line string) string {
	if !strings.ContainsFunc(line, rightToLeft) {
		return line
	}
	var p bidi.Paragraph
	if _, err := p.SetString(line); err != nil {
		return line
	}
	order, err := p.Order()
	if err != nil {
		return line
	}
	runs, isRTL := make([]string, order.NumRuns()), make([]bool, order.NumRuns())
	for i := range runs {
		run := order.Run(i)
		runs[i], isRTL[i] = run.String(), run.Direction() == bidi.RightToLeft
		if isRTL[i] {
			runs[i] = bidi.ReverseString(runs[i])
		}
	}
	if first := strings.IndexFunc(line, strong); rightToLeft([]rune(line[first:])[0]) {
		slices.Reverse(runs)
		return strings.Join(runs, "")
	}
	for i := 0; i < len(runs); i++ {
		from := i
		for isRTL[from] && i+2 < len(runs) && !strings.ContainsFunc(runs[i+1], strong) {
			i += 2
		}
		slices.Reverse(runs[from : i+1])
	}
	return strings.Join(runs, "")
}

func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

func strong(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.L || rightToLeft(r)
}
