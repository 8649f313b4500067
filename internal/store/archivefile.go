package store

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// An archive is a zip file with a CSV file for each table and a manifest. The
// rows of all tables follow the orders in orders.csv, so that an order is read
// back from all files at once. A cell is text as it is, with \ written as \\,
// a carriage return as \r and NULL as \N; instants are in UTC; bytes are
// t:text or b:base64.
const (
	archiveFormat   = 1
	archiveManifest = "manifest.json"
)

// Manifest says what is in an archive.
type Manifest struct {
	Switchyard string          `json:"switchyard"` // "archive"
	Format     int             `json:"format"`
	Program    string          `json:"program,omitempty"` // the version that wrote it
	MadeAt     time.Time       `json:"made_at"`
	Before     time.Time       `json:"before"` // orders that were done and untouched since
	Orders     int64           `json:"orders"`
	Tables     []ManifestTable `json:"tables"`
}

// ManifestTable is a table of an archive.
type ManifestTable struct {
	Name    string        `json:"name"`
	Columns []tableColumn `json:"columns"`
	Rows    int64         `json:"rows"`
}

// archiveDraft collects the tables of an archive in files of their own, since a
// zip file holds one after the other.
type archiveDraft struct {
	dir   string
	files []*draftFile
}

type draftFile struct {
	table
	rows int64
	file *os.File
	buf  *bufio.Writer
	csv  *csv.Writer
}

func newArchiveDraft(tables []table) (*archiveDraft, error) {
	dir, err := os.MkdirTemp("", "switchyard-archive-")
	if err != nil {
		return nil, err
	}
	d := &archiveDraft{dir: dir}
	for _, t := range tables {
		file, err := os.Create(filepath.Join(dir, t.name+".csv")) //nolint:gosec // the name of a table in a folder of our own
		if err != nil {
			return d, err
		}
		buf := bufio.NewWriterSize(file, 256<<10)
		f := &draftFile{table: t, file: file, buf: buf, csv: csv.NewWriter(buf)}
		d.files = append(d.files, f)
		heading := make([]string, len(t.columns))
		for i, c := range t.columns {
			heading[i] = c.Name
		}
		if err := f.csv.Write(heading); err != nil {
			return d, err
		}
	}
	return d, nil
}

func (d *archiveDraft) close() {
	for _, f := range d.files {
		_ = f.file.Close()
	}
	_ = os.RemoveAll(d.dir)
}

func (f *draftFile) add(row []string) error {
	f.rows++
	return f.csv.Write(row)
}

// write makes the zip file.
func (d *archiveDraft) write(w io.Writer, m Manifest) error {
	z := zip.NewWriter(w)
	for _, f := range d.files {
		f.csv.Flush()
		if err := errors.Join(f.csv.Error(), f.buf.Flush()); err != nil {
			return err
		}
		if _, err := f.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		into, err := z.CreateHeader(&zip.FileHeader{Name: f.name + ".csv", Method: zip.Deflate, Modified: m.MadeAt})
		if err != nil {
			return err
		}
		if _, err := io.Copy(into, f.file); err != nil {
			return err
		}
		m.Tables = append(m.Tables, ManifestTable{f.name, f.columns, f.rows})
	}
	into, err := z.CreateHeader(&zip.FileHeader{Name: archiveManifest, Method: zip.Deflate, Modified: m.MadeAt})
	if err != nil {
		return err
	}
	enc := json.NewEncoder(into)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return err
	}
	return z.Close()
}

// cellsOf are the values of a row as an archive has them.
func cellsOf(columns []tableColumn, values []any) ([]string, error) {
	cells := make([]string, len(values))
	for i, v := range values {
		var err error
		if cells[i], err = cellOf(columns[i].Kind, v); err != nil {
			return nil, fmt.Errorf("column %s: %w", columns[i].Name, err)
		}
	}
	return cells, nil
}

