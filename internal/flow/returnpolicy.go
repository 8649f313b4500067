package flow

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// returnPolicyKey is the setting that holds how the shop takes returns.
const returnPolicyKey = "returns.policy"

// ReturnPolicy is how the shop takes returns.
func (f *Flow) ReturnPolicy(ctx context.Context) (oms.ReturnPolicy, error) {
	return read(ctx, f, func(tx *store.Tx) (oms.ReturnPolicy, error) { return returnPolicy(ctx, tx) })
}

func returnPolicy(ctx context.Context, tx *store.Tx) (oms.ReturnPolicy, error) {
	p := oms.DefaultReturnPolicy()
	text, found, err := tx.Setting(ctx, returnPolicyKey)
	if err != nil || !found {
		return p, err
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return p, fmt.Errorf("flow: the setting %s: %w", returnPolicyKey, err)
	}
	return p, nil
}

// SetReturnPolicy replaces how the shop takes returns. It is of returns that
// are decided from now on.
func (f *Flow) SetReturnPolicy(ctx context.Context, p oms.ReturnPolicy) (oms.ReturnPolicy, error) {
	if err := oms.InvalidFields("the policy", p.Check()); err != nil {
		return p, err
	}
	return do(ctx, f, func(tx *store.Tx) (oms.ReturnPolicy, error) {
		if p.Location != "" {
			l, err := findLocation(ctx, tx, p.Location)
			if err != nil {
				return p, asField("location", err)
			}
			p.Location = l.Code
		}
		before, err := returnPolicy(ctx, tx)
		if err != nil || before == p {
			return p, err
		}
		text, err := json.Marshal(p)
		if err != nil {
			return p, err
		}
		tx.Emit(ctx, oms.Event{Type: oms.ReturnRulesEdited, Subject: returnPolicyKey}, map[string]any{"before": before, "after": p})
		return p, tx.SaveSetting(ctx, returnPolicyKey, string(text))
	})
}
