package coach_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huikuan/server/coach"
)

func TestAPromiseIsGradedByItsElements(t *testing.T) {
	sum := &coach.Money{Minor: 100, Currency: "CNY"}
	full := coach.Promise{Amount: sum, Date: "2026-05-15", Method: "transfer", Owner: "Su", Proof: "slip", Fallback: "call", Authority: coach.AuthorityApprove}
	for name, c := range map[string]struct {
		promise coach.Promise
		want    coach.PromiseLevel
	}{
		"nothing":                           {coach.Promise{}, coach.P0},
		"soon":                              {coach.Promise{Vague: true}, coach.P1},
		"a day":                             {coach.Promise{Date: "2026-05-15"}, coach.P2},
		"a sum":                             {coach.Promise{Amount: sum}, coach.P2},
		"sum and day":                       {coach.Promise{Amount: sum, Date: "2026-05-15"}, coach.P3},
		"and how":                           {coach.Promise{Amount: sum, Date: "2026-05-15", Method: "transfer"}, coach.P4},
		"and who":                           {coach.Promise{Amount: sum, Date: "2026-05-15", Owner: "Su"}, coach.P4},
		"all but what if not":               {with(full, func(p *coach.Promise) { p.Fallback = "" }), coach.P4},
		"everything":                        {full, coach.P5},
		"everything from who cannot decide": {with(full, func(p *coach.Promise) { p.Authority = coach.AuthorityExecute }), coach.P1},
		"vague from who cannot decide":      {coach.Promise{Vague: true, Authority: coach.AuthorityNone}, coach.P1},
		"how without a sum":                 {coach.Promise{Method: "transfer", Proof: "slip"}, coach.P0},
	} {
		if got := c.promise.Level(); got != c.want {
			t.Errorf("%s is %s, want %s", name, got, c.want)
		}
	}
	if missing := with(full, func(p *coach.Promise) { p.Amount, p.Proof = nil, "" }).Missing(); !reflect.DeepEqual(missing, []coach.Element{coach.ElementAmount, coach.ElementProof}) {
		t.Errorf("missing %v, want amount and proof", missing)
	}
}

func with(p coach.Promise, change func(*coach.Promise)) coach.Promise {
	change(&p)
	return p
}

func TestAClosedExcuseStaysClosed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ledger := coach.NewLedger()
		statuses := []coach.ExcuseStatus{coach.ExcuseRaised, coach.ExcuseTested, coach.ExcuseVerified, coach.ExcuseExposed, coach.ExcuseClosed}
		closed := false
		for _, status := range rapid.SliceOf(rapid.SampledFrom(statuses)).Draw(t, "statuses") {
			ledger.Apply(coach.Effect{Kind: coach.EffectExcuse, Target: "x", Value: string(status)})
			closed = closed || status == coach.ExcuseClosed
			if closed && ledger.Excuses["x"] != coach.ExcuseClosed {
				t.Fatalf("a closed excuse is %s", ledger.Excuses["x"])
			}
		}
	})
}

func TestGaugesStayWithinTheirRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.IntRange(-300, 300)
		g := coach.Gauges{}.Add(coach.Gauges{Trust: values.Draw(t, "trust"), Urgency: values.Draw(t, "urgency"), Patience: values.Draw(t, "patience")})
		for _, v := range []int{g.Trust, g.Irritation, g.Urgency, g.Credibility, g.Face, g.Obligation, g.Patience} {
			if v < 0 || v > 100 {
				t.Fatalf("a gauge is %d", v)
			}
		}
	})
}

func TestEveryEventSurvivesStorage(t *testing.T) {
	sum := coach.Money{Minor: 8_400_000, Currency: "CNY"}
	decision := coach.Decision{Moves: []coach.Move{{Kind: coach.MovePromise, Promise: &coach.Promise{Amount: &sum, Date: "2026-05-22"}}}}
	for _, body := range []coach.EventBody{
		coach.SessionStarted{ScenarioID: "c", Lang: coach.Chinese, Mode: coach.Exam, Seed: 7, Contact: "owner", Opening: decision},
		coach.TurnAccepted{Turn: 1, ClientTurnID: "a", Text: "您好", Contact: "owner", Decision: decision,
			Heard: coach.Understanding{Acts: []coach.ActHit{{Act: coach.ActGreet, Score: 0.9, Quote: "您好"}}}},
		coach.TurnCompleted{Turn: 2, Contact: "owner", Text: "喂", Interrupted: true, Voice: "model", Usage: coach.Usage{Model: "m", PromptTokens: 3}},
		coach.ContactChanged{Contact: "clerk", Turn: 2},
		coach.ActionDone{Action: "send_original", Turn: 2, Decision: decision},
		coach.HintGiven{Turn: 3, When: "opening", Rung: 2, Text: "…"},
		coach.SessionPaused{}, coach.SessionResumed{},
		coach.SessionEnded{Reason: coach.EndedByDebtor},
		coach.AssessmentReady{AssessmentID: "asm_1"},
	} {
		data, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		got, err := coach.DecodeEventBody(body.Kind(), data)
		if err != nil || !reflect.DeepEqual(got, body) {
			t.Errorf("%s came back as %+v (%v), want %+v", body.Kind(), got, err, body)
		}
	}
	if _, err := coach.DecodeEventBody("turn.dreamt", []byte(`{}`)); coach.CodeOf(err) != coach.CodeStorage {
		t.Errorf("an unknown kind of event is read as %v", err)
	}
}

