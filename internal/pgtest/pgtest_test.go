package pgtest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func ask(t *testing.T, url, query string) string {
	t.Helper()
	var answer string
	if err := connect(t, url).QueryRow(t.Context(), query).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestEachURLIsItsOwnEmptyDatabase(t *testing.T) {
	a, b := URL(t), URL(t)
	if a == b {
		t.Fatalf("both calls gave %s", a)
	}
	if _, err := connect(t, a).Exec(t.Context(), "CREATE TABLE orders (id text)"); err != nil {
		t.Fatal(err)
	}
	if n := ask(t, b, "SELECT count(*)::text FROM pg_tables WHERE schemaname = 'public'"); n != "0" {
		t.Errorf("the second database has %s tables", n)
	}
}

func TestDatabaseIsDroppedWithTheTest(t *testing.T) {
	var url string
	t.Run("Inner", func(t *testing.T) {
		url = URL(t)
		c, err := pgx.Connect(t.Context(), url) // left open on purpose
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close(context.Background()) })
	})
	if c, err := pgx.Connect(t.Context(), url); err == nil {
		_ = c.Close(t.Context())
		t.Error("the database is still there after its test")
	}
}

func TestSettings(t *testing.T) {
	if got := ask(t, Durable(t), "SHOW fsync"); got != "on" {
		t.Errorf("Durable: fsync is %s", got)
	}
	if os.Getenv("SWITCHYARD_TEST_POSTGRES") != "" {
		t.Skip("the rest holds only for a server of our own")
	}
	url := URL(t)
	for query, want := range map[string]string{"SHOW fsync": "off", "SHOW max_connections": "200", "SELECT lower('É')": "é"} {
		if got := ask(t, url, query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

// TestServerGoesWithItsProcess kills a process that has started a server, with no chance to clean up.
func TestServerGoesWithItsProcess(t *testing.T) {
	if os.Getenv("PGTEST_CHILD") == "1" {
		s, err := Start(t.Context(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = os.Stdout.WriteString("dir=" + s.admin.Query().Get("host") + "\n")
		select {}
	}
	URL(t) // skips here where PostgreSQL is absent
	if os.Getenv("SWITCHYARD_TEST_POSTGRES") != "" {
		t.Skip("no server of our own is started")
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestServerGoesWithItsProcess$")
	child.Env = append(os.Environ(), "PGTEST_CHILD=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var dir string
	for lines := bufio.NewScanner(out); dir == "" && lines.Scan(); {
		dir, _ = strings.CutPrefix(lines.Text(), "dir=")
	}
	pid := firstLine(t, filepath.Join(dir, "data", "postmaster.pid"))
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	for deadline := time.Now().Add(10 * time.Second); exists(dir) || running(pid); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("10 seconds after its process: folder there: %t, server %s running: %t", exists(dir), pid, running(pid))
		}
	}
}

func TestStopRemovesEverything(t *testing.T) {
	URL(t)
	s, err := Start(t.Context(), Options{})
	if err != nil {
		t.Skip(err)
	}
	dir := s.admin.Query().Get("host")
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if exists(dir) {
		t.Errorf("%s is still there", dir)
	}
}

func TestSkipIsReported(t *testing.T) {
	skipped.Clear() // a reason is reported once a process
	file := filepath.Join(t.TempDir(), "skipped")
	t.Setenv("SWITCHYARD_SKIPPED", file)
	t.Setenv("SWITCHYARD_TEST_POSTGRES", "off")
	r := &recorder{TB: t}
	done := make(chan bool)
	go func() { // as package testing does: Skip ends the goroutine
		defer close(done)
		database(r, func() (*Server, error) { return Open(t.Context(), Options{}) }, (*Server).Create)
		t.Error("the test went on")
	}()
	<-done
	if !strings.Contains(r.reason, "SWITCHYARD_TEST_POSTGRES=off") {
		t.Errorf("skipped with %q", r.reason)
	}
	if got := firstLine(t, file); !strings.Contains(got, "PostgreSQL") {
		t.Errorf("reported %q", got)
	}
}

// recorder is a test that keeps why it was skipped and goes no further.
type recorder struct {
	testing.TB
	reason string
}

func (r *recorder) Skip(args ...any) {
	r.reason = fmt.Sprint(args...)
	runtime.Goexit()
}

func TestExistingRefusesOtherDatabases(t *testing.T) {
	if _, err := Existing(t.Context(), "mysql://localhost/", Options{}); err == nil {
		t.Error("a MySQL address was taken")
	}
}

func firstLine(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(content), "\n")
	return line
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// running tells a live process from none and from a zombie, which a container without an init never reaps.
func running(pid string) bool {
	out, err := exec.Command("ps", "-o", "stat=", "-p", pid).Output()
	return err == nil && !strings.HasPrefix(strings.TrimSpace(string(out)), "Z")
}
