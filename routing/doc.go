// Package routing decides which location sends which unit of an order. It is
// pure: it gets the demand, the candidate locations and what each has, and
// answers with a plan and why. Choose keeps its signature whatever solver
// stands behind it.
package routing
