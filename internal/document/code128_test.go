package document

import (
	"bytes"
	"fmt"
	"math"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// widths is the symbol table of ISO/IEC 15417: bar and space widths by value.
var widths = strings.Fields(`212222 222122 222221 121223 121322 131222 122213 122312 132212 221213
	221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222
	321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313
	231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123
	311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
	112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112
	124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141
	114131 311141 411131 211412 211214 211232`)

const (
	codeB, codeA           = 100, 101
	codeC                  = 99
	startA, startB, startC = 103, 104, 105
)

// scan reads alternating bar and space widths, in any unit, as a scanner does: by the
// widths' ratio to the symbol they are in.
func scan(runs []float64) (string, error) {
	if len(runs)%6 != 1 {
		return "", fmt.Errorf("%d bars and spaces are no whole number of symbols", len(runs))
	}
	var values []int
	for i := 0; i+7 < len(runs); i += 6 {
		value := slices.Index(widths, modules(runs[i:i+6], 11))
		if value < 0 {
			return "", fmt.Errorf("symbol %d is none: %v", i/6, runs[i:i+6])
		}
		values = append(values, value)
	}
	if stop := modules(runs[len(runs)-7:], 13); stop != "2331112" {
		return "", fmt.Errorf("stop symbol is %s", stop)
	}
	n := len(values) - 1
	sum := values[0]
	for i, v := range values[:n] {
		sum += i * v
	}
	if sum%103 != values[n] {
		return "", fmt.Errorf("checksum %d, want %d", values[n], sum%103)
	}
	return read(values[:n])
}

func modules(runs []float64, total float64) string {
	sum, out := 0.0, ""
	for _, r := range runs {
		sum += r
	}
	for _, r := range runs {
		out += strconv.Itoa(int(math.Round(r / sum * total)))
	}
	return out
}

// read turns symbol values, start symbol first, into text.
func read(values []int) (string, error) {
	set, out := map[int]int{startA: codeA, startB: codeB, startC: codeC}[values[0]], ""
	for _, v := range values[1:] {
		switch {
		case set == 0:
			return "", fmt.Errorf("start symbol is %d", values[0])
		case set == codeC && v < 100:
			out += fmt.Sprintf("%02d", v)
		case v == codeA || v == codeB || v == codeC:
			set = v
		case v < 64 || set == codeB && v < 95:
			out += string(rune(' ' + v))
		default:
			return "", fmt.Errorf("symbol %d in set %d is no text", v, set)
		}
	}
	return out, nil
}

var tracking = []string{"1Z999AA10123456784", "00340434161094042557", "JD014600006281230742", "RR123456785DE",
	strings.Repeat("W", 31), strings.Repeat("A12345", 5), strings.Repeat("8", 62), "9", "12", "123", "a-Z_0/9 {x}", "12345678901234567890123456789012345678901234567890123456789"}

// rect is a filled rectangle of a page: x y w -h re f.
var rect = regexp.MustCompile(`(?m)^([\d.]+) [\d.]+ ([\d.]+) -([\d.]+) re f$`)

func TestPDFBars(t *testing.T) {
	for _, want := range tracking {
		l := sampleLabel()
		l.Tracking = want
		data, err := LabelPDF(l)
		if err != nil {
			t.Fatal(err)
		}
		var runs []float64
		end, first := 0.0, 0.0
		for _, m := range rect.FindAllStringSubmatch(streams(t, data)[0], -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			w, _ := strconv.ParseFloat(m[2], 64)
			if h, _ := strconv.ParseFloat(m[3], 64); math.Abs(h-280*point) > 0.1 {
				continue // a rule, not a bar
			}
			if runs == nil {
				first = x
			} else {
				runs = append(runs, x-end)
			}
			runs, end = append(runs, w), x+w
		}
		if got, err := scan(runs); err != nil || got != want {
			t.Errorf("bars of %q read %q, %v", want, got, err)
		}
		if zone := quiet * runs[0] / 2; first < zone-0.01 || 4*72-end < zone-0.01 {
			t.Errorf("quiet zones of %q are %.2f and %.2f points, want %.2f", want, first, 4*72-end, zone)
		}
	}
}

// TestPrintedBars reads the bars from the dots that a 203 dpi printer is given.
func TestPrintedBars(t *testing.T) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("pdftoppm (poppler-utils) is not installed")
	}
	for _, want := range tracking[:4] {
		l := sampleLabel()
		l.Tracking = want
		data, err := LabelPDF(l)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(tool, "-r", "203", "-mono", "-")
		cmd.Stdin = bytes.NewReader(data)
		pbm, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		var w, h int
		if _, err := fmt.Sscanf(string(pbm[:20]), "P4\n%d %d\n", &w, &h); err != nil || w < labelWidth || h < labelHeight {
			t.Fatalf("%d × %d dots: %v", w, h, err)
		}
		row := pbm[len(pbm)-h*((w+7)/8)+940*((w+7)/8):]
		var runs []float64
		for x, last := 0, -1; x < w; x++ {
			if black := int(row[x/8]) >> (7 - x%8) & 1; black != last {
				runs, last = append(runs, 0), black
			}
			runs[len(runs)-1]++
		}
		if got, err := scan(runs[1 : len(runs)-1]); err != nil || got != want {
			t.Errorf("printed bars of %q read %q, %v", want, got, err)
		}
	}
}

