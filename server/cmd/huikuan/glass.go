package main

import (
	"fmt"
	"io"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// glass shows what goes on in the debtor's head during a practice call: after each of their turns why they did what
// they did, and what the trainee's words changed.
type glass struct {
	out      io.Writer
	scenario *coach.Scenario
	lang     coach.Lang
	log      []coach.Event
}

// event takes the next event of the call; a debtor's turn is explained.
func (g *glass) event(e coach.Event) {
	g.log = append(g.log, e)
	turn, ok := e.Body.(coach.TurnCompleted)
	if !ok {
		return
	}
	for _, m := range turn.Moves {
		g.print(g.move(m) + g.dash() + debtor.Why(m.Cause.Rule, g.lang))
	}
	timeline := debtor.Reveal(g.scenario, g.lang, g.log, g.lang).Timeline
	if len(timeline) == 0 {
		return
	}
	now := timeline[len(timeline)-1]
	for _, c := range now.Causes {
		if change := g.change(c.Delta); change != "" {
			g.print(change + g.dash() + c.Text)
		}
	}
	mood := moods()[now.Affect].In(g.lang)
	if g.lang == coach.Chinese {
		g.print(fmt.Sprintf("情绪：%s；付款意愿：%d／100", mood, now.Willingness))
	} else {
		g.print(fmt.Sprintf("mood: %s; will to pay: %d of 100", mood, now.Willingness))
	}
}

func (g *glass) print(line string) { _, _ = fmt.Fprintln(g.out, "    | "+line) }

func (g *glass) dash() string {
	if g.lang == coach.Chinese {
		return "——"
	}
	return ": "
}

// move names a move and what it is about.
func (g *glass) move(m coach.Move) string {
	name := moveNames()[m.Kind].In(g.lang)
	about := ""
	switch {
	case m.Excuse != "":
		for _, x := range g.scenario.Playbook.Excuses {
			if x.ID == m.Excuse {
				about = x.Name.In(g.lang)
			}
		}
	case m.Fact != "":
		if f, ok := g.scenario.Fact(m.Fact); ok {
			about = f.Name.In(g.lang)
		}
	case m.Element != "":
		about = elementNames()[m.Element].In(g.lang)
	case m.Contact != "" && m.Kind != coach.MoveGreet:
		if c, ok := g.scenario.Contact(m.Contact); ok {
			about = c.Title.In(g.lang)
		}
	}
	switch {
	case about == "":
		return name
	case g.lang == coach.Chinese:
		return name + "（" + about + "）"
	}
	return name + " (" + about + ")"
}

// change puts a change of the gauges into words, empty when nothing changed.
func (g *glass) change(d coach.Gauges) string {
	var parts []string
	for _, gauge := range []struct {
		name  coach.Text
		delta int
	}{
		{coach.Text{Zh: "信任", En: "trust"}, d.Trust}, {coach.Text{Zh: "火气", En: "irritation"}, d.Irritation},
		{coach.Text{Zh: "紧迫感", En: "urgency"}, d.Urgency}, {coach.Text{Zh: "可信度", En: "credibility"}, d.Credibility},
		{coach.Text{Zh: "面子", En: "face"}, d.Face}, {coach.Text{Zh: "亏欠感", En: "obligation"}, d.Obligation},
		{coach.Text{Zh: "耐心", En: "patience"}, d.Patience},
	} {
		if gauge.delta != 0 {
			parts = append(parts, fmt.Sprintf("%s %+d", gauge.name.In(g.lang), gauge.delta))
		}
	}
	if g.lang == coach.Chinese {
		return strings.Join(parts, "，")
	}
	return strings.Join(parts, ", ")
}

func moods() map[coach.Affect]coach.Text {
	return map[coach.Affect]coach.Text{
		coach.Calm: {Zh: "平静", En: "calm"}, coach.FlatEvasive: {Zh: "打太极", En: "smooth and evasive"}, coach.Upset: {Zh: "来气", En: "upset"},
		coach.Hostile: {Zh: "翻脸", En: "hostile"}, coach.Ashamed: {Zh: "抬不起头", En: "ashamed"},
	}
}

func elementNames() map[coach.Element]coach.Text {
	return map[coach.Element]coach.Text{
		coach.ElementAmount: {Zh: "金额", En: "sum"}, coach.ElementDate: {Zh: "日期", En: "day"}, coach.ElementMethod: {Zh: "方式", En: "method"},
		coach.ElementOwner: {Zh: "经办人", En: "who does it"}, coach.ElementProof: {Zh: "凭证", En: "proof"},
		coach.ElementFallback: {Zh: "万一没付", En: "if it is missed"}, coach.ElementRest: {Zh: "余款", En: "the rest"},
	}
}

func moveNames() map[coach.MoveKind]coach.Text {
	return map[coach.MoveKind]coach.Text{
		coach.MoveGreet: {Zh: "接电话", En: "answers the phone"}, coach.MoveIdentify: {Zh: "问你是谁", En: "asks who is calling"},
		coach.MoveAcknowledge: {Zh: "应一声", En: "takes note"}, coach.MoveRaiseExcuse: {Zh: "搬出借口", En: "gives an excuse"},
		coach.MoveDetailExcuse: {Zh: "给借口补细节", En: "adds to the excuse"}, coach.MoveSettleExcuse: {Zh: "借口见分晓", En: "the excuse is settled"},
		coach.MoveCloseExcuse: {Zh: "不再拿它挡", En: "gives the excuse up"}, coach.MoveDodge: {Zh: "打太极", En: "dodges"},
		coach.MoveTest: {Zh: "试探", En: "tests you"}, coach.MoveDisclose: {Zh: "说了实情", En: "tells a fact"}, coach.MoveDeflect: {Zh: "绕开", En: "goes round it"},
		coach.MoveOffer: {Zh: "还价", En: "makes a lower offer"}, coach.MovePromise: {Zh: "答应付款", En: "promises"}, coach.MoveAddElement: {Zh: "补上一项", En: "adds to the promise"},
		coach.MoveConfirm: {Zh: "确认", En: "confirms"}, coach.MoveCorrect: {Zh: "纠正", En: "corrects you"}, coach.MoveDeny: {Zh: "否认", En: "denies it"},
		coach.MoveRefuse: {Zh: "不肯再让", En: "will not go further"}, coach.MoveAskBack: {Zh: "没听懂", En: "does not follow"}, coach.MoveThaw: {Zh: "缓和下来", En: "softens"},
		coach.MoveBristle: {Zh: "不高兴", En: "takes offence"}, coach.MoveScorn: {Zh: "看穿了", En: "sees through it"}, coach.MoveBored: {Zh: "听烦了", En: "is tired of it"},
		coach.MoveTransfer: {Zh: "转接", En: "puts you through"}, coach.MoveNoTransfer: {Zh: "不转接", En: "does not put you through"}, coach.MoveThankDesk: {Zh: "收到材料", En: "has what you sent"},
		coach.MoveObject: {Zh: "抗议", En: "objects"}, coach.MoveHangUp: {Zh: "挂断", En: "hangs up"}, coach.MoveGoodbye: {Zh: "道别", En: "says goodbye"},
	}
}
