package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/config"
)

type doctorCommand struct {
	JSON bool `help:"Print the reports as JSON."`
	config.Models
}

// Run tests every configured endpoint and fails when one cannot be used.
func (c *doctorCommand) Run(env *environment) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	check, err := newModelCheck(c.Models, nil)
	if err != nil {
		return err
	}
	reports, err := check.Test(env.ctx, "")
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(env.stdout)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(reports); err != nil {
			return err
		}
	} else {
		printReports(env.stdout, reports)
	}
	for _, r := range reports {
		if !r.OK {
			return silentFailure(exitFailure)
		}
	}
	return nil
}

func printReports(out io.Writer, reports []coach.ModelReport) {
	if len(reports) == 0 {
		_, _ = fmt.Fprintln(out, "No model is set up: the scripted debtor speaks, which needs nothing. docs/models.md shows how to plug one in.")
		return
	}
	for _, r := range reports {
		_, _ = fmt.Fprintf(out, "%s (%s)\n", r.Endpoint.Endpoint, strings.Join(r.Endpoint.Roles, ", "))
		for _, f := range r.Findings {
			_, _ = fmt.Fprintf(out, "  %-5s %-8s %s\n", f.Level, f.Check, f.Detail)
		}
		for _, sample := range []string{r.SampleZh, r.SampleEn} {
			if sample != "" {
				_, _ = fmt.Fprintf(out, "        %q\n", sample)
			}
		}
	}
}
