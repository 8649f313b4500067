package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// tokenPrefix lets scanners of source code and logs find a token that leaked.
const tokenPrefix = "sy_"

const secretChars = 43 // of 32 bytes in base64url without padding

// newSecret makes 32 random bytes as text.
func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// digest is what is kept of a secret. Its 256 random bits need no slow hash.
type digest [sha256.Size]byte

func digestOf(secret string) digest { return sha256.Sum256([]byte(secret)) }

// looksLikeToken spares a look-up for what can't be one of our tokens.
func looksLikeToken(s string) bool {
	rest, ok := strings.CutPrefix(s, tokenPrefix)
	return ok && len(rest) == secretChars
}
