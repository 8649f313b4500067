package host_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/host"
)

func key(b byte) []byte { return bytes.Repeat([]byte{b}, 32) }

func TestSealedSecretsOpenWhereTheyBelong(t *testing.T) {
	s, err := host.NewSealer(key(1))
	if err != nil {
		t.Fatal(err)
	}
	sealed := s.Seal("con_1", "token", "hush")
	if strings.Contains(sealed, "hush") || sealed == s.Seal("con_1", "token", "hush") {
		t.Errorf("sealed as %s", sealed)
	}
	if secret, err := s.Open("con_1", "token", sealed); secret != "hush" || err != nil {
		t.Errorf("%q, %v", secret, err)
	}
	flipped := []byte(sealed)
	flipped[len(flipped)-3] ^= 1
	for name, open := range map[string][3]string{"another connection": {"con_2", "token", sealed}, "another setting": {"con_1", "secret", sealed},
		"damaged": {"con_1", "token", string(flipped)}, "cut": {"con_1", "token", sealed[:12]}, "empty": {"con_1", "token", ""}} {
		if secret, err := s.Open(open[0], open[1], open[2]); err == nil {
			t.Errorf("%s: opens as %q", name, secret)
		}
	}
}

func TestKeysAreReplaced(t *testing.T) {
	old, _ := host.NewSealer(key(1))
	sealed := old.SealAll("con_1", map[string]string{"token": "a", "secret": "b"})
	both, err := host.NewSealer(key(2), key(1))
	if err != nil {
		t.Fatal(err)
	}
	if secrets, err := both.OpenAll("con_1", sealed); err != nil || secrets["token"] != "a" || secrets["secret"] != "b" {
		t.Errorf("%v, %v", secrets, err)
	}
	if !both.Outdated(sealed["token"]) || both.Outdated(both.Seal("con_1", "token", "a")) {
		t.Error("it does not know what is outdated")
	}
	if _, err := old.Open("con_1", "token", both.Seal("con_1", "token", "a")); err == nil {
		t.Error("the old key opens what the new one sealed")
	}
}

func TestKeyFile(t *testing.T) {
	dir := t.TempDir()
	sealers := make([]*host.Sealer, 8)
	var wg sync.WaitGroup
	for i := range sealers {
		wg.Go(func() {
			s, err := host.OpenSealer(dir, "")
			if err != nil {
				t.Error(err)
			}
			sealers[i] = s
		})
	}
	wg.Wait()
	for _, s := range sealers {
		if secret, err := s.Open("c", "f", sealers[0].Seal("c", "f", "x")); err != nil || secret != "x" {
			t.Errorf("processes that start at once have different keys: %v", err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, host.KeyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%v", files)
	}
}

func TestKeysFromTheEnvironment(t *testing.T) {
	dir := t.TempDir()
	text := base64.StdEncoding.EncodeToString(key(7)) + ",\n" + base64.StdEncoding.EncodeToString(key(8))
	s, err := host.OpenSealer(dir, text)
	if err != nil || s.Outdated(s.Seal("c", "f", "x")) {
		t.Error(err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Error("a key file was made in vain")
	}
	for _, bad := range []string{"!", "aGk=", ","} {
		if _, err := host.OpenSealer(dir, bad); err == nil {
			t.Errorf("%q was taken for a key", bad)
		}
	}
}
