package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func quiet(store.Progress) {}

// backup makes a backup in memory.
func (s *shop) backup(o store.BackupOptions) []byte {
	s.t.Helper()
	var b bytes.Buffer
	o.Tell = quiet
	if err := s.Backup(s.ctx, &b, o); err != nil {
		s.t.Fatal(err)
	}
	return b.Bytes()
}

// restored opens a new database that was filled with a backup.
func restored(t *testing.T, file []byte, to store.Options) *shop {
	t.Helper()
	r, err := store.Restore(t.Context(), bytes.NewReader(file), to, store.RestoreOptions{Tell: quiet})
	if err != nil {
		t.Fatal(err)
	}
	if r.Tables < 30 || r.Rows < 100 {
		t.Errorf("restored %d tables, %d rows", r.Tables, r.Rows)
	}
	return openShop(t, to)
}

// lines unpacks a backup.
func lines(t *testing.T, file []byte) []string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSuffix(string(all), "\n"), "\n")
}

// content is a backup without what differs from database to database: its
// head, and the order of the rows and the checksums that follow from it.
func content(t *testing.T, file []byte) map[string]int {
	rows, table := map[string]int{}, ""
	for _, l := range lines(t, file)[1:] {
		var begin struct{ Table string }
		if l[0] == '{' {
			_ = json.Unmarshal([]byte(l), &begin)
			if begin.Table != "" {
				table = begin.Table
			}
			continue
		}
		rows[table+l]++
	}
	return rows
}

// TestBackupRestore takes a shop in all stages, with somebody who goes on
// ordering meanwhile, from each database to each.
func TestBackupRestore(t *testing.T) {
	for from, at := range engines {
		for to, there := range engines {
			t.Run(from+" to "+to, func(t *testing.T) {
				s := openShop(t, at(t))
				s.stock()
				s.trade()
				stop := s.keepOrdering()
				file := s.backup(store.BackupOptions{})
				stop()
				s.clean()
				moved := restored(t, file, there(t))
				moved.clean()
				again := restored(t, moved.backup(store.BackupOptions{}), at(t))
				again.clean()
				sameContent(t, content(t, withoutXid(t, file)), content(t, withoutXid(t, again.backup(store.BackupOptions{}))))
				moved.goesOn()
			})
		}
	}
}

// keepOrdering captures orders in the background until it is stopped.
func (s *shop) keepOrdering() (stop func()) {
	var quit atomic.Bool
	done, begun := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; !quit.Load(); i++ {
			if r := s.flow.Capture(s.ctx, order(fmt.Sprintf("L-%d", i), "TEE", "HAT", "SET")); r.Err != nil {
				s.t.Error(r.Err)
				return
			}
			if i == 3 {
				close(begun)
			}
		}
	}()
	<-begun
	return func() { quit.Store(true); <-done }
}

// busyFile is where a backup goes while the shop goes on: each time that
// something is written, first comes an order.
type busyFile struct {
	bytes.Buffer
	*shop
	late []*oms.Order
}

func (f *busyFile) Write(b []byte) (int, error) {
	if len(f.late) < 5 {
		f.late = append(f.late, f.capture(order(fmt.Sprintf("LATE-%d", len(f.late)), "TEE")))
	}
	return f.Buffer.Write(b)
}

// TestBackupWhileOrdersComeIn has orders captured behind the moment that a
// backup shows: they and their events are not in it, nothing else is missing,
// and their numbers, which their buyers know, are not given out again.
func TestBackupWhileOrdersComeIn(t *testing.T) {
	for from, at := range engines {
		for to, there := range engines {
			t.Run(from+" to "+to, func(t *testing.T) {
				s := openShop(t, at(t))
				s.stock()
				s.trade()
				before := content(t, withoutXid(t, s.backup(store.BackupOptions{})))
				file := &busyFile{shop: s}
				if err := s.Backup(s.ctx, file, store.BackupOptions{Tell: quiet}); err != nil {
					t.Fatal(err)
				}
				moved := restored(t, file.Bytes(), there(t))
				moved.clean()
				sameContent(t, before, content(t, withoutXid(t, moved.backup(store.BackupOptions{}))))
				last := file.late[len(file.late)-1]
				if next := moved.capture(order("NEXT", "TEE")); next.Number != last.Number+1 {
					t.Errorf("order %d comes behind %d", next.Number, last.Number)
				}
				moved.goesOn()
			})
		}
	}
}

// withoutXid is a backup without the transactions of its events, which are
// those of its server.
func withoutXid(t *testing.T, file []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	events := false
	for _, l := range lines(t, file) {
		if strings.HasPrefix(l, `{"table"`) {
			events = strings.HasPrefix(l, `{"table":"events"`)
		}
		if events && l[0] == '[' {
			parts := strings.SplitN(l, ",", 3)
			l = parts[0] + ",0," + parts[2]
		}
		_, _ = io.WriteString(z, l)
	}
	_ = z.Close()
	return out.Bytes()
}

