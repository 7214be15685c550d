package nlu

import (
	"cmp"
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

//go:embed patterns
var patternFiles embed.FS

//go:embed model
var modelFiles embed.FS

// threshold is the score below which an act is not heard.
const threshold = 0.5

// Labeller hears dialogue acts and slots. It is immutable and safe for concurrent use.
type Labeller struct {
	books  map[coach.Lang]*book
	models map[coach.Lang]*Model

	debtors    func() map[coach.Lang]*book // what debtors say, read when first needed
	collectors sync.Pool                   // *collector, done with
}

// New makes the labeller that ships: patterns, and the classifier that weighs what they find. Both are part of the
// program: a fault in them is a fault of the build, found by the tests, so New panics on one.
func New() *Labeller {
	l := NewRules()
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		data, err := modelFiles.ReadFile("model/" + string(language) + ".bin")
		if err != nil {
			panic(err)
		}
		if l.models[language], err = DecodeModel(data); err != nil {
			panic(err)
		}
	}
	return l
}

// NewRules makes a labeller of the patterns alone, which is what the classifier is trained on top of.
func NewRules() *Labeller {
	l := &Labeller{books: map[coach.Lang]*book{}, models: map[coach.Lang]*Model{}, debtors: sync.OnceValue(debtorBooks)}
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		b, err := newBook(language, patternFolder("patterns/"+string(language)))
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
	u, terms, before := l.read(in)
	if u == nil {
		return coach.Understanding{}
	}
	hits := u.acts()
	if m := l.models[in.Lang]; m != nil {
		c := l.collector()
		hits = u.decide(m, c, u.features(c, in, before, hits), hits)
		l.collectors.Put(c)
	}
	return coach.Understanding{Acts: hits, Slots: u.values.slots(u.text, terms)}
}

// Features observes an utterance the way the classifier is shown it, and the parts of it that are heard by themselves too.
func (l *Labeller) Features(in Input) ([]Feature, []ClauseSet) {
	u, _, before := l.read(in)
	if u == nil {
		return nil, nil
	}
	return u.features(&collector{}, in, before, u.acts()), u.parts()
}

// collector returns one to gather the features of a turn in.
func (l *Labeller) collector() *collector {
	if c, ok := l.collectors.Get().(*collector); ok {
		return c
	}
	return &collector{}
}

