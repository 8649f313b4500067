package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A backup is a whole database as one compressed file of JSON lines that
// neither engine owns: a head, then for each table its columns, a line for each
// row, and its count and checksum; at last a line that says that nothing is
// missing. Tables come in an order in which their references hold.
const backupFormat = 1

type backupHead struct {
	Switchyard  string    `json:"switchyard"` // "backup"
	Format      int       `json:"format"`
	Schema      int64     `json:"schema"`
	Program     string    `json:"program,omitempty"`
	MadeAt      time.Time `json:"made_at"`
	Engine      string    `json:"engine"`
	OrderNumber int64     `json:"order_number,omitempty"` // as in backupLine; older backups have it here
	SecretKey   string    `json:"secret_key,omitempty"`
}

// backupLine is a line that is no row.
type backupLine struct {
	Table   string        `json:"table,omitempty"` // begins one
	Columns []tableColumn `json:"columns,omitempty"`

	Rows   *int64 `json:"rows,omitempty"` // ends one
	SHA256 string `json:"sha256,omitempty"`

	End    bool `json:"end,omitempty"` // of the backup
	Tables int  `json:"tables,omitempty"`
	// OrderNumber is the last one that was given out when the backup ended.
	OrderNumber int64 `json:"order_number,omitempty"`
}

type tableColumn struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // text, bigint, boolean, timestamptz, bytea: as newRows names them
}

// backupWriter writes a backup.
type backupWriter struct {
	zip    *gzip.Writer
	out    *bufio.Writer
	sum    hash.Hash
	line   []byte
	rows   int64
	tables int
	kinds  []tableColumn
}

func newBackupWriter(w io.Writer, head backupHead) (*backupWriter, error) {
	zip, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	a := &backupWriter{zip: zip, out: bufio.NewWriterSize(zip, 64<<10), sum: sha256.New()}
	return a, a.control(head)
}

func (a *backupWriter) control(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = a.out.Write(append(b, '\n'))
	return err
}

func (a *backupWriter) begin(table string, columns []tableColumn) error {
	a.sum.Reset()
	a.rows, a.kinds = 0, columns
	a.tables++
	return a.control(backupLine{Table: table, Columns: columns})
}

func (a *backupWriter) row(values []any) error {
	b := append(a.line[:0], '[')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendValue(b, a.kinds[i], v); err != nil {
			return err
		}
	}
	a.line = append(b, ']', '\n')
	a.rows++
	a.sum.Write(a.line)
	_, err := a.out.Write(a.line)
	return err
}

func (a *backupWriter) end() error {
	return a.control(backupLine{Rows: &a.rows, SHA256: hex.EncodeToString(a.sum.Sum(nil))})
}

func (a *backupWriter) close(orderNumber int64) error {
	if err := a.control(backupLine{End: true, Tables: a.tables, OrderNumber: orderNumber}); err != nil {
		return err
	}
	return errors.Join(a.out.Flush(), a.zip.Close())
}

// instantLayout keeps microseconds, which is all that is stored.
const instantLayout = "2006-01-02T15:04:05.000000Z"

// appendValue writes one value. Bytes are text where they are text, as raw
// payloads mostly are: it compresses better and can be read.
func appendValue(b []byte, c tableColumn, v any) ([]byte, error) {
	switch x := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case int64:
		if c.Kind == "boolean" {
			return strconv.AppendBool(b, x != 0), nil
		}
		return strconv.AppendInt(b, x, 10), nil
	case bool:
		return strconv.AppendBool(b, x), nil
	case time.Time:
		return append(x.UTC().AppendFormat(append(b, '"'), instantLayout), '"'), nil
	case string:
		return appendText(b, "", x)
	case []byte:
		if c.Kind == "text" {
			return appendText(b, "", string(x))
		}
		if utf8.Valid(x) {
			return appendText(b, "t:", string(x))
		}
		return append(base64.StdEncoding.AppendEncode(append(b, `"b:`...), x), '"'), nil
	}
	return nil, fmt.Errorf("column %s holds %T, which a backup has no form for", c.Name, v)
}

