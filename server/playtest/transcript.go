package playtest

import (
	"fmt"
	"io"
	"strings"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// PrintCall plays one call and writes it to read aloud, in Markdown: who says what, then how it ended. With glass, each of
// the debtor's turns is followed by what was heard, the moves and why.
func PrintCall(out io.Writer, s *coach.Scenario, lang coach.Lang, trainee Trainee, seed int64, ears Labeller, glass bool) error {
	played, err := play(s, lang, trainee, seed, ears)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "## %s · %s · %s %d\n\n", s.Case.Title.In(lang), s.Case.ID, trainee.ID(), seed)
	p := printing{b: &b, s: s, lang: lang, state: debtor.NewState(s, lang)}
	for _, e := range played.log {
		p.event(e, glass)
	}
	p.ending(assess.Score(assess.FromLog(s, played.log)), glass)
	_, err = io.WriteString(out, b.String())
	return err
}

type printing struct {
	b     *strings.Builder
	s     *coach.Scenario
	lang  coach.Lang
	state *debtor.State
}

func (p *printing) event(e coach.Event, glass bool) {
	p.state.Apply(e)
	switch body := e.Body.(type) {
	case coach.TurnAccepted:
		p.line(p.s.Case.Creditor.Trainee.In(p.lang), body.Text)
		if glass {
			p.note(heard(body.Heard))
		}
	case coach.TurnCompleted:
		who, _ := p.s.Contact(body.Contact)
		p.line(who.Title.In(p.lang), body.Text)
		if glass {
			p.note(moves(body.Moves))
			g := p.state.Gauges()
			p.note(fmt.Sprintf("%s, willing %d; trust %d irritation %d urgency %d credibility %d face %d obligation %d patience %d",
				p.state.Affect(), p.state.Willingness(), g.Trust, g.Irritation, g.Urgency, g.Credibility, g.Face, g.Obligation, g.Patience))
		}
	case coach.ActionDone:
		for _, d := range p.s.Case.Desk {
			if d.ID == body.Action {
				p.aside(d.Name.In(p.lang))
			}
		}
		if contact, ok := strings.CutPrefix(body.Action, coach.AskedFor); ok {
			who, _ := p.s.Contact(contact)
			p.aside("→ " + who.Title.In(p.lang))
		}
	case coach.SessionEnded:
		p.aside(endingText(body.Reason, p.lang))
	}
}

func (p *printing) line(who, text string) {
	colon := ": "
	if p.lang == coach.Chinese {
		colon = "："
	}
	fmt.Fprintf(p.b, "**%s**%s%s\n\n", who, colon, text)
}

func (p *printing) aside(text string) { fmt.Fprintf(p.b, "*(%s)*\n\n", text) }

func (p *printing) note(text string) { fmt.Fprintf(p.b, "    %s\n\n", text) }

func heard(u coach.Understanding) string {
	names := make([]string, len(u.Acts))
	for i, h := range u.Acts {
		names[i] = fmt.Sprintf("%s %.2f", h.Act, h.Score)
	}
	return "heard: " + strings.Join(names, ", ")
}

func moves(list []coach.Move) string {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = strings.TrimSpace(fmt.Sprintf("%s %s%s%s%s", m.Kind, m.Excuse, m.Fact, m.Element, m.Contact))
		names[i] += fmt.Sprintf(" (%s %s)", m.Cause.Act, m.Cause.Rule)
	}
	return "moves: " + strings.Join(names, "; ")
}

func endingText(reason coach.EndReason, lang coach.Lang) string {
	texts := map[coach.EndReason]coach.Text{
		coach.EndedByTrainee: {Zh: "学员挂断", En: "the trainee hangs up"},
		coach.EndedByDebtor:  {Zh: "对方挂断", En: "the other side hangs up"},
		coach.EndedAgreed:    {Zh: "互道再见", En: "both say goodbye"},
		coach.EndedByLimit:   {Zh: "到了时长上限", En: "the call runs into its limit"},
	}
	return texts[reason].In(lang)
}

func (p *printing) ending(card coach.Scorecard, glass bool) {
	score := "–"
	if card.Total != nil {
		score = fmt.Sprint(*card.Total)
	}
	fmt.Fprintf(p.b, "%s · %s · %s · %s\n\n", card.Verdict, score, card.Outcome.Rung, card.Outcome.Promise.Level)
	if !glass {
		return
	}
	for _, k := range card.Criteria {
		if k.Score == nil {
			p.note(fmt.Sprintf("%-22s %2d  %s", k.ID, k.Weight, k.Verdict))
			continue
		}
		var checks []string
		for _, c := range k.Checks {
			checks = append(checks, c.ID+" "+string(c.Verdict))
		}
		p.note(fmt.Sprintf("%-22s %2d  %3d  %s", k.ID, k.Weight, *k.Score, strings.Join(checks, ", ")))
	}
	for _, r := range card.RedLines {
		p.note(fmt.Sprintf("red line %s (%s) turn %d: %s", r.ID, r.Level, r.Turn, r.Quote))
	}
}

// TranscriptCount is how many calls PrintTranscripts writes.
const TranscriptCount = 20

// PrintTranscripts writes twenty calls in a language to read: the expert in every case first, then the other trainees,
// each in another case.
func PrintTranscripts(out io.Writer, cases []*coach.Scenario, lang coach.Lang, ears Labeller) error {
	title, about := "# Twenty calls in English\n\n", "Played by scripted trainees with the scripted voice; written by `make transcripts`. The last line of each call is verdict, score, outcome and promise.\n\n"
	if lang == coach.Chinese {
		title, about = "# 二十通中文通话\n\n", "由脚本学员和脚本语音对练，`make transcripts` 生成。每通最后一行是结论、得分、结果等级和承诺等级。\n\n"
	}
	if _, err := io.WriteString(out, title+about); err != nil || len(cases) == 0 {
		return err
	}
	trainees := Trainees()
	for i := range TranscriptCount {
		t := trainees[0]
		if i >= len(cases) {
			t = trainees[1+(i-len(cases))%(len(trainees)-1)]
		}
		if err := PrintCall(out, cases[i%len(cases)], lang, t, int64(i+1), ears, false); err != nil {
			return err
		}
	}
	return nil
}
