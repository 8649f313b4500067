package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestArchiveCommands(t *testing.T) {
	s := newShell(t)
	s.ok("migrate")
	file := filepath.Join(s.dir, "old.zip")
	if out := s.ok("archive", "write", file, "--before", "2020-01-01"); !strings.HasPrefix(out, "0 orders") {
		t.Error(out)
	}
	if code, _, errs := s.run("archive", "show", s.file("old.txt", "no zip")); code != exitFailure || !strings.Contains(errs, "is no archive") {
		t.Errorf("%d: %s", code, errs)
	}
	if code, _, errs := s.run("archive", "write", file, "--before", time.Now().Format(time.DateOnly), "--dry-run"); code != exitFailure || !strings.Contains(errs, "30 days ago") {
		t.Errorf("%d: %s", code, errs)
	}
	if code, _, errs := s.run("archive", "write", file, "--before", "soon"); code != exitUsage || !strings.Contains(errs, "before") {
		t.Errorf("%d: %s", code, errs)
	}
}
