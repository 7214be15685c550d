package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// variablePrefix begins the name of every setting in the environment.
const variablePrefix = "HUIKUAN_"

// clusters are the variables in which Kubernetes tells every container the address of a service, here of one whose name
// begins with huikuan.
var clusters = regexp.MustCompile(`^HUIKUAN(_[A-Z0-9_]+)?(_SERVICE_HOST|_SERVICE_PORT(_[A-Z0-9_]+)?|_PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|_PORT=(tcp|udp|sctp)://.*)(=|$)`)

// warnOfStrangers prints a line for each variable that has our prefix, holds something and is no setting: a mistyped name would leave a
// setting at its default without a word.
func warnOfStrangers(out io.Writer, app *kong.Application, environ []string) {
	known := knownVariables(app)
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if value == "" || !strings.HasPrefix(name, variablePrefix) || slices.Contains(known, name) || clusters.MatchString(entry) {
			continue
		}
		hint := "huikuan serve --help lists them"
		if near := nearest(name, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		_, _ = fmt.Fprintf(out, "huikuan: %s is no setting and does nothing; %s\n", name, hint)
	}
}

// passOverEmpty takes a variable that is set to nothing for one that is not set: that is how files of containers pass on what
// nobody gave. An empty path would otherwise be the folder the program was started in.
func passOverEmpty(k *kong.Kong) error {
	return kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			flag.Tag.Envs = slices.DeleteFunc(flag.Tag.Envs, func(name string) bool {
				value, set := os.LookupEnv(name)
				return set && value == ""
			})
		}
		return next(nil)
	})
}

func knownVariables(app *kong.Application) []string {
	var known []string
	_ = kong.Visit(app, func(node kong.Visitable, next kong.Next) error { // what is visited here never fails
		if flag, ok := node.(*kong.Flag); ok {
			known = append(known, flag.Envs...)
		}
		return next(nil)
	})
	return known
}

// nearest is the name that a few strokes lead to, or empty when none is near.
func nearest(name string, known []string) string {
	best, least := "", 4
	for _, candidate := range known {
		if n := strokes(name, candidate); n < least {
			best, least = candidate, n
		}
	}
	return best
}

// strokes is how many letters must be put in, taken out or changed to make b of a.
func strokes(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, corner+1)
		}
	}
	return row[len(b)]
}
