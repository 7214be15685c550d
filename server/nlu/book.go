package nlu

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"huikuan/server/coach"
)

// slotTerms are the values found by code that a pattern may name as <NAME>.
var slotTerms = []string{"MONEY", "DATE", "VAGUE", "DAYS", "PERCENT", "COUNT", "DOC", "METHOD", "ROLE", "CONTACT", "NUMBER"}

// book is one language's patterns, compiled. It is immutable once read.
type book struct {
	lang       coach.Lang
	words      map[string]string
	sets       []termSet
	setIDs     map[string]int
	terms      []literal
	owners     []owner          // chains of sets that hold a term, while the book is read
	owned      []int32          // sets that hold a term, those of one term side by side
	slotSets   map[string][]int // slot name -> sets that hold it
	patterns   []pattern
	vocabulary []vocabulary // in file order
	trigger    [][]attempt  // set -> patterns tried when it occurs
	fillers    []string
	guards     guards
	find       *trie
	spare      sync.Pool // *reading, done with
}

// literal is one term: where it stands in sets, and how it must meet its neighbours.
type literal struct {
	owner int32 // the first set that holds it: its place in owners plus one, while the book is read
	from  int32 // the sets that hold it: owned[from:upto]
	upto  int32
	same  int32 // the next term of the same letters, plus one; 0 for none
	stem  bool  // may go on into a longer word
	latin bool  // begins and ends at word boundaries
}

// owner is a set that holds a term, and the next one.
type owner struct{ set, next int32 }

// patternKind says when a pattern is asked for.
type patternKind uint8

const (
	ownPattern   patternKind = iota // for what the speaker does
	otherPattern                    // for what the other side did
	plainPattern                    // for what overrules the classifier
)

// attempt is a pattern that is tried when its rarest set occurs.
type attempt struct {
	pattern int32
	also    int32 // the rarest other set that it cannot do without; the same one when there is none
	kind    patternKind
}

// vocabulary is the words of one slot value.
type vocabulary struct {
	kind  termKind
	value string // "invoice"
	set   int
}

// termSet is a set of terms that stand for each other.
type termSet struct {
	hash   uint32 // of its terms: the feature that says that one occurs
	sense  uint32 // of the name of the sense it is, 0 for none
	rarity int
}

// How the labels begin that are no acts.
const (
	saidMark   = "said:" // what the other side did
	helperMark = "mark:" // what a rule in code goes by
)

// pattern is one line of a pattern file.
type pattern struct {
	sequence
	label  string // an act, or what the other side did ("said:claim"), or a helper ("mark:…")
	weight float64
	rule   string // rl_… id
	ask    bool   // only in a question
	tell   bool   // only outside questions
	loose  bool   // negation and quotation of the other side do not matter
	prev   string // only after the other side did this
	not    []int  // sets that must not occur in the clause
	nots   []int  // sets that must not occur in the sentence
	with   []int  // sets that must occur in the utterance
	plain  bool   // leaves no doubt (plain.go)
	source string // file:line, for errors
}

// kind says when p is asked for.
func (p *pattern) kind() patternKind {
	switch {
	case p.plain:
		return plainPattern
	case strings.HasPrefix(p.label, saidMark):
		return otherPattern
	}
	return ownPattern
}

