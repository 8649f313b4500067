package flow

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// countPolicyKey is the setting that holds who may approve what was counted.
const countPolicyKey = "counts.policy"

// CountPolicy is who may approve what was counted.
func (f *Flow) CountPolicy(ctx context.Context) (oms.CountPolicy, error) {
	return read(ctx, f, func(tx *store.Tx) (oms.CountPolicy, error) { return countPolicy(ctx, tx) })
}

func countPolicy(ctx context.Context, tx *store.Tx) (p oms.CountPolicy, err error) {
	text, found, err := tx.Setting(ctx, countPolicyKey)
	if err != nil || !found {
		return p, err
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return p, fmt.Errorf("flow: the setting %s: %w", countPolicyKey, err)
	}
	return p, nil
}

// SetCountPolicy replaces who may approve what was counted. It holds for what
// is approved from now on.
func (f *Flow) SetCountPolicy(ctx context.Context, p oms.CountPolicy) (oms.CountPolicy, error) {
	return do(ctx, f, func(tx *store.Tx) (oms.CountPolicy, error) {
		before, err := countPolicy(ctx, tx)
		if err != nil || before == p {
			return p, err
		}
		text, err := json.Marshal(p)
		if err != nil {
			return p, err
		}
		tx.Emit(ctx, oms.Event{Type: oms.CountRulesEdited, Subject: countPolicyKey}, map[string]any{"before": before, "after": p})
		return p, tx.SaveSetting(ctx, countPolicyKey, string(text))
	})
}

// ofOthers returns those of the lines that somebody may approve, and refuses
// those of their own where the shop asks for four eyes.
func ofOthers(ctx context.Context, tx *store.Tx, lines []*oms.CountLine, by string) (others []*oms.CountLine, refused []CountRefusal, err error) {
	p, err := countPolicy(ctx, tx)
	if err != nil || !p.FourEyes {
		return lines, nil, err
	}
	for _, l := range lines {
		if l.CountedBy(by) {
			refused = append(refused, CountRefusal{l.N, l.SKU, l.Lot, oms.Errorf(oms.Forbidden, "who counted %s does not approve it: somebody else must", l.Name())})
			continue
		}
		others = append(others, l)
	}
	return others, refused, nil
}
