package store_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// later is the shop's database two years on.
func (s *shop) later() *shop {
	s.t.Helper()
	o := s.opts
	o.Now = func() time.Time { return time.Now().AddDate(2, 0, 0) }
	return openShop(s.t, o)
}

// settle gives the log to its readers, and closes what is delivered.
func (s *shop) settle() {
	s.t.Helper()
	s.exec(`UPDATE orders SET lifecycle = 'closed', closed_at = updated_at WHERE lifecycle = 'open' AND delivery_status = 'delivered'`,
		`DELETE FROM cursors`)
}

func (s *shop) writeArchive(before time.Time) (file string, a *store.Archive) {
	s.t.Helper()
	var b bytes.Buffer
	if err := s.WriteArchive(s.ctx, &b, store.ArchiveOptions{Before: before, Program: "test", Tell: func(int64) {}}); err != nil {
		s.t.Fatal(err)
	}
	file = filepath.Join(s.t.TempDir(), "old.zip")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		s.t.Fatal(err)
	}
	a, err := store.OpenArchive(file)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = a.Close() })
	return file, a
}

func (s *shop) remove(a *store.Archive, want int64) {
	s.t.Helper()
	removed, err := s.RemoveArchived(s.ctx, a, "old.zip", func(int64) {})
	if err != nil || removed != want {
		s.t.Fatalf("%d orders removed, not %d: %v", removed, want, err)
	}
}

// TestArchiveAndBack moves what has ended to an archive: the laws hold without
// it, a channel that tells of it again changes nothing, and it comes back as it
// was.
func TestArchiveAndBack(t *testing.T) {
	shops(t, func(t *testing.T, s *shop) {
		raw := order("RAW-1", "HAT")
		raw.Raw = []byte("{\"note\":\"two\r\nlines, \\N and \\\\\"}")
		s.cancel(s.capture(raw).ID)
		binary := order("RAW-2", "HAT")
		binary.Raw = []byte{0xff, 0, '\r', '\n'}
		binary.Note = "=1+1 \\ \\r \"quoted\",\r\n\\N"
		s.cancel(s.capture(binary).ID)
		s.sendBack()
		s.settle()
		s = s.later()
		before := content(t, s.backup(store.BackupOptions{}))

		_, a := s.writeArchive(time.Now().AddDate(1, 0, 0))
		if a.Orders < 4 {
			t.Fatalf("only %d orders in the archive", a.Orders)
		}
		if n, err := s.CountEnded(s.ctx, time.Now().AddDate(1, 0, 0)); err != nil || n != a.Orders {
			t.Errorf("%d orders counted, %d written: %v", n, a.Orders, err)
		}
		s.remove(a, a.Orders)
		s.clean()
		s.gone(raw)

		some, err := s.RestoreArchived(s.ctx, a, []int64{s.archivedNumber("RAW-2")}, func(int64) {})
		if err != nil || some != 1 {
			t.Fatalf("%d orders restored, not 1: %v", some, err)
		}
		all, err := s.RestoreArchived(s.ctx, a, nil, func(int64) {})
		if err != nil || all != a.Orders-1 {
			t.Fatalf("%d orders restored, not %d: %v", all, a.Orders-1, err)
		}
		s.clean()
		sameContent(t, before, content(t, s.backup(store.BackupOptions{})))
		s.goesOn()
	})
}

// sendBack delivers an order of which a unit comes back.
func (s *shop) sendBack() {
	s.t.Helper()
	o := s.capture(order("BACK-1", "HAT"))
	s.work(o.ID, 4)
	r, err := s.flow.RequestReturn(s.ctx, o.ID, flow.ReturnInput{Lines: []oms.ReturnItem{{OrderLine: 1, Quantity: 1}}, Approve: true})
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.flow.ReceiveReturn(s.ctx, r.Part.ID, flow.ReturnArrival{}); err != nil {
		s.t.Fatal(err)
	}
	r, err = s.flow.InspectReturn(s.ctx, r.Part.ID, flow.ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 1, Disposition: oms.Restock}}})
	if err != nil || r.Part.Status != oms.RMAClosed {
		s.t.Fatalf("%+v, %v", r.Part, err)
	}
}

