package document

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"sync"
)

// DejaVu Sans Condensed: Latin with Vietnamese, Greek, Cyrillic, Armenian, Georgian,
// Hebrew, Arabic and Lao in one narrow face, free to embed (fonts/LICENSE). No font
// with Chinese, Japanese or Korean is small enough to carry in the binary.
var (
	//go:embed fonts/DejaVuSansCondensed.ttf
	regularTTF []byte
	//go:embed fonts/DejaVuSansCondensed-Bold.ttf
	boldTTF []byte

	regular = sync.OnceValue(func() *face { return mustFace(regularTTF) })
	bold    = sync.OnceValue(func() *face { return mustFace(boldTTF) })
)

const fontFamily = "DejaVu"

// face answers what layout needs of a font: which characters it has and how wide
// they are. fpdf keeps both to itself.
type face struct {
	data    []byte
	advance map[rune]float64 // in ems, for each character of the Basic Multilingual Plane
}

func faceOf(isBold bool) *face {
	if isBold {
		return bold()
	}
	return regular()
}

// width measures visual text set at size, in the unit of size.
func (f *face) width(s string, size float64) float64 {
	sum := 0.0
	for _, r := range s {
		sum += f.advance[r]
	}
	return sum * size
}

func (f *face) has(r rune) bool {
	_, ok := f.advance[r]
	return ok
}

// mustFace reads the tables that layout needs; the fonts are embedded, so a fault is
// a damaged build.
func mustFace(data []byte) *face {
	tables := fontTables(data)
	metrics := int(binary.BigEndian.Uint16(tables["hhea"][34:]))
	em := float64(binary.BigEndian.Uint16(tables["head"][18:]))
	f := &face{data: data, advance: map[rune]float64{}}
	for r, glyph := range characters(tables["cmap"]) {
		units := binary.BigEndian.Uint16(tables["hmtx"][4*min(glyph, metrics-1):])
		f.advance[r] = float64(units) / em
	}
	return f
}

// fontTables splits a TrueType file into its tables (OpenType, "Organization of an
// OpenType Font").
func fontTables(data []byte) map[string][]byte {
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[12+16*i:]
		offset := binary.BigEndian.Uint32(entry[8:])
		tables[string(entry[:4])] = data[offset : offset+binary.BigEndian.Uint32(entry[12:])]
	}
	return tables
}

// characters reads the Unicode BMP subtable (OpenType "cmap", format 4): segments of
// characters, each with a distance to its glyphs or a place in a list of them.
func characters(cmap []byte) map[rune]int {
	word := func(b []byte, i int) int { return int(binary.BigEndian.Uint16(b[2*i:])) }
	glyphs := map[rune]int{}
	sub := unicodeSubtable(cmap)
	n := word(sub, 3) / 2
	ends, starts, deltas, offsets := sub[14:], sub[16+2*n:], sub[16+4*n:], sub[16+6*n:]
	for i := range n {
		for c := word(starts, i); c <= word(ends, i) && c < 0xFFFF; c++ {
			glyph := c
			if at := word(offsets, i); at != 0 {
				glyph = word(offsets[at:], i+c-word(starts, i))
			}
			if glyph = (glyph + word(deltas, i)) & 0xFFFF; glyph != 0 {
				glyphs[rune(c)] = glyph
			}
		}
	}
	return glyphs
}

func unicodeSubtable(cmap []byte) []byte {
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		sub := cmap[binary.BigEndian.Uint32(cmap[4+8*i+4:]):]
		if binary.BigEndian.Uint16(sub) == 4 {
			return sub
		}
	}
	panic(fmt.Sprintf("document: embedded font of %d cmap bytes has no format 4 table", len(cmap)))
}
