package flow

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// works starts a queue that works on imports.
func (w *world) works() {
	w.t.Helper()
	q := jobs.New(w.store, jobs.Settings{Poll: 5 * time.Millisecond})
	w.RegisterImports(q)
	q.Start(w.ctx)
	w.t.Cleanup(func() { q.Stop(context.Background()) })
}

// ended waits until an import has ended.
func (w *world) ended(id string) *Import {
	w.t.Helper()
	for range 2000 {
		i, err := w.Import(w.ctx, id)
		if err != nil {
			w.t.Fatal(err)
		}
		if i.FinishedAt != nil {
			return i
		}
		time.Sleep(5 * time.Millisecond)
	}
	w.t.Fatal("the import does not end")
	return nil
}

func (w *world) start(in ImportInput) *Import {
	w.t.Helper()
	i, err := w.StartImport(w.ctx, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return i
}

func TestStartImport(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		file := "order,sku,qty,price\n" + strings.Repeat(" , , , \n", 40_000) + "1,TEE,2,5\n2,=NOPE,1,5\n3,TEE,1,5\n"
		i := w.start(ImportInput{Kind: "orders", Name: "autumn.csv", Options: json.RawMessage(`{"channel":"web"}`), File: []byte(file)})
		if i.Status != store.ImportPending || i.CreatedBy != "user:test" || i.Size != int64(len(file)) {
			t.Errorf("%+v", i)
		}
		w.works()
		i = w.ended(i.ID)
		var r ImportReport
		if err := json.Unmarshal(i.Report, &r); err != nil || i.Status != store.ImportDone || r.Created != 2 || r.Rejected != 1 || i.Rejects == 0 {
			t.Errorf("%+v %s, %v", i, i.Report, err)
		}
		rejects, err := w.ImportRejects(w.ctx, i.ID)
		if err != nil || !strings.HasPrefix(string(rejects), "order,sku,qty,price,reason\n2,'=NOPE,1,5,") {
			t.Errorf("rejects %q, %v", rejects, err)
		}
		page, err := w.Imports(w.ctx, Paging{})
		if err != nil || len(page.Items) != 1 {
			t.Errorf("%+v, %v", page, err)
		}
		var pieces int
		if err := w.db.QueryRowContext(w.ctx, `SELECT COUNT(*) FROM import_pieces WHERE part = 'file'`).Scan(&pieces); err != nil || pieces != 0 {
			t.Errorf("%d pieces of the file are kept, %v", pieces, err)
		}
		if o := w.byExternalID("1"); o.Lines[0].Allocated != 2 {
			t.Errorf("%+v", o.Lines)
		}
	})
}

// A server dies in the middle: another begins anew and doubles nothing.
func TestImportGoesOnAfterADeath(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		i := w.start(ImportInput{Kind: "orders", Options: json.RawMessage(`{"channel":"web"}`), File: []byte("order,sku,qty,price\n1,TEE,2,5\n2,NOPE,1,5\n")})
		if _, err := w.beginImport(w.ctx, i.ID); err != nil {
			t.Fatal(err)
		}
		r := &importRun{f: w.Flow, row: i, rejects: &pieceWriter{ctx: w.ctx, f: w.Flow, id: i.ID}}
		if _, err := r.do(w.ctx); err != nil {
			t.Fatal(err)
		}
		if err := r.rejects.flush(); err != nil { // and here it dies
			t.Fatal(err)
		}
		w.works()
		i = w.ended(i.ID)
		var report ImportReport
		if err := json.Unmarshal(i.Report, &report); err != nil || report.Known != 1 || report.Created != 0 {
			t.Errorf("%+v, %v", report, err)
		}
		if rejects, err := w.ImportRejects(w.ctx, i.ID); err != nil || strings.Count(string(rejects), "NOPE,1") != 1 {
			t.Errorf("rejects %q, %v", rejects, err)
		}
		m := w.start(ImportInput{Kind: "movements", File: []byte("sku,location,quantity,reason\nTEE,BER,5,received\n")})
		if m = w.ended(m.ID); m.Status != store.ImportDone {
			t.Errorf("%+v", m)
		}
		if l := w.level("TEE", "BER"); l.OnHand != 105 {
			t.Errorf("%d on hand", l.OnHand)
		}
	})
}

// Movements that were interrupted are not done twice.
func TestImportOfMovementsIsNotRepeated(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 100)
		m := w.start(ImportInput{Kind: "movements", File: []byte("sku,location,quantity,reason\nTEE,BER,5,received\n")})
		if _, err := w.beginImport(w.ctx, m.ID); err != nil {
			t.Fatal(err)
		}
		w.works()
		if m = w.ended(m.ID); m.Status != store.ImportFailed || !strings.Contains(m.Problem, "interrupted") {
			t.Errorf("%+v", m)
		}
		if l := w.level("TEE", "BER"); l.OnHand != 100 {
			t.Errorf("%d on hand", l.OnHand)
		}
	})
}

func TestStartImportRefuses(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			in   ImportInput
			says string
		}{
			"Kind":    {ImportInput{Kind: "dreams", File: []byte("a\n")}, "kind"},
			"Empty":   {ImportInput{Kind: "skus"}, "empty"},
			"Options": {ImportInput{Kind: "orders", Options: json.RawMessage(`{"chanel":"web"}`), File: []byte("order,sku,qty\n")}, "chanel"},
			"Nested":  {ImportInput{Kind: "skus", Options: json.RawMessage(strings.Repeat("[", 100_000)), File: []byte("sku\n")}, "options"},
			"Channel": {ImportInput{Kind: "orders", File: []byte("order,sku,qty\n")}, "channel"},
			"Columns": {ImportInput{Kind: "orders", Options: json.RawMessage(`{"channel":"web"}`), File: []byte("a,b\n")}, "external_id"},
			"SKUs":    {ImportInput{Kind: "skus", File: []byte("a,b\n")}, "mapping"},
			"Name":    {ImportInput{Kind: "skus", Name: strings.Repeat("x", 301), File: []byte("sku\n")}, "name"},
		} {
			t.Run(name, func(t *testing.T) {
				if _, err := w.StartImport(w.ctx, c.in); oms.CodeOf(err) != oms.Invalid || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%v does not say %s", err, c.says)
				}
			})
		}
		if _, err := w.ImportRejects(w.ctx, "imp_nothing"); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("%v", err)
		}
	})
}
