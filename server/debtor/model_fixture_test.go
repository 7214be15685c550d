package debtor

import "huikuan/server/coach"

func bothText(zh, en string) coach.Text { return coach.Text{Zh: zh, En: en} }

func oneLine(zh, en string) coach.Lines { return coach.Lines{Zh: []string{zh}, En: []string{en}} }

// modelScenario is a small case made for the model voice: 386,400 open, today is Wednesday 13 May 2026.
func modelScenario() *coach.Scenario {
	return &coach.Scenario{
		Hash: "fixture",
		Case: coach.Case{
			ID: "fixture", Today: "2026-05-13", Trade: bothText("包装材料", "packaging"),
			Creditor: coach.Creditor{Name: bothText("恒川包装", "Hengchuan Packaging"), Trainee: bothText("小周", "Alex"), Role: bothText("应收专员", "receivables specialist")},
			Debtor:   coach.Party{Name: bothText("顺达食品", "Shunda Foods")},
			Account: coach.Account{Currency: "CNY", Invoices: []coach.Invoice{
				{Number: "HC-0417", Minor: 24640000, Issued: "2026-03-02", Due: "2026-04-01", For: bothText("彩箱", "printed boxes")},
				{Number: "HC-0452", Minor: 14000000, Issued: "2026-03-20", Due: "2026-04-19", For: bothText("周转托盘", "pallets")},
			}},
			Contacts: []coach.Contact{
				{ID: "boss", Name: bothText("何建明", "He Jianming"), Title: bothText("何总", "Mr He"), Role: bothText("总经理", "general manager"), Persona: "plain"},
				{ID: "cashier", Name: bothText("罗芳", "Luo Fang"), Title: bothText("罗会计", "Ms Luo"), Role: bothText("会计", "accountant"), Persona: "plain"},
			},
			Facts: []coach.Fact{
				{ID: "f_line_sold", Lines: oneLine("二号线的设备我们卖掉了。", "We sold the machines of line two."), Secret: coach.Lines{Zh: []string{"二号线", "设备卖"}, En: []string{"line two", "sold the machines"}}},
				{ID: "f_loan", Lines: oneLine("银行续贷下来了四十五万。", "The bank renewed our loan, 450,000."), Secret: coach.Lines{Zh: []string{"续贷"}, En: []string{"renewed our loan"}}},
			},
			Excuses: []coach.CaseExcuse{{
				Excuse: "x_customer_late",
				Raise:  oneLine("我们下游的超市压了六十天还没给我们结。", "The supermarkets below us have sat on our money for sixty days."),
			}},
		},
		Personas: map[string]coach.Persona{"plain": {ID: "plain", Register: bothText("实在，话不多。", "Plain, few words."), Wordings: []coach.Wording{
			{Move: coach.MovePromise, Lines: oneLine("行，{date}我付{amount}。", "All right, {amount} on {date}.")},
			{Move: coach.MoveOffer, Lines: oneLine("我最多{date}付{amount}。", "The most I can do is {amount} on {date}.")},
			{Move: coach.MoveDodge, Lines: oneLine("过阵子再说吧。", "Let's talk about it some other time.")},
			{Move: coach.MoveThaw, Lines: oneLine("你这话我爱听。", "That is kind of you.")},
			{Move: coach.MoveAddElement, Lines: oneLine("我让罗会计走对公转账。", "Ms Luo will send a company transfer.")},
		}}},
	}
}

func modelBrief(lang coach.Lang, moves ...coach.Move) Brief {
	scenario := modelScenario()
	return Brief{
		Scenario: scenario, Contact: scenario.Case.Contacts[0], Lang: lang, Turn: 4, Seed: 7, Moves: moves, Affect: coach.Calm,
		Heard: "x", Locked: []string{"f_line_sold", "f_loan"}, Used: map[string]bool{},
	}
}

func aPromise(minor int64, date coach.Date) coach.Move {
	return coach.Move{Kind: coach.MovePromise, Promise: &coach.Promise{Amount: &coach.Money{Minor: minor, Currency: "CNY"}, Date: date}}
}

var dodgeMove = coach.Move{Kind: coach.MoveDodge}
