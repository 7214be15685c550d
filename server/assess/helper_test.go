package assess

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
)

const playbookFile = "playbooks/b2b-receivables.yaml"

var readPlaybook = sync.OnceValues(func() (coach.Playbook, error) {
	var p coach.Playbook
	data, err := fs.ReadFile(scenarios.FS, playbookFile)
	if err == nil {
		err = yaml.Unmarshal(data, &p)
	}
	return p, err
})

func shippedPlaybook(tb testing.TB) coach.Playbook {
	tb.Helper()
	p, err := readPlaybook()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func both(s string) coach.Text { return coach.Text{Zh: s, En: s} }

func lawPack() coach.LawPack {
	line := func(id string, level coach.Level) coach.RedLine {
		return coach.RedLine{ID: id, Name: both(id), Level: level, SayInstead: both("instead of " + id)}
	}
	return coach.LawPack{ID: "cn", Version: 1, RedLines: []coach.RedLine{
		line("rl_violence", coach.Critical), line("rl_family_private", coach.Critical), line("rl_police_false", coach.Critical),
		line("rl_insult", coach.Major), line("rl_bluff", coach.Major), line("rl_unauthorised", coach.Major),
		line("rl_false_legal", coach.Major), line("rl_misstate_amount", coach.Major), line("rl_time", coach.Minor),
		line("rl_ignore_dispute", coach.Minor), line("rl_stop_channel", coach.Minor), line("rl_payment_fraud", coach.Minor),
	}}
}

// world is a case with a clerk at the phone and an owner who decides, a debt of 80,000.00 on two invoices.
func world(tb testing.TB) *coach.Scenario {
	tb.Helper()
	p := shippedPlaybook(tb)
	p.DebtorTypes = slices.Concat([]coach.DebtorType{{
		ID: "d_test", Name: both("test"), Affect: coach.Calm, Keeps: 800,
		Start:   coach.Gauges{Trust: 50, Irritation: 20, Urgency: 40, Credibility: 50, Face: 60, Obligation: 40, Patience: 80},
		Weights: coach.Gauges{Trust: 1, Urgency: 1, Irritation: -1},
	}}, p.DebtorTypes)
	return &coach.Scenario{
		Hash: "content", Playbook: p, LawPack: lawPack(),
		Case: coach.Case{
			ID: "test", Today: "2026-05-13", Stage: "st_late_7",
			Creditor: coach.Creditor{Name: coach.Text{Zh: "枫棠卫浴", En: "Fengtang Bathrooms"}, Trainee: coach.Text{Zh: "小林", En: "Sam"}},
			Debtor:   coach.Party{Name: coach.Text{Zh: "荣鼎建材", En: "Rongding Supplies"}},
			Account: coach.Account{
				Currency: "CNY",
				Invoices: []coach.Invoice{
					{Number: "FT-26-0118", Minor: 5000000, Issued: "2026-04-01", Due: "2026-05-01"},
					{Number: "FT-26-0131", Minor: 3000000, Issued: "2026-04-05", Due: "2026-05-05"},
				},
				History: []coach.HistoryEntry{{Date: "2026-05-06", What: both("promised for the 10th")}},
			},
			Authority: coach.Authority{MaxDiscount: 20, MaxExtensionDays: 10, MaxInstalments: 2, MayWaiveInterest: true},
			Permitted: []coach.Permission{{Act: coach.ActConsequenceCurrent, What: both("supply stops")}},
			Contacts: []coach.Contact{
				{ID: "clerk", Name: coach.Text{Zh: "苏敏", En: "Su Min"}, Title: coach.Text{Zh: "苏会计", En: "Ms Su"}, Authority: coach.AuthorityExecute},
				{ID: "owner", Name: coach.Text{Zh: "钱广泰", En: "Qian Guangtai"}, Title: coach.Text{Zh: "钱总", En: "Mr Qian"}, Authority: coach.AuthorityApprove},
			},
			Truth: coach.Truth{
				DebtorType: "d_test", Decides: "owner",
				Offers: []coach.Offer{{Share: 300, Date: "2026-05-29", Will: 30}, {Share: 600, Date: "2026-05-20", Will: 60}},
			},
		},
	}
}

// script writes the log of a call turn by turn.
type script struct {
	scenario *coach.Scenario
	lang     coach.Lang
	contact  string
	events   []coach.Event
	turn     int
}

func newScript(tb testing.TB) *script {
	s := &script{scenario: world(tb), lang: coach.English, contact: "owner"}
	return s
}

func (s *script) add(body coach.EventBody) *script {
	if len(s.events) == 0 {
		if _, started := body.(coach.SessionStarted); !started {
			s.add(coach.SessionStarted{ScenarioID: "test", ScenarioHash: "content", Lang: s.lang, Mode: coach.Practice, Seed: 1, Contact: s.contact})
		}
	}
	at := time.Date(2026, 5, 13, 9, 0, len(s.events), 0, time.UTC)
	s.events = append(s.events, coach.Event{Seq: int64(len(s.events) + 1), At: at, Body: body})
	return s
}

// heard is what the trainee's words were understood as.
type heard func(*coach.TurnAccepted)

// does is an act carried by a quote; without one by the whole text.
func does(kind coach.Act, quote ...string) heard {
	return func(t *coach.TurnAccepted) {
		hit := coach.ActHit{Act: kind, Score: 0.9, Quote: strings.TrimSpace(t.Text)}
		if len(quote) > 0 {
			hit.Quote = quote[0]
		}
		if kind.RedLine() {
			hit.RedLine = redLineOf(act{kind: kind})
		}
		t.Heard.Acts = append(t.Heard.Acts, hit)
	}
}

func crosses(id string, kind coach.Act) heard {
	return func(t *coach.TurnAccepted) {
		t.Heard.Acts = append(t.Heard.Acts, coach.ActHit{Act: kind, Score: 0.9, Quote: strings.TrimSpace(t.Text), RedLine: id})
	}
}

func sum(minor int64, quote string) heard {
	return func(t *coach.TurnAccepted) {
		t.Heard.Slots.Money = append(t.Heard.Slots.Money, coach.MoneySlot{Amount: &coach.Money{Minor: minor, Currency: "CNY"}, Precision: coach.Exact, Quote: quote})
	}
}

func on(date coach.Date, quote string) heard {
	return func(t *coach.TurnAccepted) {
		t.Heard.Slots.Dates = append(t.Heard.Slots.Dates, coach.DateSlot{Earliest: date, Latest: date, Precision: coach.Exact, Quote: quote})
	}
}

func days(n int) heard {
	return func(t *coach.TurnAccepted) { t.Heard.Slots.Days = append(t.Heard.Slots.Days, n) }
}

func plan(parts int) heard {
	return func(t *coach.TurnAccepted) { t.Heard.Slots.Instalments = parts }
}

func percent(permille int) heard {
	return func(t *coach.TurnAccepted) { t.Heard.Slots.Percents = append(t.Heard.Slots.Percents, permille) }
}

// moves lets the words move the debtor.
func moves(effects ...coach.Effect) heard {
	return func(t *coach.TurnAccepted) {
		for i := range effects {
			effects[i].Cause.Turn = t.Turn
		}
		t.Decision.Heard = append(t.Decision.Heard, effects...)
	}
}

func (s *script) trainee(text string, parts ...heard) *script {
	t := coach.TurnAccepted{Turn: s.turn, ClientTurnID: "c", Text: text, Contact: s.contact}
	for _, part := range parts {
		part(&t)
	}
	s.turn++
	return s.add(t)
}

// said is what the debtor does with a turn.
type said func(*coach.TurnCompleted)

func move(kind coach.MoveKind) said {
	return func(t *coach.TurnCompleted) { t.Moves = append(t.Moves, coach.Move{Kind: kind}) }
}

func effect(e coach.Effect) said {
	return func(t *coach.TurnCompleted) {
		e.Cause.Turn = t.Turn - 1
		t.Spoken = append(t.Spoken, e)
	}
}

func excuseIs(id string, status coach.ExcuseStatus) coach.Effect {
	return coach.Effect{Kind: coach.EffectExcuse, Target: id, Value: string(status)}
}

// givesExcuse raises an excuse in words.
func givesExcuse(id string) said {
	return func(t *coach.TurnCompleted) {
		t.Moves = append(t.Moves, coach.Move{Kind: coach.MoveRaiseExcuse, Excuse: id})
		effect(excuseIs(id, coach.ExcuseRaised))(t)
	}
}

func mood(a coach.Affect) said {
	return effect(coach.Effect{Kind: coach.EffectAffect, Value: string(a)})
}

// promises makes p the standing promise with a move of the given kind.
func promises(kind coach.MoveKind, p coach.Promise) said {
	return func(t *coach.TurnCompleted) {
		if p.Authority == "" {
			p.By, p.Authority = "owner", coach.AuthorityApprove
		}
		p.Turn = t.Turn
		t.Moves = append(t.Moves, coach.Move{Kind: kind, Promise: &p})
		effect(coach.Effect{Kind: coach.EffectPromise, Promise: &p})(t)
	}
}

// cutShort ends a turn before it was heard out, whatever it would have done.
func cutShort(t *coach.TurnCompleted) { t.Interrupted = true }

func (s *script) debtor(text string, parts ...said) *script {
	t := coach.TurnCompleted{Turn: s.turn, Contact: s.contact, Text: text, Voice: "scripted"}
	for _, part := range parts {
		part(&t)
	}
	s.turn++
	return s.add(t)
}

func (s *script) to(contact string) *script {
	s.contact = contact
	return s.add(coach.ContactChanged{Contact: contact, Turn: s.turn - 1})
}

func (s *script) call() Call { return FromLog(s.scenario, s.events) }

func (s *script) card() coach.Scorecard { return Score(s.call()) }

func yuan(n int64) *coach.Money { return &coach.Money{Minor: n * 100, Currency: "CNY"} }

func checkOf(tb testing.TB, card coach.Scorecard, id string) coach.CheckResult {
	tb.Helper()
	for _, k := range card.Criteria {
		for _, c := range k.Checks {
			if c.ID == id {
				return c
			}
		}
	}
	tb.Fatalf("the scorecard has no check %s", id)
	return coach.CheckResult{}
}

func criterionOf(tb testing.TB, card coach.Scorecard, id string) coach.CriterionResult {
	tb.Helper()
	for _, k := range card.Criteria {
		if k.ID == id {
			return k
		}
	}
	tb.Fatalf("the scorecard has no criterion %s", id)
	return coach.CriterionResult{}
}

// quotesHold fails when any quote of the card is not in its turn.
func quotesHold(tb testing.TB, c Call, card coach.Scorecard) {
	tb.Helper()
	hold := func(what string, number int, quote string) {
		if quote == "" {
			return
		}
		at := c.position(number)
		if at < 0 || !verifies(c.turns[at].folded, fold(quote)) {
			tb.Errorf("%s quotes %q, which turn %d does not hold", what, quote, number)
		}
	}
	for _, k := range card.Criteria {
		for _, check := range k.Checks {
			for _, e := range check.Evidence {
				hold(check.ID, e.Turn, e.Quote)
			}
		}
		if k.Better != nil {
			if at := c.position(k.Better.Turn); at < 0 || c.turns[at].speaker != coach.Trainee {
				tb.Errorf("the better line of %s is for turn %d, which is not the trainee's", k.ID, k.Better.Turn)
			}
			if strings.ContainsAny(k.Better.Line, "{}") {
				tb.Errorf("the better line of %s has an open slot: %s", k.ID, k.Better.Line)
			}
		}
	}
	for _, l := range card.RedLines {
		hold(l.ID, l.Turn, l.Quote)
	}
	for _, f := range card.Flags {
		hold(f.Kind, f.Turn, f.Quote)
	}
	for name, p := range map[string]*coach.CoachingPoint{"keep": card.Coaching.Keep, "start": card.Coaching.Start, "stop": card.Coaching.Stop} {
		if p != nil && p.Turn != nil {
			hold(name, *p.Turn, p.Quote)
		}
	}
}

var readLibrary = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })

// shipped is a case of the demo content.
func shipped(tb testing.TB, id string) *coach.Scenario {
	tb.Helper()
	library, err := readLibrary()
	if err != nil {
		tb.Fatal(err)
	}
	s, err := library.Scenario(id)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}
