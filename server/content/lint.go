package content

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// lintRule is a slip of a Chinese keyboard that the YAML parser would report late, elsewhere or not at all.
type lintRule struct {
	marks   string         // a line without any of these cannot match
	pattern *regexp.Regexp // its first group is the offending text
	message string
	mend    string
}

var lintRules = []lintRule{
	{"：", regexp.MustCompile(`^(?:[ ]*(?:- )*)[A-Za-z_][A-Za-z0-9_]*[ ]*(：)`),
		"a full-width colon after a key", `write ":" and a space`},
	{"：", regexp.MustCompile(`[{,][ ]*(?:zh|en|trust|irritation|urgency|credibility|face|obligation|patience)[ ]*(：)`),
		"a full-width colon after a key", `write ":" and a space`},
	{"“”‘’＂＇", regexp.MustCompile(`^(?:[ ]*(?:- )*)(?:[A-Za-z_][A-Za-z0-9_]*:[ ]+)?([“”‘’＂＇][^“”‘’＂＇]*[“”‘’＂＇])[ ]*$`),
		"full-width quotes around a value", `write straight quotes "…" around it`},
	{"“”＂", regexp.MustCompile(`[{,][ ]*(?:zh|en|id|number|date|issued|due|currency|what|for):[ ]*([“”＂][^“”＂]*[“”＂])[ ]*[,}]`),
		"full-width quotes around a value", `write straight quotes "…" around it`},
	{"，、", regexp.MustCompile(`\[[A-Za-z0-9_, ]*(，|、)`),
		"a full-width comma between list items", `write "," and a space`},
	{"［｛", regexp.MustCompile(`:[ ]+(［|｛)`),
		"a full-width bracket", "write [ ] or { }"},
	{"\u3000\u00a0", regexp.MustCompile(`^[ ]*(\x{3000}|\x{00A0})`),
		"a full-width or no-break space in the indentation", "indent with ordinary spaces"},
	{"\t", regexp.MustCompile(`^[ ]*(\t)`),
		"a tab in the indentation", "indent with two spaces per level"},
}

var blockScalar = regexp.MustCompile(`(?:^|[\s:-])[|>][+-]?[0-9]?[+-]?[ ]*(?:#.*)?$`)

// lint finds full-width punctuation used as syntax, line by line. Text in block scalars is left alone.
func lint(file string, text string) []Fault {
	var faults []Fault
	blockIndent := -1
	for i, line := range strings.Split(text, "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if blockIndent >= 0 {
			if strings.TrimSpace(line) == "" || indent > blockIndent {
				continue
			}
			blockIndent = -1
		}
		if strings.HasPrefix(line[indent:], "#") {
			continue
		}
		for _, rule := range lintRules {
			if !strings.ContainsAny(line, rule.marks) {
				continue
			}
			if at := rule.pattern.FindStringSubmatchIndex(line); at != nil {
				column := utf8.RuneCountInString(line[:at[2]]) + 1
				faults = append(faults, Fault{File: file, Line: i + 1, Column: column, Message: rule.message, Mend: rule.mend})
				break
			}
		}
		if strings.ContainsAny(line, "|>") && blockScalar.MatchString(line) {
			blockIndent = indent
		}
	}
	return faults
}
