package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
	"huikuan/server/practice"
)

// PracticeView is what to practise next and why, in one language.
type PracticeView struct {
	Attempts  int            `json:"attempts" doc:"scored calls the plan rests on"`
	DoneToday int            `json:"done_today"`
	Calls     []PracticeCall `json:"calls" nullable:"false" doc:"at most two a day, less what was done today"`
	NextDue   *time.Time     `json:"next_due" doc:"when something comes due again; null when nothing is scheduled"`
	Skills    []PracticeItem `json:"skills" nullable:"false" doc:"weakest first"`
	Excuses   []PracticeItem `json:"excuses" nullable:"false" doc:"those met in calls, most lost to first"`
	Week      PracticeWeek   `json:"week"`
	Curve     PracticeCurve  `json:"curve"`
}

// PracticeCall is a call to make next.
type PracticeCall struct {
	Scenario ScenarioSummary `json:"scenario"`
	Why      practice.Why    `json:"why" enum:"first,due,unseen"`
	Skills   []Skill         `json:"skills" nullable:"false" doc:"due skills it trains"`
	Excuses  []Skill         `json:"excuses" nullable:"false" doc:"due excuses met in this case before"`
	Seen     bool            `json:"seen" doc:"played before"`
}

// PracticeItem is a skill or an excuse with how it sits.
type PracticeItem struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Mean   int       `json:"mean" doc:"0 to 100, recent calls weigh more"`
	Last   int       `json:"last"`
	Before *int      `json:"before" doc:"in the call before, null after one call"`
	Calls  int       `json:"calls"`
	Lost   int       `json:"lost" doc:"of an excuse: calls in which nobody settled it"`
	Due    time.Time `json:"due"`
	IsDue  bool      `json:"is_due"`
	Kept   int       `json:"kept" doc:"chance that it still sits, percent"`
}

// PracticeWeek is the rhythm of the current week, Monday first.
type PracticeWeek struct {
	Goal int           `json:"goal"`
	Done int           `json:"done"`
	Days []PracticeDay `json:"days" nullable:"false"`
}

// PracticeDay is one day of the week.
type PracticeDay struct {
	Date  coach.Date `json:"date"`
	Calls int        `json:"calls"`
	Today bool       `json:"today"`
}

// PracticeCurve is how totals moved, unassisted calls only.
type PracticeCurve struct {
	Points       []PracticePoint `json:"points" nullable:"false"`
	UnseenGain   *int            `json:"unseen_gain" doc:"median of the last three first goes less that of the first three; null with fewer than six"`
	RepeatedGain *int            `json:"repeated_gain"`
}

// PracticePoint is one call of the curve.
type PracticePoint struct {
	Session string    `json:"session"`
	Title   string    `json:"title"`
	At      time.Time `json:"at"`
	Total   int       `json:"total"`
	Unseen  bool      `json:"unseen" doc:"the first call on its case"`
	Median  int       `json:"median" doc:"of up to five calls of its kind"`
}

type practiceOne struct{ Body PracticeView }

func (s *server) practiceRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "get-practice", Method: http.MethodGet, Path: "/api/v1/practice",
		Summary: "What to practise next and why"}, s.getPractice)
}

func (s *server) getPractice(ctx context.Context, in *struct {
	LangQuery
	Offset int    `query:"offset" minimum:"-840" maximum:"840" default:"0" doc:"minutes the trainee's clock is ahead of UTC; days begin by it"`
	Demo   string `query:"demo" maxLength:"60" doc:"the plan of this trainee of the demo team, in place of one's own"`
}) (*practiceOne, error) {
	if in.Demo != "" {
		plan, err := s.Calls.DemoPractice(ctx, in.Demo, zoneOf(in.Offset))
		if err != nil {
			return nil, s.fail(err)
		}
		return &practiceOne{Body: s.practiceView(plan, in.Lang, nil)}, nil
	}
	plan, err := s.Calls.Practice(ctx, zoneOf(in.Offset))
	if err != nil {
		return nil, s.fail(err)
	}
	own, err := s.practised(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	return &practiceOne{Body: s.practiceView(plan, in.Lang, own)}, nil
}

func (s *server) practiceView(plan practice.Plan, lang coach.Lang, own map[string]practised) PracticeView {
	names := s.practiceNames(lang)
	view := PracticeView{
		Attempts: plan.Attempts, DoneToday: plan.DoneToday, NextDue: plan.NextDue, Calls: []PracticeCall{},
		Skills: names.items(plan.Skills), Excuses: names.items(plan.Excuses),
		Week:  PracticeWeek{Goal: plan.Week.Goal, Done: plan.Week.Done, Days: []PracticeDay{}},
		Curve: PracticeCurve{Points: []PracticePoint{}, UnseenGain: plan.Curve.UnseenGain, RepeatedGain: plan.Curve.RepeatedGain},
	}
	for _, call := range plan.Calls {
		scenario, err := s.Catalog.Scenario(call.Case)
		if err != nil {
			continue // removed since the plan was made
		}
		view.Calls = append(view.Calls, PracticeCall{
			Scenario: s.summary(scenario, lang, own[call.Case]), Why: call.Why, Seen: call.Seen,
			Skills: names.skills(call.Skills), Excuses: names.skills(call.Excuses),
		})
	}
	for _, day := range plan.Week.Days {
		view.Week.Days = append(view.Week.Days, PracticeDay{Date: coach.Date(day.Date), Calls: day.Calls, Today: day.Today})
	}
	for _, p := range plan.Curve.Points {
		title := p.Scenario // of a case that is gone
		if scenario, err := s.Catalog.Scenario(p.Scenario); err == nil {
			title = scenario.Case.Title.In(lang)
		}
		view.Curve.Points = append(view.Curve.Points, PracticePoint{
			Session: p.Session, Title: title, At: p.At, Total: p.Total, Unseen: p.Unseen, Median: p.Median,
		})
	}
	return view
}

// named maps ids of criteria and excuses to their names.
type named map[string]string

func (s *server) practiceNames(lang coach.Lang) named {
	names := named{}
	for _, scenario := range s.Catalog.Scenarios() {
		for _, k := range scenario.Playbook.Criteria {
			names[k.ID] = k.Name.In(lang)
		}
		for _, x := range scenario.Playbook.Excuses {
			names[x.ID] = x.Name.In(lang)
		}
	}
	return names
}

func (n named) of(id string) string {
	if name, ok := n[id]; ok {
		return name
	}
	return id
}

func (n named) skills(ids []string) []Skill {
	skills := make([]Skill, 0, len(ids))
	for _, id := range ids {
		skills = append(skills, Skill{ID: id, Name: n.of(id)})
	}
	return skills
}

func (n named) items(items []practice.Item) []PracticeItem {
	views := make([]PracticeItem, 0, len(items))
	for _, i := range items {
		views = append(views, PracticeItem{
			ID: i.ID, Name: n.of(i.ID), Mean: i.Mean, Last: i.Last, Before: i.Before, Calls: i.Calls, Lost: i.Lost,
			Due: i.Due, IsDue: i.IsDue, Kept: i.Kept,
		})
	}
	return views
}