var cellEscapes = strings.NewReplacer(`\`, `\\`, "\r", `\r`)

func cellOf(kind string, v any) (string, error) {
	switch x := v.(type) {
	case nil:
		return `\N`, nil
	case int64:
		if kind == "boolean" {
			return strconv.FormatBool(x != 0), nil
		}
		return strconv.FormatInt(x, 10), nil
	case bool:
		return strconv.FormatBool(x), nil
	case time.Time:
		return x.UTC().Format(instantLayout), nil
	case string:
		return cellEscapes.Replace(x), nil
	case []byte:
		switch {
		case kind == "text":
			return cellEscapes.Replace(string(x)), nil
		case utf8.Valid(x):
			return "t:" + cellEscapes.Replace(string(x)), nil
		}
		return "b:" + base64.StdEncoding.EncodeToString(x), nil
	}
	return "", fmt.Errorf("%T has no form in an archive", v)
}

func valueOf(kind, cell string) (any, error) {
	if cell == `\N` {
		return nil, nil
	}
	switch kind {
	case "bigint":
		return strconv.ParseInt(cell, 10, 64)
	case "boolean":
		return strconv.ParseBool(cell)
	case "timestamptz":
		return time.Parse(time.RFC3339Nano, cell)
	case "text":
		return unescape(cell)
	case "bytea":
		if text, ok := strings.CutPrefix(cell, "t:"); ok {
			plain, err := unescape(text)
			return []byte(plain), err
		}
		if coded, ok := strings.CutPrefix(cell, "b:"); ok {
			return base64.StdEncoding.DecodeString(coded)
		}
	}
	return nil, fmt.Errorf("%.40q is no %s", cell, kind)
}

func unescape(cell string) (string, error) {
	if !strings.Contains(cell, `\`) {
		return cell, nil
	}
	var b strings.Builder
	for i := 0; i < len(cell); i++ {
		if cell[i] != '\\' {
			b.WriteByte(cell[i])
			continue
		}
		i++
		switch {
		case i < len(cell) && cell[i] == '\\':
			b.WriteByte('\\')
		case i < len(cell) && cell[i] == 'r':
			b.WriteByte('\r')
		default:
			return "", errors.New(`a \ stands alone`)
		}
	}
	return b.String(), nil
}

// Archive is an archive that was opened for reading.
type Archive struct {
	Manifest
	zip   *zip.ReadCloser
	parts []*archivePart
}

// archivePart reads one table of an archive.
type archivePart struct {
	ManifestTable
	in    io.ReadCloser
	csv   *csv.Reader
	order int // the column with the order's id
	ahead []any
	read  int64
}

// OpenArchive opens an archive and checks that it is whole.
func OpenArchive(file string) (*Archive, error) {
	z, err := zip.OpenReader(file)
	if err != nil {
		return nil, fmt.Errorf("%s is no archive: %w", file, err)
	}
	a := &Archive{zip: z}
	if err := a.check(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file, err), z.Close())
	}
	return a, nil
}

// check reads everything once, since a zip file has a checksum for each file in
// it.
func (a *Archive) check() error {
	for _, f := range a.zip.File {
		into := io.Discard
		var manifest bytes.Buffer
		if f.Name == archiveManifest {
			into = &manifest
		}
		in, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(into, in); err != nil { //nolint:gosec // an archive of one's own may be large
			return errors.Join(fmt.Errorf("%s is damaged: %w", f.Name, err), in.Close())
		}
		_ = in.Close()
		if f.Name != archiveManifest {
			continue
		}
		if err := json.Unmarshal(manifest.Bytes(), &a.Manifest); err != nil {
			return fmt.Errorf("the manifest is damaged: %w", err)
		}
	}
	switch {
	case a.Switchyard != "archive":
		return errors.New("this is no archive of Switchyard")
	case a.Format > archiveFormat:
		return fmt.Errorf("the archive has format %d, this program reads up to %d: use a newer switchyard", a.Format, archiveFormat)
	}
	return nil
}

// Close closes the file.
func (a *Archive) Close() error {
	a.stop()
	return a.zip.Close()
}

func (a *Archive) stop() {
	for _, p := range a.parts {
		_ = p.in.Close()
	}
	a.parts = nil
}

// archivedOrder is the rows of one order by table.
type archivedOrder map[string][][]any

// each calls f with every order of the archive.
func (a *Archive) each(f func(archivedOrder) error) error {
	defer a.stop()
	for _, t := range a.Tables {
		p, err := a.part(t)
		if err != nil {
			return err
		}
		a.parts = append(a.parts, p)
	}
	first := slices.IndexFunc(a.parts, func(p *archivePart) bool { return p.Name == "orders" })
	if first < 0 {
		return errors.New("the archive has no orders.csv")
	}
	for a.parts[first].ahead != nil {
		id := a.parts[first].of()
		rows := archivedOrder{}
		for _, p := range a.parts {
			for p.ahead != nil && p.of() == id {
				rows[p.Name] = append(rows[p.Name], p.ahead)
				if err := p.next(); err != nil {
					return err
				}
			}
		}
		if n := len(rows["orders"]); n != 1 {
			return fmt.Errorf("orders.csv has %d rows of the order %v", n, id)
		}
		if err := f(rows); err != nil {
			return err
		}
	}
	for _, p := range a.parts {
		if p.ahead != nil || p.read != p.Rows {
			return fmt.Errorf("%s.csv does not go with orders.csv: it names the order %v, out of turn, or lacks rows", p.Name, p.of())
		}
	}
	return nil
}

func (a *Archive) part(t ManifestTable) (*archivePart, error) {
	in, err := a.zip.Open(t.Name + ".csv")
	if err != nil {
		return nil, err
	}
	p := &archivePart{ManifestTable: t, in: in, csv: csv.NewReader(in)}
	p.csv.FieldsPerRecord = len(t.Columns)
	p.order = slices.IndexFunc(t.Columns, func(c tableColumn) bool { return c.Name == orderColumn(t.Name) })
	if p.order < 0 {
		return p, fmt.Errorf("%s.csv does not name orders", t.Name)
	}
	if _, err := p.csv.Read(); err != nil {
		return p, fmt.Errorf("%s.csv: %w", t.Name, err)
	}
	return p, p.next()
}

func (p *archivePart) of() any {
	if p.ahead == nil {
		return nil
	}
	return p.ahead[p.order]
}

func (p *archivePart) next() error {
	cells, err := p.csv.Read()
	if errors.Is(err, io.EOF) {
		p.ahead = nil
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s.csv: %w", p.Name, err)
	}
	p.read++
	p.ahead = make([]any, len(cells))
	for i, cell := range cells {
		if p.ahead[i], err = valueOf(p.Columns[i].Kind, cell); err != nil {
			return fmt.Errorf("%s.csv, row %d, %s: %w", p.Name, p.read, p.Columns[i].Name, err)
		}
	}
	return nil
}
