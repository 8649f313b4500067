// Package api is the HTTP edge: one REST API under /api/v1, described by the
// OpenAPI document that its operations generate. An operation decodes, asks the
// road (internal/flow) and encodes; it decides nothing.
//
//   - operation.go registers operations; every write goes through write, so
//     none can forget the Idempotency-Key, and none is served without a
//     permission from auth's table.
//   - chain.go is what every request passes; problem.go what every refusal
//     looks like.
//   - view_*.go are the shapes of answers; the other files are named for the
//     nouns whose operations they hold.
package api
