package nlu

import (
	"embed"
	"slices"
	"sync"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

//go:embed patterns
var patternFiles embed.FS

// The trained models, as bytes of the program: their weights are read where they lie.
//
//go:embed model/zh.bin
var modelZh []byte

//go:embed model/en.bin
var modelEn []byte

// threshold is the score below which an act is not heard.
const threshold = 0.5

// Labeller hears dialogue acts and slots. It is immutable and safe for concurrent use.
type Labeller struct {
	books  map[coach.Lang]*book
	models map[coach.Lang]*Model

	debtors func() map[coach.Lang]*book // what debtors say, read when first needed
	spare   sync.Pool                   // *turn, done with
}

// New makes the labeller that ships: patterns, and the classifier that weighs what they find. Both are part of the
// program: a fault in them is a fault of the build, found by the tests, so New panics on one.
func New() *Labeller {
	l := newLabeller(func(language coach.Lang) map[string]string {
		return patternFolder("patterns/plain/" + string(language))
	})
	for language, data := range map[coach.Lang][]byte{coach.Chinese: modelZh, coach.English: modelEn} {
		m, err := DecodeModel(data)
		if err != nil {
			panic(err)
		}
		l.models[language] = m
	}
	return l
}

// NewRules makes a labeller of the patterns alone, which is what the classifier is trained on top of. It knows no plain forms:
// what the classifier learnt stays as it is when one is added.
func NewRules() *Labeller {
	return newLabeller(func(coach.Lang) map[string]string { return nil })
}

// newLabeller reads the patterns, and the files of plain forms a language has.
func newLabeller(plain func(coach.Lang) map[string]string) *Labeller {
	l := &Labeller{books: map[coach.Lang]*book{}, models: map[coach.Lang]*Model{}, debtors: sync.OnceValue(debtorBooks)}
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		b, err := newBook(language, patternFolder("patterns/"+string(language)), plain(language))
		if err != nil {
			panic(err)
		}
		l.books[language] = b
	}
	return l
}

// Understand hears what in.Text does after in.Previous was said. Acts come in the order of the label guide; every quote
// is an exact substring of in.Text. Text longer than a turn may be is read up to that length.
func (l *Labeller) Understand(in Input) coach.Understanding {
	t := l.turn()
	defer l.done(t)
	if !l.read(t, in) {
		return coach.Understanding{}
	}
	u := &t.utterance
	hits := u.acts()
	if m := l.models[in.Lang]; m != nil {
		rules := hits
		hits = t.plainly(rules, t.decide(m, t.features(in.Lang, rules), rules))
	}
	return coach.Understanding{Acts: hits, Slots: u.values.slots(u.text, &u.terms)}
}

// Features observes an utterance the way the classifier is shown it, and the parts of it that are heard by themselves too.
func (l *Labeller) Features(in Input) ([]Feature, []ClauseSet) {
	t := l.turn()
	defer l.done(t)
	if !l.read(t, in) {
		return nil, nil
	}
	return slices.Clone(t.features(in.Lang, t.utterance.acts())), slices.Clone(t.utterance.parts())
}

// turn is one turn being understood, with the room that takes. A labeller has it used again, so that turns leave little
// behind but what was heard.
type turn struct {
	utterance utterance
	before    earlier
	collector collector
	weighing  weighing // by the model of acts
	finer     weighing // by the model of red lines
}

// turn returns one to understand a turn in; the caller gives it back with done.
func (l *Labeller) turn() *turn {
	if t, ok := l.spare.Get().(*turn); ok {
		return t
	}
	return &turn{}
}

// done keeps t for another turn, unless a long one has made it large.
func (l *Labeller) done(t *turn) {
	if len(t.collector.seen) <= largestSpare {
		l.spare.Put(t)
	}
}

// read matches the patterns against an utterance and what was said before it. It reports whether there are words.
func (l *Labeller) read(t *turn, in Input) bool {
	u := &t.utterance
	if !u.take(in) {
		return false
	}
	u.stage()
	l.hearBefore(&t.before, in)
	for _, b := range booksFor(l.books, in.Lang, u.text.Norm) {
		if b != nil {
			r := b.read(u.text, u.clauses, u.clauseAt)
			r.readTerms(&u.terms)
			u.values.enter(r)
			u.hear(r, t.before.did)
			r.matchPlain(func(m match) { u.plain = append(u.plain, m) })
			u.classify(r)
			u.senses = r.senses(u.senses)
			r.done()
		}
	}
	u.compose()
	return true
}

// clip cuts s at the longest turn there is.
func clip(s string) string {
	n := 0
	for i := range s {
		if n == coach.MaxTurnRunes {
			return s[:i]
		}
		n++
	}
	return s
}

// booksFor returns the books to read the text by: that of the call's language, and the other when the text has words of it.
// The second one may be nil.
func booksFor(books map[coach.Lang]*book, language coach.Lang, norm string) [2]*book {
	zh, en := lang.HasChinese(norm), lang.HasEnglish(norm)
	switch {
	case zh && en:
		return [2]*book{books[coach.Chinese], books[coach.English]}
	case zh:
		return [2]*book{books[coach.Chinese]}
	case en || language != coach.Chinese:
		return [2]*book{books[coach.English]}
	}
	return [2]*book{books[coach.Chinese]}
}
