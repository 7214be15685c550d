package assess

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

func TestAComplaintBrushedOffCrossesALine(t *testing.T) {
	for _, tc := range []struct {
		name     string
		language coach.Lang
		turns    []string
		crossed  bool
	}{
		{"will not hear of it", coach.Chinese, []string{"那笔款哪天付？", "质检说有几箱货坏了", "我不管什么坏不坏，货款今天先打过来"}, true},
		{"said in English", coach.English, []string{"When does it go out?", "The batch was faulty, half of it was sent back.", "That's not my problem. Pay the invoice today."}, true},
		{"logged, and the rest asked for", coach.Chinese, []string{"那笔款哪天付？", "质检说有几箱货坏了", "坏的那几箱我先登记，其余没争议的我不管怎样得请您按期付"}, false},
		{"looked into", coach.English, []string{"When does it go out?", "The batch was faulty, half of it was sent back.", "I'm sorry to hear that. I don't care whose fault it is, I'll have it checked today."}, false},
		{"the same words where nobody complained", coach.English, []string{"When does it go out?", "The boss is away till Monday.", "That's not my problem. Pay the invoice today."}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			call := realCall(t, tc.language, tc.turns...)
			lines := call.redLines()
			crossed := slices.ContainsFunc(lines, func(h coach.RedLineHit) bool { return h.ID == "rl_ignore_dispute" && h.Turn == 2 && h.Quote != "" })
			if crossed != tc.crossed {
				t.Errorf("crossed %v, want %v: %+v", crossed, tc.crossed, lines)
			}
		})
	}
}

func TestAComplaintOfOurOwnDebtorBrushedOffCrossesALine(t *testing.T) {
	s := expert(t)
	s.debtor("The pouches leaked.", givesExcuse("x_dissatisfied"))
	s.trainee("I don't care about your pouches, pay today.", does(coach.ActAskCommitment))
	card := s.card()
	if !slices.ContainsFunc(card.RedLines, func(h coach.RedLineHit) bool { return h.ID == "rl_ignore_dispute" }) {
		t.Errorf("red lines %+v", card.RedLines)
	}
}
