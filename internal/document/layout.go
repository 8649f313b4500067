package document

import "strings"

// paragraph is text that starts on its own line.
type paragraph struct {
	text string
	bold bool
}

// paragraphs cleans the texts and leaves out those with nothing to print.
func paragraphs(in ...paragraph) []paragraph {
	var out []paragraph
	for _, p := range in {
		if p.text = shape(clean(p.text)); p.text != "" {
			out = append(out, p)
		}
	}
	return out
}

// box is a rectangle with its origin at the top left, in the unit of its canvas.
type box struct{ x, y, w, h float64 }

// leading is the distance of baselines in units of the font size.
const leading = 1.18

// line is one row of text, ready to draw.
type line struct {
	text string // in visual order
	bold bool
}

// fit sets paragraphs into a box at the largest size between max and min at which
// all of them fit.
//
//   - A word is broken over two lines only once the text is down to half of max.
//   - Where even min is too large, each paragraph gets its share of the rows and what
//     is left out shows as "…".
func fit(ps []paragraph, b box, maxSize, minSize float64) (lines []line, size float64) {
	for size = maxSize; ; size = max(minSize, size*0.94) {
		lines = lines[:0]
		for _, p := range ps {
			lines = append(lines, set(p, size, b.w)...)
		}
		whole := size <= maxSize/2 || size*longestWord(ps) <= b.w
		if whole && size*leading*float64(len(lines)) <= b.h {
			return lines, size
		}
		if size <= minSize {
			return share(ps, b, minSize), minSize
		}
	}
}

// longestWord is the width of the widest word, in ems.
func longestWord(ps []paragraph) float64 {
	widest := 0.0
	for _, p := range ps {
		for _, word := range strings.Fields(p.text) {
			widest = max(widest, faceOf(p.bold).width(word, 1))
		}
	}
	return widest
}

func set(p paragraph, size, width float64) []line {
	var out []line
	for _, s := range wrap(p.text, faceOf(p.bold), size, width) {
		out = append(out, line{visual(s), p.bold})
	}
	return out
}

// share gives short paragraphs what they need and the long ones the rest, evenly.
func share(ps []paragraph, b box, size float64) []line {
	rows := int(b.h / (size * leading))
	var out []line
	for i, p := range ps {
		f := faceOf(p.bold)
		n := rows - len(out)
		for _, later := range ps[i+1:] {
			n -= min(len(wrap(later.text, faceOf(later.bold), size, b.w)), (rows-len(out))/(len(ps)-i))
		}
		for _, s := range clip(wrap(p.text, f, size, b.w), max(n, 1), f, size, b.w) {
			out = append(out, line{visual(s), p.bold})
		}
	}
	return out
}
