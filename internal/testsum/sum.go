package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// event is one line of `go test -json`; see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string // instead of Package, in build output
	Test       string
	Elapsed    float64 // seconds
	Output     string
}

// sum is what has been seen so far.
type sum struct {
	out                     io.Writer
	passed, failed, skipped int
	faults                  []string            // the failed tests and packages, by name
	reasons                 map[string]int      // why tests were skipped, and how many
	output                  map[string][]string // what each running test or package has printed
	broken                  map[string]bool     // packages with a failed test, whose own failure is no news
}

func newSum(out io.Writer) *sum {
	return &sum{out: out, reasons: map[string]int{}, output: map[string][]string{}, broken: map[string]bool{}}
}

// read takes the whole stream. A line that is not an event is passed on: go itself complains in plain text.
func (s *sum) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			s.printf("%s\n", lines.Text())
			continue
		}
		s.add(e)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("testsum: %w", err)
	}
	return nil
}

func (s *sum) add(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		s.output[key] = append(s.output[key], e.Output)
	case "build-output":
		s.printf("%s", e.Output)
	case "build-fail":
		s.fail("build of " + e.ImportPath)
	case "pass", "fail", "skip":
		if e.Test == "" {
			s.endPackage(e)
		} else {
			s.endTest(e, key)
		}
		delete(s.output, key)
	}
}

func (s *sum) endTest(e event, key string) {
	switch e.Action {
	case "pass":
		s.passed++
	case "skip":
		s.skipped++
		s.reasons[reason(s.output[key])]++
	case "fail":
		s.broken[e.Package] = true
		s.fail(e.Package + " " + e.Test)
		s.printf("%s", strings.Join(s.output[key], ""))
	}
}

// endPackage prints the package's line. A package fails by itself when it does not build, when it panics outside a test or
// is stopped by the time limit; what it printed is then all there is to see.
func (s *sum) endPackage(e event) {
	printed := s.output[e.Package+" "]
	if e.Action == "fail" && !s.broken[e.Package] {
		s.fail(e.Package)
		s.printf("%s", strings.Join(s.unfinished(e.Package), ""))
		s.printf("%s", strings.Join(printed, ""))
	}
	if e.Action == "skip" { // no test files
		return
	}
	s.printf("%-6s %s %.1fs\n", map[string]string{"pass": "ok", "fail": "FAILED"}[e.Action], e.Package, e.Elapsed)
}

// unfinished returns what the package's tests printed that never came to an end: a panic is in there.
func (s *sum) unfinished(pkg string) []string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(s.output)) {
		if strings.HasPrefix(key, pkg+" ") && key != pkg+" " {
			all = append(all, s.output[key]...)
		}
	}
	return all
}

func (s *sum) fail(name string) {
	s.failed++
	s.faults = append(s.faults, name)
}

func (s *sum) because(reason string) {
	if reason != "" && s.reasons[reason] == 0 {
		s.reasons[reason] = 0
	}
}

// print ends the report and says whether all is well. Nothing tested is not well.
func (s *sum) print() bool {
	for _, name := range s.faults {
		s.printf("failed: %s\n", name)
	}
	for _, why := range slices.Sorted(maps.Keys(s.reasons)) {
		if n := s.reasons[why]; n > 0 {
			s.printf("skipped: %s (%d)\n", why, n)
		} else {
			s.printf("skipped: %s\n", why)
		}
	}
	s.printf("%d passed, %d failed, %d skipped\n", s.passed, s.failed, s.skipped)
	return s.failed == 0 && s.passed > 0
}

func (s *sum) printf(format string, args ...any) { _, _ = fmt.Fprintf(s.out, format, args...) }

// place matches the "    file_test.go:12: " that testing puts before a message.
var place = regexp.MustCompile(`^\s+\S+\.go:\d+: (.+)`)

// reason finds the message of t.Skip: the last that the test logged.
func reason(output []string) string {
	for _, line := range slices.Backward(output) {
		if m := place.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			return strings.TrimPrefix(m[1], "SKIPPED: ")
		}
	}
	return "no reason given"
}
