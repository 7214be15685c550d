package review_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huikuan/scenarios"
	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
	"huikuan/server/review"
	"huikuan/server/sqlite"
)

var shipped = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })

// office is a store with a desk on it and an indexer that is run by hand.
type office struct {
	t       *testing.T
	library *content.Library
	store   *sqlite.Store
	desk    *review.Desk
	index   *review.Indexer
}

func newOffice(t *testing.T, path string) *office {
	t.Helper()
	library, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	desk := review.NewDesk(store, library, time.Now)
	return &office{t: t, library: library, store: store, desk: desk, index: &review.Indexer{Desk: desk, Log: slog.New(slog.DiscardHandler)}}
}

func fresh(t *testing.T) *office { return newOffice(t, filepath.Join(t.TempDir(), "huikuan.db")) }

const theCase = "charming-dealer"

// script is a trainee who says given sentences and hangs up.
type script []string

func (script) ID() string { return "script" }

func (s script) Next(v playtest.View) playtest.Step {
	spoken := 0
	for _, x := range v.Past {
		if x.Step.Say != "" {
			spoken++
		}
	}
	if spoken < len(s) {
		return playtest.Step{Say: s[spoken]}
	}
	return playtest.Step{HangUp: true}
}

// hold stores a call in which the sentences are said, scored when asked for.
func (o *office) hold(id string, lang coach.Lang, scored bool, said ...string) []coach.Event {
	o.t.Helper()
	scenario, err := o.library.Scenario(theCase)
	if err != nil {
		o.t.Fatal(err)
	}
	events, err := playtest.Play(scenario, lang, script(said), 7, nlu.New())
	if err != nil {
		o.t.Fatal(err)
	}
	session := coach.Session{ID: id, ScenarioID: theCase, ScenarioHash: scenario.Hash, Lang: lang, Mode: coach.Practice, Seed: 7, StartedAt: events[0].At}
	if err := o.store.CreateSession(o.t.Context(), session, events); err != nil {
		o.t.Fatal(err)
	}
	if scored {
		o.score(id, scenario, events)
	}
	return events
}

func (o *office) score(id string, scenario *coach.Scenario, events []coach.Event) {
	o.t.Helper()
	a := coach.Assessment{ID: "asm_" + id, SessionID: id, Card: assess.Score(assess.FromLog(scenario, events))}
	ready := coach.Event{Seq: int64(len(events) + 1), At: events[len(events)-1].At, Body: coach.AssessmentReady{AssessmentID: a.ID}}
	if err := o.store.SaveAssessment(o.t.Context(), a, int64(len(events)), ready); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) catchUp() {
	o.t.Helper()
	if err := o.index.CatchUp(o.t.Context(), true); err != nil {
		o.t.Fatal(err)
	}
}

// find returns the calls found, each followed by what is marked in its turns.
func (o *office) find(words string, query coach.CallQuery) string {
	o.t.Helper()
	found, err := o.desk.Search(o.t.Context(), words, query)
	if err != nil {
		o.t.Fatal(err)
	}
	var list []string
	for _, one := range found {
		entry := one.Session.ID
		for _, snippet := range one.Snippets {
			for _, piece := range snippet {
				if piece.Hit {
					entry += " [" + piece.Text + "]"
				}
			}
		}
		list = append(list, entry)
	}
	return strings.Join(list, ", ")
}

func TestCallsAreFoundByWhatWasSaid(t *testing.T) {
	o := fresh(t)
	o.hold("ses_1", coach.Chinese, true, "您好，我要核对增值税发票，还有簽收單。")
	o.hold("ses_2", coach.English, true, "Please check VAT invoices 2026-0817 and the ＰＯＤ.")
	o.hold("ses_3", coach.Chinese, true, "麻烦发个公函，票据先放着。")
	if got := o.find("发票", coach.CallQuery{}); got != "" {
		t.Errorf("before the search has read anything it finds %q", got)
	}
	o.catchUp()
	for words, want := range map[string]string{
		"发票":                "ses_1 [发票]", // not ses_3: 发 and 票 apart are not the word
		"增值税发票":             "ses_1 [增值税发票]",
		"签收单":               "ses_1 [簽收單]", // traditional as it was said
		"INVOICE":           "ses_2 [invoices]",
		"pod":               "ses_2 [ＰＯＤ]",
		"0817":              "ses_2 [0817]",
		`"vat invoices"`:    "ses_2 [VAT invoices]",
		`"invoices vat"`:    "",
		"invoices vat":      "ses_2 [VAT] [invoices]",
		"invoices nowhere":  "",
		"公函 票据":             "ses_3 [公函] [票据]",
		"“票据先放着”":           "ses_3 [票据先放着]",
		"函":                 "ses_3 [函]",
		"发票 公函":             "",
		"。，":                "",
		`" OR x NOT * ( : `: "",
		"NEAR(vat)":         "",
	} {
		if got := o.find(words, coach.CallQuery{}); got != want {
			t.Errorf("%s finds %q, want %q", words, got, want)
		}
	}
}

