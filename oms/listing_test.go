package oms_test

import (
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestP95(t *testing.T) {
	var lags []time.Duration
	if got := oms.P95(lags); got != 0 {
		t.Errorf("of none %s", got)
	}
	for i := 20; i > 0; i-- {
		lags = append(lags, time.Duration(i)*time.Second)
	}
	for n, want := range map[int]time.Duration{1: 20 * time.Second, 20: 19 * time.Second, 10: 20 * time.Second} {
		if got := oms.P95(lags[:n]); got != want {
			t.Errorf("of %d: %s, want %s", n, got, want)
		}
	}
	if lags[0] != 20*time.Second {
		t.Error("the lags were sorted in place")
	}
}
