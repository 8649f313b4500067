package store

import (
	"math/bits"
	"time"
)

// shape says in which columns all rows of a set have the same, a bit for each:
// there it is sent once. Of what the rows of new orders hold, more than half are
// noughts, statuses and the time, and to bind a value costs about as much as to
// store it.
type shape uint64

func (s shape) has(column int) bool { return s&(1<<column) != 0 }

func (s shape) len() int { return bits.OnesCount64(uint64(s)) }

const (
	manyRows  = 64 // sets of fewer rows are sent as they are
	maxShapes = 8  // of a table: each is a statement of its own, which is kept parsed
)

// shapeOf returns the shape in which a set of rows is sent: its own while its
// table has few, else the best of those that fit. The last that a table gets is
// what all before it have in common, which most sets to come fit.
func (s *Store) shapeOf(r *rows) shape {
	if r.len() < manyRows {
		return 0
	}
	same := r.same()
	s.mu.Lock()
	defer s.mu.Unlock()
	known, best := s.shapes[r.table], shape(0)
	for _, k := range known {
		if k&^same == 0 && k.len() > best.len() {
			best = k
		}
	}
	if best == same || len(known) == maxShapes {
		return best
	}
	best = same
	if len(known) == maxShapes-1 {
		for _, k := range known {
			best &= k
		}
	}
	s.shapes[r.table] = append(known, best)
	return best
}

// same finds the columns in which all rows have the same. One is left out
// where all have: it tells how many rows there are.
func (r *rows) same() (all shape) {
	for i := range min(len(r.columns), 64) {
		if r.uniform(i) {
			all |= 1 << i
		}
	}
	if all.len() == len(r.columns) {
		all &^= 1
	}
	return all
}

func (r *rows) uniform(column int) bool {
	for i := column; i < len(r.values); i += len(r.columns) {
		if !alike(r.values[column], r.values[i]) {
			return false
		}
	}
	return true
}

// alike tells whether two values are the same for sure. Bytes are not compared.
func alike(a, b any) bool {
	switch a.(type) {
	case nil, string, int64, bool, time.Time, *time.Time, *int64:
		return a == b
	}
	return false
}
