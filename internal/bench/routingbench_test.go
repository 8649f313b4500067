package bench

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// instanceFile writes an instance of two centers, of which the near one has one
// unit for two orders, and of which only knowing both tells who should get it.
func instanceFile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"card.csv": "lb,z1,z2,z3\n1,5.00,6.00,9.00\n2,6.00,8.00,12.00\n",
		"inst.json": `{"fc":[["A",1,1],["B",2,2]],"weeks":1,"sku_w":[0.5],"rate":[1],"share":[0.5,0.5],"rz":[[1,2],[1,3]],"inv":[[1,1]],"lost":25,
			"orders":[{"t":0.1,"z":[1,2],"d":[10,20],"l":[0]},{"t":0.2,"z":[1,3],"d":[10,30],"l":[0]}]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "inst.json")
}

func TestRouting(t *testing.T) {
	path := instanceFile(t)
	in, err := readInstance(path)
	if err != nil {
		t.Fatal(err)
	}
	if bound, err := in.hindsight(t.Context()); err != nil || bound < 1090 || bound > 1100 {
		t.Errorf("the bound is %d, %v; the best plan costs 11.00", bound, err)
	}
	want := map[string]int64{"nearest per line": 1400, "nearest with fewest splits": 1400, "cheapest, exact": 1400, "exact with stock balance": 1100, "exact with look-ahead (16 demand samples)": 1100}
	for _, s := range in.strategies() {
		if r, err := in.play(t.Context(), s); err != nil || r.cost != want[s.name] || r.unfilled != 0 || r.split != 0 {
			t.Errorf("%s: %+v, %v, want %d", s.name, r, err, want[s.name])
		}
	}
	var out bytes.Buffer
	if err := Routing(t.Context(), path, &out); err != nil || !strings.Contains(out.String(), "exact with stock balance") {
		t.Errorf("%v: %s", err, out.String())
	}
}

func TestReadInstanceRefuses(t *testing.T) {
	path := instanceFile(t)
	if err := os.WriteFile(path, []byte(`{"fc":[["A",1,1]],"sku_w":[1]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readInstance(path); err == nil || !strings.Contains(err.Error(), "do not fit") {
		t.Error(err)
	}
}
