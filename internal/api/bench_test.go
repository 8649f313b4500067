package api

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// BenchmarkCreateOrder captures orders through the whole chain, without a
// network: what the edge costs is what is left beside the verb and the commit.
func BenchmarkCreateOrder(b *testing.B) {
	w := newWorld(b, store.Options{Dir: b.TempDir()})
	w.shop()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r := httptest.NewRequest("POST", Prefix+"/orders", strings.NewReader(order(fmt.Sprint("b", i))))
		r.Header.Set("Authorization", "Bearer "+w.token)
		r.Header.Set("Content-Type", "application/json")
		rec := httptest.NewRecorder()
		w.api.ServeHTTP(rec, r)
		if rec.Code != http.StatusCreated {
			b.Fatal(rec.Body.String())
		}
	}
}
