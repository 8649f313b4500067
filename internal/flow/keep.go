package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/store"
)

// Keep is the durable memory of a connection, for the host to hand to its
// connector.
func (f *Flow) Keep(connectionID string) connector.Keep { return keep{f, connectionID} }

type keep struct {
	flow *Flow
	id   string
}

func (k keep) Get(ctx context.Context, key string) (string, error) {
	return read(ctx, k.flow, func(tx *store.Tx) (string, error) {
		kept, err := tx.Kept(ctx, k.id, false)
		return kept[key], err
	})
}

func (k keep) Put(ctx context.Context, key, value string) error {
	return k.flow.store.Write(ctx, func(tx *store.Tx) error {
		kept, err := tx.Kept(ctx, k.id, true)
		if err != nil || kept[key] == value {
			return err
		}
		kept[key] = value
		if value == "" {
			delete(kept, key)
		}
		return tx.SaveKept(ctx, k.id, kept)
	})
}

var _ connector.Keep = keep{}
