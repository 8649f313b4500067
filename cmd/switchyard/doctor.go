package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

type doctorCmd struct {
	Quick bool `help:"Replay a thousand orders instead of all. Every other law is asked of everything all the same."`
	JSON  bool `name:"json" help:"Print the findings as JSON."`
}

// Help is what --help adds.
func (doctorCmd) Help() string {
	return `Looks and changes nothing; a server may run meanwhile. The exit code is 0 when everything holds, 1 when something does not: each FAIL says
where, and what to do. A warning is worth a look and no failure.

  switchyard doctor --data /var/lib/switchyard
  switchyard doctor --quick --json | jq '.[] | select(.state == "fail")'`
}

// finding is the answer to one question.
type finding struct {
	Group    string   `json:"group"` // machine, database, ledger
	Name     string   `json:"name"`
	State    state    `json:"state"`
	Detail   string   `json:"detail"`             // what was found
	Advice   string   `json:"advice,omitempty"`   // what to do, unless all is well
	Subjects []string `json:"subjects,omitempty"` // where it is not, each with what is wrong there
	Millis   int64    `json:"took_ms"`
}

type state string

const (
	fine    state = "ok"
	warning state = "warning"
	failed  state = "fail"
)

// Run examines.
func (c doctorCmd) Run(ctx context.Context, s *settings, t terminal) error {
	all, references := []finding{}, 0
	tell := func(f finding) {
		all = append(all, f)
		switch _, reference := strings.CutPrefix(f.Name, "orphans: "); {
		case c.JSON:
		case reference && f.State == fine:
			references++ // one line for all of them, below
		default:
			f.print(t.out)
		}
	}
	c.examine(ctx, s, t, tell)
	if references > 0 {
		finding{Group: "ledger", Name: "orphans", State: fine, Detail: fmt.Sprintf("what %d kinds of references name is there", references)}.print(t.out)
	}
	broken := 0
	for _, f := range all {
		if f.State == failed {
			broken++
		}
	}
	if c.JSON {
		if err := printJSON(t.out, all); err != nil {
			return err
		}
	}
	if broken > 0 {
		fmt.Fprintf(t.err, "%d of %d checks failed\n", broken, len(all))
		return errSaid
	}
	if !c.JSON {
		fmt.Fprintf(t.out, "All %d checks hold.\n", len(all))
	}
	return nil
}

// examine asks everything; what can't be asked is a failure like any other.
func (c doctorCmd) examine(ctx context.Context, s *settings, t terminal, tell func(finding)) {
	for _, f := range machineChecks(s) {
		tell(f)
	}
	st, err := s.existing(ctx)
	if err != nil {
		tell(finding{Group: "database", Name: "open", State: failed, Detail: advice(err),
			Advice: "name the folder or the address of a database that a server has made: --data, --database"})
		return
	}
	defer st.Close()
	if !schemaChecks(ctx, st, tell) {
		return
	}
	databaseChecks(ctx, st, tell)
	o := store.AuditOptions{Tell: func(a store.Audited) { tell(ofLaw(a)) }}
	if c.Quick {
		o.Sample = 1000
	}
	sealer, err := s.existingSealer(t)
	if err != nil {
		tell(finding{Group: "ledger", Name: "secrets", State: failed, Detail: err.Error(), Advice: "put back secret.key, or what SWITCHYARD_SECRET_KEY held"})
	} else {
		o.Unseal = func(id, setting, sealed string) error {
			_, err := sealer.Open(id, setting, sealed)
			return err
		}
	}
	if err := st.Audit(ctx, o); err != nil {
		tell(finding{Group: "ledger", Name: "audit", State: failed, Detail: err.Error(), Advice: "see that the database answers, and run this again"})
	}
}

// schemaChecks tells whether the schema is ours, so that the rest can be asked.
func schemaChecks(ctx context.Context, st *store.Store, tell func(finding)) bool {
	have, known, err := st.Schema(ctx)
	f := finding{Group: "database", Name: "schema", State: fine, Detail: fmt.Sprintf("version %d", have)}
	switch {
	case err != nil:
		f.State, f.Detail, f.Advice = failed, err.Error(), "see that the database answers"
	case have < known:
		f.State, f.Detail, f.Advice = failed, fmt.Sprintf("version %d, this program knows %d", have, known), "back up, then run switchyard migrate or start the server"
	case have > known:
		f.State, f.Detail, f.Advice = failed, fmt.Sprintf("version %d, this program knows %d", have, known), "use the newer switchyard that this database belongs to"
	}
	tell(f)
	return f.State == fine
}