func TestDatesAreCivilDays(t *testing.T) {
	for in, ok := range map[string]bool{"2026-02-28": true, "2026-02-30": false, "2026-2-3": false, "": false, "tomorrow": false} {
		if _, err := coach.ParseDate(in); (err == nil) != ok {
			t.Errorf("ParseDate(%q) = %v", in, err)
		}
	}
	if got := coach.Date("2026-02-27").AddDays(2); got != "2026-03-01" {
		t.Errorf("two days after 27 February 2026 is %s", got)
	}
	if got := coach.Date("2026-05-13").DaysUntil("2026-04-10"); got != -33 {
		t.Errorf("from 13 May to 10 April are %d days", got)
	}
	if !coach.Date("nonsense").Time().Equal(time.Time{}) {
		t.Error("a malformed date has a time")
	}
}

func TestAShareIsAWholeSumThatCanBeSaid(t *testing.T) {
	for share, want := range map[coach.Permille]int64{300: 8_400_000, 333: 9_324_000, 1000: 28_000_033, 2000: 28_000_033, 0: 0} {
		if got := (coach.Money{Minor: 28_000_033, Currency: "CNY"}).Share(share).Minor; got != want {
			t.Errorf("%d per mille of 280,000.33 is %d minor units, want %d", share, got, want)
		}
	}
}

func TestAnOfferIsASumPeopleSay(t *testing.T) {
	software := coach.Account{Currency: "USD", Invoices: []coach.Invoice{{Minor: 4_826_000}, {Minor: 1_794_000}}} // 66,200 owed
	mill := coach.Account{Currency: "CNY", Invoices: []coach.Invoice{{Minor: 50_000_000}, {Minor: 34_000_000}}}
	for _, test := range []struct {
		account coach.Account
		share   coach.Permille
		want    int64
	}{
		{software, 730, 4_826_000},  // 48,326: the larger invoice
		{software, 300, 1_900_000},  // 19,860
		{software, 271, 1_794_000},  // 17,940.20: the smaller invoice and a little
		{software, 270, 1_700_000},  // 17,874: less than the smaller invoice
		{software, 1000, 6_620_000}, // all of it, as it is
		{mill, 120, 10_000_000},     // 100,800
		{mill, 350, 29_000_000},     // 294,000
		{mill, 600, 50_000_000},     // 504,000: a whole invoice is more than half a per cent off, the round sum is the same
		{mill, 0, 0},
	} {
		if got := test.account.Offer(test.share); got.Minor != test.want || got.Currency != test.account.Currency {
			t.Errorf("%d per mille of %d: %+v, want %d", test.share, test.account.Balance().Minor, got, test.want)
		}
	}
}

// TestAnOfferIsNeverMoreThanItsShare, nor so much less that it is another offer.
func TestAnOfferIsNeverMoreThanItsShare(t *testing.T) {
	for minor := int64(1); minor < 4_000_000_000; minor = minor*3/2 + 7919 {
		a := coach.Account{Currency: "CNY", Invoices: []coach.Invoice{{Minor: minor}, {Minor: minor/3 + 1}}}
		for share := coach.Permille(0); share <= 1000; share += 25 {
			most, got := a.Balance().Share(share), a.Offer(share)
			if got.Minor > most.Minor || got.Minor < 0 || got.Minor*10 < most.Minor*9 {
				t.Fatalf("%d per mille of %d: offered %d of %d", share, a.Balance().Minor, got.Minor, most.Minor)
			}
		}
	}
}

func TestErrorsShowOnlyTheirSafeMessage(t *testing.T) {
	cause := errors.New("secret transcript")
	err := fmt.Errorf("context: %w", coach.Wrap(coach.CodeStorage, cause, "the disk is full"))
	if coach.CodeOf(err) != coach.CodeStorage || coach.MessageOf(err) != "the disk is full" || !errors.Is(err, cause) {
		t.Errorf("code %s, message %q", coach.CodeOf(err), coach.MessageOf(err))
	}
	if message := coach.MessageOf(cause); strings.Contains(message, "secret") {
		t.Errorf("an unknown error shows %q", message)
	}
	if coach.CodeOf(nil) != "" || coach.CodeOf(cause) != coach.CodeInternal {
		t.Errorf("no error has code %q, an unknown one %q", coach.CodeOf(nil), coach.CodeOf(cause))
	}
}

func TestEveryActIsListedOnce(t *testing.T) {
	seen := map[coach.Act]bool{}
	for _, act := range coach.Acts() {
		if seen[act] {
			t.Errorf("%s is listed twice", act)
		}
		seen[act] = true
	}
	if len(seen) != 41 {
		t.Errorf("%d acts, the label guide has 41", len(seen))
	}
}
