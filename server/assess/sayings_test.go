package assess

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// credit is what a check or a hint credits a line for: one of the acts, heard after what the debtor said before. The lines a
// hint has in the place of its first may do something else.
type credit struct {
	acts  []coach.Act
	prev  coach.Text
	other []coach.Act
}

// credits has every check that is met through an act. What is not here is met without one: by what is not said, by how the
// debtor answers, by the order of things, or by the name, the firm and the figures in the words.
func credits() map[string]credit {
	claimed := coach.Text{Zh: "上周款已经打出去了。", En: "We sent it last week."}
	promised := coach.Text{Zh: "行，周五付十二万六。", En: "Fine, twelve thousand six hundred on Friday."}
	brushed := coach.Text{Zh: "回头再说吧。", En: "We'll see."}
	asks := append(probes(), coach.ActVerifyClaim)
	settles := append(demands(), coach.ActOfferInstalments)
	return map[string]credit{
		"open_names_self":          {acts: []coach.Act{coach.ActGreet, coach.ActStateDebt}},
		"open_no_apology":          {acts: []coach.Act{coach.ActStateDebt, coach.ActAskCommitment, coach.ActProbeReason, coach.ActProbeProcess}},
		"purpose_states_goal":      {acts: []coach.Act{coach.ActAskCommitment, coach.ActStateDebt, coach.ActProbeReason}},
		"diagnose_asks_open":       {acts: []coach.Act{coach.ActProbeReason, coach.ActProbeProcess}},
		"diagnose_before_pressure": {acts: asks},
		"diagnose_follow_up":       {acts: asks},
		"diagnose_finds_reason":    {acts: probes()},
		"truth_tests_excuse":       {acts: tests(), prev: claimed},
		"truth_tests_every_excuse": {acts: tests(), prev: coach.Text{Zh: "我们财务换人了，单子在交接。", En: "Our accountant left and it's all being handed over."}},
		"truth_keeps_face":         {acts: tests(), prev: claimed},
		"people_asks_who_decides":  {acts: []coach.Act{coach.ActProbeDecisionMaker}},
		"people_reaches_decider":   {acts: []coach.Act{coach.ActProbeDecisionMaker}},
		"people_spares_powerless":  {acts: []coach.Act{coach.ActProbeDecisionMaker}},
		"tone_no_grovel":           {acts: demands()},
		"tone_offers_face":         {acts: warmth()},
		"tone_stays_firm":          {acts: demands(), prev: brushed},
		"adapt_warm_when_upset":    {acts: warmth()},
		"adapt_firm_when_flat":     {acts: demands(), prev: brushed},
		"adapt_changes_approach":   {acts: append(trades(), coach.ActAskCommitment), prev: brushed},
		"consequence_named":        {prev: brushed}, // the consequences a line names
		"consequence_true":         {prev: brushed},
		"consequence_with_exit":    {acts: append(demands(), coach.ActOfferInstalments), prev: brushed},
		"negotiate_no_free_gift":   {acts: demands()},
		"negotiate_narrows_delay":  {acts: []coach.Act{coach.ActRejectDelay}, prev: coach.Text{Zh: "月底前吧。", En: "Some time before the month is out."}},
		"negotiate_part_or_choice": {acts: []coach.Act{coach.ActProposeChoice, coach.ActOfferInstalments}},
		"negotiate_betters_offer":  {acts: settles, prev: coach.Text{Zh: "先付三成吧，剩下的再说。", En: "We could do thirty per cent for now."}},
		"promise_amount":           {acts: demands()},
		"promise_date":             {acts: demands()},
		"promise_method_or_owner":  {acts: append(demands(), coach.ActProbeDecisionMaker, coach.ActProbeProcess), prev: promised},
		"promise_proof":            {acts: []coach.Act{coach.ActAskProof}, prev: promised},
		"promise_fallback":         {acts: []coach.Act{coach.ActAgreeFallback}, prev: promised},
		"record_in_writing":        {acts: []coach.Act{coach.ActAskProof, coach.ActRecap}, prev: promised},
		"record_next_contact":      {acts: []coach.Act{coach.ActAgreeFallback}, prev: promised},
		"record_no_vague_close":    {acts: []coach.Act{coach.ActAskCommitment, coach.ActRecap}},

		"opening":     {acts: []coach.Act{coach.ActStateDebt}, other: []coach.Act{coach.ActGreet}},
		"diagnose":    {acts: []coach.Act{coach.ActProbeReason, coach.ActProbeProcess}},
		"excuse":      {acts: tests(), prev: claimed, other: probes()},
		"contact":     {acts: []coach.Act{coach.ActProbeDecisionMaker}},
		"consequence": {acts: []coach.Act{coach.ActAskCommitment}, prev: brushed},
		"commitment":  {acts: []coach.Act{coach.ActProposeChoice}, other: demands()},
		"complete":    {prev: promised}, // the elements of a promise a line asks for
		"close":       {acts: []coach.Act{coach.ActAskProof, coach.ActRecap}, prev: promised},
		"calm":        {acts: warmth()},
	}
}

// advice is a line to say and the check or hint that offers it.
type advice struct {
	of    string
	line  coach.Text
	names []coach.Act
	gets  []coach.Element
	other bool // in the place of a hint's first line
}

