package flow

import (
	"cmp"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// How many entries the lists of a report hold.
const (
	maxProblems = 50
	maxUnknown  = 200
)

// ImportReport is what became of an import of orders; of a dry run, what would
// become of it.
type ImportReport struct {
	DryRun          bool            `json:"dry_run,omitempty"`
	Bytes           int64           `json:"bytes" doc:"Of the file, as it came"`
	Rows            int64           `json:"rows" doc:"Rows of data in the file"`
	Created         int64           `json:"created" doc:"New orders"`
	Known           int64           `json:"known" doc:"Orders that were there before, with the same content"`
	Changed         int64           `json:"changed" doc:"Orders that were there before, with other content"`
	Rejected        int64           `json:"rejected" doc:"Orders that were refused"`
	RejectedRows    int64           `json:"rejected_rows" doc:"The rows that they had"`
	Lines           int64           `json:"lines" doc:"Of new orders"`
	Units           int64           `json:"units" doc:"Of new orders, as they were bought"`
	Allocated       int64           `json:"allocated" doc:"Units that have stock; not told by a dry run"`
	Backordered     int64           `json:"backordered" doc:"Units that wait for stock; not told by a dry run"`
	Unallocated     int64           `json:"unallocated" doc:"Units that wait for a person; not told by a dry run"`
	CreatedSKUs     int64           `json:"created_skus"`
	UnknownSKUs     []UnknownSKU    `json:"unknown_skus" doc:"What the catalog lacks, the most frequent first; at most 200" maxItems:"200"`
	UnknownSKUCount int64           `json:"unknown_sku_count"`
	Problems        []ImportProblem `json:"problems" doc:"The first orders that were refused; the reject file has all" maxItems:"50"`
	Notes           []ImportNote    `json:"notes" doc:"What was taken in another way than stated" maxItems:"20"`
	Columns         []ColumnUse     `json:"columns" doc:"How the columns of the file were understood" maxItems:"500"`

	unknown map[string]int64
}

// UnknownSKU is a code that the catalog lacks.
type UnknownSKU struct {
	SKU   string `json:"sku"`
	Lines int64  `json:"lines"`
}

// ImportProblem is why an order of a file was refused.
type ImportProblem struct {
	Row    int              `json:"row" doc:"The first of the order, as a spreadsheet numbers rows"`
	Order  string           `json:"order"`
	Reason string           `json:"reason"`
	Errors []oms.FieldError `json:"errors,omitempty" doc:"The same by cell, or one without a field about the whole order" maxItems:"500"`
}

// ImportNote is a remark that holds for some lines.
type ImportNote struct {
	Note  string    `json:"note"`
	Says  *oms.Said `json:"says,omitempty" doc:"The note taken apart, to be said in another language"`
	Count int64     `json:"count"`
}

// settled is how many orders have their answer.
func (r *ImportReport) settled() int64 { return r.Created + r.Known + r.Changed + r.Rejected }

func (r *ImportReport) note(s oms.Sentence) {
	says := s.Said()
	i := slices.IndexFunc(r.Notes, func(n ImportNote) bool { return n.Note == says.String() })
	if i < 0 {
		i, r.Notes = len(r.Notes), append(r.Notes, ImportNote{Note: says.String(), Says: &says})
	}
	r.Notes[i].Count++
}

// unknownSKU counts a line whose SKU the catalog lacks.
func (r *ImportReport) unknownSKU(code string) {
	if r.unknown == nil {
		r.unknown = map[string]int64{}
	}
	r.unknown[code]++
	r.UnknownSKUCount = int64(len(r.unknown))
}

// captured counts an order that was taken.
func (r *ImportReport) captured(c CaptureResult) {
	switch {
	case c.Changed:
		r.Changed++
	case !c.Created:
		r.Known++
	default:
		r.Created++
		for _, l := range c.Order.Lines {
			if l.Kind != oms.LineComponent {
				r.Lines, r.Units = r.Lines+1, r.Units+l.Ordered
			}
			if l.Kind != oms.LineBundle {
				r.Allocated, r.Backordered, r.Unallocated = r.Allocated+l.Allocated, r.Backordered+l.Backordered, r.Unallocated+l.Unallocated
			}
		}
	}
}

// would counts what a dry run found of an order.
func (r *ImportReport) would(o *importing) {
	if o.err == nil {
		o.err = o.check.err
	}
	switch {
	case o.err != nil:
	case o.check.changed:
		r.Changed++
	case o.check.known:
		r.Known++
	default:
		r.Created++
		for _, l := range o.in.Lines {
			n, _ := l.Quantity.Int(1, oms.MaxQuantity) // checked
			r.Lines, r.Units = r.Lines+1, r.Units+n
		}
	}
}

// rejected counts an order that was refused.
func (r *ImportReport) rejected(id string, o *importing) {
	r.Rejected++
	r.RejectedRows += int64(len(o.rows))
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, ImportProblem{o.rows[0].N, id, o.err.Error(), partsOf(o.err)})
	}
}

// finish makes the lists of what was counted.
func (r *ImportReport) finish() {
	r.UnknownSKUs = make([]UnknownSKU, 0, len(r.unknown))
	for code, n := range r.unknown {
		r.UnknownSKUs = append(r.UnknownSKUs, UnknownSKU{code, n})
	}
	slices.SortFunc(r.UnknownSKUs, func(a, b UnknownSKU) int { return cmp.Or(cmp.Compare(b.Lines, a.Lines), cmp.Compare(a.SKU, b.SKU)) })
	r.UnknownSKUs = r.UnknownSKUs[:min(len(r.UnknownSKUs), maxUnknown)]
	if r.Problems == nil {
		r.Problems = []ImportProblem{}
	}
	if r.Notes == nil {
		r.Notes = []ImportNote{}
	}
}
