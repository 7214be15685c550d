package assess

import (
	"testing"

	"huikuan/server/coach"
)

// diagnosed is the shipped charming dealer after a call in which two of his excuses came up.
func diagnosed(t *testing.T, effects ...coach.Effect) Call {
	t.Helper()
	s := shipped(t, "charming-dealer")
	raised := func(id string) coach.Effect {
		return coach.Effect{Kind: coach.EffectExcuse, Target: id, Value: string(coach.ExcuseRaised)}
	}
	effects = append([]coach.Effect{raised("x_warm_no_date"), raised("x_not_approved")}, effects...)
	return FromLog(s, []coach.Event{
		{Seq: 1, Body: coach.SessionStarted{ScenarioID: s.Case.ID, Lang: coach.English, Contact: "owner"}},
		{Seq: 2, Body: coach.TurnCompleted{Turn: 0, Contact: "owner", Text: "Hello?", Spoken: effects}},
		{Seq: 3, Body: coach.SessionEnded{Reason: coach.EndedByTrainee}},
	})
}

func truthfully() coach.Diagnosis {
	return coach.Diagnosis{
		DebtorType: "d_malicious", Reason: "h_asset_shift", Decides: "owner", Next: "ns_formal_demand",
		Excuses: []coach.ExcuseBelief{{Excuse: "x_warm_no_date", Truth: coach.False}, {Excuse: "x_not_approved", Truth: coach.True}},
	}
}

func verdicts(r coach.DiagnosisResult) map[string]coach.DiagnosisMarker {
	out := map[string]coach.DiagnosisMarker{}
	for _, item := range r.Items {
		out[item.What+item.About] = item.Verdict
	}
	return out
}

func TestTheSheetListsOnlyTheExcusesHeard(t *testing.T) {
	sheet := Sheet(diagnosed(t))
	ids := []string{}
	for _, x := range sheet.Excuses {
		ids = append(ids, x.ID)
	}
	if len(ids) != 2 || ids[0] != "x_warm_no_date" || ids[1] != "x_not_approved" {
		t.Errorf("excuses %v, want the two that came up", ids)
	}
	if len(sheet.DebtorTypes) != 12 || len(sheet.Reasons) != 22 || len(sheet.Contacts) != 2 || len(sheet.Next) == 0 {
		t.Errorf("%d types, %d reasons, %d people, %d steps", len(sheet.DebtorTypes), len(sheet.Reasons), len(sheet.Contacts), len(sheet.Next))
	}
}

func TestADiagnosisIsComparedWithTheTruth(t *testing.T) {
	fact := coach.Effect{Kind: coach.EffectFact, Target: "f_balance_agreed", Value: string(coach.FactElicited)}
	gift := coach.Effect{Kind: coach.EffectFact, Target: "f_balance_agreed", Value: string(coach.FactDonated)}
	for _, tc := range []struct {
		name    string
		change  func(*coach.Diagnosis)
		effects []coach.Effect
		item    string
		want    coach.DiagnosisMarker
		score   int // of 100: type 20, reason 25, decides 15, excuses 15, next 10, five facts 15
	}{
		{"all right, nothing elicited", nil, nil, "reason", coach.DiagnosisRight, 85},
		{"a fact brought out counts a fifth of the facts", nil, []coach.Effect{fact}, "reason", coach.DiagnosisRight, 88},
		{"a fact given away does not", nil, []coach.Effect{gift}, "reason", coach.DiagnosisRight, 85},
		{"a reason with the same ability and will is near", func(d *coach.Diagnosis) { d.Reason = "h_intent_default" }, nil, "reason", coach.DiagnosisNear, 73},
		{"another reason is wrong", func(d *coach.Diagnosis) { d.Reason = "h_cash_gap" }, nil, "reason", coach.DiagnosisWrong, 60},
		{"not knowing the type is wrong", func(d *coach.Diagnosis) { d.DebtorType = "" }, nil, "debtor_type", coach.DiagnosisWrong, 65},
		{"the accountant does not decide", func(d *coach.Diagnosis) { d.Decides = "accountant" }, nil, "decides", coach.DiagnosisWrong, 70},
		{"a step for another reason is wrong", func(d *coach.Diagnosis) { d.Next = "ns_part_and_plan" }, nil, "next", coach.DiagnosisWrong, 75},
		{"a locked call is handed over", func(d *coach.Diagnosis) { d.Next = "ns_report_and_hand_over" }, []coach.Effect{{Kind: coach.EffectLock}}, "next", coach.DiagnosisRight, 85},
		{"no belief in any excuse", func(d *coach.Diagnosis) { d.Excuses = nil }, nil, "reason", coach.DiagnosisRight, 70},
		{"half true is near", func(d *coach.Diagnosis) { d.Excuses[0].Truth, d.Excuses[1].Truth = coach.Half, coach.Half }, nil, "reason", coach.DiagnosisRight, 78},
	} {
		t.Run(tc.name, func(t *testing.T) {
			given := truthfully()
			if tc.change != nil {
				tc.change(&given)
			}
			result, err := Diagnose(diagnosed(t, tc.effects...), given)
			if err != nil {
				t.Fatal(err)
			}
			if got := verdicts(result)[tc.item]; got != tc.want {
				t.Errorf("%s is %q, want %q", tc.item, got, tc.want)
			}
			if result.Score != tc.score {
				t.Errorf("score %d, want %d", result.Score, tc.score)
			}
		})
	}
}

func TestADiagnosisOfThingsNotOnTheSheetIsRefused(t *testing.T) {
	for name, change := range map[string]func(*coach.Diagnosis){
		"an unknown type":       func(d *coach.Diagnosis) { d.DebtorType = "d_martian" },
		"an unknown reason":     func(d *coach.Diagnosis) { d.Reason = "h_weather" },
		"a stranger":            func(d *coach.Diagnosis) { d.Decides = "pope" },
		"an unknown step":       func(d *coach.Diagnosis) { d.Next = "ns_nothing" },
		"an excuse never heard": func(d *coach.Diagnosis) { d.Excuses[0].Excuse = "x_already_sent" },
	} {
		t.Run(name, func(t *testing.T) {
			given := truthfully()
			change(&given)
			if _, err := Diagnose(diagnosed(t), given); coach.CodeOf(err) != coach.CodeInvalid {
				t.Errorf("%v, want invalid", err)
			}
		})
	}
}
