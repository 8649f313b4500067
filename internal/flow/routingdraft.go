package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/carrier/tablerate"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// WorkingPolicy is the next version of the routing policy while people work on
// it, with what can be said of it. There is one for everybody.
type WorkingPolicy struct {
	Base     int64             // the version that it began as
	Note     string            // what it is for
	Policy   routing.Policy    //
	Revision int64             // one more each time it is saved; 0 while it is the live policy, untouched
	SavedBy  string            // "" at revision 0
	SavedAt  *time.Time        // nil at revision 0
	Faults   []oms.FieldError  // what keeps it from becoming a version
	Warnings []routing.Warning // rules that can't be meant
	// CardWarnings are about rate cards that can't be meant.
	CardWarnings []routing.CardWarning
}

// WorkingPolicyInput is the draft as somebody leaves it. Unlike a version it may
// have faults.
type WorkingPolicyInput struct {
	Base     int64          `json:"base" doc:"The version that it began as" minimum:"0" maximum:"1000000000" example:"1"`
	Note     string         `json:"note,omitempty" doc:"What it is for" maxLength:"1000" example:"Leeds first for heavy orders"`
	Policy   routing.Policy `json:"policy" doc:"All of it: what is absent is zero"`
	Revision *int64         `json:"-"` // that the caller saw; nil for any
}

// WorkingRouting returns the draft; the live policy while there is none.
func (f *Flow) WorkingRouting(ctx context.Context) (*WorkingPolicy, error) {
	return read(ctx, f, func(tx *store.Tx) (*WorkingPolicy, error) {
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		d, err := tx.RoutingDraft(ctx)
		if err != nil {
			return nil, err
		}
		if d != nil {
			return describeDraft(ctx, tx, table, d)
		}
		live, err := tx.LiveRouting(ctx)
		if err != nil {
			return nil, err
		}
		if live == nil {
			base := builtIn(table)
			live = &base
		}
		return describeDraft(ctx, tx, table, &store.RoutingDraft{Base: live.Version, Policy: live.Policy})
	})
}

// describeDraft adds what can be said of a draft.
func describeDraft(ctx context.Context, tx *store.Tx, table tablerate.Table, d *store.RoutingDraft) (*WorkingPolicy, error) {
	out := &WorkingPolicy{Base: d.Base, Note: d.Note, Revision: d.Revision, SavedBy: d.SavedBy}
	if d.Revision > 0 {
		out.SavedAt = &d.SavedAt
	}
	if err := json.Unmarshal(d.Policy, &out.Policy); err != nil {
		return nil, fmt.Errorf("flow: the draft of the routing policy: %w", err)
	}
	if len(out.Policy.Cards) == 0 {
		out.Policy.Currency = table.Currency
	}
	var refused *oms.Error
	if err := checkPolicy(out.Policy, table); errors.As(err, &refused) {
		out.Faults = refused.Fields
	} else if err != nil {
		return nil, err
	}
	var err error
	out.Warnings, out.CardWarnings, err = warnings(ctx, tx, out.Policy)
	return out, err
}

// SaveWorkingRouting keeps the draft. It decides nothing, so no event tells of
// it; the version that it becomes has its own.
func (f *Flow) SaveWorkingRouting(ctx context.Context, in WorkingPolicyInput) (*WorkingPolicy, error) {
	if err := oms.InvalidFields("the draft", checkText("note", in.Note, 1000)); err != nil {
		return nil, err
	}
	policy := jsonOf(nameRules(in.Policy))
	if len(policy) > maxPolicyJSON || len(in.Policy.Rules) > maxRules {
		return nil, oms.InvalidField("policy", "may have %d rules and %d bytes", maxRules, maxPolicyJSON)
	}
	if err := oms.CheckJSON(policy, maxPolicyJSON); err != nil {
		return nil, oms.InvalidField("policy", "%v", err)
	}
	return do(ctx, f, func(tx *store.Tx) (*WorkingPolicy, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return nil, err
		}
		if err := checkBase(ctx, tx, in.Base); err != nil {
			return nil, err
		}
		revision, err := draftRevision(ctx, tx, in.Revision)
		if err != nil {
			return nil, err
		}
		table, err := rateTable(ctx, tx)
		if err != nil {
			return nil, err
		}
		d := store.RoutingDraft{Base: in.Base, Note: in.Note, Policy: policy, Revision: revision + 1, SavedBy: store.CallerOf(ctx).Actor, SavedAt: tx.Now}
		if err := tx.SaveRoutingDraft(ctx, &d); err != nil {
			return nil, err
		}
		return describeDraft(ctx, tx, table, &d)
	})
}

// checkBase asks that the version which a draft began as is there.
func checkBase(ctx context.Context, tx *store.Tx, version int64) error {
	if version == 0 {
		return nil // the policy that is built in
	}
	_, err := tx.RoutingVersion(ctx, version)
	if oms.CodeOf(err) == oms.NotFound {
		return oms.InvalidField("base", "there is no version %d", version)
	}
	return err
}

// draftRevision is the draft's, and refuses one that the caller did not see.
func draftRevision(ctx context.Context, tx *store.Tx, seen *int64) (int64, error) {
	d, err := tx.RoutingDraft(ctx)
	if err != nil {
		return 0, err
	}
	var revision int64
	if d != nil {
		revision = d.Revision
	}
	if seen != nil && *seen != revision {
		return 0, oms.Errorf(oms.Stale, "somebody else has changed the draft meanwhile: read it again")
	}
	return revision, nil
}

// endDraft forgets the draft when it is what has gone live.
func endDraft(ctx context.Context, tx *store.Tx, live routing.Policy) error {
	d, err := tx.RoutingDraft(ctx)
	if err != nil || d == nil || !samePolicy(d.Policy, live) {
		return err
	}
	return tx.DropRoutingDraft(ctx)
}

// DropWorkingRouting gives the draft up: what is live is the draft again.
func (f *Flow) DropWorkingRouting(ctx context.Context, revision *int64) error {
	_, err := do(ctx, f, func(tx *store.Tx) (struct{}, error) {
		if err := tx.LockCatalog(ctx); err != nil {
			return struct{}{}, err
		}
		if _, err := draftRevision(ctx, tx, revision); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, tx.DropRoutingDraft(ctx)
	})
	return err
}
