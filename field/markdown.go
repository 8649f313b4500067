package field

import (
	"fmt"
	"strings"
)

// Markdown writes the fields as a table for the documentation.
func Markdown(fields []Field) string {
	var b strings.Builder
	b.WriteString("| setting | kind | required | default | what it is |\n|---|---|---|---|---|\n")
	for _, f := range fields {
		required := ""
		if f.Required {
			required = "yes"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", f.Name, cell(f.kindWords()), required, cell(f.Default), cell(f.helpWords()))
	}
	return b.String()
}

func (f Field) kindWords() string {
	switch {
	case f.Secret:
		return "secret"
	case f.Kind == Select:
		return "one of " + strings.Join(f.Options, ", ")
	case f.Min != "" && f.Max != "":
		return fmt.Sprintf("%s from %s to %s", f.Kind, f.Min, f.Max)
	}
	return string(f.Kind)
}

func (f Field) helpWords() string {
	if f.Example == "" {
		return f.Help
	}
	return strings.TrimSuffix(f.Help, ".") + ", such as `" + f.Example + "`"
}

// cell keeps a text within one cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s)
}
