package host

import (
	"io"
	"net/http"
	"time"
)

// observe measures each attempt and writes a line to the debug log that tells
// neither bodies nor headers nor paths, where secrets and people are.
func (h *Host) observe(next step, id, driver string) step {
	return func(r *http.Request) (*http.Response, error) {
		start := h.Now()
		res, err := next(r)
		took, status := h.Now().Sub(start), 0
		if err == nil {
			status = res.StatusCode
		}
		if h.Metrics != nil {
			h.Metrics.VendorCall(driver, status, took)
		}
		h.Log.DebugContext(r.Context(), "vendor call", "connection", id, "driver", driver, "method", r.Method, "host", r.URL.Hostname(),
			"status", status, "took", took.Round(time.Millisecond), "failed", err != nil)
		return res, err
	}
}

// record gives each attempt to the recorder.
func (h *Host) record(next step, id string) step {
	return func(r *http.Request) (*http.Response, error) {
		x := Exchange{ConnectionID: id, At: h.Now(), Method: r.Method, Host: r.URL.Hostname(), Path: r.URL.Path}
		if r.GetBody != nil {
			if body, err := r.GetBody(); err == nil {
				x.Request, _ = io.ReadAll(body) // it is in memory
			}
		}
		res, err := next(r)
		x.Took, x.Err = h.Now().Sub(x.At), err
		if err == nil {
			x.Status, x.Answer = res.StatusCode, peek(res)
		}
		h.Recorder.Record(x)
		return res, err
	}
}
