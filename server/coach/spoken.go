package coach

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Spoken is what one side has said in a call, for telling whether a line was said already. The zero value holds nothing.
type Spoken struct{ turns []spokenWords }

// spokenWords are the letters and digits of a text in one form.
type spokenWords struct {
	letters string
	edges   map[int]bool // places in letters where a word begins or ends
}

// Add notes the words of a turn.
func (s *Spoken) Add(text string) {
	if words := wordsOf(text); words.letters != "" {
		s.turns = append(s.turns, words)
	}
}

// Has reports whether a line was said, as a turn or as whole words within one. Letters and digits are compared, in any
// width or case; punctuation and space are not.
func (s Spoken) Has(line string) bool {
	words := wordsOf(line).letters
	return words != "" && slices.ContainsFunc(s.turns, func(turn spokenWords) bool { return turn.has(words) })
}

// has reports whether letters stand in a text from the edge of a word to the edge of a word.
func (w spokenWords) has(letters string) bool {
	for from := 0; ; from++ {
		at := strings.Index(w.letters[from:], letters)
		if at < 0 {
			return false
		}
		from += at
		if w.edges[from] && w.edges[from+len(letters)] {
			return true
		}
	}
}

// wordsOf reads the letters of a text. A character of a script written without spaces is a word of its own.
func wordsOf(text string) spokenWords {
	var kept strings.Builder
	edges, apart := map[int]bool{}, true
	for _, r := range norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text))) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			apart = apart || !unicode.IsMark(r)
			continue
		}
		alone := unicode.In(r, unicode.Han)
		if apart || alone {
			edges[kept.Len()] = true
		}
		kept.WriteRune(r)
		apart = alone
	}
	edges[kept.Len()] = true
	return spokenWords{letters: kept.String(), edges: edges}
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
