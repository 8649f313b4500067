package field

import (
	"slices"
	"strings"
)

// Fault is what is wrong with one setting; Message completes the sentence
// "<name> …".
type Fault struct {
	Name    string `json:"name"`
	Message string `json:"message"`
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
		if message := f.bind(values[f.Name]); message != "" {
			faults = append(faults, Fault{f.Name, message})
		}
	}
	for _, name := range sorted(values) {
		if !known[name] {
			faults = append(faults, Fault{name, "is not a setting"})
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// bind stores one value, or says what is wrong with it.
func (f Field) bind(value string) string {
	value = strings.TrimSpace(value)
	if value == "" {
		value = f.Default
	}
	if value == "" {
		if f.Required {
			return "is required"
		}
		return ""
	}
	for _, rule := range append([]func(string) error{f.set}, f.checks...) {
		if err := rule(value); err != nil {
			return err.Error()
		}
	}
	return ""
}

func sorted(values map[string]string) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
