package field

import (
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/refusal"
)

// Fault is what is wrong with one setting; Message completes the sentence
// "<name> …".
type Fault struct {
	Name    string `json:"name"`
	Message string `json:"message"`
	Err     error  `json:"-"` // the same as it was made, which can be taken apart
}

// Faults is the error of Bind: all that is wrong, in the order of the fields.
type Faults []Fault

func (f Faults) Error() string {
	parts := make([]string, len(f))
	for i, x := range f {
		parts[i] = x.Name + " " + x.Message
	}
	return strings.Join(parts, "; ")
}

// Bind stores values into the variables of fields and reports every fault at
// once as Faults. A value is trimmed of white space around it; an empty one
// counts as absent. A value that no field declares is a fault too: it is a
// misspelled name.
func Bind(fields []Field, values map[string]string) error {
	var faults Faults
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Name] = true
		if err := f.bind(values[f.Name]); err != nil {
			faults = append(faults, Fault{f.Name, err.Error(), err})
		}
	}
	for _, name := range sorted(values) {
		if !known[name] {
			err := refusal.Errorf("is not a setting")
			faults = append(faults, Fault{name, err.Error(), err})
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// bind stores one value, or says what is wrong with it.
func (f Field) bind(value string) error {
	value = strings.TrimSpace(value)
	if value == "" {
		value = f.Default
	}
	if value == "" {
		if f.Required {
			return refusal.Errorf("is required")
		}
		return nil
	}
	for _, rule := range append([]func(string) error{f.set}, f.checks...) {
		if err := rule(value); err != nil {
			return err
		}
	}
	return nil
}

func sorted(values map[string]string) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
