package debtor_test

import (
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
)

// "You told me Friday", said on a Monday to somebody who promised for that Friday, is remembered; a Wednesday they never
// named is denied.
func TestWhatWasSaidIsRememberedAsPeopleSayIt(t *testing.T) {
	ears := nlu.New()
	for _, test := range []struct {
		lang coach.Lang
		text string
		rule string
	}{
		{coach.English, "You told me Friday, and nothing came.", "recall_true"},
		{coach.English, "You promised it for last Friday.", "recall_true"},
		{coach.English, "You promised it for last Wednesday.", "recap_false"},
		{coach.Chinese, "您上次跟我说周五付的，到今天也没到。", "recall_true"},
		{coach.Chinese, "您答应的是上周五，没到账。", "recall_true"},
		{coach.Chinese, "您答应的是上周三，没到账。", "recap_false"},
	} {
		s := *shipped(t)[0]
		s.Case.Today = "2026-06-08" // a Monday
		s.Case.Account.History = []coach.HistoryEntry{{Date: "2026-06-01", Promised: &coach.PastPromise{Day: "2026-06-05"}}}
		p := dial(t, &s, test.lang, ears)
		p.say(honest(&s, test.lang)[0])
		in := nlu.Input{Lang: test.lang, Text: test.text, Previous: p.said, Today: s.Case.Today, Balance: s.Case.Account.Balance()}
		d := debtor.Decide(p.st, test.text, ears.Understand(in))
		if got := d.Moves[0].Cause.Rule; got != test.rule {
			t.Errorf("%q is answered under %q: %+v", test.text, got, d.Moves)
		}
	}
}
