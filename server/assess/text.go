package assess

import (
	"fmt"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// Text renders a scorecard as plain text in the card's language: the outcome first, then red lines, criteria with the
// words they rest on, and what to keep, start and stop.
func Text(card coach.Scorecard) string {
	w := &page{lang: card.Lang}
	w.head(card)
	w.audit(card.Audit)
	w.promise(card)
	w.redLines(card.RedLines)
	w.criteria(card.Criteria)
	w.coaching(card.Coaching)
	w.foot(card)
	return w.b.String()
}

// page is a plain text being written.
type page struct {
	b    strings.Builder
	lang coach.Lang
}

// say picks the wording of the page's language.
func (w *page) say(zh, en string) string {
	if w.lang == coach.Chinese {
		return zh
	}
	return en
}

func (w *page) line(format string, args ...any) {
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *page) head(card coach.Scorecard) {
	total := w.say("未评分", "not scored")
	if card.Total != nil {
		total = fmt.Sprintf("%d/100", *card.Total)
	}
	verdict := map[string]string{
		Passed: w.say("通过", "pass"), Failed: w.say("未通过", "fail"), NotScored: w.say("没有可评的内容", "nothing to score"),
		"needs_review": w.say("需人工复核", "needs review"), Void: w.say("本通作废，不计成绩", "void, counts for nothing"),
	}[card.Verdict]
	w.line("%s: %s  %s", w.say("结果", "Outcome"), card.Outcome.Rung, w.rung(card.Outcome.Rung))
	w.line("%s: %s  %s", w.say("总分", "Score"), total, verdict)
}

// audit says where the simulator failed.
func (w *page) audit(a *coach.Audit) {
	if a == nil || len(a.Faults) == 0 {
		return
	}
	w.line("%s: %s %d, %s %d, %s %d", w.say("模拟方失误", "Simulator's faults"), w.say("帮了你", "helped you"), a.Helped,
		w.say("妨碍了你", "hindered you"), a.Hindered, w.say("无关紧要", "minor"), a.Minor)
	if a.Void {
		w.line("  %s: %s", w.say("作废原因", "void because of"), a.Because)
	}
}

func (w *page) rung(r coach.OutcomeRung) string {
	return map[coach.OutcomeRung]string{
		coach.O0: w.say("造成损害，结果锁死", "harm done, the outcome is locked"),
		coach.O1: w.say("没有进展", "no progress"),
		coach.O2: w.say("拿到线索或下一个联系人", "a lead or the next contact"),
		coach.O3: w.say("有金额有日期的承诺", "a promise with a sum and a day"),
		coach.O4: w.say("完整的承诺，或先付一部分并有计划", "a complete promise, or a part with a plan"),
		coach.O5: w.say("这一局能拿到的最好结果", "the best this debtor could give"),
	}[r]
}

func (w *page) promise(card coach.Scorecard) {
	p := card.Outcome.Promise
	parts := []string{string(p.Level)}
	if p.Amount != nil {
		parts = append(parts, lang.SayMoney(string(w.lang), p.Amount.Minor, p.Amount.Currency))
	}
	if p.Date != nil {
		parts = append(parts, string(*p.Date))
	} else if p.DateSaid != "" {
		parts = append(parts, p.DateSaid)
	}
	for _, element := range []struct{ name, value string }{
		{w.say("方式", "by"), p.Method}, {w.say("经办", "through"), p.Owner},
		{w.say("凭证", "proof"), p.Proof}, {w.say("万一没到", "if missed"), p.Fallback},
	} {
		if element.value != "" {
			parts = append(parts, element.name+" "+element.value)
		}
	}
	w.line("%s: %s", w.say("承诺", "Promise"), strings.Join(parts, w.say("，", ", ")))
	if e := card.ExpectedRecovery; e != nil {
		w.line("%s: %s", w.say("预计能收回", "Expected recovery"), lang.SayMoney(string(w.lang), e.Minor, e.Currency))
	}
}

func (w *page) redLines(lines []coach.RedLineHit) {
	if len(lines) == 0 {
		return
	}
	w.line("")
	w.line("%s", w.say("红线", "Red lines"))
	for _, l := range lines {
		level := map[coach.Level]string{
			coach.Critical: w.say("致命", "critical"), coach.Major: w.say("严重", "major"), coach.Minor: w.say("轻微", "minor"),
		}[l.Level]
		w.line("  ! %s (%s)  %s", l.ID, level, w.quote(l.Turn, l.Quote))
		if l.SayInstead != "" {
			w.line("    %s: %s", w.say("换成", "instead"), l.SayInstead)
		}
	}
}

func (w *page) criteria(criteria []coach.CriterionResult) {
	w.line("")
	w.line("%s", w.say("评分项", "Criteria"))
	for _, k := range criteria {
		score := "  -"
		if k.Score != nil {
			score = fmt.Sprintf("%3d", *k.Score)
		}
		advisory := ""
		if k.Advisory {
			advisory = w.say("，仅供参考，不计入总分", ", advisory, not in the total")
		}
		w.line("%s  %s (%d%%%s)", score, k.Name, k.Weight, advisory)
		for _, check := range k.Checks {
			w.check(check)
		}
		if k.Better != nil {
			w.line("       > %s %d: %s", w.say("更好的说法，轮次", "better in turn"), k.Better.Turn+1, k.Better.Line)
		}
	}
}

func (w *page) check(check coach.CheckResult) {
	mark := map[coach.Verdict]string{
		coach.Met: "+", coach.NotMet: "-", coach.NotObserved: w.say("未涉及", "n/a"),
		coach.Unscored: w.say("未评", "unscored"), coach.NeedsReview: w.say("待复核", "review"),
	}[check.Verdict]
	w.line("       %s %s", mark, check.Question)
	if len(check.Evidence) > 0 {
		w.line("         %s", w.quote(check.Evidence[0].Turn, check.Evidence[0].Quote))
	}
}

func (w *page) coaching(c coach.Coaching) {
	w.line("")
	for _, point := range []struct {
		name string
		at   *coach.CoachingPoint
	}{{w.say("保持", "Keep"), c.Keep}, {w.say("开始", "Start"), c.Start}, {w.say("停止", "Stop"), c.Stop}} {
		if point.at == nil {
			continue
		}
		w.line("%s: %s", point.name, point.at.Text)
		if point.at.Turn != nil && point.at.Quote != "" {
			w.line("  %s", w.quote(*point.at.Turn, point.at.Quote))
		}
	}
}

func (w *page) foot(card coach.Scorecard) {
	e := card.Efficiency
	w.line("")
	if w.lang == coach.Chinese {
		w.line("你说了%d轮，占全部字数的%d%%，重复追问%d次。", e.Turns, e.TalkShare, e.RepeatedAsks)
	} else {
		w.line("You took %s and %d%% of the words, and repeated an ask %s.", coach.Count(e.Turns, "turn"), e.TalkShare, coach.Count(e.RepeatedAsks, "time"))
	}
	w.line("%s %s  %s", w.say("规则版本", "rules"), card.Version, card.Hash)
}

// quote writes words with the turn they are from, on one line. Turns count from 1 for people.
func (w *page) quote(turn int, words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if w.lang == coach.Chinese {
		return fmt.Sprintf("[%d] “%s”", turn+1, words)
	}
	return fmt.Sprintf("[%d] \"%s\"", turn+1, words)
}
