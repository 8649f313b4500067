package routing

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"
	"time"
)

// Frame is what many decisions share: the policy with its prices, and what is
// always true of the locations.
type Frame struct {
	Policy Policy `json:"policy"`
	Nodes  []Node `json:"nodes"` // without what a moment says of them
}

// FrameOf takes what the moment says out of nodes: hand-overs, exclusions,
// loads.
func FrameOf(p Policy, nodes []Node) Frame {
	f := Frame{Policy: p, Nodes: slices.Clone(nodes)}
	for i := range f.Nodes {
		n := &f.Nodes[i]
		n.Dispatch, n.Excluded, n.Orders, n.Units, n.Zone = nil, "", nil, nil, ""
	}
	return f
}

// Record is one decision of history: what it saw and what it chose. Made again
// under the policy that made it, it comes out the same.
type Record struct {
	Ref     string // the order's id
	Problem Problem
	Picks   []Pick
	Cost    int64
}

// recordVersion begins every record.
const recordVersion = 1

// ErrRecord is what a record that can't be read is answered with.
var ErrRecord = errors.New("routing: a record can't be read")

// AppendRecord writes a record behind b, in some hundreds of bytes. Its nodes
// are those of a frame, in their order; what the frame has of them is left out.
func AppendRecord(b []byte, r *Record) []byte {
	w := recordWriter{append(b, recordVersion)}
	p := &r.Problem
	w.text(r.Ref)
	w.number(p.Now.UnixMicro())
	w.instant(p.Now, p.Promise)
	w.text(p.Order.Channel)
	w.text(p.Order.Service)
	w.number(p.Order.Value)
	w.text(p.Order.Currency)
	w.texts(p.Order.CustomerTags)
	w.number(int64(len(p.Order.Attributes)))
	for _, name := range slices.Sorted(maps.Keys(p.Order.Attributes)) {
		w.text(name)
		w.text(p.Order.Attributes[name])
	}
	w.text(p.To.Country)
	w.text(p.To.Region)
	w.text(p.To.Postal)
	w.place(p.To.Place)
	w.text(string(p.To.Precision))
	w.number(int64(len(p.Nodes)))
	for i := range p.Nodes {
		w.node(p.Now, &p.Nodes[i])
	}
	w.number(int64(len(p.Items)))
	for i := range p.Items {
		w.item(&p.Items[i])
	}
	item := func(skuID string) int64 {
		return int64(slices.IndexFunc(p.Items, func(i Item) bool { return i.SKUID == skuID }))
	}
	w.number(int64(len(p.Lines)))
	for _, d := range p.Lines {
		w.number(int64(d.Line))
		w.number(item(d.SKUID))
		w.number(d.Quantity)
	}
	w.number(int64(len(r.Picks)))
	for _, k := range r.Picks {
		w.number(int64(k.Node))
		w.number(int64(k.Line))
		w.number(item(k.SKUID))
		w.number(k.Quantity)
	}
	w.number(r.Cost)
	return w.b
}

type recordWriter struct{ b []byte }

func (w *recordWriter) number(n int64) { w.b = binary.AppendVarint(w.b, n) }

func (w *recordWriter) text(s string) {
	w.b = append(binary.AppendUvarint(w.b, uint64(len(s))), s...)
}

func (w *recordWriter) texts(all []string) {
	w.number(int64(len(all)))
	for _, s := range all {
		w.text(s)
	}
}

func (w *recordWriter) flag(on bool) {
	if on {
		w.b = append(w.b, 1)
		return
	}
	w.b = append(w.b, 0)
}

// instant writes an instant as its distance in microseconds.
func (w *recordWriter) instant(from time.Time, t *time.Time) {
	w.flag(t != nil)
	if t != nil {
		w.number(t.UnixMicro() - from.UnixMicro())
	}
}

func (w *recordWriter) place(p *Place) {
	w.flag(p != nil)
	if p != nil {
		w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p.Latitude))
		w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p.Longitude))
	}
}

func (w *recordWriter) load(l *Load) {
	w.flag(l != nil)
	if l != nil {
		w.number(l.Limit)
		w.number(l.Held)
		w.number(l.Confirmed)
	}
}

func (w *recordWriter) node(now time.Time, n *Node) {
	w.instant(now, n.Dispatch)
	w.text(n.Excluded)
	w.load(n.Orders)
	w.load(n.Units)
	w.text(n.Zone)
}

func (w *recordWriter) item(i *Item) {
	w.text(i.SKUID)
	w.text(i.SKU)
	w.text(i.Category)
	w.texts(i.Tags)
	w.number(i.WeightGrams)
	w.number(i.VolumeMM3)
	w.texts(i.Needs)
	w.flag(i.Domestic)
	w.numbers(i.Have)
	w.numbers(i.Opportunity)
	w.numbers(i.Sold)
}

