package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// terms puts a step of the offers into a promise: the elements asked for and those that stand already. What the trainee
// proposes below the debtor's own terms is gladly taken; above it the debtor counters.
func (a *answer) terms(p coach.Promise, to int) (next coach.Promise, countered bool) {
	offer := a.now.scenario.Case.Truth.Offers[to]
	account := a.now.scenario.Case.Account
	amount, most := account.Offer(offer.Share), account.Balance().Share(offer.Share)
	contact := a.now.Contact()
	next = p
	next.Vague, next.By, next.Authority, next.Turn = false, contact.ID, contact.Authority, a.was.turn+1
	if p.Date == "" && slices.Contains(a.asked, coach.ElementDate) {
		next.Date = offer.Date
		if proposed, ok := a.proposedDate(offer.Date); ok {
			next.Date, countered = proposed, proposed == offer.Date && a.asksEarlier(offer.Date)
		}
	} else if p.Date != "" && offer.Date < p.Date {
		next.Date = a.noSooner(offer.Date, p.Date)
	}
	if p.Amount == nil && slices.Contains(a.asked, coach.ElementAmount) {
		next.Amount = &amount
		if proposed, ok := a.proposedAmount(); ok && proposed.Minor <= most.Minor {
			next.Amount = &proposed
		} else if ok {
			countered = true
		}
	} else if p.Amount != nil && p.Amount.Minor < amount.Minor {
		more := a.noMore(amount, *p.Amount)
		next.Amount = &more
	}
	if next.Date != p.Date || !sameSum(next.Amount, p.Amount) {
		next.Confirmed = false
		if len(p.Rest) > 0 {
			next.Rest = a.now.planAt(to, next)
		}
	}
	return next, countered
}

// proposedDate is the day the trainee names that the debtor can live with: not before the debtor's own.
func (a *answer) proposedDate(own coach.Date) (coach.Date, bool) {
	found := false
	for _, d := range a.proposedDays() {
		found = true
		if d >= own {
			return d, true
		}
	}
	return own, found
}

// proposedDays are the single days to come that the trainee asks for; a span, or a day named while turning it down, is
// no proposal.
func (a *answer) proposedDays() []coach.Date {
	if !anyAct(a.heard, isAsk) {
		return nil
	}
	var days []coach.Date
	for _, d := range a.heard.Slots.Dates {
		if d.Precision == coach.Exact && d.Earliest == d.Latest && d.Latest > a.now.scenario.Case.Today {
			days = append(days, d.Latest)
		}
	}
	return days
}

func (a *answer) asksEarlier(own coach.Date) bool { return a.noSooner("", own) != "" }

// noSooner is the day to move to from the standing one: the debtor's next, or a later one that the trainee would take.
func (a *answer) noSooner(next, standing coach.Date) coach.Date {
	for _, d := range a.proposedDays() {
		if d > next && d < standing {
			next = d
		}
	}
	return next
}

// noMore is the sum to move to from the standing one: the debtor's next, or a smaller one that the trainee would take.
func (a *answer) noMore(next, standing coach.Money) coach.Money {
	for _, slot := range a.heard.Slots.Money {
		if m, ok := a.now.value(slot); ok && m.Minor > standing.Minor && m.Minor < next.Minor {
			next = m
		}
	}
	return next
}

// asksBetter reports whether the trainee names an earlier day or a larger sum than stands.
func (a *answer) asksBetter(p coach.Promise) bool {
	if p.Date != "" && a.asksEarlier(p.Date) {
		return true
	}
	if p.Amount == nil {
		return false
	}
	most := a.now.scenario.Case.Account.Balance()
	most.Minor++
	return a.noMore(most, *p.Amount) != most
}

// proposedAmount is the smallest sum the trainee asks for beside the balance itself, or the balance when only that is
// named.
func (a *answer) proposedAmount() (coach.Money, bool) {
	balance := a.now.scenario.Case.Account.Balance()
	best, found := balance, false
	for _, slot := range a.heard.Slots.Money {
		if m, ok := a.now.value(slot); ok && m.Minor > 0 && m.Minor <= balance.Minor {
			found = true
			if m.Minor < best.Minor {
				best = m
			}
		}
	}
	return best, found
}
