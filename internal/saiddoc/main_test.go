package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestTextsAreUpToDate(t *testing.T) {
	refused, err := refusals("../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"said": texts(saidHead, oms.Sentences()), "refused": texts(refusedHead, refused)} {
		upToDate(t, "web/src/text/en/"+name+".gen.ts", want)
	}
	types, err := eventTypes("../..")
	if err != nil {
		t.Fatal(err)
	}
	upToDate(t, "web/src/api/eventTypes.gen.ts", eventModule(types))
}

func upToDate(t *testing.T, file, want string) {
	t.Helper()
	have, err := os.ReadFile("../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("%s is older than the source: run go generate ./oms", file)
	}
}

// TestEventTypesAreFound wants the types of each way to emit an event.
func TestEventTypesAreFound(t *testing.T) {
	types, err := eventTypes("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"order.captured", "user.created", "bulk.finished", "location.created", "location.changed"} {
		if !slices.Contains(types, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

// TestEveryKindSaysSomething wants a name and a sentence for each kind of
// exception, so that no kind is shown in the words of the API.
func TestEveryKindSaysSomething(t *testing.T) {
	source, err := os.ReadFile("../../oms/exception.go")
	if err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadFile("../../web/src/text/en/status.ts")
	if err != nil {
		t.Fatal(err)
	}
	kinds := regexp.MustCompile(`ExceptionKind = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	if len(kinds) < 15 {
		t.Fatalf("found %d kinds", len(kinds))
	}
	for _, k := range kinds {
		if !strings.Contains(string(names), `"kind.`+k[1]+`"`) {
			t.Errorf("status.ts has no name for %s", k[1])
		}
		says := false
		for _, s := range oms.Sentences() {
			says = says || s.Code == k[1] || strings.HasPrefix(s.Code, k[1]+".")
		}
		if !says {
			t.Errorf("%s says nothing", k[1])
		}
	}
}

// TestEveryJobHasAName wants a name for each kind of background work.
func TestEveryJobHasAName(t *testing.T) {
	files, err := filepath.Glob("../flow/*.go")
	if err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadFile("../../web/src/text/en/settings.ts")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range regexp.MustCompile(`jobs\.Kind\[\w+\] += "([\w.]+)"`).FindAllSubmatch(source, -1) {
			found++
			if !strings.Contains(string(names), `"job.`+string(kind[1])+`"`) {
				t.Errorf("settings.ts has no name for %s", kind[1])
			}
		}
	}
	if found < 10 {
		t.Errorf("found %d kinds", found)
	}
}

// TestEveryFixHasAVerb wants a button for each operation that is suggested.
func TestEveryFixHasAVerb(t *testing.T) {
	var source []byte
	for _, file := range []string{"suggest.go", "sendagain.go"} {
		text, err := os.ReadFile("../flow/" + file)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, text...)
	}
	known, err := os.ReadFile("../../web/src/exceptions/fixes.ts")
	if err != nil {
		t.Fatal(err)
	}
	operations := regexp.MustCompile(`Operation: "([\w-]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(operations) < 10 {
		t.Fatalf("found %d operations", len(operations))
	}
	for _, op := range operations {
		if !strings.Contains(string(known), `"`+op[1]+`"`) {
			t.Errorf("fixes.ts has no verb for %s", op[1])
		}
	}
}
