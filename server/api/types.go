package api

import (
	"cmp"
	"time"

	"huikuan/server/coach"
)

// ScenarioSummary is a case as the library lists it, in one language.
type ScenarioSummary struct {
	ID         string       `json:"id"`
	Title      string       `json:"title"`
	Brief      string       `json:"brief"`
	Goal       string       `json:"goal"`
	Trade      string       `json:"trade"`
	Difficulty int          `json:"difficulty" minimum:"1" maximum:"3"`
	DaysLate   int          `json:"days_late" doc:"days between the oldest due date and the case's today"`
	Balance    coach.Money  `json:"balance"`
	Debtor     string       `json:"debtor"`
	Trains     []Skill      `json:"trains" nullable:"false"`
	Langs      []coach.Lang `json:"langs" nullable:"false"`
	// Measured is nil when this version of the case was not played.
	Measured *coach.Measured `json:"measured" doc:"how it went for scripted trainees, null when this version was not played"`
	Best     *Best           `json:"best" doc:"own best unassisted attempt, null before the first"`
	Attempts Attempts        `json:"attempts" doc:"own finished calls, assisted ones too"`
}

// Attempts is how often a case was practised, best or not.
type Attempts struct {
	Calls    int    `json:"calls"`
	Assisted int    `json:"assisted" doc:"those of them with a hint, of a fork or of a next call: no best comes of them"`
	Latest   string `json:"latest" doc:"the last of them, or empty"`
}

// Skill is a criterion by id and name.
type Skill struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Best is the best scored attempt at a case.
type Best struct {
	Session string            `json:"session"`
	Total   int               `json:"total"`
	Outcome coach.OutcomeRung `json:"outcome"`
}

// ScenarioView is everything a trainee may know of a case before the call, in one language.
type ScenarioView struct {
	ScenarioSummary
	Today     coach.Date      `json:"today"`
	Creditor  FirmView        `json:"creditor"`
	Trainee   PersonView      `json:"trainee" doc:"who the trainee is in this case"`
	Invoices  []InvoiceView   `json:"invoices" nullable:"false"`
	History   []HistoryView   `json:"history" nullable:"false"`
	Contacts  []ContactView   `json:"contacts" nullable:"false" doc:"people at the debtor's; the first answers the phone"`
	Desk      []DeskView      `json:"desk" nullable:"false"`
	Authority coach.Authority `json:"authority"`
	Permitted []PermittedView `json:"permitted" nullable:"false" doc:"consequences that are true and authorised here"`
	RedLines  []RedLineView   `json:"red_lines" nullable:"false"`
}

// FirmView is a firm by name and size class.
type FirmView struct {
	Name string `json:"name"`
	Size string `json:"size"`
}

// PersonView is a person by name and role.
type PersonView struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

// InvoiceView is one open invoice.
type InvoiceView struct {
	Number string      `json:"number"`
	Amount coach.Money `json:"amount"`
	Issued coach.Date  `json:"issued"`
	Due    coach.Date  `json:"due"`
	For    string      `json:"for"`
}

// HistoryView is something that happened before the call.
type HistoryView struct {
	Date coach.Date `json:"date"`
	What string     `json:"what"`
}

// ContactView is a person at the debtor's as the trainee knows them.
type ContactView struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Title string `json:"title"`
	Role  string `json:"role"`
}

// DeskView is a document on the case desk that can be used in the call.
type DeskView struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Document string `json:"document"`
}

// PermittedView is a consequence the trainee may name.
type PermittedView struct {
	Act  coach.Act `json:"act"`
	What string    `json:"what"`
}

// RedLineView reminds of what is out of bounds and what to say instead.
type RedLineView struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Level      coach.Level `json:"level"`
	SayInstead string      `json:"say_instead"`
}