// numbers writes none as −1.
func (w *recordWriter) numbers(all []int64) {
	if all == nil {
		w.number(-1)
		return
	}
	w.number(int64(len(all)))
	for _, n := range all {
		w.number(n)
	}
}

// ReadRecord reads the record that b begins with, into the nodes of its frame,
// and returns what is behind it.
func ReadRecord(b []byte, frame *Frame) (rec Record, rest []byte, err error) {
	r := recordReader{b: b}
	if r.octet() != recordVersion {
		return rec, nil, ErrRecord
	}
	p := &rec.Problem
	rec.Ref = r.text()
	p.Now = time.UnixMicro(r.number()).UTC()
	p.Promise = r.instant(p.Now)
	p.Order = Facts{Channel: r.text(), Service: r.text(), Value: r.number(), Currency: r.text(), CustomerTags: r.texts()}
	if n := r.count(); n > 0 {
		p.Order.Attributes = make(map[string]string, n)
		for range n {
			name := r.text()
			p.Order.Attributes[name] = r.text()
		}
	}
	p.To = Destination{Country: r.text(), Region: r.text(), Postal: r.text(), Place: r.place(), Precision: Precision(r.text())}
	if n := r.count(); n != len(frame.Nodes) {
		return rec, nil, ErrRecord
	}
	p.Nodes = slices.Clone(frame.Nodes)
	for i := range p.Nodes {
		n := &p.Nodes[i]
		n.Dispatch, n.Excluded, n.Orders, n.Units, n.Zone = r.instant(p.Now), r.text(), r.load(), r.load(), r.text()
	}
	p.Items = make([]Item, r.count())
	for i := range p.Items {
		p.Items[i] = Item{SKUID: r.text(), SKU: r.text(), Category: r.text(), Tags: r.texts(), WeightGrams: r.number(), VolumeMM3: r.number(),
			Needs: r.texts(), Domestic: r.octet() == 1, Have: r.numbers(), Opportunity: r.numbers(), Sold: r.numbers()}
		if len(p.Items[i].Have) != len(p.Nodes) {
			return rec, nil, ErrRecord
		}
	}
	p.Lines = make([]Demand, r.count())
	for i := range p.Lines {
		p.Lines[i] = Demand{Line: int(r.number()), SKUID: r.sku(p.Items), Quantity: r.number()}
	}
	rec.Picks = make([]Pick, r.count())
	for i := range rec.Picks {
		rec.Picks[i] = Pick{Node: int(r.number()), Line: int(r.number()), SKUID: r.sku(p.Items), Quantity: r.number()}
	}
	rec.Cost = r.number()
	if r.failed {
		return rec, nil, ErrRecord
	}
	return rec, r.b, nil
}

// recordReader reads on after the end as zeros, and remembers that it did.
type recordReader struct {
	b      []byte
	failed bool
}

func (r *recordReader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.failed, r.b = true, nil
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *recordReader) octet() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *recordReader) number() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.take(-1)
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count is a number of things that follow, each of at least a byte.
func (r *recordReader) count() int {
	n := r.number()
	if n < 0 || n > int64(len(r.b)) {
		r.take(-1)
		return 0
	}
	return int(n)
}

func (r *recordReader) text() string {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > uint64(len(r.b)) {
		r.take(-1)
		return ""
	}
	r.b = r.b[n:]
	return string(r.take(int(v)))
}

func (r *recordReader) texts() (out []string) {
	for range r.count() {
		out = append(out, r.text())
	}
	return out
}

func (r *recordReader) instant(from time.Time) *time.Time {
	if r.octet() == 0 {
		return nil
	}
	t := from.Add(time.Duration(r.number()) * time.Microsecond)
	return &t
}

func (r *recordReader) place() *Place {
	if r.octet() == 0 {
		return nil
	}
	b := r.take(16)
	if b == nil {
		return nil
	}
	return &Place{math.Float64frombits(binary.LittleEndian.Uint64(b)), math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))}
}

func (r *recordReader) load() *Load {
	if r.octet() == 0 {
		return nil
	}
	return &Load{Limit: r.number(), Held: r.number(), Confirmed: r.number()}
}

func (r *recordReader) numbers() []int64 {
	n := r.number()
	if n < 0 {
		return nil
	}
	if n > int64(len(r.b)) {
		r.take(-1)
		return nil
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = r.number()
	}
	return out
}

// sku reads the index of an item.
func (r *recordReader) sku(items []Item) string {
	if i := r.number(); i >= 0 && i < int64(len(items)) {
		return items[i].SKUID
	}
	r.take(-1)
	return ""
}
