// Package promise says when an order arrives. It is pure: from the moment at
// which goods are there, the calendar of the location that sends them and what
// the carrier's service takes follows a range of days, and the walk that
// explains it:
//
//	order → (receipt →) cut-off → handling → hand-over → transit → delivery
//
// Which location sends what is routing's decision, and which receipt serves
// whom is that of package stock: a promise is what these would do now, not the
// best that could be done.
package promise
