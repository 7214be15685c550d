package playtest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
)

// What a collector knows of the stock excuses: which questions test each, which papers settle it, and how one gets on
// from there. The ids are the playbook's; a new excuse is handled by the general questions.

// questions are the ways to test an excuse, best first.
func questions(excuse string) []string {
	return map[string][]string{
		"x_system_down":           {"test_system", "ask_process", "challenge"},
		"x_busy_no_bill":          {"test_receipt", "help", "ask_process"},
		"x_already_sent":          {"test_slip", "test_bank", "challenge"},
		"x_original_only":         {"test_original", "ask_process", "help"},
		"x_cash_tight":            {"test_gap", "ask_cash", "feel", "verify"},
		"x_dissatisfied":          {"test_defect", "grievance", "verify"},
		"x_money_next_month":      {"test_next_money", "reject", "ask_cash"},
		"x_not_approved":          {"test_node", "ask_process", "ask_decider"},
		"x_we_pay_90":             {"challenge", "test_terms", "ask_process"},
		"x_boss_away":             {"test_boss", "ask_decider", "vague"},
		"x_finance_process_30":    {"test_thirty", "challenge", "reject"},
		"x_invoice_wrong":         {"test_wrong", "help", "ask_process"},
		"x_never_agreed":          {"test_terms", "challenge", "ask_written"},
		"x_queue":                 {"test_queue", "ask_cash", "c_current", "challenge"},
		"x_forgot":                {"help", "choice", "verify", "face"},
		"x_end_relationship":      {"ask_why", "feel", "grievance", "face"},
		"x_warm_no_date":          {"vague", "challenge", "ask_written", "verify"},
		"x_silence":               {"choice", "firm", "next_contact", "vague"},
		"x_upstream":              {"test_upstream", "ask_cash", "challenge_split"},
		"x_wait_acceptance_audit": {"test_acceptance", "help", "challenge"},
		"x_leadership_change":     {"test_owner_now", "help", "ask_process"},
		"x_pay_by_bill":           {"test_bill", "challenge", "ask_process"},
		"x_discount_first":        {"test_discount", "challenge", "waive", "firm"},
		"x_hold_all_for_part":     {"test_part", "grievance", "ask_rest", "challenge_split"},
		"x_kickback_hint":         {"decline", "ask_decider", "ask_written", "ask_process"},
		"x_sue_me":                {"verify", "firm", "ask_why", "face"},
	}[excuse]
}

// papers are the desk actions that may settle an excuse, best first.
func papers(excuse string) []string {
	return map[string][]string{
		"x_busy_no_bill":          {"send_invoice_copy", "send_statement"},
		"x_original_only":         {"send_original"},
		"x_dissatisfied":          {"technician", "send_delivery_proof"},
		"x_invoice_wrong":         {"correct_invoice", "send_invoice_copy"},
		"x_never_agreed":          {"send_delivery_proof", "send_statement"},
		"x_wait_acceptance_audit": {"send_delivery_proof", "technician"},
		"x_leadership_change":     {"send_statement", "send_invoice_copy"},
		"x_hold_all_for_part":     {"technician", "correct_invoice", "send_statement"},
		"x_not_approved":          {"send_original", "send_invoice_copy"},
		"x_forgot":                {"send_invoice_copy", "send_statement"},
		"x_warm_no_date":          {"send_statement"},
	}[excuse]
}

// remedies are the ways on once an excuse has been settled.
func remedies(excuse string) [][]string {
	general := [][]string{{"ask_day_sum"}, {"choice"}, {"help", "ask_day_sum"}, {"firm", "ask_day_sum"}, {"part"}, {"ask_written"}, {"face", "choice"}, {"ask_decider"}, {"grievance"}}
	switch excuse {
	case "x_cash_tight", "x_upstream", "x_money_next_month":
		return append([][]string{{"part"}, {"feel", "ask_day_sum"}, {"plan"}}, general...)
	case "x_queue":
		return append([][]string{{"c_current", "ask_day_sum"}, {"waive"}, {"choice"}, {"part"}}, general...)
	case "x_not_approved", "x_original_only", "x_busy_no_bill", "x_invoice_wrong", "x_finance_process_30", "x_wait_acceptance_audit", "x_system_down":
		return append([][]string{{"help", "ask_day_sum"}, {"ask_day_sum"}, {"choice"}}, general...)
	case "x_dissatisfied", "x_hold_all_for_part", "x_end_relationship", "x_sue_me":
		return append([][]string{{"grievance", "ask_rest"}, {"face", "ask_day_sum"}, {"choice"}}, general...)
	case "x_leadership_change":
		return append([][]string{{"help", "ask_day_sum"}, {"ask_decider"}}, general...)
	case "x_kickback_hint":
		return append([][]string{{"ask_decider"}, {"put_through"}, {"decline", "ask_written"}}, general...)
	}
	return append([][]string{{"face", "ask_day_sum"}, {"choice"}}, general...)
}