// read matches the patterns against an utterance and what was said before it. The utterance is nil when there are no
// words.
func (l *Labeller) read(in Input) (u *utterance, terms map[string][]named, before earlier) {
	text := lang.Normalize(clip(in.Text))
	clauses := lang.Clauses(text)
	if len(clauses) == 0 {
		return nil, nil, earlier{}
	}
	u = &utterance{text: text, clauses: clauses, clauseAt: clauseIndex(text, clauses), values: findValues(text, in)}
	u.stage()
	before = l.before(in)
	terms = map[string][]named{}
	for _, b := range l.booksFor(in.Lang, text.Norm) {
		r := b.read(text, clauses, u.clauseAt)
		for kind, list := range r.terms() {
			terms[kind] = longest(append(terms[kind], list...))
		}
		u.values.enter(r)
		u.hear(r, before.did)
		u.classify(r)
		u.senses = r.senses(u.senses)
		r.done()
	}
	u.compose(terms)
	return u, terms, before
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
func (l *Labeller) booksFor(language coach.Lang, norm string) []*book {
	zh, en := lang.HasChinese(norm), lang.HasEnglish(norm)
	switch {
	case zh && en:
		return []*book{l.books[coach.Chinese], l.books[coach.English]}
	case zh:
		return []*book{l.books[coach.Chinese]}
	case en || language != coach.Chinese:
		return []*book{l.books[coach.English]}
	}
	return []*book{l.books[coach.Chinese]}
}

// earlier is what the other side said in the previous line.
type earlier struct {
	did    map[string]bool // "claim", "vague", "delay", "complaint", …
	words  []token
	senses []sense
}

// before hears the previous line.
func (l *Labeller) before(in Input) earlier {
	e := earlier{did: map[string]bool{}}
	if strings.TrimSpace(in.Previous) == "" {
		return e
	}
	text := lang.Normalize(clip(in.Previous))
	clauses := lang.Clauses(text)
	if len(clauses) == 0 {
		return e
	}
	v := findValues(text, Input{Lang: in.Lang, Today: in.Today, Balance: in.Balance})
	at := clauseIndex(text, clauses)
	for _, b := range l.booksFor(in.Lang, text.Norm) {
		r := b.read(text, clauses, at)
		r.terms()
		v.enter(r)
		r.match(func(m match) {
			if name, ok := strings.CutPrefix(m.pattern.label, "said:"); ok {
				e.did[name] = true
			}
		})
		e.senses = r.senses(e.senses)
		r.done()
	}
	if e.did["delay"] || e.did["vague"] {
		e.did["later"] = true
	}
	e.words = tokens(text, at, v, func(lang.Span) bool { return false })
	for i := range e.words {
		e.words[i].clause = -1 // they stand in no clause of the utterance itself
	}
	return e
}

// clauseIndex maps each byte to its clause, -1 between clauses.
func clauseIndex(text lang.Text, clauses []lang.Clause) []int16 {
	at := make([]int16, len(text.Norm))
	for i := range at {
		at[i] = -1
	}
	for k, c := range clauses {
		for i := c.Start; i < c.End; i++ {
			at[i] = int16(k)
		}
	}
	return at
}

// found is evidence for one act.
type found struct {
	act    coach.Act
	weight float64
	rule   string
	span   lang.Span
	clause int
}

// utterance is what is being understood.
type utterance struct {
	text     lang.Text
	clauses  []lang.Clause
	clauseAt []int16
	values   values
	found    []found
	marks    map[string][]lang.Span // helper labels ("mark:…") and where they stand
	unsaid   []lang.Span            // stretches that are not said to the debtor
	asks     []bool                 // per clause
	classes  []class                // word classes of the patterns, in order
	senses   []sense                // in order of place, book by book
}

// hear takes in the matches of one book.
func (u *utterance) hear(r *reading, before map[string]bool) {
	if u.marks == nil {
		u.marks = map[string][]lang.Span{}
		u.asks = make([]bool, len(u.clauses))
	}
	for k := range u.clauses {
		u.asks[k] = u.asks[k] || r.asks(k)
	}
	if len(r.hits[r.book.guards.youSaid]) > 0 {
		before = retold(r, before)
	}
	r.match(func(m match) {
		p := m.pattern
		if p.prev != "" && !anyOf(before, p.prev) {
			return
		}
		if name, ok := strings.CutPrefix(p.label, "mark:"); ok {
			u.marks[name] = append(u.marks[name], m.span)
			return
		}
		if strings.Contains(p.label, ":") {
			return
		}
		u.found = append(u.found, found{act: coach.Act(p.label), weight: p.weight, rule: p.rule, span: m.span, clause: m.clause})
	})
}

// retold adds what the trainee hands back to the other side ("you say the system is down") to what they did before.
func retold(r *reading, before map[string]bool) map[string]bool {
	all := maps.Clone(before)
	r.match(func(m match) {
		if name, ok := strings.CutPrefix(m.pattern.label, "said:"); ok && r.after(r.book.guards.youSaid, m) {
			all[name] = true
		}
	})
	return all
}

// after reports whether a term of set stands before m in its clause.
func (r *reading) after(set int, m match) bool {
	return r.occurs(set, r.clauses[m.clause].Start, m.span.Start)
}

// anyOf reports whether one of the names joined by | was heard.
func anyOf(heard map[string]bool, names string) bool {
	for name := range strings.SplitSeq(names, "|") {
		if heard[name] {
			return true
		}
	}
	return false
}

// acts adds up the evidence: independent patterns make each other surer. One hit per act and red-line id.
func (u *utterance) acts() []coach.ActHit {
	type sum struct {
		found         // the weightiest evidence
		miss  float64 // product of what the evidence leaves open
	}
	var sums []sum
	for _, f := range u.found {
		if f.act != coach.ActMeta && !f.act.RedLine() && u.isUnsaid(f.span) {
			continue
		}
		k := slices.IndexFunc(sums, func(s sum) bool { return s.act == f.act && s.rule == f.rule })
		if k < 0 {
			sums = append(sums, sum{f, 1 - f.weight})
			continue
		}
		sums[k].miss *= 1 - f.weight
		if f.weight > sums[k].weight {
			sums[k].found = f
		}
	}
	hits := make([]coach.ActHit, 0, len(sums))
	for _, s := range sums {
		score := 1 - s.miss
		if score < threshold {
			continue
		}
		hits = append(hits, coach.ActHit{Act: s.act, Score: float64(int(score*1000)) / 1000, Quote: u.quote(s.found), RedLine: s.rule})
	}
	order := coach.Acts()
	slices.SortFunc(hits, func(a, b coach.ActHit) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Act), slices.Index(order, b.Act)), cmp.Compare(b.Score, a.Score), cmp.Compare(a.RedLine, b.RedLine))
	})
	return hits
}

// minQuote is the shortest quote worth showing, in bytes of the normalised text; shorter ones take in the next clauses.
const minQuote = 12

// quote returns the clauses that carry the evidence.
func (u *utterance) quote(f found) string {
	first, last := f.clause, f.clause
	for last+1 < len(u.clauses) && u.clauses[last].End < f.span.End {
		last++
	}
	same := func(k int) bool {
		return k >= 0 && k < len(u.clauses) && u.clauses[k].Sentence == u.clauses[f.clause].Sentence
	}
	for u.clauses[last].End-u.clauses[first].Start < minQuote {
		switch {
		case same(last + 1):
			last++
		case same(first - 1):
			first--
		default:
			return u.text.Quote(lang.Span{Start: u.clauses[first].Start, End: u.clauses[last].End})
		}
	}
	return u.text.Quote(lang.Span{Start: u.clauses[first].Start, End: u.clauses[last].End})
}

func (u *utterance) isUnsaid(s lang.Span) bool {
	for _, x := range u.unsaid {
		if x.Start < s.End && s.Start < x.End {
			return true
		}
	}
	return false
}