func TestTheSearchGoesOnWhereItStood(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	o := newOffice(t, path)
	o.hold("ses_1", coach.English, false, "The ledger shows two items.")
	o.catchUp()
	o.hold("ses_2", coach.English, true, "The ledger shows three items.")
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	o = newOffice(t, path) // as after a crash before ses_2 was read
	pending, err := o.store.Unsearchable(t.Context(), true, 10)
	if err != nil || len(pending) != 1 || pending[0].SessionID != "ses_2" {
		t.Fatalf("pending %+v, %v; want ses_2 alone", pending, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var owner sync.WaitGroup
	owner.Go(func() { o.index.Run(ctx) })
	defer owner.Wait()
	defer stop()
	deadline := time.Now().Add(10 * time.Second)
	for o.find("ledger", coach.CallQuery{}) != "ses_2 [ledger], ses_1 [ledger]" {
		if time.Now().After(deadline) {
			t.Fatalf("found %q", o.find("ledger", coach.CallQuery{}))
		}
		time.Sleep(10 * time.Millisecond)
	}
	scenario, _ := o.library.Scenario(theCase)
	o.score("ses_1", scenario, eventsOf(t, o, "ses_1")) // scored while it runs
	for o.find("", coach.CallQuery{RedLine: "none"}) != "ses_2, ses_1" {
		if time.Now().After(deadline) {
			t.Fatalf("found %q", o.find("", coach.CallQuery{RedLine: "none"}))
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func eventsOf(t *testing.T, o *office, id string) []coach.Event {
	t.Helper()
	events, err := o.store.Events(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return events
}

func TestFiltersNarrowWhatIsFound(t *testing.T) {
	o := fresh(t)
	o.hold("ses_1", coach.English, true, "Good morning, which day can you pay the two invoices?", "Who decides on it?")
	o.hold("ses_2", coach.English, true, "Pay or I will send some men to break your legs.")
	o.hold("ses_3", coach.Chinese, false, "您好，请问发票收到了吗？")
	o.catchUp()
	low, high := 1, 0
	for name, c := range map[string]struct {
		query coach.CallQuery
		want  string
	}{
		"language":         {coach.CallQuery{Lang: coach.Chinese}, "ses_3"},
		"case":             {coach.CallQuery{ScenarioID: "no-such-case"}, ""},
		"mode":             {coach.CallQuery{Mode: coach.Exam}, ""},
		"any red line":     {coach.CallQuery{RedLine: "any"}, "ses_2"},
		"critical ones":    {coach.CallQuery{RedLine: "critical"}, "ses_2"},
		"no red line":      {coach.CallQuery{RedLine: "none"}, "ses_3, ses_1"},
		"at least 1 point": {coach.CallQuery{MinTotal: &low}, "ses_1"},
		"at most 0":        {coach.CallQuery{MaxTotal: &high}, "ses_2"},
		"failed":           {coach.CallQuery{Verdict: "fail"}, "ses_2, ses_1"},
		"older":            {coach.CallQuery{Before: "ses_2"}, "ses_1"},
		"a page":           {coach.CallQuery{Limit: 1}, "ses_3"},
		"later":            {coach.CallQuery{From: time.Now().AddDate(10, 0, 0)}, ""},
		"earlier":          {coach.CallQuery{To: time.Now().AddDate(-10, 0, 0)}, ""},
	} {
		if got := o.find("", c.query); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// missed returns a check the rules say is not met.
func missed(t *testing.T, card *coach.Scorecard) (criterion int, check string) {
	t.Helper()
	for i, k := range card.Criteria {
		for _, c := range k.Checks {
			if c.Verdict == coach.NotMet {
				return i, c.ID
			}
		}
	}
	t.Fatal("the rules found nothing missing")
	return 0, ""
}

func TestADecisionStandsBesideTheRulesAndWins(t *testing.T) {
	o := fresh(t)
	o.hold("ses_1", coach.English, true, "Good morning, which day can you pay the two invoices?", "Who decides on it?")
	before, err := o.desk.Sheet(t.Context(), "ses_1", "")
	if err != nil {
		t.Fatal(err)
	}
	criterion, check := missed(t, before.Card)
	decide := func(verdict coach.Verdict, reason string) error {
		_, err := o.desk.Override(t.Context(), "ses_1", coach.Override{Check: check, Verdict: verdict, Reason: reason, Author: "Wang"})
		return err
	}
	for name, err := range map[string]error{
		"no reason":     decide(coach.Met, "  "),
		"no decision":   decide("", "taken back"),
		"no verdict":    decide("splendid", "because"),
		"a long reason": decide(coach.Met, strings.Repeat("长", coach.MaxCommentRunes+1)),
	} {
		if code := coach.CodeOf(err); code != coach.CodeInvalid && code != coach.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := decide(coach.Met, "asked in the second sentence"); err != nil {
		t.Fatal(err)
	}
	after, err := o.desk.Sheet(t.Context(), "ses_1", "")
	if err != nil {
		t.Fatal(err)
	}
	was, is := before.Card.Criteria[criterion], after.Card.Criteria[criterion]
	if is.Score == nil || *is.Score <= *was.Score || *after.Final.Total < *before.Rules.Total {
		t.Errorf("criterion %d -> %v, total %d -> %v", *was.Score, is.Score, *before.Rules.Total, after.Final)
	}
	if stored, err := o.store.Assessment(t.Context(), "ses_1"); err != nil || *stored.Card.Criteria[criterion].Score != *was.Score || *after.Rules.Total != *before.Rules.Total {
		t.Errorf("the assessment did not stay as it was: %v", err)
	}
	o.catchUp()
	if got := o.find("", coach.CallQuery{Overridden: true}); got != "ses_1" {
		t.Errorf("decided on: %q", got)
	}
	if err := decide("", "looked again"); err != nil {
		t.Fatal(err)
	}
	back, err := o.desk.Sheet(t.Context(), "ses_1", "")
	if err != nil || back.Final != nil || *back.Card.Total != *before.Rules.Total {
		t.Errorf("taken back: final %v, %v", back.Final, err)
	}
	trail := make([]coach.Verdict, len(back.Overrides))
	for i, one := range back.Overrides {
		trail[i] = one.Verdict
	}
	if !slices.Equal(trail, []coach.Verdict{coach.Met, ""}) || back.Overrides[0].Was != coach.NotMet {
		t.Errorf("the trail is %+v", back.Overrides)
	}
	if got := o.find("", coach.CallQuery{Overridden: true}); got != "" {
		t.Errorf("decided on, when it was taken back: %q", got)
	}
}

func TestDecisionsAtTheSameTimeAllCount(t *testing.T) {
	o := fresh(t)
	o.hold("ses_1", coach.English, true, "Good morning, which day can you pay the two invoices?")
	sheet, err := o.desk.Sheet(t.Context(), "ses_1", "")
	if err != nil {
		t.Fatal(err)
	}
	var checks []string
	for _, k := range sheet.Card.Criteria {
		for _, c := range k.Checks {
			if len(checks) < 4 {
				checks = append(checks, c.ID)
			}
		}
	}
	var people sync.WaitGroup
	for _, check := range checks {
		people.Go(func() {
			if _, err := o.desk.Override(t.Context(), "ses_1", coach.Override{Check: check, Verdict: coach.Met, Reason: "seen"}); err != nil {
				t.Error(err)
			}
		})
	}
	people.Wait()
	sheet, err = o.desk.Sheet(t.Context(), "ses_1", "")
	if err != nil || len(sheet.Overrides) != len(checks) {
		t.Fatalf("%d decisions, %v", len(sheet.Overrides), err)
	}
	found, err := o.desk.Search(t.Context(), "", coach.CallQuery{})
	if err != nil || found[0].Final == nil || *found[0].Final.Total != *sheet.Final.Total {
		t.Errorf("listed %+v, rolled up %+v, %v", found[0].Final, sheet.Final, err)
	}
}

func TestCommentsAreKeptWithTheirTrail(t *testing.T) {
	o := fresh(t)
	events := o.hold("ses_1", coach.Chinese, true, "您好，请问发票收到了吗？")
	turn, beyond := 1, len(coach.Turns(events))
	said := func(c coach.Comment) (coach.Comment, error) { return o.desk.Comment(t.Context(), "ses_1", c) }
	for name, c := range map[string]coach.Comment{
		"empty":           {Turn: &turn, Text: " \n"},
		"no such turn":    {Turn: &beyond, Text: "x"},
		"no such check":   {Check: "nothing", Text: "x"},
		"too long":        {Text: strings.Repeat("x", coach.MaxCommentRunes+1)},
		"too long a name": {Text: "x", Author: strings.Repeat("x", coach.MaxAuthorRunes+1)},
	} {
		if _, err := said(c); coach.CodeOf(err) != coach.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	first, err := said(coach.Comment{Turn: &turn, Text: "先问谁签字 🙂", Author: "王"})
	if err != nil {
		t.Fatal(err)
	}
	if got := o.find("", coach.CallQuery{OpenComments: true}); got != "ses_1" {
		t.Errorf("with open comments: %q", got)
	}
	if err := o.desk.Resolve(t.Context(), "ses_1", first.ID, true, "李"); err != nil {
		t.Fatal(err)
	}
	if got := o.find("", coach.CallQuery{OpenComments: true}); got != "" {
		t.Errorf("with open comments, when it is resolved: %q", got)
	}
	if err := o.desk.Resolve(t.Context(), "ses_1", "com_other", true, ""); coach.CodeOf(err) != coach.CodeNotFound {
		t.Errorf("a comment that is not there: %v", err)
	}
	sheet, err := o.desk.Sheet(t.Context(), "ses_1", "")
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%s by %s on turn %d, resolved %v by %s", sheet.Comments[0].Text, sheet.Comments[0].Author, *sheet.Comments[0].Turn, sheet.Comments[0].Resolved, sheet.Comments[0].Marks[0].Author)
	if want := "先问谁签字 🙂 by 王 on turn 1, resolved true by 李"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
