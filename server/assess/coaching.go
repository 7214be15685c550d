package assess

import (
	"fmt"
	"slices"

	"huikuan/server/coach"
)

// coaching picks at most one thing to keep, one to start and one to stop.
func (c *Call) coaching(card coach.Scorecard) coach.Coaching {
	return coach.Coaching{Keep: c.keep(card.Criteria), Start: c.start(card.Criteria), Stop: c.stop(card)}
}

// keep is the strongest thing done with words to show for it: the met check that carries most of the total. What is to be
// said again, or never again, is quoted as the sentence it was, not as the few words that gave it away.
func (c *Call) keep(criteria []coach.CriterionResult) *coach.CoachingPoint {
	var best *coach.CoachingPoint
	most := 0
	for _, k := range criteria {
		if k.Score == nil || *k.Score < passMark {
			continue
		}
		for _, check := range k.Checks {
			worth := c.worth(k.ID, check.ID) * *k.Score
			own := slices.IndexFunc(check.Evidence, func(e coach.Evidence) bool { return slices.Contains(c.said, c.position(e.Turn)) })
			if check.Verdict != coach.Met || own < 0 || worth <= most {
				continue
			}
			most = worth
			at := check.Evidence[own].Turn
			best = &coach.CoachingPoint{
				Criterion: k.ID, Turn: &at, Quote: c.turns[c.position(at)].sentence(check.Evidence[own].Quote),
				Text: c.say("“%s”这一项这句话做到了，下一通照样来。", "This line does it for \"%s\". Keep it in your next call.", k.Name),
			}
		}
	}
	return best
}

// start is the missed check that would have brought most, where there was a moment for it.
func (c *Call) start(criteria []coach.CriterionResult) *coach.CoachingPoint {
	var best *coach.CoachingPoint
	most := 0
	for _, k := range criteria {
		if k.Score == nil || k.Better == nil || k.Advisory {
			continue
		}
		lost := k.Weight * (100 - *k.Score)
		if lost <= most {
			continue
		}
		most = lost
		at := k.Better.Turn
		best = &coach.CoachingPoint{
			Criterion: k.ID, Turn: &at, Quote: c.quoted(at),
			Text: c.say("下一通先补“%s”。这里可以说：%s", "Work on \"%s\" next. Here you could say: %s", k.Name, k.Better.Line),
		}
	}
	return best
}

// stop is the gravest fault: a red line, else what works against the trainee.
func (c *Call) stop(card coach.Scorecard) *coach.CoachingPoint {
	if line, ok := gravest(card.RedLines); ok {
		at := line.Turn
		text := c.say("这句越了红线，别再说。", "This crosses a red line. Don't say it again.")
		if line.SayInstead != "" {
			text = c.say("这句越了红线。换成：%s", "This crosses a red line. Instead: %s", line.SayInstead)
		}
		return &coach.CoachingPoint{Criterion: "k_compliance", Turn: &at, Quote: line.Quote, Text: text}
	}
	for _, fault := range []struct {
		kind      coach.Act
		criterion string
		zh, en    string
	}{
		{coach.ActAcceptVague, "k_negotiate", "别收没有日子的话：对方说“尽快”，就当场问哪天。", "Don't take a word without a day: when you hear \"soon\", ask which day."},
		{coach.ActGrovel, "k_tone", "要账是应当的，别求人，也别替对方说不急。", "The money is due: don't plead, and don't say there is no rush."},
		{coach.ActInviteComplaint, "k_tone", "催款当中别主动问对方对我们有什么不满。", "Don't go looking for complaints while you are collecting."},
	} {
		if hits := c.any(fault.kind); len(hits) > 0 {
			at := c.turns[hits[0].at].index
			return &coach.CoachingPoint{Criterion: fault.criterion, Turn: &at, Quote: c.turns[hits[0].at].sentence(hits[0].quote), Text: c.say(fault.zh, fault.en)}
		}
	}
	return nil
}

func gravest(lines []coach.RedLineHit) (coach.RedLineHit, bool) {
	for _, level := range []coach.Level{coach.Critical, coach.Major, coach.Minor} {
		for _, l := range lines {
			if l.Level == level {
				return l, true
			}
		}
	}
	return coach.RedLineHit{}, false
}

// worth is a check's weight within its criterion times the criterion's.
func (c *Call) worth(criterion, check string) int {
	for _, k := range c.playbook.Criteria {
		if k.ID != criterion {
			continue
		}
		for _, x := range k.Checks {
			if x.ID == check {
				return k.Weight * x.Weight
			}
		}
	}
	return 0
}

// quoted returns the gist of the turn with the given number.
func (c *Call) quoted(number int) string {
	at := c.position(number)
	if at < 0 {
		return ""
	}
	gist := c.turns[at].gist()
	if !verifies(c.turns[at].folded, fold(gist)) {
		return ""
	}
	return gist
}

// say words something in the language the assessment is told in.
func (c *Call) say(zh, en string, args ...any) string {
	text := en
	if c.telling() == coach.Chinese {
		text = zh
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
