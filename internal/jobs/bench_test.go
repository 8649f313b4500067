package jobs_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/pgtest"
	"github.com/switchyard-oms/switchyard/internal/store"
)

// BenchmarkEmptyJobs does jobs that do nothing, on databases that flush every
// commit: what the queue itself costs, without and with their insertion.
func BenchmarkEmptyJobs(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { emptyJobs(b, store.Options{Dir: b.TempDir()}) })
	b.Run("PostgreSQL", func(b *testing.B) { emptyJobs(b, store.Options{URL: pgtest.Durable(b)}) })
}

func emptyJobs(b *testing.B, o store.Options) {
	s := open(b, o)
	q := jobs.New(s, jobs.Settings{Workers: 500})
	var n atomic.Int64
	all := make(chan struct{})
	jobs.Register(q, say, func(context.Context, jobs.Job[note]) error {
		if n.Add(1) == int64(b.N) {
			close(all)
		}
		return nil
	})
	for left := b.N; left > 0; left -= 1000 {
		items := make([]jobs.Item[note], min(left, 1000))
		if err := s.Write(b.Context(), func(tx *store.Tx) error { return say.InsertMany(b.Context(), tx, items) }); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	q.Start(b.Context())
	<-all
	q.Stop(b.Context())
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "jobs/s")
}
