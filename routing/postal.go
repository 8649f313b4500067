package routing

import "strings"

// PostalKey writes a postal code the one way it is compared in: upper case,
// without blanks and hyphens.
func PostalKey(code string) string {
	if !strings.ContainsFunc(code, func(r rune) bool { return r == ' ' || r == '-' || r >= 'a' && r <= 'z' || r > 127 }) {
		return code
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, strings.ToUpper(code))
}
