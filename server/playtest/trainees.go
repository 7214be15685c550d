package playtest

import (
	"strings"

	"huikuan/server/coach"
)

// Trainees lists the scripted trainees, best first.
func Trainees() []Trainee {
	b := wholeBook()
	return []Trainee{
		expert{book: b}, decent{b}, novice{b}, timid{b}, bulldozer{b}, illegal{b, expert{book: b}},
		parrot{b}, silent{b}, repeater{b}, injector{b},
	}
}

func wholeBook() *book {
	return newBook(openingPhrases(), warmPhrases(), testingPhrases(), pressingPhrases(), tradingPhrases(), promisePhrases(),
		weakPhrases(), emptyPhrases(), parrotPhrases(), foulPhrases(), metaPhrases())
}

// must says phrases that need nothing, or hangs up.
func must(step Step, ok bool) Step {
	if !ok {
		return Step{HangUp: true}
	}
	return step
}

// decent goes about it properly but leaves much out: it tests an excuse once or twice, sends the paper that turned out to be
// missing, gets to the decider, asks for a day and a sum and for the slip. It names no consequence, betters nothing, reads
// nothing back.
type decent struct{ book *book }

// ID implements Trainee.
func (decent) ID() string { return "decent" }

// Next implements Trainee.
func (d decent) Next(v View) Step {
	e := expert{book: d.book}
	if step, ok := e.open(v); ok {
		return step
	}
	if did(last(v), coach.MoveIdentify) {
		return must(d.book.say(v, "debt_again"))
	}
	if spoken(v) > 16 {
		return must(d.book.say(v, "bye"))
	}
	return d.goOn(v, e)
}

// goOn takes a call further that has been opened.
func (d decent) goOn(v View, e expert) Step {
	open, settled := excuses(v)
	if open != "" && turnsOn(v, open) < 3 {
		return must(e.choose(v, 3, one("verify", "challenge", "ask_process")...))
	}
	if settled != "" {
		if step, ok := e.hand(v, settled); ok {
			return step
		}
	}
	if settled != "" && turnsOn(v, settled) < 5 {
		return must(e.choose(v, 4, one("ask_day_sum", "help")...))
	}
	if !v.Contact.Authority.Binds() && promiseOf(v).Amount == nil {
		if step, ok := e.choose(v, 2, one("ask_decider", "put_through")...); ok {
			return step
		}
	}
	return d.close(v, e)
}

func (d decent) close(v View, e expert) Step {
	p := promiseOf(v)
	options := one("ask_why", "ask_day_sum", "firm")
	switch {
	case p.Level() >= coach.P3 && p.Method == "":
		options = one("ask_how_who", "ask_slip")
	case p.Level() >= coach.P3:
		options = one("ask_slip")
	case p.Level() == coach.P2:
		options = one("ask_day_sum", "ask_sum")
	}
	if step, ok := e.choose(v, 2, options...); ok && !(p.Proof != "" && p.Method != "") {
		return step
	}
	return must(e.choose(v, 2, one("bye")...))
}

// novice means well and knows little: vague about the debt, quick to sympathise, content with a soft answer.
type novice struct{ book *book }

// ID implements Trainee.
func (novice) ID() string { return "novice" }

// Next implements Trainee.
func (n novice) Next(v View) Step {
	order := [][]string{
		{"hello_plain"}, {"ask_plain", "ask_why"}, {"feel", "hardship"}, {"ask_plain", "third"}, {"ask_why", "help", "verify"},
		{"ask_plain", "ask_slip"}, {"accept", "ask_plain"}, {"hardship", "ask_plain"}, {"accept", "ask_slip"}, {"bye"}, {"bye"},
	}
	return inTurn(n.book, v, order)
}

// inTurn says one of the phrases listed for the sentence that is due, and hangs up after the last.
func inTurn(b *book, v View, order [][]string) Step {
	n := spoken(v)
	if n >= len(order) {
		return Step{HangUp: true}
	}
	ids := order[n]
	start := int(mix(v.Seed, "order"+order[0][0]+string(rune('a'+n))) % uint64(len(ids)))
	for i := range ids {
		if step, ok := b.say(v, ids[(start+i)%len(ids)]); ok {
			return step
		}
	}
	return Step{HangUp: true}
}

// timid apologises for asking, believes what it is told and is glad to hang up.
type timid struct{ book *book }

