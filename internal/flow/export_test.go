package flow

import (
	"bytes"
	"errors"
	"testing"
)

// TestBrokenExport breaks an export off: a workbook with a part of the rows
// would pass for all of them.
func TestBrokenExport(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 10)
		w.capture("1", "TEE", 1)
		for _, broken := range []error{nil, errors.New("the line is cut")} {
			var file bytes.Buffer
			err := w.ExportOrders(w.ctx, OrderExport{Format: ExportXLSX}, &file, func() error { return broken })
			if !errors.Is(err, broken) || (file.Len() == 0) != (broken != nil) {
				t.Errorf("%d bytes, %v, want %v", file.Len(), err, broken)
			}
		}
	})
}