func sameContent(t *testing.T, a, b map[string]int) {
	t.Helper()
	differ := 0
	for row, n := range a {
		if b[row] != n && !strings.HasPrefix(row, "schema") {
			if differ++; differ < 5 {
				t.Errorf("%d times before, %d times after: %.300s", n, b[row], row)
			}
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d different rows before, %d after", len(a), len(b))
	}
}

// goesOn uses a restored database: numbers and positions go on where they were,
// readers of the log see everything, and search finds old and new orders.
func (s *shop) goesOn() {
	s.t.Helper()
	var last, lastSeq int64
	if err := s.db.QueryRowContext(s.ctx, `SELECT (SELECT MAX(number) FROM orders), (SELECT MAX(seq) FROM events)`).Scan(&last, &lastSeq); err != nil {
		s.t.Fatal(err)
	}
	o := s.capture(order("N-1", "TEE"))
	if o.Number <= last {
		s.t.Errorf("order %d after %d", o.Number, last)
	}
	var all []oms.Event
	var found []*oms.Order
	err := s.Read(s.ctx, func(tx *store.Tx) (err error) {
		if all, err = tx.Events(s.ctx, store.EventFilter{Limit: 100_000}); err != nil {
			return err
		}
		found, _, err = tx.ListOrders(s.ctx, store.OrderFilter{Query: "a-1@example.com", Limit: 5})
		return err
	})
	if err != nil || len(found) != 1 {
		s.t.Errorf("found %d orders, %v", len(found), err)
	}
	for i := 1; i < len(all); i++ {
		if all[i].Seq <= all[i-1].Seq {
			s.t.Fatalf("event %d comes after %d", all[i].Seq, all[i-1].Seq)
		}
	}
	if n := len(all); n == 0 || all[n-1].Seq <= lastSeq {
		s.t.Errorf("%d events; the log does not go on behind %d", n, lastSeq)
	}
	s.clean()
}

func TestRestoreNeverOverwrites(t *testing.T) {
	shops(t, func(t *testing.T, s *shop) {
		file := s.backup(store.BackupOptions{})
		before := content(t, file)
		_, err := store.Restore(s.ctx, bytes.NewReader(file), s.opts, store.RestoreOptions{Tell: quiet})
		if err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("%v", err)
		}
		sameContent(t, before, content(t, s.backup(store.BackupOptions{})))
	})
}

func TestRestoreAfterAFirstStart(t *testing.T) {
	shops(t, func(t *testing.T, s *shop) {
		file := s.backup(store.BackupOptions{})
		to := engines[map[bool]string{true: "SQLite", false: "PostgreSQL"}[s.opts.URL == ""]](t)
		fresh := openShop(t, to)
		fresh.write(func(tx *store.Tx) error {
			return tx.InsertLink(fresh.ctx, store.Link{Hash: []byte("x"), Kind: store.SetupLink})
		})
		restored(t, file, to).clean()
	})
}

func TestRestoreRefusesDamage(t *testing.T) {
	s := openShop(t, engines["SQLite"](t))
	s.stock()
	s.trade()
	whole := s.backup(store.BackupOptions{})
	all := lines(t, whole)
	zip := func(lines ...string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, strings.Join(lines, ""))
		_ = z.Close()
		return b.Bytes()
	}
	row := 0
	for i, l := range all {
		if strings.HasPrefix(l, `["loc_BER"`) {
			row = i
		}
	}
	changed := append(append(append([]string{}, all[:row]...), strings.Replace(all[row], "BER", "BEX", 1)), all[row+1:]...)
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"cut":           {whole[:len(whole)/2], "cut off"},
		"without end":   {zip(all[:len(all)-1]...), "cut off"},
		"row changed":   {zip(changed...), "checksum"},
		"row lost":      {zip(append(append([]string{}, all[:row]...), all[row+1:]...)...), "checksum"},
		"table lost":    {zip(all[0], all[len(all)-1]+"\n"), "lacks the table"},
		"no backup":     {[]byte("hello"), "no backup"},
		"other JSON":    {zip("{}\n"), "no backup"},
		"newer format":  {zip(strings.Replace(all[0], `"format":1`, `"format":9`, 1)), "newer"},
		"newer schema":  {zip(strings.Replace(all[0], `"schema":`, `"schema":9`, 1)), "newer"},
		"unknown table": {zip(append([]string{all[0]}, strings.Replace(all[1], `"table":"`, `"table":"x`, 1))...), "lacks"},
	} {
		t.Run(name, func(t *testing.T) {
			to := engines["SQLite"](t)
			_, err := store.Restore(t.Context(), bytes.NewReader(c.file), to, store.RestoreOptions{Tell: quiet})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("%v", err)
			}
			empty := openShop(t, to)
			var n int
			if err := empty.db.QueryRow(`SELECT (SELECT COUNT(*) FROM orders) + (SELECT COUNT(*) FROM locations)`).Scan(&n); err != nil || n != 0 {
				t.Errorf("%d rows are there, %v", n, err)
			}
		})
	}
}

// TestBackupOfCursors has a consumer that is ahead of an event whose
// transaction began later: after a restore it reads that one.
func TestBackupOfCursors(t *testing.T) {
	s := openShop(t, engines["PostgreSQL"](t))
	s.stock()
	s.trade()
	s.exec(`UPDATE events SET xid = (SELECT MAX(xid) FROM events) WHERE seq = 5`,
		`INSERT INTO cursors (consumer, seq, updated_at) VALUES ('ahead', 9, now()), ('level', 3, now())`)
	moved := restored(t, s.backup(store.BackupOptions{}), engines["SQLite"](t))
	for consumer, want := range map[string]int64{"ahead": 4, "level": 3} {
		var seq int64
		if err := moved.db.QueryRow(`SELECT seq FROM cursors WHERE consumer = ?`, consumer).Scan(&seq); err != nil || seq != want {
			t.Errorf("%s reads on behind %d, want %d, %v", consumer, seq, want, err)
		}
	}
}

func TestBackupHoldsTheKeyOnlyWhenAsked(t *testing.T) {
	s := openShop(t, engines["SQLite"](t))
	for _, key := range []string{"", "c2VjcmV0"} {
		r, err := store.Restore(context.Background(), bytes.NewReader(s.backup(store.BackupOptions{SecretKey: key})), engines["SQLite"](t), store.RestoreOptions{Tell: quiet})
		if err != nil || r.SecretKey != key || time.Since(r.MadeAt) > time.Hour {
			t.Errorf("%+v, %v", r, err)
		}
	}
}