var barField = regexp.MustCompile(`\^FO(\d+),\d+\^BY(\d)\^BCN,280,N,N,N,N\^FH_\^FD(.*)\^FS`)

// TestZPLBars reads ^BC's data as the printer does in mode N: ">" and a character
// choose the code set.
func TestZPLBars(t *testing.T) {
	for _, want := range tracking {
		l := sampleLabel()
		l.Tracking = want
		data, err := LabelZPL(l)
		if err != nil {
			t.Fatal(err)
		}
		m := barField.FindStringSubmatch(string(data))
		if m == nil {
			t.Fatalf("no barcode in\n%s", data)
		}
		values, code := []int{}, unescape(m[3])
		for i := 0; i < len(code); i++ {
			switch {
			case code[i] == '>':
				i++
				values = append(values, map[byte]int{':': startB, ';': startC, '6': codeB}[code[i]])
			case slices.Contains(values, startC) && !slices.Contains(values, codeB):
				n, err := strconv.Atoi(code[i : i+2])
				if err != nil {
					t.Fatal(err)
				}
				values, i = append(values, n), i+1
			default:
				values = append(values, int(code[i]-' '))
			}
		}
		if got, err := read(values); err != nil || got != want {
			t.Errorf("field %q prints %q, %v", m[3], got, err)
		}
		x, _ := strconv.Atoi(m[1])
		dots, _ := strconv.Atoi(m[2])
		if end := x + dots*(11*(len(values)+1)+13); x < quiet*dots || end > labelWidth-quiet*dots {
			t.Errorf("bars of %q stand from %d to %d with modules of %d dots", want, x, end, dots)
		}
	}
}

func unescape(field string) string {
	return regexp.MustCompile(`_[0-9A-F]{2}`).ReplaceAllStringFunc(field, func(s string) string {
		n, _ := strconv.ParseUint(s[1:], 16, 8)
		return string([]byte{byte(n)})
	})
}

func TestTrackingRefused(t *testing.T) {
	for _, bad := range []string{"", "A^B", "A~B", "A>B", "Ä1", "A\nB", " A", "A  B", strings.Repeat("A", 32), strings.Repeat("1", 64), strings.Repeat("A12345", 6)} {
		l := sampleLabel()
		l.Tracking = bad
		if _, err := LabelPDF(l); err == nil {
			t.Errorf("PDF took %q", bad)
		}
		if _, err := LabelZPL(l); err == nil {
			t.Errorf("ZPL took %q", bad)
		}
	}
}
