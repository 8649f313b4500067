package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// refs turns the codes of a filter into ids. A code that leads nowhere chooses
// nothing, and is no error.
type refs struct {
	sku, channel, location       string
	skuID, channelID, locationID string
}

func (r *refs) resolve(ctx context.Context, tx *store.Tx) (bool, error) {
	if r.sku != "" {
		s, err := findSKU(ctx, tx, r.sku)
		if err != nil {
			return false, notFoundIsNil(err)
		}
		r.skuID = s.ID
	}
	if r.channel != "" {
		c, err := findChannel(ctx, tx, r.channel)
		if err != nil {
			return false, notFoundIsNil(err)
		}
		r.channelID = c.ID
	}
	if r.location != "" {
		l, err := findLocation(ctx, tx, r.location)
		if err != nil {
			return false, notFoundIsNil(err)
		}
		r.locationID = l.ID
	}
	return true, nil
}

func notFoundIsNil(err error) error {
	if oms.CodeOf(err) == oms.NotFound {
		return nil
	}
	return err
}

// asField says of a reference that leads nowhere in which field it stands.
func asField(field string, err error) error {
	if oms.CodeOf(err) == oms.NotFound {
		return oms.InvalidField(field, "is not known: %v", err)
	}
	return err
}
