package casedraft

import (
	"strings"
	"testing"

	"huikuan/server/coach"
)

func said(zh, en string) coach.Text { return coach.Text{Zh: zh, En: en} }

// proposal is a good one for the call of bossAway.
func proposal() Proposal {
	return Proposal{
		Title: said("老板不在，章也不在", "Boss away, stamp away"), Brief: said("三月的货款过期十二天，上次对方说在走流程。", "The March bill is twelve days late; last time they said it was in process."),
		Goal: said("拿到付款日和经办人", "Come away with a day and a name"), Trade: said("建材", "Building materials"), InvoiceFor: said("三月水泥款", "Cement, March"),
		Consequence: said("新单先不排产", "New orders are not scheduled"), Role: said("财务经理", "Finance manager"), Story: said("账上有钱，章锁在副总那儿。", "The money is there; a deputy holds the stamp."),
		DebtKind: "project", DebtorType: "d_forgetful", Reason: "h_process",
		Fact: ProposedFact{Name: said("副总也能盖章", "The deputy can stamp too"), Line: said("其实章在副总那儿，他签也行。", "Actually the deputy holds the stamp, he can sign."), Secret: said("章在副总那儿", "deputy holds the stamp")},
		Excuses: []ProposedExcuse{{ID: "x_boss_away", Truth: "half", Raise: said("老板出差了。", "The boss is away."), Detail: said("要二十号才回。", "Not back before the twentieth."),
			Settled: said("行，他月底前能签。", "Fine, he signs by month end."), Closed: said("好，不等他了。", "All right, we won't wait for him.")}},
	}
}

func bossAway() coach.Transcript {
	return call(coach.Chinese, "您好，三月那笔二十八万到期12天了，是卡在哪儿了？", "老板出差了，20号才回来，章在他那儿", "那哪天付？", "回头说")
}

func TestWhatAModelProposesStandsInTheDraftWithItsMark(t *testing.T) {
	material := shippedMaterial(t)
	p := proposal()
	p.DebtorType, p.Reason = material.Like.Playbook.DebtorTypes[2].ID, material.Like.Playbook.Reasons[2].ID
	draft := written(t, bossAway(), &p)
	c := passed(t, draft)
	for what, ok := range map[string]bool{
		"texts":               c.Title == p.Title && c.Brief == p.Brief && c.Account.Invoices[0].For == p.InvoiceFor && c.Truth.Story == p.Story && c.Permitted[0].What == p.Consequence,
		"choices":             c.DebtKind == "project" && c.Truth.DebtorType == p.DebtorType && c.Truth.Reason == p.Reason,
		"the fact":            c.Facts[0].Name == p.Fact.Name && c.Facts[0].Lines.Zh[0] == p.Fact.Line.Zh && c.Facts[0].Secret.En[0] == p.Fact.Secret.En,
		"the excuse":          c.Excuses[0].Detail.En[0] == p.Excuses[0].Detail.En && c.Excuses[0].Closed.Zh[0] == p.Excuses[0].Closed.Zh,
		"their own words":     c.Excuses[0].Raise.Zh[0] == "老板出差了，20号才回来，章在他那儿" && c.Excuses[0].Raise.En[0] == "The boss is away.",
		"the sum, as heard":   c.Account.Invoices[0].Minor == 28000000,
		"a mark on each":      strings.Count(string(draft), "proposed by the model: a guess to check") == 18,
		"still only a draft":  c.Status == "draft",
		"no open text beside": !strings.Contains(string(draft), "To fill in: what really"),
	} {
		if !ok {
			t.Errorf("%s: wrong in\n%s", what, draft)
		}
	}
}

func TestWhatMayNotStandInACaseIsLeftOpen(t *testing.T) {
	material := shippedMaterial(t)
	for name, test := range map[string]struct {
		spoil func(*Proposal)
		open  string // what stands open instead
	}{
		"a text in one language":         {func(p *Proposal) { p.Brief.En = "" }, "(To fill in: what a manager would say of it.)"},
		"Chinese in the English":         {func(p *Proposal) { p.Goal.En = "拿到日子" }, "(To fill in: what to come away with.)"},
		"a text without end":             {func(p *Proposal) { p.Story.En = strings.Repeat("word ", 100) }, "(To fill in: what really goes on.)"},
		"a debt of no kind":              {func(p *Proposal) { p.DebtKind = "gambling" }, "debt_kind: goods # not in the call"},
		"a type nobody is":               {func(p *Proposal) { p.DebtorType = "d_shy" }, "debtor_type: " + material.Like.Playbook.DebtorTypes[0].ID + " # to fill in"},
		"a secret the brief tells":       {func(p *Proposal) { p.Brief.Zh = "听说章在副总那儿。" }, "(To fill in: how they tell it.)"},
		"a secret the excuse tells":      {func(p *Proposal) { p.Fact.Secret.Zh = "章在他那儿" }, "(To fill in: how they tell it.)"},
		"a secret of one letter":         {func(p *Proposal) { p.Fact.Secret.Zh = "章" }, "(To fill in: how they tell it.)"},
		"an excuse that was not heard":   {func(p *Proposal) { p.Excuses[0].ID = "x_holiday" }, "(To fill in: what they add when tested.)"},
		"an excuse neither true nor not": {func(p *Proposal) { p.Excuses[0].Truth = "maybe" }, "truth: half # not in the call"},
		"nothing at all":                 {func(p *Proposal) { *p = Proposal{} }, "gave nothing that may be used"},
	} {
		t.Run(name, func(t *testing.T) {
			p := proposal()
			test.spoil(&p)
			draft := written(t, bossAway(), &p)
			passed(t, draft)
			if !strings.Contains(string(draft), test.open) {
				t.Errorf("%q does not stand in\n%s", test.open, draft)
			}
		})
	}
}

func TestProposedWordsCannotBreakTheFile(t *testing.T) {
	p := proposal()
	p.Brief = said("\"}], x: [*a, &b]\n#{{amount}} {id} \\ 货款", "\"}], x: [*a, &b]\n# {{amount}} - ? !!str \\")
	c := passed(t, written(t, bossAway(), &p))
	if c.Title != p.Title || !strings.Contains(c.Brief.En, "!!str") {
		t.Errorf("%q %q", c.Title, c.Brief)
	}
}
