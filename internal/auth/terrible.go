package auth

import "strings"

// beginnings are what bad passwords are made of, whatever digits and marks
// stand around them to reach the length.
var beginnings = strings.Fields(`
	password passwort passw0rd p@ssword p@ssw0rd letmein welcome admin administrator switchyard
	changeme secret iloveyou football baseball princess sunshine dragon monkey shadow superman batman master
	qwerty qwertyuiop qwertz qwertzuiop azerty asdfghjkl zxcvbnm yxcvbnm 1q2w3e4r 1qaz2wsx q1w2e3r4
	abcdefghijklmnopqrstuvwxyz trustno1 default company warehouse correcthorsebatterystaple
`)

const sequences = "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz"

// terrible tells whether a password in lower case is one of the first to be
// tried: few different characters, a row of the keyboard, or one of the usual
// words, repeated, with nothing but digits and marks around it.
func terrible(lower string) bool {
	different := map[rune]bool{}
	for _, r := range lower {
		different[r] = true
	}
	if len(different) < 5 || strings.Contains(sequences, lower) {
		return true
	}
	squeezed := strings.Join(strings.FieldsFunc(lower, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '.' }), "")
	for _, word := range beginnings {
		rest := strings.ReplaceAll(squeezed, word, "")
		if rest != squeezed && strings.Trim(rest, "0123456789!?.,;:+*#$%&/()=@<>~'\"") == "" {
			return true
		}
	}
	return false
}
