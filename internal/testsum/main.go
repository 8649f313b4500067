// Command testsum reads the output of `go test -json` and prints what a person needs of it: a line for each package, the
// whole output of each test that failed, and last the sums with what was skipped and why.
//
//	go test -json ./... | go run ./internal/testsum [-skipped FILE]
//
// FILE adds reasons that others have written there, one a line. It exits 1 when anything failed.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	skipped := flag.String("skipped", "", "a file with further reasons for skipping, one a line; it need not exist")
	flag.Parse()
	ok, err := summarize(os.Stdin, os.Stdout, *skipped)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if !ok || err != nil {
		os.Exit(1)
	}
}

func summarize(in io.Reader, out io.Writer, skippedFile string) (ok bool, err error) {
	s := newSum(out)
	if err := s.read(in); err != nil {
		return false, err
	}
	if err := s.addSkipped(skippedFile); err != nil {
		return false, err
	}
	return s.print(), nil
}

// addSkipped takes the reasons that test support and the browser tests leave in a file.
func (s *sum) addSkipped(file string) error {
	if file == "" {
		return nil
	}
	content, err := os.ReadFile(file) //nolint:gosec // the caller's own argument
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("testsum: %w", err)
	}
	for line := range strings.Lines(string(content)) {
		s.because(strings.TrimSpace(line))
	}
	return nil
}
