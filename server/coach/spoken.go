package coach

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Spoken is what one side has said in a call, for telling whether a line was said already. The zero value holds nothing.
type Spoken struct{ turns []string }

// Add notes the words of a turn.
func (s *Spoken) Add(text string) {
	if words := lettersOf(text); words != "" {
		s.turns = append(s.turns, words)
	}
}

// Has reports whether a line was said, as a turn or within one. Letters and digits are compared, in any width or case;
// punctuation and space are not.
func (s Spoken) Has(line string) bool {
	words := lettersOf(line)
	if words == "" {
		return false
	}
	for _, turn := range s.turns {
		if strings.Contains(turn, words) {
			return true
		}
	}
	return false
}

// lettersOf keeps the letters and digits of a text in one form.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text))))
}

// Saying is a line to say beside the first one a playbook gives.
type Saying struct {
	Zh    string    `yaml:"zh" json:"zh" jsonschema:"required,minLength=1"`
	En    string    `yaml:"en" json:"en" jsonschema:"required,minLength=1"`
	Names []Act     `yaml:"names" json:"names,omitempty"` // the consequences it names: offered only where the case permits them all
	Gets  []Element `yaml:"gets" json:"gets,omitempty"`   // the elements of a promise it asks for: offered only while all of them are missing
}

// Text is the line in both languages.
func (s Saying) Text() Text { return Text{Zh: s.Zh, En: s.En} }