// SessionView is a session as listed.
type SessionView struct {
	ID            string             `json:"id"`
	Scenario      string             `json:"scenario" doc:"what it was held with; a case written in the studio is named with its edition: my-case@2"`
	Case          string             `json:"case" doc:"the case to call again, in the edition that is offered now"`
	ScenarioTitle string             `json:"scenario_title" doc:"in the session's language; the id when the case is no longer there"`
	Titles        coach.Text         `json:"titles" doc:"the same in each language, for readers of another one"`
	Lang          coach.Lang         `json:"lang"`
	Mode          coach.Mode         `json:"mode"`
	Trainee       string             `json:"trainee" doc:"who held it, by name; empty where nobody said"`
	Purpose       string             `json:"purpose" enum:"own,demo,tour" doc:"one's own practice, the demo team's, or the tour's; what goes on from a call has its purpose"`
	Seed          int64              `json:"seed"`
	Status        coach.Status       `json:"status"`
	ForkOf        string             `json:"fork_of" doc:"the session this one was forked from, or empty"`
	Assisted      bool               `json:"assisted" doc:"a hint was taken or it is a fork"`
	StartedAt     time.Time          `json:"started_at"`
	EndedAt       *time.Time         `json:"ended_at"`
	EndReason     coach.EndReason    `json:"end_reason"`
	LastSeq       int64              `json:"last_seq"`
	Turns         int                `json:"turn_count"`
	Total         *int               `json:"total"`
	Outcome       coach.OutcomeRung  `json:"outcome"`
	Promise       coach.PromiseLevel `json:"promise"`
	Verdict       string             `json:"verdict"`
}

// SessionDetail is a session with its turns.
type SessionDetail struct {
	SessionView
	Transcript []coach.Turn `json:"turns" nullable:"false"`
	Actions    []ActionView `json:"actions" nullable:"false" doc:"what happened beside speaking, in order"`
	Follows    string       `json:"follows" doc:"the call this one follows, or empty"`
	Call       int          `json:"call" doc:"which call of the account it is, 1 for the first"`
}

// ActionView is something that happened in a call beside speaking.
type ActionView struct {
	Turn int              `json:"turn" doc:"the last turn before it"`
	Kind coach.ActionKind `json:"kind" enum:"desk,asked_for,on_line" doc:"a document of the case desk used, somebody asked for, somebody else on the line"`
	ID   string           `json:"id" doc:"of the document, or of the contact"`
	Name string           `json:"name" doc:"of the document or the contact, in the call's language; the id when the case is no longer there"`
}

// StartBody asks for a new call.
type StartBody struct {
	ScenarioID string     `json:"scenario_id,omitempty" maxLength:"100" doc:"a case id from GET scenarios; may be left out when follows is given"`
	Lang       coach.Lang `json:"lang,omitempty" enum:"zh,en" doc:"may be left out when follows is given"`
	Mode       coach.Mode `json:"mode,omitempty" enum:"practice,exam" default:"practice"`
	Seed       *int64     `json:"seed,omitempty" doc:"same case, seed and words give the same call; picked when absent"`
	Purpose    string     `json:"purpose,omitempty" enum:"own,tour" default:"own" doc:"a call of the tour counts for nothing"`
	Follows    string     `json:"follows,omitempty" maxLength:"64" doc:"a finished call: its debtor is rung once more, after the day they promised"`
}

// ForkBody asks for another go from a turn on.
type ForkBody struct {
	Turn int `json:"turn" minimum:"0" doc:"the last turn kept"`
}

func scenarioSummary(s *coach.Scenario, lang coach.Lang, own practised) ScenarioSummary {
	c := s.Case
	trains := make([]Skill, 0, len(c.Trains))
	for _, id := range c.Trains {
		trains = append(trains, Skill{ID: id, Name: criterionName(s, id, lang)})
	}
	return ScenarioSummary{
		ID: coach.CaseOf(c.ID), Title: c.Title.In(lang), Brief: c.Brief.In(lang), Goal: c.Goal.In(lang), Trade: c.Trade.In(lang),
		Difficulty: c.Difficulty, DaysLate: c.Account.OldestDue().DaysUntil(c.Today), Balance: c.Account.Balance(),
		Debtor: c.Debtor.Name.In(lang), Trains: trains, Langs: []coach.Lang{coach.Chinese, coach.English}, Best: own.best, Attempts: own.Attempts,
	}
}

