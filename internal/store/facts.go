package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"
)

// Fact is one setting of the database that durability or correctness hangs on.
type Fact struct {
	Name   string
	Value  string
	OK     bool
	Advice string // what to do when it is not
}

// Facts reads what the database is and how it is set. On SQLite that includes
// a check of the file.
func (s *Store) Facts(ctx context.Context) ([]Fact, error) {
	var out []Fact
	err := s.Read(ctx, func(tx *Tx) (err error) {
		if tx.Postgres() {
			out, err = tx.postgresFacts(ctx)
		} else {
			out, err = tx.sqliteFacts(ctx)
		}
		return err
	})
	return out, err
}

func (tx *Tx) sqliteFacts(ctx context.Context) ([]Fact, error) {
	out, err := tx.read(ctx, []setting{
		{"version", `SELECT sqlite_version()`, "", ""},
		{"journal_mode", `PRAGMA journal_mode`, "wal", "the file is on a disk that can't do write-ahead logging: use a local disk"},
		{"synchronous", `PRAGMA synchronous`, "2", "a power cut could take acknowledged orders: report this"},
		{"foreign_keys", `PRAGMA foreign_keys`, "1", "references are not held: report this"},
		{"quick_check", `SELECT quick_check FROM pragma_quick_check LIMIT 1`, "ok", "the file is damaged: restore the last good backup"},
	})
	if err != nil {
		return nil, err
	}
	var broken int64
	if _, err := tx.one(ctx, &broken, `SELECT COUNT(*) FROM pragma_foreign_key_check`); err != nil {
		return nil, err
	}
	return append(out, Fact{"foreign_key_check", strconv.FormatInt(broken, 10) + " rows refer to what is not there", broken == 0, "see the orphans below"}), nil
}

func (tx *Tx) postgresFacts(ctx context.Context) ([]Fact, error) {
	out, err := tx.read(ctx, []setting{
		{"version", `SHOW server_version`, "", ""},
		{"fsync", `SHOW fsync`, "on", "a power cut can destroy the database: set fsync = on"},
		{"full_page_writes", `SHOW full_page_writes`, "on", "a power cut can destroy the database: set full_page_writes = on"},
		{"synchronous_commit", `SHOW synchronous_commit`, "on", "a power cut could take acknowledged orders: set synchronous_commit = on"},
		{"standby", `SELECT CASE WHEN pg_is_in_recovery() THEN 'yes' ELSE 'no' END`, "no", "this is a standby, which takes no orders: name the primary"},
		{"encoding", `SHOW server_encoding`, "UTF8", "names can't all be written: make the database with encoding UTF8"},
	})
	if err != nil {
		return nil, err
	}
	var version int64
	if _, err := tx.one(ctx, &version, `SELECT current_setting('server_version_num')::bigint`); err != nil {
		return nil, err
	}
	const oldest = 14
	out[0].OK, out[0].Advice = version >= oldest*10_000, fmt.Sprintf("PostgreSQL %d or newer is needed", oldest)
	var now time.Time
	before := time.Now()
	if _, err := tx.one(ctx, &now, `SELECT clock_timestamp()`); err != nil {
		return nil, err
	}
	skew := now.Sub(before.Add(time.Since(before) / 2)).Round(time.Millisecond)
	return append(out, Fact{"clock", fmt.Sprintf("%s from this machine's", skew), skew.Abs() < 2*time.Second,
		"the clocks of this machine and of the database differ: let both follow NTP"}), nil
}

type setting struct {
	name, query string
	want        string // "" for any
	advice      string
}

func (tx *Tx) read(ctx context.Context, all []setting) ([]Fact, error) {
	out := make([]Fact, len(all))
	for i, q := range all {
		var value string
		if _, err := tx.one(ctx, &value, q.query); err != nil {
			return nil, err
		}
		out[i] = Fact{Name: q.name, Value: value, OK: q.want == "" || value == q.want, Advice: q.advice}
	}
	return out, nil
}

// Pools returns the statistics of the connection pools, by what they are for.
func (s *Store) Pools() map[string]sql.DBStats {
	if s.read == s.write {
		return map[string]sql.DBStats{"all": s.write.Stats()}
	}
	return map[string]sql.DBStats{"write": s.write.Stats(), "read": s.read.Stats()}
}

// Backlog is what waits to be worked.
type Backlog struct {
	Jobs      map[string]int64 // pending or running, by kind
	Dead      int64            // jobs that gave up
	Consumers map[string]int64 // events that a consumer has not read, at most, by consumer
	Publish   PublishBacklog   // how far channels know what they must
}

// Backlog counts what waits.
func (s *Store) Backlog(ctx context.Context) (Backlog, error) {
	b := Backlog{Jobs: map[string]int64{}, Consumers: map[string]int64{}}
	err := s.Read(ctx, func(tx *Tx) error {
		var kinds []struct {
			Kind string
			N    int64
		}
		if err := tx.query(ctx, &kinds, `SELECT kind, COUNT(*) AS n FROM jobs WHERE state IN ('pending', 'running') GROUP BY kind`); err != nil {
			return err
		}
		for _, k := range kinds {
			b.Jobs[k.Kind] = k.N
		}
		if _, err := tx.one(ctx, &b.Dead, `SELECT COUNT(*) FROM jobs WHERE state = 'dead'`); err != nil {
			return err
		}
		last, err := tx.LastEvent(ctx)
		if err != nil {
			return err
		}
		var cursors []struct {
			Consumer string
			Seq      int64
		}
		if err := tx.query(ctx, &cursors, `SELECT consumer, seq FROM cursors`); err != nil {
			return err
		}
		for _, c := range cursors {
			b.Consumers[c.Consumer] = max(0, last-c.Seq)
		}
		b.Publish, err = tx.PublishBacklogOf(ctx, "")
		return err
	})
	return b, err
}
