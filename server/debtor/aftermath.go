package debtor

import (
	"encoding/binary"
	"hash/fnv"

	"huikuan/server/coach"
)

const (
	quietDays   = 7   // until the next call when no day was promised
	laterPart   = 850 // how much less likely each further part of a plan comes than the one before, in thousandths
	workingDays = 5   // days of a week on which one calls
)

// Aftermath tells what comes of a finished call: which promised parts come in, decided by what the promise is worth and
// the call's seed, and the day on which the debtor can be rung again. worth is the probability that the first part comes;
// who has missed one part pays no later one of the same plan.
func (st *State) Aftermath(worth coach.Permille) coach.Aftermath {
	a := coach.Aftermath{Call: st.callNumber(), Came: []coach.Part{}, Left: st.scenario.Case.Account.Balance()}
	if st.ledger.Locked {
		a.Closed, a.Next = coach.AccountRefused, st.scenario.Case.Today
		return a
	}
	last := st.scenario.Case.Today.AddDays(quietDays - 1)
	for i, part := range st.standing().Parts() {
		last = part.Date
		if st.draw(i) >= worth {
			a.Missed = &part
			break
		}
		a.Came = append(a.Came, part)
		a.Left.Minor -= part.Amount.Minor
		worth = worth * laterPart / 1000
	}
	a.Next = nextWorkday(last)
	if a.Left.Minor <= 0 {
		a.Closed = coach.AccountPaid
	}
	return a
}

// callNumber is which call of the account this is, 1 for the first.
func (st *State) callNumber() int {
	if st.sequel == nil {
		return 1
	}
	return st.sequel.Call
}

// draw is a number from 0 to 999 that is the same for the same call and part.
func (st *State) draw(part int) coach.Permille {
	h := fnv.New64a()
	var key [24]byte
	binary.LittleEndian.PutUint64(key[0:], uint64(st.seed))
	binary.LittleEndian.PutUint64(key[8:], uint64(st.callNumber()))
	binary.LittleEndian.PutUint64(key[16:], uint64(part))
	h.Write(key[:]) // a hash never fails to write
	return coach.Permille(h.Sum64() % 1000)
}

// nextWorkday is the first working day after d.
func nextWorkday(d coach.Date) coach.Date {
	for d = d.AddDays(1); (int(d.Time().Weekday())+6)%7 >= workingDays; d = d.AddDays(1) {
	}
	return d
}
