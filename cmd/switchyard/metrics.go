package main

import (
	"context"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
)

// metrics measures the road, the queue, vendors and the database. Labels are of
// few values: channels, kinds of jobs, drivers; never ids or people.
type metrics struct {
	store *store.Store

	orders    *prometheus.CounterVec
	batches   prometheus.Histogram
	capturing prometheus.Histogram
	jobs      *prometheus.CounterVec
	jobTime   *prometheus.HistogramVec
	jobWait   *prometheus.HistogramVec
	calls     *prometheus.CounterVec
	callTime  *prometheus.HistogramVec
	pushes    *prometheus.CounterVec
	pushLag   *prometheus.HistogramVec
}

var seconds = []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

func newMetrics(st *store.Store) *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "switchyard_" + name, Help: help}, labels)
	}
	times := func(name, help string, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "switchyard_" + name, Help: help, Buckets: seconds}, labels)
	}
	return &metrics{
		store:  st,
		orders: counter("orders_total", "Orders sent in, by channel and what became of them: created, known, changed or refused.", "channel", "result"),
		batches: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "switchyard_capture_batch_orders", Help: "Orders that were captured in one transaction.",
			Buckets: []float64{1, 2, 5, 10, 20, 50, 100, 200, 500}}),
		capturing: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "switchyard_capture_batch_seconds", Help: "Time to capture one batch.", Buckets: seconds}),
		jobs:      counter("jobs_total", "Attempts at jobs, by kind and how they ended: done, retried, snoozed, dead or lost.", "kind", "outcome"),
		jobTime:   times("job_seconds", "Time that an attempt at a job took.", "kind"),
		jobWait:   times("job_wait_seconds", "Time from when a job was due until it began.", "kind"),
		calls:     counter("vendor_calls_total", "Calls to vendors, by driver and status; 0 for no answer.", "driver", "status"),
		callTime:  times("vendor_call_seconds", "Time that a call to a vendor took.", "driver"),
		pushes:    counter("listing_pushes_total", "Listings of which a channel was told what can be sold, by channel and result: confirmed or refused.", "channel", "result"),
		pushLag:   times("listing_lag_seconds", "Time from a change of what can be sold until the channel confirmed it.", "channel"),
	}
}

func (m *metrics) register(r *prometheus.Registry) {
	r.MustRegister(m.orders, m.batches, m.capturing, m.jobs, m.jobTime, m.jobWait, m.calls, m.callTime, m.pushes, m.pushLag, m)
}

func (m *metrics) captured(b flow.CaptureBatch) {
	m.batches.Observe(float64(b.Size))
	m.capturing.Observe(b.Took.Seconds())
	for k, n := range b.Results {
		m.orders.WithLabelValues(k.Channel, k.Result).Add(float64(n))
	}
}

func (m *metrics) job(o jobs.Observation) {
	m.jobs.WithLabelValues(o.Kind, string(o.Outcome)).Inc()
	m.jobTime.WithLabelValues(o.Kind).Observe(o.Took.Seconds())
	m.jobWait.WithLabelValues(o.Kind).Observe(o.Waited.Seconds())
}

func (m *metrics) pushed(p flow.ListingPush) {
	if !p.OK {
		m.pushes.WithLabelValues(p.Channel, "refused").Inc()
		return
	}
	m.pushes.WithLabelValues(p.Channel, "confirmed").Inc()
	m.pushLag.WithLabelValues(p.Channel).Observe(p.Lag.Seconds())
}

// VendorCall is part of host.Metrics.
func (m *metrics) VendorCall(driver string, status int, took time.Duration) {
	m.calls.WithLabelValues(driver, strconv.Itoa(status)).Inc()
	m.callTime.WithLabelValues(driver).Observe(took.Seconds())
}

var (
	jobsWaiting  = prometheus.NewDesc("switchyard_jobs_waiting", "Jobs pending or running, by kind.", []string{"kind"}, nil)
	jobsDead     = prometheus.NewDesc("switchyard_jobs_dead", "Jobs that gave up and wait for a person.", nil, nil)
	consumerLag  = prometheus.NewDesc("switchyard_consumer_lag_events", "Events that a consumer has not read yet, at most.", []string{"consumer"}, nil)
	listings     = prometheus.NewDesc("switchyard_listings", "Listings of connected channels, by how far the channel knows what can be sold.", []string{"state"}, nil)
	oldest       = prometheus.NewDesc("switchyard_listings_oldest_seconds", "Age of the oldest change that a channel has not confirmed.", nil, nil)
	notices      = prometheus.NewDesc("switchyard_channel_notices", "Shipments and cancellations for channels, by state.", []string{"state"}, nil)
	poolOpen     = prometheus.NewDesc("switchyard_db_connections", "Connections to the database, by pool and whether they are in use.", []string{"pool", "state"}, nil)
	poolWaits    = prometheus.NewDesc("switchyard_db_waits_total", "How often a connection had to be waited for.", []string{"pool"}, nil)
	poolWaitTime = prometheus.NewDesc("switchyard_db_wait_seconds_total", "Time spent on waiting for a connection.", []string{"pool"}, nil)
)

// Describe is part of prometheus.Collector.
func (m *metrics) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{jobsWaiting, jobsDead, consumerLag, listings, oldest, notices, poolOpen, poolWaits, poolWaitTime} {
		to <- d
	}
}

// Collect is part of prometheus.Collector: it asks the database what waits,
// when somebody asks.
func (m *metrics) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for name, p := range m.store.Pools() {
		gauge(poolOpen, float64(p.InUse), name, "in_use")
		gauge(poolOpen, float64(p.Idle), name, "idle")
		to <- prometheus.MustNewConstMetric(poolWaits, prometheus.CounterValue, float64(p.WaitCount), name)
		to <- prometheus.MustNewConstMetric(poolWaitTime, prometheus.CounterValue, p.WaitDuration.Seconds(), name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	b, err := m.store.Backlog(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(jobsWaiting, err)
		return
	}
	for kind, n := range b.Jobs {
		gauge(jobsWaiting, float64(n), kind)
	}
	gauge(jobsDead, float64(b.Dead))
	for consumer, n := range b.Consumers {
		gauge(consumerLag, float64(n), consumer)
	}
	for s, n := range b.Publish.Listings {
		gauge(listings, float64(n), string(s))
	}
	for s, n := range b.Publish.Notices {
		gauge(notices, float64(n), string(s))
	}
	age := 0.0
	if b.Publish.Oldest != nil {
		age = max(0, m.store.Now().Sub(*b.Publish.Oldest).Seconds())
	}
	gauge(oldest, age)
}