// elementActs are the acts that ask for an element of a promise, one of which a line that asks for it performs.
func elementActs(e coach.Element) []coach.Act {
	switch e {
	case coach.ElementProof:
		return []coach.Act{coach.ActAskProof}
	case coach.ElementFallback:
		return append(demands(), coach.ActAgreeFallback)
	case coach.ElementMethod, coach.ElementOwner:
		return append(demands(), coach.ActProbeDecisionMaker, coach.ActProbeProcess)
	default:
		return demands()
	}
}

func recommendations(p coach.Playbook) []advice {
	var all []advice
	for _, k := range p.Criteria {
		for _, check := range k.Checks {
			for _, s := range check.Sayings() {
				all = append(all, advice{check.ID, s.Text(), s.Names, nil, false})
			}
		}
	}
	for _, h := range p.Hints {
		for i, saying := range h.Sayings() {
			all = append(all, advice{h.When, saying.Text(), saying.Names, saying.Gets, i > 0})
		}
	}
	return all
}

// TestEveryRecommendedLineIsHeardAsWhatItIsCreditedFor: whoever says what the program told them to say gets what the check
// gives for it, whatever they sell, and crosses no line.
func TestEveryRecommendedLineIsHeardAsWhatItIsCreditedFor(t *testing.T) {
	ears, used, known := nlu.New(), map[string]bool{}, credits()
	figures := map[coach.Lang]*strings.Replacer{
		coach.Chinese: strings.NewReplacer("{amount}", "十二万六千元", "{invoice}", "LS-2041", "{due}", "4月1日", "{days}", "42", "{date}", "5月15日", "{promised}", "4月20号", "{signed}", "3月12号",
			"{creditor}", "栎数软件", "{trainee}", "小顾", "{title}", "汤主任"),
		coach.English: strings.NewReplacer("{amount}", "£12,600", "{invoice}", "LS-2041", "{due}", "1 April", "{days}", "42", "{date}", "15 May", "{promised}", "20 April", "{signed}", "12 March",
			"{creditor}", "Lishu Software", "{trainee}", "Chris", "{title}", "Ms Tang"),
	}
	for _, r := range recommendations(shippedPlaybook(t)) {
		want, ok := known[r.of]
		used[r.of] = true
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			line := figures[lang].Replace(r.line.In(lang))
			u := ears.Understand(nlu.Input{Lang: lang, Text: line, Previous: want.prev.In(lang), Today: "2026-05-13"})
			if slices.ContainsFunc(u.Acts, func(h coach.ActHit) bool { return h.Act.RedLine() || h.RedLine != "" }) {
				t.Errorf("%s, %s: %q crosses a line: %+v", r.of, lang, line, u.Acts)
			}
			for _, act := range r.names {
				if !u.Has(act) {
					t.Errorf("%s, %s: %q is not heard as %s: %+v", r.of, lang, line, act, u.Acts)
				}
			}
			for _, e := range r.gets {
				if !slices.ContainsFunc(elementActs(e), u.Has) {
					t.Errorf("%s, %s: %q is not heard to ask for the %s: %+v", r.of, lang, line, e, u.Acts)
				}
			}
			acts := want.acts
			if r.other {
				acts = slices.Concat(acts, want.other)
			}
			if ok && len(acts) > 0 && !slices.ContainsFunc(acts, u.Has) {
				t.Errorf("%s, %s: %q is heard as none of %v: %+v", r.of, lang, line, acts, u.Acts)
			}
		}
	}
	for id := range known {
		if !used[id] {
			t.Errorf("%s offers no line", id)
		}
	}
}

// TestALineForAnExcuseHoldsInEveryCase: it is offered wherever the excuse is raised, so it names no consequence and crosses no
// line.
func TestALineForAnExcuseHoldsInEveryCase(t *testing.T) {
	ears := nlu.New()
	for _, x := range shippedPlaybook(t).Excuses {
		for lang, balance := range map[coach.Lang]string{coach.Chinese: "十二万六千元", coach.English: "£12,600"} {
			line := strings.NewReplacer("{amount}", balance, "{balance}", balance, "{invoice}", "LS-2041").Replace(x.Mend.In(lang))
			u := ears.Understand(nlu.Input{Lang: lang, Text: line, Today: "2026-05-13"})
			if slices.ContainsFunc(u.Acts, func(h coach.ActHit) bool { return h.Act.RedLine() || h.RedLine != "" }) || slices.ContainsFunc(consequences(), u.Has) {
				t.Errorf("%s, %s: %q threatens: %+v", x.ID, lang, line, u.Acts)
			}
		}
	}
}

// TestALineThatReadsBackSaysWhatStands: a debtor can say yes only to a sum and a day that were said.
func TestALineThatReadsBackSaysWhatStands(t *testing.T) {
	for _, h := range shippedPlaybook(t).Hints {
		if h.When != "close" {
			continue
		}
		for _, s := range h.Sayings() {
			for _, line := range []string{s.Zh, s.En} {
				if !strings.Contains(line, "{amount}") || !strings.Contains(line, "{date}") {
					t.Errorf("%q reads nothing back", line)
				}
			}
		}
	}
}
