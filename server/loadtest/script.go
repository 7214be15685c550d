package loadtest

// scenarios are the shipped cases that callers play.
var scenarios = []string{"group-treasury", "charming-dealer", "upstream-squeeze"}

// Scenario is the case the n-th caller plays.
func Scenario(n int) string { return scenarios[n%len(scenarios)] }

// Lang is the language the n-th caller speaks.
func Lang(n int) string {
	if n%2 == 0 {
		return "zh"
	}
	return "en"
}

// Line is what a caller says in its n-th turn: questions and offers that keep a call going, none of them unlawful.
func Line(lang string, n int) string {
	lines := linesEN
	if lang == "zh" {
		lines = linesZH
	}
	return lines[n%len(lines)]
}

var linesZH = []string{
	"您好，我是应收这边的，想跟您核对一下那张已经到期的发票。",
	"请问这笔款现在卡在哪个环节，是谁在批？",
	"您那边是对金额有疑问，还是资料还缺什么？",
	"我理解您也不容易，那我们一起看看怎么安排比较稳妥。",
	"如果今天能先付一部分，剩下的我们可以分两次，您看行吗？",
	"具体是哪一天、走哪个账户，我好记下来跟领导交代。",
	"那我今天下午把对账单和合同再发您一份，您收到后给我回个话。",
	"上次您说月底可以付，后来是遇到了什么情况？",
	"这件事除了您，还有谁需要点头？方便的话我也跟他说明一下。",
	"我跟您确认一下，金额和日期都按刚才说的，没有变化吧？",
}

var linesEN = []string{
	"Good morning, I'm calling from accounts about the invoice that has fallen due.",
	"Could you tell me where it is stuck at the moment, and who approves it?",
	"Is there a question about the amount, or is there a document you still need from us?",
	"I understand it has been a hard quarter; let's see what would work for both of us.",
	"If part of it could go out today, we could split the remainder in two, would that help?",
	"Which day exactly, and from which account, so that I can put it in my notes?",
	"I'll send you the statement and the contract this afternoon, please let me know you have them.",
	"Last time you said the end of the month; what came in between?",
	"Besides you, who has to agree to this? I am glad to explain it to them.",
	"Let me confirm: the amount and the date stay as we said just now?",
}
