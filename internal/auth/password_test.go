package auth

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestPasswordRules(t *testing.T) {
	for password, ok := range map[string]bool{
		goodPassword:                            true,
		"Tr0ub4dor&3-stapler":                   true,
		"пароль из слов":                        true, // twelve characters count, not bytes
		"parola mea e":                          true,
		"short pass1":                           false,
		"пароль":                                false, // twelve bytes
		"iris@example.com":                      false,
		"IRIS@example.com":                      false,
		"aaaaaaaaaaaaaaaa":                      false,
		"abababababab":                          false,
		"123456789012":                          false,
		"Password1234!":                         false,
		"passwordpassword":                      false,
		"Pass-word_2026!":                       false,
		"qwertyuiop12":                          false,
		"!!!administrator":                      false,
		"\xff\xfe four words and":               false,
		strings.Repeat("long words ", 24)[:256]: true,
		strings.Repeat("long words ", 24)[:257]: false,
	} {
		if err := checkPassword("password", password, "iris@example.com"); (err == nil) != ok {
			t.Errorf("%q: %v", password, err)
		} else if err != nil && oms.CodeOf(err) != oms.Invalid {
			t.Errorf("%q: code %s", password, oms.CodeOf(err))
		}
	}
}

func TestHash(t *testing.T) {
	hash, err := newHasher().hash(t.Context(), "ein Stück Käse, bitte")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept as %s", hash)
	}
	r, err := parseRecord(hash)
	if err != nil {
		t.Fatal(err)
	}
	if r.String() != hash {
		t.Errorf("%s read as %s", hash, r)
	}
	if !r.fits("ein Stu\u0308ck Ka\u0308se, bitte") { // as another keyboard composes it
		t.Error("the same letters in another composition don't fit")
	}
	if r.fits("ein Stück Käse, bitte ") || nobody.fits("ein Stück Käse, bitte") {
		t.Error("another password fits")
	}
}

func TestHashThatCantBeRead(t *testing.T) {
	for _, phc := range []string{
		"", "$argon2id$", "$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5aw",
		"$argon2id$v=16$m=19456,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5aw",
		"$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5aw",
		"$argon2id$v=19$m=19456,t=0,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5aw",
		"$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$",
		"$argon2id$v=19$m=19456,t=2,p=1$!!!$a2V5a2V5a2V5a2V5a2V5aw",
	} {
		if _, err := parseRecord(phc); err == nil {
			t.Errorf("%s was read", phc)
		}
	}
}

// TestHasherIsBounded holds the slot and lets others come: so many wait, the
// rest is refused at once, and those who wait are refused in the end.
func TestHasherIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHasher()
		leave, err := h.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		results := make(chan error, h.queue)
		for range h.queue {
			go func() {
				leave, err := h.enter(context.Background())
				if err == nil {
					leave()
				}
				results <- err
			}()
		}
		synctest.Wait()
		if _, err := h.enter(t.Context()); oms.CodeOf(err) != oms.TooMany {
			t.Errorf("one more than may wait: %v", err)
		}
		if len(results) != 0 {
			t.Fatal("somebody did not wait")
		}
		time.Sleep(h.wait)
		var wait *Wait
		for range h.queue {
			if err := <-results; !errors.As(err, &wait) || wait.RetryAfter != time.Second {
				t.Fatalf("after waiting: %v", err)
			}
		}
		leave()
		if leave, err = h.enter(t.Context()); err != nil {
			t.Fatalf("the slot is free: %v", err)
		}
		leave()
	})
}

// TestMemoryIsGivenBack hashes and looks at what the process keeps from the
// operating system afterwards.
func TestMemoryIsGivenBack(t *testing.T) {
	h := newHasher()
	for range 5 {
		if _, err := h.hash(t.Context(), goodPassword); err != nil {
			t.Fatal(err)
		}
	}
	const most = 16 << 20 // less than one hash takes
	var kept uint64
	for range 100 {
		time.Sleep(100 * time.Millisecond)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if kept = m.HeapSys - m.HeapReleased; kept < most {
			return
		}
	}
	t.Errorf("%d bytes of heap are kept", kept)
}
