//go:build unix

package pgtest

import (
	"strings"
	"testing"
)

func TestFailedStartSaysWhy(t *testing.T) {
	bin, err := binaries()
	if err != nil {
		t.Skip(err)
	}
	who, err := unprivileged()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := privateFolder(who)
	if err != nil {
		t.Fatal(err)
	}
	_, err = run(t.Context(), bin, dir, who, Options{}) // there is no cluster in dir
	if err == nil || !strings.Contains(err.Error(), "data") || !strings.Contains(err.Error(), "postgres") {
		t.Errorf("error %v does not quote the server", err)
	}
	if exists(dir) {
		t.Errorf("%s is still there", dir)
	}
}
