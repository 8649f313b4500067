package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/switchyard-oms/switchyard/connectors/all"
	"github.com/switchyard-oms/switchyard/field"
)

type connectorCmd struct {
	List connectorListCmd `cmd:"" help:"List what can be connected."`
	Docs connectorDocsCmd `cmd:"" help:"Print what one of them needs, as Markdown."`
}

type connectorListCmd struct{}

// Run lists the drivers.
func (connectorListCmd) Run(t terminal) error {
	w := tabwriter.NewWriter(t.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tKIND")
	for _, d := range all.Drivers {
		fmt.Fprintf(w, "%s\t%s\t%s\n", d.ID, d.Name, d.Kind)
	}
	return w.Flush()
}

type connectorDocsCmd struct {
	ID string `arg:"" help:"The driver's id, as connector list shows it."`
}

// Run prints the settings of a driver.
func (c connectorDocsCmd) Run(t terminal) error {
	d, ok := all.Driver(c.ID)
	if !ok {
		ids := make([]string, len(all.Drivers))
		for i, d := range all.Drivers {
			ids[i] = d.ID
		}
		return usagef("there is no connector %s; there are %s", c.ID, strings.Join(ids, ", "))
	}
	_, err := fmt.Fprintf(t.out, "# %s\n\n%s\n\n%s", d.Name, d.Docs, field.Markdown(d.New().Fields()))
	return err
}
