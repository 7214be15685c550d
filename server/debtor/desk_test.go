package debtor

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

// Each of the six things a trainee can do for the debtor on the spot takes a reason out of the way, or brings out a fact,
// in some shipped case, and does so there.
func TestTheDeskChangesFacts(t *testing.T) {
	for _, action := range []string{"send_statement", "send_invoice_copy", "send_original", "send_delivery_proof", "correct_invoice", "technician"} {
		changed := 0
		for _, s := range shippedScenarios(t) {
			for _, x := range s.Case.Excuses {
				if slices.Contains(x.Close.Actions, action) && closedByDesk(t, s, x, action) {
					changed++
				}
			}
			for _, f := range s.Case.Facts {
				if slices.Contains(f.Unlock.Actions, action) && openedByDesk(t, s, f, action) {
					changed++
				}
			}
		}
		if changed == 0 {
			t.Errorf("%s settles nothing in any case", action)
		}
	}
}

// closedByDesk reports whether an excuse that turned out to be true is given up once all its papers are there.
func closedByDesk(t *testing.T, s *coach.Scenario, x coach.CaseExcuse, action string) bool {
	t.Helper()
	st := NewState(s, coach.English)
	if len(x.Contacts) > 0 {
		st.on(x.Contacts[0])
	}
	st.change([]coach.Effect{{Kind: coach.EffectExcuse, Target: x.Excuse, Value: string(coach.ExcuseVerified)}})
	actions := slices.DeleteFunc(slices.Clone(x.Close.Actions), func(id string) bool { return id == action })
	for _, id := range append(actions, action) {
		if st.ledger.Excuses[x.Excuse] != coach.ExcuseVerified {
			t.Fatalf("%s: %s is %q before %s", s.Case.ID, x.Excuse, st.ledger.Excuses[x.Excuse], id)
		}
		d, err := DecideAction(st, id)
		if err != nil {
			t.Fatalf("%s: %v", s.Case.ID, err)
		}
		st.memory.done[id] = true
		st.change(append(d.Heard, d.Spoken...))
	}
	return st.ledger.Excuses[x.Excuse] == coach.ExcuseClosed
}

// openedByDesk reports whether a fact that was locked is told at the next question once the action is done.
func openedByDesk(t *testing.T, s *coach.Scenario, f coach.Fact, action string) bool {
	t.Helper()
	st := NewState(s, coach.English)
	if f.Unlock.Contact != "" {
		st.on(f.Unlock.Contact)
	}
	if st.met(f.Unlock, 0) {
		t.Fatalf("%s: %s is open before %s", s.Case.ID, f.ID, action)
	}
	st.memory.done[action] = true
	return st.met(f.Unlock, 0)
}
