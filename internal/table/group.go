package table

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Groups gives back the rows of a table by what they belong to, in the order
// in which the groups first appear, although the rows of one may be far apart.
//
//   - The rows go to a temporary file as they are read.
//   - In memory stay a group number and a position of each row (12 bytes) and
//     the keys of the groups.
//   - A counting sort by group number then says where each group's rows lie;
//     where they are adjacent, as usual, the file is read from front to back.
type Groups struct {
	file    *os.File
	group   []uint32 // of each row
	at      []int64  // where each row begins, and the end of the last
	sorted  []uint32 // rows by group
	next    int
	groups  int
	columns int
	window  []byte // part of the file, from start
	start   int64
}

// Group reads a table to its end. key says what a row belongs to; rows with
// the key "" belong to nothing, and each is a group of its own. tick is called
// after each row and may stop the reading with an error.
func Group(t *Reader, key func(Row) string, tick func(rows int) error) (*Groups, error) {
	file, err := os.CreateTemp("", "switchyard-rows-*")
	if err != nil {
		return nil, fmt.Errorf("table: %w", err)
	}
	_ = os.Remove(file.Name()) // it goes with the process, where the system allows
	g := &Groups{file: file, columns: len(t.Header())}
	if err := g.fill(t, key, tick); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	g.sort()
	return g, nil
}

func (g *Groups) fill(t *Reader, key func(Row) string, tick func(int) error) error {
	out := bufio.NewWriterSize(g.file, 256<<10)
	known, end, buf := map[string]uint32{}, int64(0), []byte(nil)
	for {
		row, err := t.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		n, seen := uint32(g.groups), false
		k := key(row)
		if k != "" {
			n, seen = known[k]
		}
		if !seen {
			n = uint32(g.groups)
			g.groups++
			if k != "" {
				known[k] = n
			}
		}
		g.group, g.at = append(g.group, n), append(g.at, end)
		buf = appendRow(buf[:0], row)
		end += int64(len(buf))
		if _, err := out.Write(buf); err != nil {
			return fmt.Errorf("table: %w", err)
		}
		if err := tick(len(g.group)); err != nil {
			return err
		}
	}
	g.at = append(g.at, end)
	return out.Flush()
}

// sort orders the rows by group, each group's rows as they came.
func (g *Groups) sort() {
	starts := make([]uint32, g.groups+1)
	for _, n := range g.group {
		starts[n+1]++
	}
	for i := range g.groups {
		starts[i+1] += starts[i]
	}
	g.sorted = make([]uint32, len(g.group))
	for row, n := range g.group {
		g.sorted[starts[n]] = uint32(row)
		starts[n]++
	}
}

// Len tells how many groups there are, and Rows how many rows.
func (g *Groups) Len() int { return g.groups }

// Rows tells how many rows there are.
func (g *Groups) Rows() int { return len(g.group) }

// Next returns the rows of the next group, or io.EOF.
func (g *Groups) Next() (rows []Row, err error) {
	if g.next == len(g.sorted) {
		return nil, io.EOF
	}
	for n := g.group[g.sorted[g.next]]; g.next < len(g.sorted) && g.group[g.sorted[g.next]] == n; g.next++ {
		row, err := g.read(int64(g.sorted[g.next]))
		if err != nil {
			return nil, fmt.Errorf("table: %w", err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Close removes the temporary file.
func (g *Groups) Close() error {
	name := g.file.Name()
	err := g.file.Close()
	if e := os.Remove(name); e != nil && !errors.Is(e, os.ErrNotExist) {
		err = errors.Join(err, e)
	}
	return err
}

// read returns one row, from the window where it lies in it.
func (g *Groups) read(row int64) (Row, error) {
	from, to := g.at[row], g.at[row+1]
	if from < g.start || to > g.start+int64(len(g.window)) {
		size := min(max(to-from, 64<<10), g.at[len(g.at)-1]-from)
		if int64(cap(g.window)) < size {
			g.window = make([]byte, size)
		}
		g.window, g.start = g.window[:size], from
		if _, err := g.file.ReadAt(g.window, from); err != nil {
			return Row{}, err
		}
	}
	return g.parse(g.window[from-g.start : to-g.start])
}

func appendRow(b []byte, r Row) []byte {
	b = binary.AppendUvarint(b, uint64(r.N))
	var problem []byte
	if r.Problem != nil {
		problem, _ = json.Marshal(r.Problem) // texts and numbers of our own
	}
	for _, c := range append([]string{string(problem)}, r.Cells...) {
		b = binary.AppendUvarint(b, uint64(len(c)))
		b = append(b, c...)
	}
	return b
}

var errSpool = errors.New("the temporary file has changed")

func (g *Groups) parse(b []byte) (Row, error) {
	n, used := binary.Uvarint(b)
	texts := make([]string, g.columns+1)
	for i := range texts {
		if used <= 0 {
			return Row{}, errSpool
		}
		b = b[used:]
		size, w := binary.Uvarint(b)
		if w <= 0 || size > uint64(len(b)-w) {
			return Row{}, errSpool
		}
		texts[i] = string(b[w : w+int(size)])
		used = w + int(size)
	}
	row := Row{N: int(n), Cells: texts[1:]}
	if texts[0] != "" && json.Unmarshal([]byte(texts[0]), &row.Problem) != nil {
		return Row{}, errSpool
	}
	return row, nil
}
