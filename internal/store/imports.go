package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Import is a file that somebody uploaded to be imported.
type Import struct {
	ID         string
	Kind       string // orders, skus, locations, listings, stock, movements or transit
	Name       string // of the file, for people
	Status     ImportStatus
	Options    json.RawMessage // as they were stated
	Size       int64           // bytes
	Progress   json.RawMessage // nil before it was begun
	Report     json.RawMessage // nil until it has ended
	Problem    string          // why it failed
	Rejects    int64           // bytes of the reject file
	CreatedBy  string          // the actor
	CreatedAt  time.Time
	StartedAt  *time.Time
	FinishedAt *time.Time
}

// ImportStatus is how far an import is.
type ImportStatus string

// The statuses.
const (
	ImportPending ImportStatus = "pending"
	ImportRunning ImportStatus = "running"
	ImportDone    ImportStatus = "done"
	ImportFailed  ImportStatus = "failed"
)

// ImportPart names one of the two files of an import.
type ImportPart string

// The parts.
const (
	ImportFile    ImportPart = "file"
	ImportRejects ImportPart = "rejects"
)

const importColumns = `id, kind, name, status, options, size, progress, report, problem, rejects, created_by, created_at, started_at, finished_at`

type importRow struct {
	Import
	Options  rawJSON
	Progress rawJSON
	Report   rawJSON
}

// Import reads an import, locked until a writing transaction ends, or returns a
// NotFound error.
func (tx *Tx) Import(ctx context.Context, id string, lock bool) (*Import, error) {
	tail := ` WHERE id = ?`
	if lock {
		tail += ` FOR_UPDATE`
	}
	all, err := tx.imports(ctx, tail, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no import %.100q", id)
	}
	return &all[0], nil
}

// Imports lists imports, the newest first, behind the id before.
func (tx *Tx) Imports(ctx context.Context, before string, limit int) ([]Import, error) {
	if before == "" {
		return tx.imports(ctx, ` ORDER BY id DESC LIMIT ?`, limit)
	}
	return tx.imports(ctx, ` WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit)
}

func (tx *Tx) imports(ctx context.Context, tail string, args ...any) ([]Import, error) {
	var rows []importRow
	if err := tx.query(ctx, &rows, `SELECT `+importColumns+` FROM imports`+tail, args...); err != nil {
		return nil, err
	}
	out := make([]Import, len(rows))
	for i, r := range rows {
		out[i] = r.Import
		out[i].Options, out[i].Progress, out[i].Report = json.RawMessage(r.Options), json.RawMessage(r.Progress), json.RawMessage(r.Report)
	}
	return out, nil
}

// SaveImport writes an import, new or changed.
func (tx *Tx) SaveImport(ctx context.Context, i *Import) error {
	_, err := tx.exec(ctx, `INSERT INTO imports (`+importColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET status = excluded.status, progress = excluded.progress, report = excluded.report, problem = excluded.problem,
		rejects = excluded.rejects, started_at = excluded.started_at, finished_at = excluded.finished_at`,
		i.ID, i.Kind, i.Name, string(i.Status), string(i.Options), i.Size, string(i.Progress), string(i.Report), i.Problem, i.Rejects, i.CreatedBy, i.CreatedAt,
		i.StartedAt, i.FinishedAt)
	return err
}

// NoteImport writes how far a running import is.
func (tx *Tx) NoteImport(ctx context.Context, id string, progress json.RawMessage) error {
	_, err := tx.exec(ctx, `UPDATE imports SET progress = ? WHERE id = ? AND status = ?`, string(progress), id, string(ImportRunning))
	return err
}

// AddPiece adds the n-th piece, counted from 0, of a file of an import.
func (tx *Tx) AddPiece(ctx context.Context, id string, part ImportPart, n int, content []byte) error {
	_, err := tx.exec(ctx, `INSERT INTO import_pieces (import_id, part, n, content) VALUES (?, ?, ?, ?)`, id, string(part), n, content)
	return err
}

// Piece reads the n-th piece of a file, or nil behind its end.
func (tx *Tx) Piece(ctx context.Context, id string, part ImportPart, n int) ([]byte, error) {
	var content []byte
	_, err := tx.one(ctx, &content, `SELECT content FROM import_pieces WHERE import_id = ? AND part = ? AND n = ?`, id, string(part), n)
	return content, err
}

// DropPieces removes a file of an import.
func (tx *Tx) DropPieces(ctx context.Context, id string, part ImportPart) error {
	_, err := tx.exec(ctx, `DELETE FROM import_pieces WHERE import_id = ? AND part = ?`, id, string(part))
	return err
}

// PruneImports forgets imports that ended before an instant.
func (tx *Tx) PruneImports(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM imports WHERE finished_at < ?`, before)
	return err
}
