package routing

import (
	"reflect"
	"slices"
)

// Change is what became of one rule between two rule sets.
type Change struct {
	Kind  ChangeKind `json:"kind"`
	Rule  string     `json:"rule"`            // its name, the new one where it has two
	Parts []string   `json:"parts,omitempty"` // of changed: name, when, then, stop, off
	From  *Rule      `json:"from,omitempty"`
	To    *Rule      `json:"to,omitempty"`
}

// ChangeKind is a kind of change.
type ChangeKind string

// The kinds. A rule that was changed and moved is changed.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
	Moved   ChangeKind = "moved"
)

// Diff tells what changed from one rule set to another: in the order of the new
// one, then what was removed. A rule is known by its ID, or by its name when it
// has none.
func Diff(from, to []Rule) (out []Change) {
	old, new := keys(from), keys(to)
	stay := inOrder(old, new)
	for i := range to {
		at := slices.Index(old, new[i])
		if at < 0 {
			out = append(out, Change{Kind: Added, Rule: to[i].Name, To: &to[i]})
			continue
		}
		c := Change{Kind: Changed, Rule: to[i].Name, Parts: differing(&from[at], &to[i]), From: &from[at], To: &to[i]}
		if len(c.Parts) == 0 {
			if stay[new[i]] {
				continue
			}
			c.Kind = Moved
		}
		out = append(out, c)
	}
	for i := range from {
		if !slices.Contains(new, old[i]) {
			out = append(out, Change{Kind: Removed, Rule: from[i].Name, From: &from[i]})
		}
	}
	return out
}

func keys(rules []Rule) []string {
	out := make([]string, len(rules))
	for i, r := range rules {
		if out[i] = "id " + r.ID; r.ID == "" {
			out[i] = "name " + r.Name
		}
	}
	return out
}

// inOrder finds the longest common subsequence: the rest has moved.
func inOrder(a, b []string) map[string]bool {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if length[i][j] = max(length[i+1][j], length[i][j+1]); a[i] == b[j] {
				length[i][j] = max(length[i][j], length[i+1][j+1]+1)
			}
		}
	}
	stay := map[string]bool{}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			stay[a[i]] = true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return stay
}

// differing names the parts in which two states of a rule differ.
func differing(a, b *Rule) (parts []string) {
	for _, p := range []struct {
		name string
		same bool
	}{{"name", a.Name == b.Name}, {"when", reflect.DeepEqual(a.When, b.When)}, {"then", reflect.DeepEqual(a.Then, b.Then)}, {"stop", a.Stop == b.Stop}, {"off", a.Off == b.Off}} {
		if !p.same {
			parts = append(parts, p.name)
		}
	}
	return parts
}