// gone checks that nothing is lost or doubled when an archived order is told
// again, and that who asks for it learns where it is.
func (s *shop) gone(in oms.OrderInput) {
	s.t.Helper()
	r := s.flow.Capture(s.ctx, in)
	if oms.CodeOf(r.Err) != oms.Gone || !strings.Contains(r.Err.Error(), "old.zip") {
		s.t.Errorf("captured again: %v", r.Err)
	}
	var id string
	if err := s.db.QueryRowContext(s.ctx, `SELECT id FROM archived_orders WHERE external_id = $1`, in.ExternalID).Scan(&id); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.flow.Order(s.ctx, id); oms.CodeOf(err) != oms.Gone {
		s.t.Errorf("read: %v", err)
	}
	if _, err := s.flow.CancelOrder(s.ctx, id, flow.CancelInput{}); oms.CodeOf(err) != oms.Gone {
		s.t.Errorf("canceled: %v", err)
	}
}

func (s *shop) archivedNumber(external string) (n int64) {
	s.t.Helper()
	if err := s.db.QueryRowContext(s.ctx, `SELECT number FROM archived_orders WHERE external_id = $1`, external).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// TestArchiveLeavesWhatIsOpen checks who may not go: what was touched since the
// file was written, what has an open exception, and everything while a reader
// of the log is behind.
func TestArchiveLeavesWhatIsOpen(t *testing.T) {
	shops(t, func(t *testing.T, s *shop) {
		s.settle()
		touched, troubled := s.capture(order("T-1", "HAT")), s.capture(order("T-2", "HAT"))
		s.cancel(touched.ID)
		s.cancel(troubled.ID)
		s.write(func(tx *store.Tx) error {
			o, err := tx.LockOrder(s.ctx, troubled.ID)
			if err != nil {
				return err
			}
			o.Exceptions = append(o.Exceptions, oms.Exception{ID: store.NewID(oms.PrefixException), OrderID: o.ID, Kind: oms.ExceptionRefusedOrder, Status: oms.ExceptionOpen,
				Severity: oms.SeverityHigh, Fingerprint: "test", Summary: "Where is my money?", OpenedAt: tx.Now})
			return tx.SaveOrder(s.ctx, o)
		})
		s = s.later()
		_, a := s.writeArchive(time.Now().AddDate(1, 0, 0))
		s.exec(`INSERT INTO cursors (consumer, seq, updated_at) SELECT 'slow', MAX(e.seq), MAX(o.updated_at) FROM events e, orders o WHERE o.id = e.order_id AND o.external_id = 'C-1'`)
		if _, err := s.RemoveArchived(s.ctx, a, "old.zip", func(int64) {}); oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "slow") {
			t.Errorf("with a slow reader: %v", err)
		}
		s.exec(`DELETE FROM cursors`)
		if _, err := s.flow.TagOrders(s.ctx, []string{touched.ID}, flow.TagInput{Add: []string{"asked"}}); err != nil {
			t.Fatal(err)
		}
		s.remove(a, a.Orders-1)
		s.clean()
		for _, o := range []string{touched.ID, troubled.ID} {
			if _, err := s.flow.Order(s.ctx, o); err != nil {
				t.Errorf("order %s: %v", o, err)
			}
		}
		if err := s.WriteArchive(s.ctx, &bytes.Buffer{}, store.ArchiveOptions{Before: s.Now(), Tell: func(int64) {}}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("orders of today are archived: %v", err)
		}
	})
}

func TestArchiveRefusesDamage(t *testing.T) {
	s := openShop(t, engines["SQLite"](t))
	s.stock()
	s.trade()
	s.settle()
	file, _ := s.later().writeArchive(time.Now().AddDate(1, 0, 0))
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad.zip")
	for _, at := range []int{len(whole) / 4, len(whole) / 2, len(whole) * 3 / 4} {
		broken := bytes.Clone(whole)
		for i := range 16 {
			broken[at+i] ^= 0x55
		}
		for _, b := range [][]byte{broken, whole[:at]} {
			if err := os.WriteFile(bad, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := store.OpenArchive(bad); err == nil {
				t.Errorf("damaged at %d of %d, and opened", at, len(whole))
			}
		}
	}
}

// TestWhatNamesAnOrderIsArchived finds tables that refer to what an archive
// removes and would stay behind.
func TestWhatNamesAnOrderIsArchived(t *testing.T) {
	s := openShop(t, engines["SQLite"](t))
	rows, err := s.db.QueryContext(s.ctx, `SELECT m.name, f."table" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(f."table") c WHERE c.name = 'order_id')
		AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'order_id')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var from, to sql.NullString
		if err := rows.Scan(&from, &to); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s refers to %s and has no order_id of its own: an archive can't take it along", from.String, to.String)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
