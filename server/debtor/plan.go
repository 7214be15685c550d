package debtor

import "huikuan/server/coach"

// planAt is what a step of the offers says about the rest, fitted to the first part as it stands: days already covered
// by it are put onto the next one, and all parts together come to no more than the step or the balance. Nil when the
// step has no plan, or nothing of it is left.
func (st *State) planAt(step int, p coach.Promise) []coach.Part {
	offers := st.scenario.Case.Truth.Offers
	if step < 0 || step >= len(offers) || p.Amount == nil || p.Date == "" {
		return nil
	}
	offer, account := offers[step], st.scenario.Case.Account
	balance := account.Balance()
	total, left := offer.Share, balance.Minor-p.Amount.Minor
	for _, part := range offer.Rest {
		total += part.Share
	}
	if total < 1000 {
		left = min(left, account.Offer(total).Minor-p.Amount.Minor)
	}
	var rest []coach.Part
	carried := int64(0)
	for i, part := range offer.Rest {
		sum := account.Offer(part.Share).Minor + carried
		if last := i == len(offer.Rest)-1; last || sum > left {
			sum = left
		}
		if part.Date <= p.Date {
			carried = sum
			continue
		}
		if sum <= 0 {
			break
		}
		carried, left = 0, left-sum
		rest = append(rest, coach.Part{Amount: coach.Money{Minor: sum, Currency: balance.Currency}, Date: part.Date})
	}
	return rest
}

// planRest is the plan the debtor agrees to now, nil for none: that of the step the promise stands on.
func (a *answer) planRest(p coach.Promise) []coach.Part {
	if p.Level() < coach.P3 {
		return nil
	}
	return a.now.planAt(min(a.now.step(p), max(0, a.now.allowed())), p)
}

// laterForTheRest puts off the question of what is left where there is no plan for it.
func (a *answer) laterForTheRest(p coach.Promise) {
	if p.Level() < coach.P3 || !a.silent() || p.Amount.Minor >= a.now.scenario.Case.Account.Balance().Minor {
		return
	}
	a.say(coach.Move{Kind: coach.MoveDodge, Element: coach.ElementRest, Cause: a.cause(a.firstOf(isAsk), ruleRestLater)})
}
