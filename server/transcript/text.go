package transcript

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
)

// clockMark is a time at the start of a line, with or without brackets.
var clockMark = regexp.MustCompile(`^[\[(（【]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?[\])）】]?\s*[-–]?\s*`)

// A label is short and no sentence.
const (
	maxLabelRunes = 24
	maxLabelWords = 3
)

// splitLabel takes a line of text apart into label and words; ok is false when it does not look labelled.
func splitLabel(line string) (label, words string, ok bool) {
	line = clockMark.ReplaceAllString(strings.TrimSpace(line), "")
	at := strings.IndexAny(line, ":：")
	if at <= 0 {
		return "", line, false
	}
	_, size := utf8.DecodeRuneInString(line[at:])
	label, words = strings.TrimSpace(line[:at]), strings.TrimLeft(line[at+size:], "】])） *_\t")
	label = clockMark.ReplaceAllString(strings.Trim(label, "[]()（）【】*_ \t"), "")
	if label == "" || utf8.RuneCountInString(label) > maxLabelRunes || len(strings.Fields(label)) > maxLabelWords ||
		strings.ContainsAny(label, ",.;!?，。；！？、\"“”") {
		return "", line, false
	}
	return label, words, true
}

// readText reads lines that start with a speaker's label. A line without one goes on with the turn before it.
func readText(data []byte, source Source) (script, error) {
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	isLabel := labelsOf(lines, source.Trainee)
	var out script
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		label, words, ok := splitLabel(line)
		var err error
		switch {
		case ok && isLabel[folded(label)]:
			err = out.add(said{line: i + 1, label: label, text: words})
		case len(out) == 0:
			err = faultAt(FaultNoSpeaker, i+1, coach.Errorf(coach.CodeInvalid, "line %d: no speaker; start each turn with a label and a colon, as in \"me: …\" and \"them: …\" or 我：… and 对方：…", i+1))
		default:
			err = out.extend("\n" + clockMark.ReplaceAllString(strings.TrimSpace(line), ""))
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// labelsOf finds which words before a colon are labels, folded. Where the usual labels stand for both sides, other words
// before a colon are part of what was said, unless they are named as the trainee's.
func labelsOf(lines, trainee []string) map[string]bool {
	labels := map[string]bool{}
	sides := map[coach.Speaker]bool{}
	for _, line := range lines {
		label, _, ok := splitLabel(line)
		if !ok {
			continue
		}
		labels[folded(label)] = true
		if side, known := usual(folded(label)); known {
			sides[side] = true
		}
	}
	if len(sides) < 2 {
		return labels
	}
	for label := range labels {
		if _, known := usual(label); !known {
			delete(labels, label)
		}
	}
	for _, name := range trainee {
		labels[folded(name)] = true
	}
	return labels
}
