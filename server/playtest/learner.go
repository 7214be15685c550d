package playtest

// learner is on the way from novice over decent (50) to expert: each sentence is that of one of the two it stands between,
// the nearer the likelier.
type learner struct {
	book  *book
	skill int // 0..100
}

// Learner is a trainee between novice (0) and expert (100).
func Learner(skill int) Trainee { return learner{wholeBook(), skill} }

// Bully is a trainee who presses and does nothing else.
func Bully() Trainee { return bulldozer{wholeBook()} }

// Fouler crosses a red line in the middle of an able call.
func Fouler() Trainee {
	b := wholeBook()
	return illegal{b, expert{book: b}}
}

// ID implements Trainee.
func (learner) ID() string { return "learner" }

// Next implements Trainee.
func (l learner) Next(v View) Step {
	roll := int(mix(v.Seed*1000+int64(len(v.Past)), "learner") % 50)
	switch {
	case l.skill >= 50 && roll < l.skill-50:
		return expert{book: l.book}.Next(v)
	case l.skill >= 50 || roll < l.skill:
		return decent{l.book}.Next(v)
	}
	return novice{l.book}.Next(v)
}