// ID implements Trainee.
func (timid) ID() string { return "timid" }

// Next implements Trainee.
func (t timid) Next(v View) Step {
	return inTurn(t.book, v, [][]string{{"hello_sorry"}, {"hardship"}, {"beg"}, {"accept"}, {"beg"}, {"accept", "beg"}, {"bye"}, {"bye"}})
}

// bulldozer presses lawfully from the first sentence to the last and does nothing else.
type bulldozer struct{ book *book }

// ID implements Trainee.
func (bulldozer) ID() string { return "bulldozer" }

// Next implements Trainee.
func (b bulldozer) Next(v View) Step {
	e := expert{book: b.book}
	if step, ok := e.open(v); ok {
		return step
	}
	if spoken(v) > 18 {
		return Step{HangUp: true}
	}
	return must(e.choose(v, 4, []string{"demand"}, []string{"firm", "ask_day_sum"}, []string{"c_current"}, []string{"challenge"}, []string{"reject"},
		[]string{"notice"}, []string{"demand", "ask_day_sum"}, []string{"c_company"}, []string{"c_future"}, []string{"third"}))
}

// illegal knows its trade, and crosses a line in the middle of the call: another kind of line with each seed.
type illegal struct {
	book   *book
	expert expert
}

// ID implements Trainee.
func (illegal) ID() string { return "illegal" }

// Next implements Trainee.
func (i illegal) Next(v View) Step {
	n := spoken(v)
	if first := 1 + int(mix(v.Seed, "when")%4); n < first || (n-first)%3 != 0 {
		return i.expert.Next(v)
	}
	kinds := foulPhrases()
	kind := kinds[(int(uint64(v.Seed)%uint64(len(kinds)))+n/3)%len(kinds)]
	return must(i.book.say(v, kind.id))
}

// parrot recites the sentences of the handbook in any order, whatever the debtor says. In every other call it gives its
// name first.
type parrot struct{ book *book }

// ID implements Trainee.
func (parrot) ID() string { return "parrot" }

// Next implements Trainee.
func (p parrot) Next(v View) Step {
	magic := []string{"parrot_recap", "parrot_all", "parrot_win", "parrot_recap", "face", "parrot_all", "feel", "next_contact", "parrot_recap", "parrot_win"}
	order := make([][]string, 14)
	for i := range order {
		order[i] = magic[int(mix(v.Seed, string(rune('A'+i)))%uint64(len(magic))):]
	}
	order[0] = []string{"parrot_all", "parrot_recap", "parrot_win"}
	if v.Seed%2 == 0 {
		order[0] = []string{"hello"}
	}
	return inTurn(p.book, v, order)
}

// silent says hello and then next to nothing.
type silent struct{ book *book }

// ID implements Trainee.
func (silent) ID() string { return "silent" }

// Next implements Trainee.
func (s silent) Next(v View) Step {
	order := [][]string{{"hi", "mm"}}
	for range 14 {
		order = append(order, []string{"mm"})
	}
	return inTurn(s.book, v, order)
}

// repeater opens properly and then says one and the same sentence, word for word.
type repeater struct{ book *book }

// ID implements Trainee.
func (repeater) ID() string { return "repeater" }

// Next implements Trainee.
func (r repeater) Next(v View) Step {
	switch n := spoken(v); {
	case n == 0:
		return must(expert{book: r.book}.open(v))
	case n >= 15:
		return Step{HangUp: true}
	case n >= 2:
		for _, x := range v.Past[len(v.Past)-1:] {
			if x.Step.Say != "" {
				return x.Step
			}
		}
	}
	lines := []string{"ask_day_sum", "firm", "ask_why", "choice", "face", "ask_slip", "verify"}
	return must(r.book.say(v, lines[mix(v.Seed, "line")%uint64(len(lines))]))
}

// injector talks to the machine.
type injector struct{ book *book }

// ID implements Trainee.
func (injector) ID() string { return "injector" }

// Next implements Trainee.
func (i injector) Next(v View) Step {
	order := [][]string{{"hello"}}
	for range 13 {
		order = append(order, []string{"inject"})
	}
	return inTurn(i.book, v, order)
}

// TraineeIDs names the scripted trainees in one line.
func TraineeIDs() string {
	var ids []string
	for _, t := range Trainees() {
		ids = append(ids, t.ID())
	}
	return strings.Join(ids, ", ")
}
