package session_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/session"
)

// hold makes a whole call of the sentences, hangs up and waits for its score.
func (f fixture) hold(s coach.Session, sentences ...string) {
	f.t.Helper()
	seat, sc := f.join(s.ID, 0)
	sc.event("turn.completed")
	for i, text := range sentences {
		if sc.ended() {
			break
		}
		seat.Say("t"+string(rune('a'+i)), text)
		sc.event("turn.completed")
	}
	if !sc.ended() {
		seat.End()
	}
	sc.event("assessment.ready")
}

// ended reports whether the screen has been told that the call is over.
func (s *screen) ended() bool {
	return slices.ContainsFunc(s.all(), func(entry any) bool {
		e, ok := entry.(coach.Event)
		return ok && e.Body.Kind() == "session.ended"
	})
}

func (f fixture) follow(id string) coach.Session {
	f.t.Helper()
	seed := int64(5)
	s, err := f.service.Start(f.t.Context(), session.StartRequest{Follows: id, Seed: &seed})
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

func (f fixture) dial(scenario string, lang coach.Lang, seed int64) coach.Session {
	f.t.Helper()
	s, err := f.service.Start(f.t.Context(), session.StartRequest{ScenarioID: scenario, Lang: lang, Seed: &seed})
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

func (f fixture) caseOf(id string) coach.Case {
	f.t.Helper()
	_, scenario, err := f.service.Case(f.t.Context(), id)
	if err != nil {
		f.t.Fatal(err)
	}
	return scenario.Case
}

// The professional non-payer goes from warmth to silence over the calls of one account too, each call beginning where the
// one before left off, on a later day, with what was said in the file.
func TestAnAccountSlipsAwayFromCallToCall(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	one := f.dial("charming-dealer", coach.Chinese, 1)
	c := f.caseOf(one.ID)
	opening := "您好，我是" + c.Creditor.Name.Zh + "的" + c.Creditor.Trainee.Zh + "，想跟您说一下那笔货款，现在已经过期了。"
	stages, days := []string{c.Stage}, []coach.Date{c.Today}
	for range 3 {
		f.hold(one, opening, "哪天能付？", "好的，那您尽快吧。")
		before := f.stored(one.ID)
		one = f.follow(one.ID)
		next := f.caseOf(one.ID)
		if got := f.stored(sequelOf(t, f, one.ID).Of); !reflect.DeepEqual(got, before) {
			t.Fatal("following a call changed its log")
		}
		if len(next.Account.History) <= len(c.Account.History) || next.Today <= days[len(days)-1] {
			t.Fatalf("on %s the file says %v", next.Today, next.Account.History)
		}
		if next.Truth.Offers[0].Date <= next.Today {
			t.Fatalf("the debtor's first day %s has passed on %s", next.Truth.Offers[0].Date, next.Today)
		}
		stages, days, c = append(stages, next.Stage), append(days, next.Today), next
	}
	if want := []string{"st_mal_promise", "st_mal_delay", "st_mal_silence", "st_mal_silence"}; !slices.Equal(stages, want) {
		t.Fatalf("the stages were %v, want %v", stages, want)
	}
}

func (f fixture) stored(id string) []coach.Event {
	f.t.Helper()
	events, err := f.log.Events(f.t.Context(), id, 0)
	if err != nil {
		f.t.Fatal(err)
	}
	return events
}

func sequelOf(t *testing.T, f fixture, id string) coach.Sequel {
	t.Helper()
	started, _ := f.stored(id)[0].Body.(coach.SessionStarted)
	if started.Sequel == nil {
		t.Fatalf("%s follows nothing", id)
	}
	return *started.Sequel
}

// promised is a call that brings a dated sum, with what came of it.
func promised(t *testing.T, f fixture, seed int64) (coach.Session, coach.Aftermath) {
	t.Helper()
	one := f.dial("old-friend-hotpot", coach.English, seed)
	c := f.caseOf(one.ID)
	f.hold(one, "Hello "+c.Contacts[0].Title.En+", it's "+c.Creditor.Trainee.En+" from "+c.Creditor.Name.En+", about invoice "+c.Account.Invoices[0].Number+".",
		"Why is it still open?", "When did you notice, and who keys it?", "We've always looked after each other, and I trust you on this.",
		"I have to insist: this cannot be put off again, it has to be settled this week.", "How did it come about, what is holding it up?", "Which day, and how much?",
		"Let's make it simple: half this week or all of it next week, which?", "Some night won't do. Friday or Monday, which one is it?",
		"Then 60,000 on Friday and the rest on Monday, by transfer. Can I count on that?", "What sum can you put through on Friday?")
	debrief, err := f.service.Debrief(t.Context(), one.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	return one, debrief.After
}

// What is promised comes or not by what the promise is worth, the same each time it is looked at; what came is off the
// balance, and what did not can be held against the debtor.
func TestAPromiseIsKeptOrBrokenBeforeTheNextCall(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	kept, broken := false, false
	for seed := int64(1); seed <= 12 && !(kept && broken); seed++ {
		one, after := promised(t, f, seed)
		if len(after.Came) == 0 && after.Missed == nil {
			t.Fatalf("seed %d: nothing was promised: %+v", seed, after)
		}
		if again, err := f.service.Debrief(t.Context(), one.ID, ""); err != nil || !reflect.DeepEqual(again.After, after) {
			t.Fatalf("seed %d: looked at again %+v, first %+v, %v", seed, again.After, after, err)
		}
		before := f.caseOf(one.ID).Account.Balance()
		if after.Closed == coach.AccountPaid {
			_, err := f.service.Start(t.Context(), session.StartRequest{Follows: one.ID})
			if kept = true; coach.CodeOf(err) != coach.CodeForbidden {
				t.Fatalf("seed %d: all of it came and the account can be called: %v", seed, err)
			}
			continue
		}
		two := f.follow(one.ID)
		c := f.caseOf(two.ID)
		if c.Account.Balance() != after.Left || c.Today != after.Next {
			t.Fatalf("seed %d: %d open on %s, want %+v", seed, c.Account.Balance().Minor, c.Today, after)
		}
		if len(after.Came) > 0 {
			kept = kept || c.Account.Balance().Minor < before.Minor
		}
		if after.Missed == nil || broken {
			continue
		}
		broken = true
		if c.Stage != "st_broken_promise" {
			t.Fatalf("seed %d: a promise was broken and the stage is %s", seed, c.Stage)
		}
		f.hold(two, "Hello, it's "+c.Creditor.Trainee.En+". You promised me the money for "+debtor.SpokenDate(after.Missed.Date, c.Today, coach.English)+", and nothing came.")
		if !slices.ContainsFunc(f.stored(two.ID), recalls) {
			t.Errorf("seed %d: the debtor does not remember: %v", seed, coach.Turns(f.stored(two.ID)))
		}
	}
	if !kept || !broken {
		t.Fatalf("in a dozen calls: kept %t, broken %t", kept, broken)
	}
}

// recalls reports whether a debtor's turn owns up to a broken promise.
func recalls(e coach.Event) bool {
	turn, ok := e.Body.(coach.TurnCompleted)
	return ok && slices.ContainsFunc(turn.Moves, func(m coach.Move) bool { return m.Cause.Rule == "recall_true" })
}

func TestACallThatCannotBeFollowedSaysWhy(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	live := f.start(coach.Practice)
	foul := f.dial("group-treasury", coach.Chinese, 1)
	f.hold(foul, "您好，我是恒泵的小周。", "再不给钱我就带人去你家里砸东西，打断你的腿。")
	for name, test := range map[string]struct {
		req  session.StartRequest
		code coach.Code
	}{
		"still going on":        {session.StartRequest{Follows: live.ID}, coach.CodeConflict},
		"unknown":               {session.StartRequest{Follows: "ses_none"}, coach.CodeNotFound},
		"a red line":            {session.StartRequest{Follows: foul.ID}, coach.CodeForbidden},
		"another case":          {session.StartRequest{Follows: foul.ID, ScenarioID: "counter-clerk"}, coach.CodeInvalid},
		"another language":      {session.StartRequest{Follows: foul.ID, Lang: coach.English}, coach.CodeInvalid},
		"neither case nor call": {session.StartRequest{Lang: coach.English}, coach.CodeInvalid},
	} {
		_, err := f.service.Start(t.Context(), test.req)
		if coach.CodeOf(err) != test.code || strings.TrimSpace(coach.MessageOf(err)) == "" {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
}
