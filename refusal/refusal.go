// Package refusal is the error of packages that know nothing of orders, such as
// an amount that can't be read: its message can be taken apart, so that it can
// be said in another language.
package refusal

import "fmt"

// Error is a message and what it is made of.
type Error struct {
	Format string // of the verbs %s, %q, %d and %v
	Args   []any  // what they stand for
}

// Errorf makes an Error.
func Errorf(format string, args ...any) *Error { return &Error{format, args} }

func (e *Error) Error() string { return fmt.Sprintf(e.Format, e.Args...) }
