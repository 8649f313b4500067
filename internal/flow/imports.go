package flow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Import is a file that somebody uploaded, and what became of it.
type Import = store.Import

// MaxUpload is how large an uploaded file may be, in bytes. The command line
// takes larger ones.
const MaxUpload = 64 << 20

// importOrders is the kind of import that is no part of the catalog.
const importOrders = "orders"

// ImportKinds lists what can be imported.
func ImportKinds() []string {
	kinds := []string{importOrders}
	for _, k := range []CatalogKind{ImportSKUs, ImportLocations, ImportListings, ImportStock, ImportMovements, ImportTransit} {
		kinds = append(kinds, string(k))
	}
	return kinds
}

// ImportInput is a file to be imported in the background.
type ImportInput struct {
	Kind    string          // one of ImportKinds
	Name    string          // of the file, for people
	Options json.RawMessage // OrderImport for orders, else {"mapping":{…},"location":"BER","dry_run":false}; nil for none
	File    []byte
}

// catalogOptions are the options of an import of the catalog.
type catalogOptions struct {
	Mapping  map[string]string `json:"mapping,omitempty"`
	Location string            `json:"location,omitempty"`
	DryRun   bool              `json:"dry_run,omitempty"`
}

// importJob works on one import. All share a lane: one after the other.
type importJob struct {
	ID string `json:"id"`
}

const (
	importKind  jobs.Kind[importJob] = "import"
	importLane                       = "imports"
	importLimit                      = 12 * time.Hour      // of one attempt
	importsKept                      = 30 * 24 * time.Hour // with their reject files
	pieceBytes                       = 256 << 10
)

// RegisterImports has this server work on imports.
func (f *Flow) RegisterImports(q *jobs.Queue) {
	jobs.Register(q, importKind, f.runImport, jobs.Within[importJob](importLimit), jobs.OnDeath(f.importDied))
	q.Schedule(jobs.Schedule{Name: "imports.prune", Every: time.Hour, Do: func(ctx context.Context, tx *store.Tx) error {
		return tx.PruneImports(ctx, tx.Now.Add(-importsKept))
	}})
}

// StartImport keeps a file and has it imported in the background. What makes
// the whole file unusable is refused at once.
func (f *Flow) StartImport(ctx context.Context, in ImportInput) (*Import, error) {
	if err := f.checkImport(ctx, in); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*Import, error) {
		i := &Import{ID: store.NewID(oms.PrefixImport), Kind: in.Kind, Name: in.Name, Status: store.ImportPending, Options: in.Options, Size: int64(len(in.File)),
			CreatedBy: store.CallerOf(ctx).Actor, CreatedAt: tx.Now}
		if err := tx.SaveImport(ctx, i); err != nil {
			return nil, err
		}
		n := 0
		for piece := range slices.Chunk(in.File, pieceBytes) {
			if err := tx.AddPiece(ctx, i.ID, store.ImportFile, n, piece); err != nil {
				return nil, err
			}
			n++
		}
		tx.Emit(ctx, oms.Event{Type: "import.started", Subject: i.ID}, map[string]any{"kind": i.Kind, "name": i.Name, "size": i.Size})
		return i, importKind.Insert(ctx, tx, importJob{i.ID}, jobs.Options{Lane: importLane, Unique: i.ID, MaxAttempts: 5})
	})
}

