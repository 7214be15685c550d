package practice

import (
	"cmp"
	"slices"
)

// propose picks the calls of the day. Each covers what the one before leaves due; debtor types take turns, because what
// is practised in blocks does not carry over.
func propose(in Input, plan Plan) []Call {
	if len(in.Cases) == 0 {
		return nil
	}
	if plan.Attempts == 0 {
		first := slices.MinFunc(in.Cases, func(a, b Case) int {
			return cmp.Or(cmp.Compare(a.Difficulty, b.Difficulty), cmp.Compare(a.ID, b.ID))
		})
		return []Call{{Case: first.ID, Why: WhyFirst}}
	}
	p := newProposer(in, plan)
	var calls []Call
	for range max(0, callsADay-plan.DoneToday) {
		call, ok := p.next()
		if !ok {
			break
		}
		calls = append(calls, call)
	}
	if len(calls) == 0 && plan.DoneToday < callsADay {
		if call, ok := p.unseen(); ok {
			calls = append(calls, call)
		}
	}
	return calls
}

type proposer struct {
	cases    []Case
	need     map[string]float64 // due skills and excuses, by how much has faded
	lastType string             // debtor type of the call before
	lastAt   map[string]int     // when a case was played last: the attempt's place, from 1
	met      map[string]map[string]bool
	taken    map[string]bool
}

func newProposer(in Input, plan Plan) *proposer {
	p := &proposer{cases: in.Cases, need: map[string]float64{}, lastAt: map[string]int{}, met: map[string]map[string]bool{}, taken: map[string]bool{}}
	for i, a := range in.Attempts {
		p.lastAt[a.Case], p.lastType = i+1, a.DebtorType
		if p.met[a.Case] == nil {
			p.met[a.Case] = map[string]bool{}
		}
		for id := range a.Excuses {
			p.met[a.Case][id] = true
		}
		if dayOf(a.At.In(in.Zone)) == dayOf(in.Now.In(in.Zone)) {
			p.taken[a.Case] = true
		}
	}
	for _, items := range [][]Item{plan.Skills, plan.Excuses} {
		for _, item := range items {
			if item.IsDue {
				// What sits badly counts beside what has faded: a skill at 20 is more urgent than one at 80 equally faded.
				p.need[item.ID] = 0.1 + float64(100-item.Kept)/100 + float64(100-item.Mean)/100
			}
		}
	}
	return p
}

// next takes the case that covers most of what is due.
func (p *proposer) next() (Call, bool) {
	best, bestWorth := -1, 0.0
	for i, c := range p.cases {
		if p.taken[c.ID] {
			continue
		}
		worth := p.worth(c)
		if worth == 0 {
			continue
		}
		if c.DebtorType == p.lastType {
			worth /= 2
		}
		if best < 0 || worth > bestWorth || worth == bestWorth && p.staler(c, p.cases[best]) {
			best, bestWorth = i, worth
		}
	}
	if best < 0 {
		return Call{}, false
	}
	return p.take(p.cases[best]), true
}

// staler reports whether a was played longer ago than b, or never.
func (p *proposer) staler(a, b Case) bool {
	return cmp.Or(cmp.Compare(p.lastAt[a.ID], p.lastAt[b.ID]), cmp.Compare(a.ID, b.ID)) < 0
}

func (p *proposer) worth(c Case) float64 {
	worth := 0.0
	for _, id := range c.Trains {
		worth += p.need[id]
	}
	for _, id := range c.Excuses {
		worth += p.need[id]
	}
	return worth
}

// take makes the call and strikes off what it covers.
func (p *proposer) take(c Case) Call {
	call := Call{Case: c.ID, Why: WhyDue, Seen: p.lastAt[c.ID] > 0}
	byNeed := func(a, b string) int { return cmp.Or(cmp.Compare(p.need[b], p.need[a]), cmp.Compare(a, b)) }
	for _, id := range c.Trains {
		if p.need[id] > 0 {
			call.Skills = append(call.Skills, id)
		}
	}
	for _, id := range c.Excuses {
		if p.need[id] > 0 && p.met[c.ID][id] {
			call.Excuses = append(call.Excuses, id)
		}
	}
	slices.SortFunc(call.Skills, byNeed)
	slices.SortFunc(call.Excuses, byNeed)
	for _, ids := range [][]string{c.Trains, c.Excuses} {
		for _, id := range ids {
			delete(p.need, id)
		}
	}
	p.taken[c.ID], p.lastType = true, c.DebtorType
	return call
}

// unseen picks the easiest case that was never played, of another debtor type than the last if there is one.
func (p *proposer) unseen() (Call, bool) {
	var left []Case
	for _, c := range p.cases {
		if p.lastAt[c.ID] == 0 {
			left = append(left, c)
		}
	}
	if len(left) == 0 {
		return Call{}, false
	}
	same := func(c Case) int {
		if c.DebtorType == p.lastType {
			return 1
		}
		return 0
	}
	picked := slices.MinFunc(left, func(a, b Case) int {
		return cmp.Or(cmp.Compare(same(a), same(b)), cmp.Compare(a.Difficulty, b.Difficulty), cmp.Compare(a.ID, b.ID))
	})
	return Call{Case: picked.ID, Why: WhyUnseen}, true
}
