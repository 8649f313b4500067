package host

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// KeyFile is the name of the file with the key, in the data directory. It is
// as secret as what it protects and belongs into no backup of the database.
const KeyFile = "secret.key"

// KeyVariable is the environment variable that holds the key instead.
const KeyVariable = "SWITCHYARD_SECRET_KEY"

// Sealer encrypts secrets for storage with AES-256-GCM. A sealed secret names
// its key, so that keys can be changed: the first key seals, all of them open.
// It is bound to its connection and setting and opens nowhere else.
type Sealer struct {
	ids  []string
	keys map[string]cipher.AEAD
}

// NewSealer makes a Sealer of keys of 32 bytes, the current one first.
func NewSealer(keys ...[]byte) (*Sealer, error) {
	if len(keys) == 0 {
		return nil, errors.New("host: there is no key for secrets")
	}
	s := &Sealer{keys: map[string]cipher.AEAD{}}
	for _, key := range keys {
		if len(key) != 32 {
			return nil, fmt.Errorf("host: a key for secrets has %d bytes and needs 32", len(key))
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, fmt.Errorf("host: %w", err)
		}
		gcm, err := cipher.NewGCM(block)
		if err != nil {
			return nil, fmt.Errorf("host: %w", err)
		}
		sum := sha256.Sum256(key)
		id := hex.EncodeToString(sum[:4])
		s.ids, s.keys[id] = append(s.ids, id), gcm
	}
	return s, nil
}

// OpenSealer reads the keys from value, the content of KeyVariable, or else
// from the key file in dir, which it makes at the first start. Both hold keys
// in base64, the current one first, then those that it replaced, separated by
// commas or line breaks.
func OpenSealer(dir, value string) (*Sealer, error) {
	if strings.TrimSpace(value) == "" {
		text, err := keyFile(filepath.Join(dir, KeyFile))
		if err != nil {
			return nil, fmt.Errorf("host: the key for secrets: %w", err)
		}
		value = text
	}
	var keys [][]byte
	for _, text := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == '\n' || r == '\r' || r == ' ' }) {
		key, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, errors.New("host: a key for secrets is not base64")
		}
		keys = append(keys, key)
	}
	return NewSealer(keys...)
}

// keyFile reads the key file, or makes it. Several processes may start at once
// on one directory: the file appears whole or not at all, and the first wins.
func keyFile(path string) (string, error) {
	text, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return string(text), err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".secret-*") // mode 0600
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(draft.Name()) }() // gone already when it was renamed
	key := make([]byte, 32)
	_, _ = rand.Read(key) // it never fails
	if _, err := draft.WriteString(base64.StdEncoding.EncodeToString(key) + "\n"); err != nil {
		return "", errors.Join(err, draft.Close())
	}
	if err := errors.Join(draft.Sync(), draft.Close()); err != nil {
		return "", err
	}
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	text, err = os.ReadFile(path)
	return string(text), err
}

// Seal encrypts a secret of a connection's setting.
func (s *Sealer) Seal(connectionID, setting, secret string) string {
	gcm := s.keys[s.ids[0]]
	nonce := make([]byte, gcm.NonceSize())
	_, _ = rand.Read(nonce) // it never fails
	sealed := gcm.Seal(nonce, nonce, []byte(secret), bound(connectionID, setting))
	return s.ids[0] + ":" + base64.RawStdEncoding.EncodeToString(sealed)
}

// Open decrypts what Seal made.
func (s *Sealer) Open(connectionID, setting, sealed string) (string, error) {
	id, text, _ := strings.Cut(sealed, ":")
	gcm := s.keys[id]
	if gcm == nil {
		return "", fmt.Errorf("host: %s of %s was sealed with the key %.8q, which is not here", setting, connectionID, id)
	}
	b, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil || len(b) < gcm.NonceSize() {
		return "", fmt.Errorf("host: %s of %s is damaged", setting, connectionID)
	}
	secret, err := gcm.Open(nil, b[:gcm.NonceSize()], b[gcm.NonceSize():], bound(connectionID, setting))
	if err != nil {
		return "", fmt.Errorf("host: %s of %s is damaged or belongs elsewhere", setting, connectionID)
	}
	return string(secret), nil
}

// Outdated tells whether a sealed secret should be sealed anew, because its
// key has been replaced.
func (s *Sealer) Outdated(sealed string) bool { return !strings.HasPrefix(sealed, s.ids[0]+":") }

// SealAll seals the secrets of a connection, by their settings' names.
func (s *Sealer) SealAll(connectionID string, secrets map[string]string) map[string]string {
	sealed := make(map[string]string, len(secrets))
	for setting, secret := range secrets {
		sealed[setting] = s.Seal(connectionID, setting, secret)
	}
	return sealed
}

// OpenAll opens what SealAll made.
func (s *Sealer) OpenAll(connectionID string, sealed map[string]string) (map[string]string, error) {
	secrets := make(map[string]string, len(sealed))
	for setting, text := range sealed {
		secret, err := s.Open(connectionID, setting, text)
		if err != nil {
			return nil, err
		}
		secrets[setting] = secret
	}
	return secrets, nil
}

func bound(connectionID, setting string) []byte { return []byte(connectionID + "\x00" + setting) }
