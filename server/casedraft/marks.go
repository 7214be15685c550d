package casedraft

import "strings"

// Mark is a place of a draft that its writer has yet to fill in or to check.
type Mark struct {
	Line int // from 1
	Text string
}

// Marks lists the places of a draft's source that still carry a mark of YAML: a text that only stands in for one, or a
// remark that something was not in the call or is a model's guess. Whoever decided such a place takes its mark out.
func Marks(source string) []Mark {
	var marks []Mark
	n := 0
	for line := range strings.Lines(source) {
		n++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue // tells of the draft as a whole, or of lines below that are marked themselves
		}
		if marked(line) {
			marks = append(marks, Mark{Line: n, Text: line})
		}
	}
	return marks
}

func marked(line string) bool {
	for _, stand := range []string{"（待填", "(To fill in", "真实原因待填", "the reason to fill in"} {
		if strings.Contains(line, stand) {
			return true
		}
	}
	_, remark, _ := strings.Cut(line, " #")
	for _, open := range []string{"to fill in", "not in the call", "proposed by the model"} {
		if strings.Contains(remark, open) {
			return true
		}
	}
	return false
}