// checkImport refuses a file, or options, that can't be used.
func (f *Flow) checkImport(ctx context.Context, in ImportInput) error {
	errs := checkText("name", in.Name, 300)
	switch {
	case !slices.Contains(ImportKinds(), in.Kind):
		errs = append(errs, oms.FaultAt("kind", "must be one of orders, skus, locations, listings, stock, movements and transit"))
	case len(in.File) == 0:
		errs = append(errs, oms.FaultAt("file", "is empty"))
	case len(in.File) > MaxUpload:
		return oms.Errorf(oms.TooLarge, "the file has %d bytes, the limit is %d: use the command line", len(in.File), MaxUpload)
	}
	if errs != nil {
		return oms.InvalidFields("the import", errs)
	}
	if in.Kind == importOrders {
		o, err := importOptions[OrderImport](in.Options)
		if err != nil {
			return err
		}
		i, err := f.newOrderImport(ctx, bytes.NewReader(in.File), o)
		if err != nil {
			return err
		}
		return i.rows.Close()
	}
	o, err := importOptions[catalogOptions](in.Options)
	if err != nil {
		return err
	}
	t, err := openCatalog(bytes.NewReader(in.File), importerOf(CatalogKind(in.Kind), o.Location).fields(), o.Mapping)
	if err != nil {
		return err
	}
	return t.Close()
}

// importOptions reads options; one that is not known is refused by its name.
func importOptions[O any](raw json.RawMessage) (o O, err error) {
	if len(raw) == 0 {
		return o, nil
	}
	if err := oms.CheckJSON(raw, 64<<10); err != nil {
		return o, oms.InvalidField("options", "can't be read: %v", err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&o); err != nil {
		return o, oms.InvalidField("options", "can't be read: %v", err)
	}
	return o, nil
}

// Import returns one import.
func (f *Flow) Import(ctx context.Context, id string) (*Import, error) {
	return read(ctx, f, func(tx *store.Tx) (*Import, error) { return tx.Import(ctx, id, false) })
}

// Imports returns a page of the imports, the newest first.
func (f *Flow) Imports(ctx context.Context, p Paging) (Page[Import], error) {
	page, limit, err := p.limit()
	if err != nil {
		return Page[Import]{}, err
	}
	before := ""
	if err := p.at(&before); err != nil {
		return Page[Import]{}, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[Import], error) {
		all, err := tx.Imports(ctx, before, limit)
		return pageOf(all, page, func(i Import) any { return i.ID }), err
	})
}

// ImportRejects returns the rows of an import that were refused, as CSV with
// their reasons; a file without a row when none was, or it goes on still.
func (f *Flow) ImportRejects(ctx context.Context, id string) ([]byte, error) {
	if _, err := f.Import(ctx, id); err != nil {
		return nil, err
	}
	return io.ReadAll(&pieceReader{ctx: ctx, f: f, id: id, part: store.ImportRejects})
}

// pieceReader reads a file of an import, a piece in a transaction.
type pieceReader struct {
	ctx  context.Context //nolint:containedctx // a reader has no other way to be told
	f    *Flow
	id   string
	part store.ImportPart
	n    int
	left []byte
}

func (r *pieceReader) Read(p []byte) (int, error) {
	if len(r.left) == 0 {
		piece, err := read(r.ctx, r.f, func(tx *store.Tx) ([]byte, error) { return tx.Piece(r.ctx, r.id, r.part, r.n) })
		if err != nil {
			return 0, err
		}
		if len(piece) == 0 {
			return 0, io.EOF
		}
		r.left = piece
		r.n++
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

// pieceWriter writes a file of an import, a piece in a transaction.
type pieceWriter struct {
	ctx  context.Context //nolint:containedctx // a writer has no other way to be told
	f    *Flow
	id   string
	n    int
	size int64
	buf  []byte
}

func (w *pieceWriter) Write(p []byte) (int, error) {
	w.buf = append(w.buf, p...)
	w.size += int64(len(p))
	if len(w.buf) < pieceBytes {
		return len(p), nil
	}
	return len(p), w.flush()
}

func (w *pieceWriter) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	err := w.f.store.Write(w.ctx, func(tx *store.Tx) error { return tx.AddPiece(w.ctx, w.id, store.ImportRejects, w.n, w.buf) })
	w.n, w.buf = w.n+1, w.buf[:0]
	return err
}

var errInterrupted = errors.New("the import was interrupted, and movements are not done twice: look at the stock, and import what is missing")