func criterionName(s *coach.Scenario, id string, lang coach.Lang) string {
	for _, k := range s.Playbook.Criteria {
		if k.ID == id {
			return k.Name.In(lang)
		}
	}
	return id
}

// scenarioView shows field by field what a trainee may see; the case's truth, facts, excuses and conditions stay out.
func scenarioView(s *coach.Scenario, lang coach.Lang, own practised) ScenarioView {
	c := s.Case
	view := ScenarioView{
		ScenarioSummary: scenarioSummary(s, lang, own),
		Today:           c.Today,
		Creditor:        FirmView{Name: c.Creditor.Name.In(lang), Size: c.Creditor.Size},
		Trainee:         PersonView{Name: c.Creditor.Trainee.In(lang), Role: c.Creditor.Role.In(lang)},
		Authority:       c.Authority,
		Invoices:        []InvoiceView{}, History: []HistoryView{}, Contacts: []ContactView{}, Desk: []DeskView{},
		Permitted: []PermittedView{}, RedLines: []RedLineView{},
	}
	for _, i := range c.Account.Invoices {
		view.Invoices = append(view.Invoices, InvoiceView{Number: i.Number, Issued: i.Issued, Due: i.Due, For: i.For.In(lang),
			Amount: coach.Money{Minor: i.Minor, Currency: c.Account.Currency}})
	}
	for _, h := range c.Account.History {
		view.History = append(view.History, HistoryView{Date: h.Date, What: h.What.In(lang)})
	}
	for _, p := range c.Contacts {
		view.Contacts = append(view.Contacts, ContactView{ID: p.ID, Name: p.Name.In(lang), Title: p.Title.In(lang), Role: p.Role.In(lang)})
	}
	for _, d := range c.Desk {
		view.Desk = append(view.Desk, DeskView{ID: d.ID, Name: d.Name.In(lang), Document: d.Document.In(lang)})
	}
	for _, p := range c.Permitted {
		view.Permitted = append(view.Permitted, PermittedView{Act: p.Act, What: p.What.In(lang)})
	}
	for _, r := range s.LawPack.RedLines {
		view.RedLines = append(view.RedLines, RedLineView{ID: r.ID, Name: r.Name.In(lang), Level: r.Level, SayInstead: r.SayInstead.In(lang)})
	}
	return view
}

func sessionView(s coach.Session, titles coach.Text) SessionView {
	view := SessionView{
		ID: s.ID, Scenario: s.ScenarioID, Case: s.CaseID(), ScenarioTitle: titles.In(s.Lang), Titles: titles, Lang: s.Lang, Mode: s.Mode, Trainee: s.Trainee, Purpose: purposeName(s.Purpose), Seed: s.Seed, Status: s.Status,
		ForkOf: s.ForkOf, Assisted: s.Assisted, StartedAt: s.StartedAt, EndReason: s.EndReason, LastSeq: s.LastSeq,
		Turns: s.Turns, Total: s.Total, Outcome: s.Outcome, Promise: s.Promise, Verdict: s.Verdict,
	}
	if !s.EndedAt.IsZero() {
		ended := s.EndedAt
		view.EndedAt = &ended
	}
	return view
}

// own is how one's own practice is named over the wire.
const own = "own"

func purposeName(p coach.Purpose) string { return cmp.Or(string(p), own) }

func purposeOf(name string) coach.Purpose {
	if name == own {
		return coach.PurposeOwn
	}
	return coach.Purpose(name)
}