func databaseChecks(ctx context.Context, st *store.Store, tell func(finding)) {
	facts, err := st.Facts(ctx)
	if err != nil {
		tell(finding{Group: "database", Name: "settings", State: failed, Detail: err.Error(), Advice: "see that the database answers"})
		return
	}
	for _, fact := range facts {
		f := finding{Group: "database", Name: fact.Name, State: fine, Detail: fact.Value}
		if !fact.OK {
			f.State, f.Advice = failed, fact.Advice
		}
		tell(f)
	}
	backlog, err := st.Backlog(ctx)
	if err != nil {
		tell(finding{Group: "database", Name: "backlog", State: failed, Detail: err.Error(), Advice: "see that the database answers"})
		return
	}
	var waiting int64
	for _, n := range backlog.Jobs {
		waiting += n
	}
	f := finding{Group: "database", Name: "jobs", State: fine, Detail: fmt.Sprintf("%d wait, %d gave up", waiting, backlog.Dead)}
	if backlog.Dead > 0 {
		f.State, f.Advice = warning, "look at the jobs that gave up in the control room, and run or discard them"
	}
	tell(f)
	tell(ofListings(backlog.Publish, st.Now()))
	tell(ofNotices(backlog.Publish))
}

// overdue is the age from which a figure that a channel has not confirmed is
// worth a look, also while nothing has failed: is a server running?
const overdue = 10 * time.Minute

// ofListings tells whether channels know what can be sold.
func ofListings(b store.PublishBacklog, now time.Time) finding {
	f := finding{Group: "database", Name: "listings", State: fine, Detail: fmt.Sprintf("%d in sync, %d wait, %d paused, %d drifted, %d failed", b.Listings[oms.ListingInSync],
		b.Listings[oms.ListingPending]+b.Listings[oms.ListingSending], b.Listings[oms.ListingPaused], b.Listings[oms.ListingDrifted], b.Listings[oms.ListingFailed])}
	switch {
	case b.Listings[oms.ListingFailed] > 0:
		f.State, f.Advice = warning, "these channels may sell what is not there: list the failed ones with GET /api/v1/listings?state=failed, and see what each says"
	case b.Listings[oms.ListingDrifted] > 0:
		f.State, f.Advice = warning, "these channels show something else than they confirmed: look whether somebody edits stock there, then push them"
	case b.Oldest != nil && now.Sub(*b.Oldest) > overdue:
		f.State, f.Advice = warning, fmt.Sprintf("a channel has shown an old figure for %s: see that a server runs and that no connection is paused", now.Sub(*b.Oldest).Round(time.Minute))
	}
	return f
}

// ofNotices tells whether channels know what has left.
func ofNotices(b store.PublishBacklog) finding {
	f := finding{Group: "database", Name: "channel notices", State: fine, Detail: fmt.Sprintf("%d told, %d wait, %d failed", b.Notices[oms.NoticeTold],
		b.Notices[oms.NoticePending]+b.Notices[oms.NoticeSending], b.Notices[oms.NoticeFailed])}
	if b.Notices[oms.NoticeFailed] > 0 {
		f.State, f.Advice = warning, "buyers may not know that their goods are on the way: run or discard the dead jobs channel.tell in the control room"
	}
	return f
}

// ofLaw tells what came of a law of the ledger.
func ofLaw(a store.Audited) finding {
	f := finding{Group: "ledger", Name: a.Name, State: fine, Detail: fmt.Sprintf("%s (%d looked at)", a.Says, a.Checked), Millis: a.Took.Milliseconds()}
	if len(a.Breaches) == 0 {
		return f
	}
	f.State = failed
	f.Detail = fmt.Sprintf("not so in %d places: %s", len(a.Breaches), a.Says)
	if a.More {
		f.Detail = fmt.Sprintf("not so in more than %d places: %s", len(a.Breaches), a.Says)
	}
	f.Advice = "keep a backup of it as it is and report it; a restore of the last good backup brings back what was"
	for _, b := range a.Breaches {
		f.Subjects = append(f.Subjects, b.Subject+": "+b.Problem)
	}
	return f
}

// print writes a finding as a line of a table, and what is wrong below it.
func (f finding) print(w io.Writer) {
	word := map[state]string{fine: "ok", warning: "warning", failed: "FAIL"}[f.State]
	took := ""
	if d := time.Duration(f.Millis) * time.Millisecond; d >= time.Second {
		took = "  " + d.Round(100*time.Millisecond).String()
	}
	fmt.Fprintf(w, "%-8s %-9s %-38s %s%s\n", word, f.Group, f.Name, printable(f.Detail), took)
	for _, s := range f.Subjects {
		fmt.Fprintf(w, "%19s%s\n", "", printable(s))
	}
	if f.Advice != "" {
		fmt.Fprintf(w, "%19s%s %s\n", "", "→", f.Advice)
	}
}
