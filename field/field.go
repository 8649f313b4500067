// Package field declares a setting once: the same declaration decodes a value
// into a typed variable, reports every fault by the setting's name, describes
// the form that asks for it, says which values are secret and writes the
// documentation.
package field

import (
	"strings"
)

// Field is one setting bound to a variable, in the manner of flag.StringVar.
// Its JSON is the description that a form is drawn from.
type Field struct {
	Name     string   `json:"name"`              // unique within the settings: page_size
	Label    string   `json:"label"`             // for people: Page size
	Help     string   `json:"help"`              // one sentence: what it is and where to find it
	Kind     Kind     `json:"kind"`              //
	Required bool     `json:"required"`          //
	Secret   bool     `json:"secret"`            // stored encrypted, never shown again
	Default  string   `json:"default,omitempty"` // used when no value is given
	Options  []string `json:"options,omitempty"` // of a choice
	Min      string   `json:"min,omitempty"`     // smallest number or duration
	Max      string   `json:"max,omitempty"`     // largest number or duration
	Example  string   `json:"example,omitempty"` // a value to show, never used

	set    func(string) error
	checks []func(string) error
}

// Kind is how a setting is asked for.
type Kind string

// The kinds.
const (
	Text    Kind = "text"
	Number  Kind = "number"
	Toggle  Kind = "toggle" // true or false
	Select  Kind = "select" // one of Options
	Period  Kind = "period" // a length of time as 90s, 15m or 2h
	Address Kind = "url"    // an absolute https (or http) URL
	Domain  Kind = "host"   // a host name without scheme or path
	Day     Kind = "date"   // 2026-11-20, or an instant of RFC 3339
)

// Must marks the field required.
func (f Field) Must() Field { f.Required = true; return f }

// Or gives the value used when none is set.
func (f Field) Or(value string) Field { f.Default = value; return f }

// Called overrides the label that is made of the name.
func (f Field) Called(label string) Field { f.Label = label; return f }

// Like gives an example to show.
func (f Field) Like(example string) Field { f.Example = example; return f }

// Check adds a rule of the caller's own; its error completes the sentence
// "<name> …".
func (f Field) Check(rule func(string) error) Field {
	f.checks = append(f.checks[:len(f.checks):len(f.checks)], rule)
	return f
}

// declare makes a field whose label is its name in words.
func declare(name, help string, kind Kind, set func(string) error) Field {
	words := strings.ReplaceAll(name, "_", " ")
	return Field{Name: name, Label: strings.ToUpper(words[:1]) + words[1:], Help: help, Kind: kind, set: set}
}

// Secrets returns the names of the fields whose values are to be encrypted.
func Secrets(fields []Field) []string {
	var names []string
	for _, f := range fields {
		if f.Secret {
			names = append(names, f.Name)
		}
	}
	return names
}