// newBook compiles the pattern files of one language, and those of its plain forms. files maps a file's name to its text;
// words.txt comes first.
func newBook(lang coach.Lang, files, plainFiles map[string]string) (*book, error) {
	b := &book{lang: lang, words: map[string]string{}, setIDs: map[string]int{}, slotSets: map[string][]int{}, fillers: fillers[lang]}
	b.find = newTrie(statesOf(files))
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if strings.HasSuffix(name, "words.txt") {
			if err := b.readWords(name, files[name]); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range names {
		var err error
		switch {
		case strings.HasSuffix(name, "words.txt"):
		case strings.HasSuffix(name, "senses.txt"):
			err = b.readSenses(name, files[name])
		default:
			err = b.readPatterns(name, files[name], false)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(plainFiles)) {
		if err := b.readPatterns(name, plainFiles[name], true); err != nil {
			return nil, err
		}
	}
	var err error
	if b.guards, err = b.readGuards(); err != nil {
		return nil, fmt.Errorf("words of %s: %w", lang, err)
	}
	b.layOwners()
	b.layTriggers()
	return b, nil
}

// layOwners puts the sets that hold a term side by side.
func (b *book) layOwners() {
	b.owned = make([]int32, 0, len(b.owners))
	for k := range b.terms {
		t := &b.terms[k]
		t.from = int32(len(b.owned))
		for o := t.owner; o > 0; o = b.owners[o-1].next {
			b.owned = append(b.owned, b.owners[o-1].set)
		}
		t.upto = int32(len(b.owned))
	}
	b.owners = nil
}

// layTriggers notes by which of its sets each pattern is tried.
func (b *book) layTriggers() {
	b.trigger = make([][]attempt, len(b.sets))
	for k, p := range b.patterns {
		rarest, also := p.elements[0].set, -1
		for _, e := range p.elements {
			if b.sets[e.set].rarity > b.sets[rarest].rarity {
				rarest = e.set
			}
		}
		for _, e := range p.elements {
			if e.set != rarest && (also < 0 || b.sets[e.set].rarity > b.sets[also].rarity) {
				also = e.set
			}
		}
		if also < 0 {
			also = rarest
		}
		b.trigger[rarest] = append(b.trigger[rarest], attempt{int32(k), int32(also), p.kind()})
	}
}

// wordList is a named list of words, joined by |.
type wordList struct{ name, words string }

// wordLists reads lines "name = a | b | <other>"; a line that begins with a space goes on with the one before.
func wordLists(file, text string) ([]wordList, error) {
	var lists []wordList
	for k, line := range strings.Split(text, "\n") {
		if trimmed := strings.TrimSpace(line); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		if (line[0] == ' ' || line[0] == '\t') && len(lists) > 0 {
			lists[len(lists)-1].words += "|" + strings.Trim(line, " \t|")
			continue
		}
		name, words, ok := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, fmt.Errorf("%s:%d: want name = words", file, k+1)
		}
		if slices.ContainsFunc(lists, func(l wordList) bool { return l.name == name }) {
			return nil, fmt.Errorf("%s:%d: %s a second time", file, k+1, name)
		}
		lists = append(lists, wordList{name, strings.Trim(words, " \t|")})
	}
	return lists, nil
}

// readWords reads word classes for patterns to name.
func (b *book) readWords(file, text string) error {
	lists, err := wordLists(file, text)
	for _, list := range lists {
		if _, taken := b.words[list.name]; taken {
			return fmt.Errorf("%s: word class %s a second time", file, list.name)
		}
		b.words[list.name] = list.words
	}
	return err
}

// readPatterns reads sections "[label] options" of lines "pattern<TAB>options".
func (b *book) readPatterns(file, text string, plain bool) error {
	var section pattern
	for k, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		source := fmt.Sprintf("%s:%d", file, k+1)
		if line[0] == '[' {
			label, options, ok := strings.Cut(line[1:], "]")
			if !ok {
				return fmt.Errorf("%s: [ without ]", source)
			}
			section = pattern{label: label, weight: 0.8, plain: plain}
			if err := b.options(&section, options); err != nil {
				return fmt.Errorf("%s: %w", source, err)
			}
			continue
		}
		if section.label == "" {
			return fmt.Errorf("%s: a pattern before the first [label]", source)
		}
		body, options, _ := strings.Cut(line, "\t")
		name, value, _ := strings.Cut(section.label, ":")
		if kind, ok := termKindOf(name); ok {
			set, err := b.termSet(strings.TrimSpace(body))
			if err != nil {
				return fmt.Errorf("%s: %w", source, err)
			}
			b.vocabulary = append(b.vocabulary, vocabulary{kind, value, set})
			continue
		}
		p := section
		p.source = source
		p.not, p.nots, p.with = slices.Clone(p.not), slices.Clone(p.nots), slices.Clone(p.with)
		if err := b.options(&p, options); err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
		sequences, err := b.parsePattern(body)
		if err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
		for _, q := range sequences {
			p.sequence = q
			b.patterns = append(b.patterns, p)
		}
	}
	return nil
}

// options reads the words after a pattern or section. A value goes on over spaces until the next key or closing flag.
func (b *book) options(p *pattern, text string) error {
	words := strings.Fields(text)
	for i := 0; i < len(words); i++ {
		option := words[i]
		for i+1 < len(words) && strings.Contains(option, "=") && !opensOption(words[i+1:]) {
			i++
			option += " " + words[i]
		}
		key, value, _ := strings.Cut(option, "=")
		var err error
		switch key {
		case "w":
			p.weight, err = strconv.ParseFloat(value, 64)
		case "rl":
			p.rule = value
		case "ask":
			p.ask, p.tell = true, false
		case "tell":
			p.tell, p.ask = true, false
		case "any":
			p.tell, p.ask = false, false
		case "loose":
			p.loose = true
		case "strict":
			p.loose = false
		case "prev":
			p.prev = value
		case "not":
			err = b.blocker(&p.not, value)
		case "nots":
			err = b.blocker(&p.nots, value)
		case "with":
			err = b.blocker(&p.with, value)
		default:
			err = fmt.Errorf("unknown option %q", option)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var optionFlags = []string{"ask", "tell", "any", "loose", "strict"}

// opensOption reports whether words begin a new option: a key, or flags up to the next key or the end.
func opensOption(words []string) bool {
	for _, w := range words {
		key, _, valued := strings.Cut(w, "=")
		if valued {
			return slices.Contains([]string{"w", "rl", "prev", "not", "nots", "with"}, key)
		}
		if !slices.Contains(optionFlags, w) {
			return false
		}
	}
	return true
}

func (b *book) blocker(list *[]int, body string) error {
	set, err := b.termSet(body)
	if err == nil {
		*list = append(*list, set)
	}
	return err
}

// statesOf guesses how many states the trie of the files has: as they are written, ten bytes make one.
func statesOf(files map[string]string) int {
	size := 0
	for _, text := range files {
		size += len(text)
	}
	return size / 10
}

// addTerm enters a term of a set, once.
func (b *book) addTerm(term string, set int) {
	if term[0] == '<' {
		name := strings.Trim(term, "<>")
		if sets := b.slotSets[name]; len(sets) == 0 || sets[len(sets)-1] != set {
			b.slotSets[name] = append(sets, set)
		}
		return
	}
	text, stem := strings.CutSuffix(term, "*")
	number := b.find.insert(text)
	id := *number
	for id > 0 && b.terms[id-1].stem != stem {
		id = b.terms[id-1].same
	}
	if id == 0 {
		b.terms = append(b.terms, literal{same: *number, stem: stem, latin: text[0] < 0x80 && letter(text[0])})
		id = int32(len(b.terms))
		*number = id
	}
	held := b.terms[id-1].owner
	if held > 0 && b.owners[held-1].set == int32(set) {
		return
	}
	b.owners = append(b.owners, owner{int32(set), held})
	b.terms[id-1].owner = int32(len(b.owners))
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '\'' }
