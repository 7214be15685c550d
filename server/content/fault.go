package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing wrong with a content file.
type Fault struct {
	File    string // slash path below the content folder; "." for the folder itself
	Line    int    // 1-based; 0 when the fault is not in a place
	Column  int    // 1-based, in characters
	Path    string // where in the document, such as facts[2].unlock.acts[0]
	Message string // what is wrong
	Mend    string // what to do about it
}

// String writes the fault as editors and terminals understand it: file:line:column: message; mend.
func (f Fault) String() string {
	place := f.File
	if f.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
	}
	if f.Mend == "" {
		return place + ": " + f.Message
	}
	return place + ": " + f.Message + "; " + f.Mend
}

// Faults is every fault found, in order of file and line. It is an error of its own.
type Faults []Fault

// Error lists the faults, one per line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "\n")
}

// sorted returns the faults in order of file, line and column.
func (f Faults) sorted() Faults {
	slices.SortStableFunc(f, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Message, b.Message))
	})
	return f
}
