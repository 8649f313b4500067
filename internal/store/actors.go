package store

import (
	"context"
	"slices"
	"strings"
)

// ActorNames returns what the users, tokens and connections among actors are
// called, by actor. Those that are gone, and actors without a name, are absent.
func (tx *Tx) ActorNames(ctx context.Context, actors []string) (map[string]string, error) {
	ids := map[string][]string{}
	for _, actor := range actors {
		kind, id, named := strings.Cut(actor, ":")
		if named && !slices.Contains(ids[kind], id) {
			ids[kind] = append(ids[kind], id)
		}
	}
	names := map[string]string{}
	for _, one := range []struct{ kind, query string }{
		{"user", `SELECT id, CASE WHEN name = '' THEN email ELSE name END AS name FROM users WHERE id = ANY_OF(?)`},
		{"token", `SELECT id, name FROM tokens WHERE id = ANY_OF(?)`},
		{"connection", `SELECT id, name FROM connections WHERE id = ANY_OF(?)`},
	} {
		if len(ids[one.kind]) == 0 {
			continue
		}
		var found []struct{ ID, Name string }
		if err := tx.query(ctx, &found, one.query, ids[one.kind]); err != nil {
			return nil, err
		}
		for _, f := range found {
			names[one.kind+":"+f.ID] = f.Name
		}
	}
	return names, nil
}
