package document

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/code128"
)

// quiet is the blank margin that Code 128 needs on either side, in modules
// (ISO/IEC 15417, 4.2 asks for 10).
const quiet = 10

// checkCode128 accepts what every reader and both outputs agree on: printable ASCII
// without the characters that ZPL's ^BC reads as its own (">") or as commands.
func checkCode128(s string) error {
	if s == "" {
		return fmt.Errorf("is missing")
	}
	for _, r := range s {
		if r < ' ' || r > '~' || strings.ContainsRune("^~>", r) {
			return fmt.Errorf("has %q, which a barcode here can't carry", r)
		}
	}
	if s != clean(s) {
		return fmt.Errorf("has spaces at an end or in a row")
	}
	return nil
}

// bars encodes s as Code 128 modules, true for black.
func bars(s string) ([]bool, error) {
	code, err := code128.Encode(s)
	if err != nil {
		return nil, err
	}
	modules := make([]bool, code.Bounds().Dx())
	for x := range modules {
		r, _, _, _ := code.At(x, 0).RGBA()
		modules[x] = r == 0
	}
	return modules, nil
}

// zplCode128 is s as field data of ^BC in mode N, and its width in modules without
// quiet zones. It names the code sets itself, where the automatic mode would leave
// the width to the printer: pairs of digits in C, all else in B.
func zplCode128(s string) (data string, modules int) {
	const start, check, stop = 11, 11, 13
	if strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) || len(s) < 2 {
		return ">:" + s, start + 11*len(s) + check + stop
	}
	if len(s)%2 == 0 {
		return ">;" + s, start + 11*len(s)/2 + check + stop
	}
	last := len(s) - 1
	return ">;" + s[:last] + ">6" + s[last:], start + 11*(last/2+2) + check + stop
}
