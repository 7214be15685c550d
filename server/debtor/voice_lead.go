package debtor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lead takes away what models put around their words: a block of thinking, a speaker's label, quotation marks around
// the whole.
type lead struct {
	labels   []string // lower case, without the colon
	held     string
	thinking bool
	begun    bool // the first of the words has been seen
	closing  rune // the quotation mark that ends what an opening one began; 0 when there was none
}

// maxThinking is how much of a thinking block may still be looked through at once, bytes; the rest is dropped as it comes.
const maxThinking = 32

func newLead(b Brief) *lead {
	l := &lead{}
	for _, name := range []string{
		b.Contact.Name.In(b.Lang), b.Contact.Title.In(b.Lang), b.Contact.Role.In(b.Lang), b.Scenario.Case.Debtor.Name.In(b.Lang),
		"debtor", "customer", "client", "assistant", "客户", "债务人", "欠款方", "对方", "回复",
	} {
		l.labels = append(l.labels, strings.ToLower(name))
	}
	return l
}

// trim takes the next words of the model and returns those that are spoken.
func (l *lead) trim(words string) string {
	if l.begun {
		return l.unquote(words)
	}
	l.held += words
	return l.unquote(l.start(false))
}

// end returns what was still held when the model ended.
func (l *lead) end() string {
	if l.begun {
		return ""
	}
	return l.unquote(l.start(true))
}

// start gives out the held words once it is plain that no label or block of thinking begins them.
func (l *lead) start(final bool) string {
	for {
		if l.thinking {
			if _, after, ok := strings.Cut(l.held, "</think>"); ok {
				l.thinking, l.held = false, after
				continue
			}
			if len(l.held) > maxThinking {
				l.held = l.held[len(l.held)-maxThinking:]
			}
			return ""
		}
		text := strings.TrimLeftFunc(l.held, unicode.IsSpace)
		if text == "" {
			l.held = ""
			return ""
		}
		if after, ok := strings.CutPrefix(text, "<think>"); ok {
			l.thinking, l.held = true, after
			continue
		}
		if strings.HasPrefix("<think>", text) && !final {
			return ""
		}
		if r, size := utf8.DecodeRuneInString(text); l.closing == 0 && quoteEnd(r) != 0 {
			l.closing, l.held = quoteEnd(r), text[size:]
			continue
		}
		after, more := l.label(text)
		if more && !final {
			return ""
		}
		l.begun, l.held = true, ""
		return strings.TrimLeftFunc(after, unicode.IsSpace)
	}
}

// label cuts a speaker's label off; more says that the words may still turn out to be one.
func (l *lead) label(text string) (after string, more bool) {
	bare := strings.TrimLeft(text, "*[【")
	lower := strings.ToLower(bare)
	for _, name := range l.labels {
		if len(lower) <= len(name) {
			more = more || strings.HasPrefix(name, lower)
			continue
		}
		if !strings.HasPrefix(lower, name) || len(lower) != len(bare) {
			continue
		}
		rest := strings.TrimLeft(bare[len(name):], "*]】 ")
		switch {
		case rest == "":
			more = true
		case strings.HasPrefix(rest, ":"), strings.HasPrefix(rest, "："):
			_, size := utf8.DecodeRuneInString(rest)
			if rest = strings.TrimLeft(rest[size:], "* "); rest == "" {
				return "", true
			}
			if r, size := utf8.DecodeRuneInString(rest); l.closing == 0 && quoteEnd(r) != 0 {
				l.closing, rest = quoteEnd(r), rest[size:]
			}
			return rest, false
		}
	}
	return text, more
}

// unquote leaves out the mark that closes the opening one.
func (l *lead) unquote(words string) string {
	if l.closing == 0 || words == "" {
		return words
	}
	return strings.ReplaceAll(words, string(l.closing), "")
}

// quoteEnd is the mark that closes an opening quotation mark, 0 for any other character.
func quoteEnd(open rune) rune {
	switch open {
	case '"':
		return '"'
	case '“':
		return '”'
	case '「':
		return '」'
	case '『':
		return '』'
	}
	return 0
}
