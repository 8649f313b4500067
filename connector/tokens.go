package connector

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"
)

// Tokens keeps the short-lived access token of an account, so that it is not
// asked for with each call. It rests in Env.Keep, sealed with the account's
// own credentials: who has those needs no token.
type Tokens struct {
	Env Env
	// Secrets are the credentials. With others a kept token can't be opened.
	Secrets string
	// Fetch asks the vendor for a new one, and how long it is good for.
	Fetch func(context.Context) (token string, lasts time.Duration, err error)
}

// keepToken is where the token is kept; early is how long before its end it
// is not used any more.
const (
	keepToken = "token"
	early     = 2 * time.Minute
)

type keptToken struct {
	Token string
	Until time.Time
}

// Get returns a token that is good now. fresh tells that it was just fetched:
// a vendor that refuses that one means it.
func (t Tokens) Get(ctx context.Context) (token string, fresh bool, err error) {
	text, err := t.Env.Keep.Get(ctx, keepToken)
	if err != nil {
		return "", false, err
	}
	if kept, err := t.open(text); err == nil && t.Env.Now().Before(kept.Until) {
		return kept.Token, false, nil
	}
	token, lasts, err := t.Fetch(ctx)
	if err != nil {
		return "", false, err
	}
	sealed, err := t.seal(keptToken{token, t.Env.Now().Add(lasts - early)})
	if err != nil {
		return "", false, err
	}
	return token, true, t.Env.Keep.Put(ctx, keepToken, sealed)
}

// Forget drops a token that the vendor refuses.
func (t Tokens) Forget(ctx context.Context) error { return t.Env.Keep.Put(ctx, keepToken, "") }

func (t Tokens) cipher() (cipher.AEAD, error) {
	key := sha256.Sum256([]byte("switchyard token\x00" + t.Secrets))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func (t Tokens) seal(k keptToken) (string, error) {
	c, err := t.cipher()
	if err != nil {
		return "", err
	}
	plain, err := json.Marshal(k)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, c.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return base64.StdEncoding.EncodeToString(c.Seal(nonce, nonce, plain, nil)), nil
}

func (t Tokens) open(text string) (k keptToken, err error) {
	c, err := t.cipher()
	if err != nil {
		return k, err
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) < c.NonceSize() {
		return k, errors.New("connector: no token is kept")
	}
	plain, err := c.Open(nil, b[:c.NonceSize()], b[c.NonceSize():], nil)
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal(plain, &k)
}
