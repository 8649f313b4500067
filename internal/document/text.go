package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// missing stands for a character that can't be printed: seen, so that nobody takes
// the text for complete.
const missing = '□'

// Unprintable returns the characters of s that print as a box, each once, in order of
// appearance, and "" when all is well. A caller can then ask for the address in Latin
// script before paper is spent on it.
func Unprintable(s string) string {
	var out []rune
	for _, r := range norm.NFC.String(s) {
		if printable(r) == string(missing) && r != missing && !strings.ContainsRune(string(out), r) {
			out = append(out, r)
		}
	}
	return string(out)
}

// clean makes s one line of characters that the font has.
//
//   - Compose (é as one character), because the font places no loose accents.
//   - Line breaks, tabs and controls become one space; invisible marks go.
//   - What the font lacks becomes its compatible or unaccented form, else a box.
func clean(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		b.WriteString(printable(r))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func printable(r rune) string {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r):
		return " "
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		return ""
	case prints(r):
		return string(r)
	}
	return transliterate(r)
}

func prints(r rune) bool { return regular().has(r) && bold().has(r) }

func transliterate(r rune) string {
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if prints(d) && !unicode.Is(unicode.Mn, d) {
			b.WriteRune(d)
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return string(missing)
	}
	return b.String()
}

// wrap breaks cleaned text into lines no wider than width, at spaces, and inside a
// word only when the word alone is too wide.
func wrap(s string, f *face, size, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if joined := strings.TrimSpace(line + " " + word); f.width(joined, size) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = word
		for head := prefix(line, f, size, width); head != line; head = prefix(line, f, size, width) {
			lines, line = append(lines, head), line[len(head):]
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// prefix is the longest beginning of s that fits, and at least one character.
func prefix(s string, f *face, size, width float64) string {
	sum := 0.0
	for i, r := range s {
		if sum += f.advance[r] * size; sum > width && i > 0 {
			return s[:i]
		}
	}
	return s
}

// clip keeps at most n lines and ends the last with "…" when some are left out.
func clip(lines []string, n int, f *face, size, width float64) []string {
	if len(lines) <= n {
		return lines
	}
	lines = append([]string(nil), lines[:n]...)
	last := prefix(lines[n-1], f, size, width-f.width("…", size))
	lines[n-1] = strings.TrimSpace(last) + "…"
	return lines
}
