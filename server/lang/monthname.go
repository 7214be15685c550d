package lang

import "strings"

// namesPerson reports whether the name of a month at byte i is that of a person, by the words beside it: June from accounts.
func (d *dater) namesPerson(i int) bool {
	w := word(d.s, i)
	switch w {
	case "april", "may", "june", "august":
	default:
		return false
	}
	rest := d.s[i+len(w):]
	return hasPrefixOf(rest, []string{" from accounts", " from finance", " from your", " from the office", " from payables", " from purchasing", " from ap", " in accounts", " in your office", " in your team", " in finance", " in payables", " in purchasing", " in ap", " said", " told", " called", " rang", " emailed", " signs", " approves", " always"}) ||
		hasSuffixOf(strings.TrimSuffix(window(d.s, i, 16), " "), []string{"spoke to", "speak to", "spoken to", "talk to", "talked to", "speaking to", "emailed", "ask", "asked", "spoke with", "speak with", "is that", "hi", "hello", "morning"}) && !digitAt(rest, 1)
}

// endsSentence reports whether s begins with the end of a sentence or of the text.
func endsSentence(s string) bool { return s == "" || strings.ContainsRune(".!?", rune(s[0])) }