// patienceForExcuse is how many turns are spent on one excuse before trying another way.
const patienceForExcuse = 6

// excuse tests the excuse that stands, or gets past the one that has been settled.
func (e expert) excuse(v View) (Step, bool) {
	open, settled := excuses(v)
	id := open
	if settled != "" {
		id = settled
	}
	if id == "" || turnsOn(v, id) >= patienceForExcuse {
		return Step{}, false
	}
	if open == id && turnsOn(v, id) == 0 {
		return e.choose(v, 9, one(append(questions(id), "verify")...)...)
	}
	if step, ok := e.hand(v, id); ok {
		return step, true
	}
	if settled != "" && !v.Contact.Authority.Binds() {
		return e.choose(v, 2, []string{"help"}, []string{"ask_decider"}, []string{"feel", "help"}, []string{"put_through"}, []string{"ask_written"}, []string{"choice"})
	}
	if settled != "" {
		return e.choose(v, 3, remedies(id)...)
	}
	return e.choose(v, 3, one(append(questions(id), "verify", "challenge", "ask_process", "grievance", "ask_written")...)...)
}

// hand says that a paper is coming and then sends it; who may not offer help sends it without a word.
func (e expert) hand(v View, excuse string) (Step, bool) {
	for _, action := range papers(excuse) {
		i := slices.IndexFunc(v.Case.Desk, func(d coach.DeskAction) bool { return d.ID == action })
		if i < 0 || deskDone(v, action) {
			continue
		}
		if last(v).Step.Line == "send" || e.without == coach.ActOfferHelp {
			return Step{Desk: action, Line: "desk"}, true
		}
		step, ok := e.say(v, "send")
		step.Say = strings.ReplaceAll(step.Say, "<desk>", inSentence(v.Case.Desk[i].Name.In(v.Lang)))
		return step, ok
	}
	return Step{}, false
}

// inSentence is a name as it stands inside a sentence, with a small first letter.
func inSentence(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}

func deskDone(v View, action string) bool {
	return slices.ContainsFunc(v.Past, func(x Exchange) bool { return x.Step.Desk == action })
}

// excuses reads off the moves which excuse stands with this contact, and which was settled but not yet given up.
func excuses(v View) (open, settled string) {
	for _, x := range v.Past {
		for _, m := range x.Moves {
			switch m.Kind {
			case coach.MoveRaiseExcuse, coach.MoveDetailExcuse:
				if x.Contact == v.Contact.ID {
					open = m.Excuse
				}
			case coach.MoveSettleExcuse:
				if x.Contact == v.Contact.ID {
					settled = m.Excuse
				}
				if open == m.Excuse {
					open = ""
				}
			case coach.MoveCloseExcuse:
				if settled == m.Excuse {
					settled = ""
				}
				if open == m.Excuse {
					open = ""
				}
			}
		}
	}
	if did(last(v), coach.MoveRaiseExcuse, coach.MoveDetailExcuse) {
		return open, ""
	}
	return open, settled
}

// turnsOn counts the sentences spent on an excuse with this contact: those said while it was the one in hand.
func turnsOn(v View, excuse string) int {
	n, inHand := 0, ""
	for _, x := range v.Past {
		if x.Contact == v.Contact.ID && x.Step.Say != "" && inHand == excuse {
			n++
		}
		for _, m := range x.Moves {
			if m.Excuse != "" {
				inHand = m.Excuse
			}
		}
	}
	return n
}
