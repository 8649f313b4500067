package store

import (
	"fmt"
	"testing"
	"time"
)

// TestRowsInCommon inserts sets that have ever other columns in common, more
// than shapes are kept for, and reads each row as it was meant.
func TestRowsInCommon(t *testing.T) {
	type row struct {
		ID      string
		Email   *string
		Name    string
		Phone   string
		Note    string
		Version int64
	}
	both(t, func(t *testing.T, s *Store) {
		want := map[string]row{}
		for set := range 2 * maxShapes {
			r := newRows("customers", "id text", "email text", "name text", "phone text", "note text", "version bigint", "created_at timestamptz", "updated_at timestamptz")
			r.conflict = "ON CONFLICT (id) DO UPDATE SET note = excluded.note"
			err := s.Write(t.Context(), func(tx *Tx) error {
				for i := range manyRows + 13 {
					own := func(bit int) int { return i * (set >> bit & 1) } // as the set's bits say, in common or not
					mail := fmt.Sprintf("%d-%d@example.com", set, i)
					w := row{fmt.Sprintf("cus_%d_%d", set, i), &mail, fmt.Sprint("name ", own(0)), fmt.Sprint("phone ", own(1)), fmt.Sprint("note ", own(2)), int64(1 + own(3))}
					if set%3 == 0 {
						w.Email = nil
					}
					want[w.ID] = w
					r.add(w.ID, w.Email, w.Name, w.Phone, w.Note, w.Version, tx.Now, tx.Now)
				}
				return r.insert(t.Context(), tx)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		var got []row
		var at []time.Time
		err := s.Read(t.Context(), func(tx *Tx) error {
			if err := tx.query(t.Context(), &at, `SELECT DISTINCT created_at FROM customers WHERE created_at = updated_at`); err != nil {
				return err
			}
			return tx.query(t.Context(), &got, `SELECT id, email, name, phone, note, version FROM customers`)
		})
		if err != nil || len(got) != len(want) || len(at) == 0 {
			t.Fatalf("%d of %d rows, %v", len(got), len(want), err)
		}
		for _, g := range got {
			w := want[g.ID]
			if (g.Email == nil) != (w.Email == nil) || g.Email != nil && *g.Email != *w.Email {
				t.Fatalf("%+v, want %+v", g, w)
			}
			g.Email, w.Email = nil, nil
			if g != w {
				t.Fatalf("%+v, want %+v", g, w)
			}
		}
		if n := len(s.shapes["customers"]); n != maxShapes {
			t.Errorf("%d shapes are kept, want %d", n, maxShapes)
		}
	})
}
