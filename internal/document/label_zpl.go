package document

import (
	"bytes"
	"fmt"
	"strings"
)

// zplCanvas writes ZPL II. Each field is one line, for people who read the stream.
type zplCanvas struct{ out bytes.Buffer }

// open begins a format: UTF-8 (^CI28), 4 × 6 inches, and text exactly as it is sent
// (^PA: a printer's own bidi and shaping off, its box for unknown characters on).
func (c *zplCanvas) open() {
	fmt.Fprintf(&c.out, "^XA\n^CI28\n^PA1,0,0,0\n^PW%d\n^LL%d\n^LH0,0\n", labelWidth, labelHeight)
}

func (c *zplCanvas) close() { c.out.WriteString("^PQ1\n^XZ\n") }

func (c *zplCanvas) text(x, y, size float64, l line) {
	font := "^A0N,%[1]d,%[1]d"
	if strings.ContainsFunc(l.text, func(r rune) bool { return r > 'ÿ' && r != missing && r != '…' }) {
		font = "^A@N,%[1]d,%[1]d,E:TT0003M_.FNT"
	}
	fmt.Fprintf(&c.out, "^FO%d,%d"+fmt.Sprintf(font, int(size))+"^FH_^FD%s^FS\n", int(x), int(y), escapeZPL(zplText.Replace(l.text)))
}

// zplText replaces two marks of ours that font 0 may lack.
var zplText = strings.NewReplacer(string(missing), "?", "…", "...")

func (c *zplCanvas) rule(x, y, w, h float64) {
	fmt.Fprintf(&c.out, "^FO%d,%d^GB%d,%d,%d^FS\n", int(x), int(y), int(w), int(h), int(min(w, h)))
}

func (c *zplCanvas) barcode(s string, y, h float64) (float64, error) {
	data, modules := zplCode128(s)
	x, dots := centered(modules)
	fmt.Fprintf(&c.out, "^FO%d,%d^BY%d^BCN,%d,N,N,N,N^FH_^FD%s^FS\n", x, int(y), dots, int(h), escapeZPL(data))
	return float64(x), nil
}

// escapeZPL writes the characters that a printer takes for commands, and controls, as
// ^FH hexadecimal, so that no text leaves its field.
func escapeZPL(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c < ' ' || c == 0x7F || c == '^' || c == '~' || c == '_' {
			fmt.Fprintf(&b, "_%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
