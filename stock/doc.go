// Package stock decides about quantities: how much of a SKU can be sold where
// and why, and who loses when units turn out to be missing. It is pure: levels
// and promises in, figures with their reasons out.
package stock
