package playtest

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

func TestEveryActCanBeSaidInBothLanguages(t *testing.T) {
	b := wholeBook()
	for _, act := range coach.Acts() {
		if act == coach.ActAcceptVague || act == coach.ActMeta || act.RedLine() {
			continue
		}
		zh, en := 0, 0
		for _, id := range b.saying(act) {
			zh += len(b.phrases[id].zh)
			en += len(b.phrases[id].en)
		}
		if zh < 2 || en < 2 {
			t.Errorf("%s has %d Chinese and %d English wordings of its own", act, zh, en)
		}
	}
	for _, id := range b.ids {
		if p := b.phrases[id]; len(p.zh) < 2 || len(p.zh) != len(p.en) {
			t.Errorf("%s has %d Chinese and %d English wordings", id, len(p.zh), len(p.en))
		}
	}
}

func TestEveryPhraseAPolicyNamesIsInTheBook(t *testing.T) {
	b := wholeBook()
	excuses := []string{
		"x_system_down", "x_busy_no_bill", "x_already_sent", "x_original_only", "x_cash_tight", "x_dissatisfied", "x_money_next_month", "x_not_approved",
		"x_we_pay_90", "x_boss_away", "x_finance_process_30", "x_invoice_wrong", "x_never_agreed", "x_queue", "x_forgot", "x_end_relationship", "x_warm_no_date",
		"x_silence", "x_upstream", "x_wait_acceptance_audit", "x_leadership_change", "x_pay_by_bill", "x_discount_first", "x_hold_all_for_part",
		"x_kickback_hint", "x_sue_me", "x_something_new",
	}
	for _, x := range excuses {
		named := slices.Clone(questions(x))
		if len(named) == 0 && x != "x_something_new" {
			t.Errorf("there is no question for %s", x)
		}
		for _, ids := range remedies(x) {
			named = append(named, ids...)
		}
		for _, id := range named {
			if _, ok := b.phrases[id]; !ok {
				t.Errorf("%s is met with %q, which nobody can say", x, id)
			}
		}
	}
}

// view is a call in which the debtor has just made the moves.
func view(lang coach.Lang, moves ...coach.Move) View {
	c := coach.Case{
		Today: "2026-05-13", DebtKind: "goods",
		Creditor: coach.Creditor{Name: coach.Text{Zh: "速川", En: "Suchuan"}, Trainee: coach.Text{Zh: "小周", En: "Kim"}},
		Account:  coach.Account{Currency: "CNY", Invoices: []coach.Invoice{{Number: "SC-1", Minor: 4_000_000, Due: "2026-04-13"}}},
		Debtor:   coach.Party{Size: "small"},
		Contacts: []coach.Contact{{ID: "boss", Title: coach.Text{Zh: "何总", En: "Mr He"}, Authority: coach.AuthorityApprove}},
	}
	opened := Exchange{Step: Step{Say: "hello", Line: "hello+debt"}, Contact: "boss", Moves: moves}
	return View{Lang: lang, Seed: 3, Case: c, Contact: c.Contacts[0], Past: []Exchange{{Contact: "boss"}, opened}}
}

func TestNobodyNamesAConsequenceTheCaseDoesNotPermit(t *testing.T) {
	b := wholeBook()
	for _, id := range []string{"c_current", "c_future", "c_company", "c_personal", "notice", "third", "waive", "discount", "plan"} {
		v := view(coach.English)
		if b.can(v, id) {
			t.Errorf("%s can be said though nothing permits it", id)
		}
		v.Case.Permitted = []coach.Permission{{Act: b.phrases[id].acts[0]}}
		v.Case.Authority = coach.Authority{MaxDiscount: 50, MaxInstalments: 3, MayWaiveInterest: true}
		if !b.can(v, id) {
			t.Errorf("%s cannot be said though it is permitted", id)
		}
	}
}

func TestTheExpertTestsTheExcuseItHears(t *testing.T) {
	e := expert{book: wholeBook()}
	for excuse, wanted := range map[string]string{"x_already_sent": "test_slip", "x_upstream": "test_upstream", "x_invented_today": "verify"} {
		step := e.Next(view(coach.Chinese, coach.Move{Kind: coach.MoveRaiseExcuse, Excuse: excuse}))
		if step.Line != wanted {
			t.Errorf("%s is met with %q, want %q", excuse, step.Line, wanted)
		}
	}
}

func TestTheExpertWithoutAnActNeverMeansIt(t *testing.T) {
	for _, act := range lawfulActs() {
		e := expert{book: wholeBook(), without: act}
		v := view(coach.English, coach.Move{Kind: coach.MoveDodge})
		for range 12 {
			step := e.Next(v)
			if slices.Contains(step.Intends, act) {
				t.Fatalf("without %s the expert says %q", act, step.Say)
			}
			v.Past = append(v.Past, Exchange{Step: step, Contact: "boss", Moves: []coach.Move{{Kind: coach.MoveDodge}}})
		}
	}
}

func TestWithoutSlotsLeftOpen(t *testing.T) {
	for _, trainee := range Trainees() {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			v := view(lang, coach.Move{Kind: coach.MoveDodge})
			for range 15 {
				step := trainee.Next(v)
				if strings.ContainsAny(step.Say, "{}<>") && !strings.Contains(step.Say, "</") {
					t.Errorf("%s says %q", trainee.ID(), step.Say)
				}
				v.Past = append(v.Past, Exchange{Step: step, Contact: "boss", Moves: []coach.Move{{Kind: coach.MoveDodge}}})
			}
		}
	}
}

func TestTheRepeaterRepeatsItselfWordForWord(t *testing.T) {
	r := repeater{wholeBook()}
	v := view(coach.Chinese, coach.Move{Kind: coach.MoveDodge})
	first := r.Next(v)
	v.Past = append(v.Past, Exchange{Step: first, Contact: "boss"})
	for range 3 {
		again := r.Next(v)
		if again.Say != first.Say {
			t.Fatalf("first %q, then %q", first.Say, again.Say)
		}
		v.Past = append(v.Past, Exchange{Step: again, Contact: "boss"})
	}
}
