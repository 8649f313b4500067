package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

// Amend takes what a channel states anew of an order that is known. Until
// edits are here it answers the order as it stands.
func (f *Flow) Amend(ctx context.Context, id string, _ oms.OrderInput) (*oms.Order, error) {
	return f.Order(ctx, id)
}
