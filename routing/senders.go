package routing

// Senders tells which nodes may send each item of a problem, whatever they have
// of it and whatever their day still takes: by item and node.
func Senders(p *Problem, c *Compiled) [][]bool {
	s := solvers.Get().(*Solver) //nolint:errcheck // the pool has nothing else
	defer solvers.Put(s)
	s.p, s.c, s.n, s.m = p, c, len(p.Nodes), len(p.Items)
	s.load()
	s.fx.of(s)
	s.filter()
	out := make([][]bool, s.m)
	for i := range out {
		out[i] = make([]bool, s.n)
		for j := range out[i] {
			kept := s.nodes[j].failed.Constraint
			out[i][j] = (kept == "" || kept == FailCapacity) && s.mayNot(i, j).Constraint == ""
		}
	}
	s.p, s.c = nil, nil
	return out
}