func appendText(b []byte, prefix, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, errors.New("a text is not valid UTF-8")
	}
	plain := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			plain = false
			break
		}
	}
	if plain {
		return append(append(append(append(b, '"'), prefix...), s...), '"'), nil
	}
	quoted, err := json.Marshal(prefix + s)
	return append(b, quoted...), err
}

// backupReader reads a backup line by line.
type backupReader struct {
	in   *bufio.Reader
	head backupHead
	sum  hash.Hash
}

func newBackupReader(r io.Reader) (*backupReader, error) {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return nil, errors.New("this is no backup: it is not compressed as one")
	}
	a := &backupReader{in: bufio.NewReaderSize(zip, 256<<10), sum: sha256.New()}
	line, err := a.next()
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(line, &a.head); err != nil || a.head.Switchyard != "backup" {
		return nil, errors.New("this is no backup of Switchyard")
	}
	if a.head.Format > backupFormat {
		return nil, fmt.Errorf("the backup has format %d, this program reads up to %d: use a newer switchyard", a.head.Format, backupFormat)
	}
	return a, nil
}

// next returns the next line with its line break. The end of the file is an
// error: a backup says where it ends.
func (a *backupReader) next() ([]byte, error) {
	line, err := a.in.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("the backup is cut off or damaged: %w", err)
	}
	return line, nil
}

// each calls row with every row of the table that begins next, and returns the
// table's name; "" at the end of the backup.
func (a *backupReader) each(begin func(table string, columns []tableColumn) error, row func([]any) error) (string, error) {
	first, err := a.control()
	if err != nil {
		return "", err
	}
	if first.End {
		a.head.OrderNumber = max(a.head.OrderNumber, first.OrderNumber)
		return "", nil
	}
	if first.Table == "" {
		return "", errors.New("the backup is damaged: a table was expected")
	}
	if err := begin(first.Table, first.Columns); err != nil {
		return "", err
	}
	a.sum.Reset()
	for n := int64(0); ; n++ {
		line, err := a.next()
		if err != nil {
			return "", err
		}
		if line[0] == '[' {
			a.sum.Write(line)
			values, err := parseRow(line, first.Columns)
			if err == nil {
				err = row(values)
			}
			if err != nil {
				return "", fmt.Errorf("table %s, row %d: %w", first.Table, n+1, err)
			}
			continue
		}
		var last backupLine
		if err := json.Unmarshal(line, &last); err != nil || last.Rows == nil {
			return "", fmt.Errorf("the backup is damaged in table %s", first.Table)
		}
		if *last.Rows != n || last.SHA256 != hex.EncodeToString(a.sum.Sum(nil)) {
			return "", fmt.Errorf("the backup is damaged: table %s does not agree with its checksum", first.Table)
		}
		return first.Table, nil
	}
}

func (a *backupReader) control() (l backupLine, err error) {
	line, err := a.next()
	if err != nil {
		return l, err
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return l, errors.New("the backup is damaged")
	}
	return l, nil
}

func parseRow(line []byte, columns []tableColumn) ([]any, error) {
	var raw []any
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if err := dec.Decode(&raw); err != nil {
		return nil, err
	}
	if len(raw) != len(columns) {
		return nil, fmt.Errorf("%d values for %d columns", len(raw), len(columns))
	}
	for i := range raw {
		v, err := parseValue(columns[i].Kind, raw[i])
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", columns[i].Name, err)
		}
		raw[i] = v
	}
	return raw, nil
}

// parseValue turns a JSON value into what newRows takes for a kind of column.
func parseValue(kind string, v any) (any, error) {
	switch x := v.(type) {
	case nil:
		return nil, nil
	case bool:
		if kind == "boolean" {
			return x, nil
		}
	case json.Number:
		if kind == "bigint" {
			return strconv.ParseInt(x.String(), 10, 64)
		}
	case string:
		switch kind {
		case "text":
			return x, nil
		case "timestamptz":
			return time.Parse(time.RFC3339Nano, x)
		case "bytea":
			if text, ok := strings.CutPrefix(x, "t:"); ok {
				return []byte(text), nil
			}
			if coded, ok := strings.CutPrefix(x, "b:"); ok {
				return base64.StdEncoding.DecodeString(coded)
			}
		}
	}
	return nil, fmt.Errorf("%T is no %s", v, kind)
}
