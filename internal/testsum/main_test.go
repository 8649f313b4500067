package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSummarize(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		ok             bool
	}{
		{"Passed", `{"Action":"pass","Package":"a","Test":"T"}
{"Action":"pass","Package":"a","Elapsed":1.5}`, "ok     a 1.5s\n1 passed, 0 failed, 0 skipped\n", true},
		{"Failed", `{"Action":"output","Package":"a","Test":"T","Output":"    a_test.go:3: wrong\n"}
{"Action":"fail","Package":"a","Test":"T"}
{"Action":"fail","Package":"a"}`, "    a_test.go:3: wrong\nFAILED a 0.0s\nfailed: a T\n0 passed, 1 failed, 0 skipped\n", false},
		{"Skipped", `{"Action":"pass","Package":"a","Test":"S"}
{"Action":"output","Package":"a","Test":"T","Output":"=== RUN   T\n"}
{"Action":"output","Package":"a","Test":"T","Output":"    a_test.go:3: no database\n"}
{"Action":"output","Package":"a","Test":"T","Output":"--- SKIP: T (0.00s)\n"}
{"Action":"skip","Package":"a","Test":"T"}`, "skipped: no database (1)\n1 passed, 0 failed, 1 skipped\n", true},
		{"DoesNotBuild", `{"ImportPath":"a [a.test]","Action":"build-output","Output":"./a.go:1:1: undefined: x\n"}
{"ImportPath":"a [a.test]","Action":"build-fail"}
{"Action":"output","Package":"a","Output":"FAIL\ta [build failed]\n"}
{"Action":"fail","Package":"a"}`, "./a.go:1:1: undefined: x\nFAIL\ta [build failed]\nFAILED a 0.0s\nfailed: build of a [a.test]\nfailed: a\n0 passed, 2 failed, 0 skipped\n", false},
		{"Panicked", `{"Action":"output","Package":"a","Test":"T","Output":"panic: oh\n"}
{"Action":"output","Package":"a","Output":"FAIL\ta\n"}
{"Action":"fail","Package":"a"}`, "panic: oh\nFAIL\ta\nFAILED a 0.0s\nfailed: a\n0 passed, 1 failed, 0 skipped\n", false},
		{"Empty", ``, "0 passed, 0 failed, 0 skipped\n", false},
		{"PlainText", "go: no modules", "go: no modules\n0 passed, 0 failed, 0 skipped\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			ok, err := summarize(strings.NewReader(c.in), &out, "")
			if err != nil {
				t.Fatal(err)
			}
			if ok != c.ok || out.String() != c.want {
				t.Errorf("ok %t, printed:\n%s\nwant %t:\n%s", ok, out.String(), c.ok, c.want)
			}
		})
	}
}

func TestReasonsOfOthers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "skipped")
	if err := os.WriteFile(file, []byte("browser tests: no Chromium\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if _, err := summarize(strings.NewReader(""), &out, file); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "skipped: browser tests: no Chromium\n") {
		t.Errorf("printed:\n%s", out.String())
	}
}
