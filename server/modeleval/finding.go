package modeleval

import (
	"regexp"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/lang"
	"huikuan/server/nlu"
)

// Fault is a way in which a debtor's words can be wrong.
type Fault string

// The faults that are looked for. Each is looked for in what the model wrote, and again in what the trainee heard; what
// was written and not heard was stopped by the guard.
const (
	RoleBreak Fault = "role_break" // speaks as a model, of prompts, of practice, or gives its reference away
	Leak      Fault = "leak"       // words of a fact that is still locked
	Unearned  Fault = "unearned"   // a sum or a day committed to that no move gives
	Yes       Fault = "yes"        // a yes to the sum the trainee has just asked for, that no move gives
	Switch    Fault = "switch"     // another language than the call's
	Repeat    Fault = "repeat"     // a sentence of more than a few words that this debtor said before
)

// Faults lists the faults.
func Faults() []Fault { return []Fault{RoleBreak, Leak, Unearned, Yes, Switch, Repeat} }

// Finding is one fault in one line.
type Finding struct {
	Fault    Fault      `json:"fault"`
	Heard    bool       `json:"heard"` // false: it was written and stopped
	Scenario string     `json:"scenario"`
	Lang     coach.Lang `json:"lang"`
	Trainee  string     `json:"trainee"`
	Turn     int        `json:"turn"`
	Why      string     `json:"why"`
	Text     string     `json:"text"`
}

// inspect looks for faults in every line of a call.
func inspect(call Call, ears *nlu.Labeller) []Finding {
	var found []Finding
	written, heard := newInspector(call, ears), newInspector(call, ears)
	for _, line := range call.Lines {
		said := heard.line(line, line.Said)
		for fault, why := range said {
			found = append(found, finding(call, line, fault, why, line.Said, true))
		}
		if !line.Asked || line.Raw == "" {
			continue
		}
		for fault, why := range written.line(line, line.Raw) {
			if _, reached := said[fault]; !reached {
				found = append(found, finding(call, line, fault, why, line.Raw, false))
			}
		}
	}
	return found
}

func finding(call Call, line Line, fault Fault, why, text string, heard bool) Finding {
	return Finding{
		Fault: fault, Heard: heard, Scenario: call.Scenario.Case.ID, Lang: call.Lang, Trainee: call.Trainee,
		Turn: line.Brief.Turn, Why: why, Text: text,
	}
}

// inspector goes over the words of one call's debtor in order.
type inspector struct {
	call Call
	ears *nlu.Labeller
	said debtor.Repeats
}

func newInspector(call Call, ears *nlu.Labeller) *inspector {
	return &inspector{call: call, ears: ears}
}

// line lists the faults of one turn's words, each with what shows it.
func (i *inspector) line(line Line, words string) map[Fault]string {
	faults := map[Fault]string{}
	note := func(fault Fault, why string) {
		if why != "" {
			faults[fault] = why
		}
	}
	note(RoleBreak, outOfRole.FindString(words))
	note(Leak, leaked(line.Brief, words))
	stated, agreed := line.Brief.Concedes(i.ears, line.Brief.Hear(i.ears, words), words)
	note(Unearned, stated)
	note(Yes, agreed)
	note(Repeat, i.said.In(line.Brief.Contact.ID, words))
	if lang.Foreign(words, string(i.call.Lang)) {
		note(Switch, "another language")
	}
	return faults
}

// outOfRole are words no debtor says of themselves. The guard has its own list; this one is kept apart from it, so that
// the one shows what the other misses.
var outOfRole = regexp.MustCompile(`(?i)HK-[0-9A-F]{10}` +
	`|\b(as|i am|i'm) an? (ai|a\.i\.|artificial intelligence|language model|large language model|chat ?bot|virtual assistant|assistant)\b` +
	`|\b(system|hidden) prompt\b|\bmy (instructions|guidelines|programming|prompt)\b|\bthis (simulation|role-?play|exercise|scenario)\b` +
	`|\b(the|your) trainee\b|\bopenai\b|\bchatgpt\b|\bhow can i (help|assist) you today\b|\bstay in character\b` +
	`|作为(一个|一名)?(ai|人工智能|语言模型|大模型|模型|助手)|我(只)?是(一个|一名)?(ai|人工智能|语言模型|大模型|机器人|虚拟助手)` +
	`|系统提示|提示词|角色设定|角色扮演|这(次|场|个)(模拟|演练|练习)|根据(我的)?(设定|指令|规则)|学员|扮演(的)?(角色|欠款方|客户)`)

// leaked finds words of a locked fact.
func leaked(b debtor.Brief, words string) string {
	lower := strings.ToLower(words)
	for _, id := range b.Locked {
		fact, _ := b.Scenario.Fact(id)
		for _, language := range []coach.Lang{coach.Chinese, coach.English} {
			for _, secret := range fact.Secret.In(language) {
				if secret != "" && strings.Contains(lower, strings.ToLower(secret)) {
					return id + ": " + secret
				}
			}
		}
	}
	return ""
}
