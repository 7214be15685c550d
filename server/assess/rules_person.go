package assess

import (
	"regexp"
	"slices"
	"strings"
)

// Who is on the line: the rule open_right_person.

var personWords = regexp.MustCompile(`请问.{0,10}(吗|吧|是|哪位|在)|是.{1,8}(吗|吧|么)|是.{1,6}[不啵]([ ,。?]|$)|您是|哪位|贵姓|怎么称呼|(is that|is this|am i (speaking|talking)|speaking (to|with)|(could|may|can) i (speak|talk)|who am i)`)

// calledByName is a greeting with a name in it. Of a transcript nobody knows who is on the line: one who is called by a name
// and goes on talking answers to it.
var calledByName = regexp.MustCompile(`(^|[，。！？,.!? ])(你好|您好|喂)?[，, ]?(\p{Han}{1,3}(总|经理|总监|主管|主任|会计|出纳|老板|掌柜|书记|老师|师傅|[厂店校院队科部处站社所局馆行组]长|董事?长?|理事长|先生|女士|小姐|哥|姐|叔|婶|姨|工)|老\p{Han})([您你，。！？,.!? ]|好|早|[上中下]午好|晚上好|吧|$)|\b(Mr|Mrs|Ms|Dr)\.? [A-Z]|(?i:\b(hi|hello|hey|morning|afternoon|g'day),? ([a-z]+ it'?s|brother|sir|madam)\b)|(?i:\bis (it|that|this) [a-z]+\?)`)

// askedByName asks for a yes to a name and a title.
var askedByName = regexp.MustCompile(`\p{Han}{1,6}(总|经理|主管|主任|会计|老板|[厂店校院队科部处站所]长)是(吧|吗|不是)`)

// greeting is a greeting and the word after it, which is a name unless it is one of the words that often stand there.
var (
	greeting = regexp.MustCompile(`\b(?:hi|hiya|hello|hey|howdy|morning|afternoon|evening|g'day) ([a-z]{3,})\b`)
	notNames = []string{"there", "all", "again", "sir", "madam", "good", "how", "this", "its", "sorry", "from", "everyone", "and", "hope", "just", "can", "could", "may", "speaking", "team"}
)

// greetsByName reports whether folded words greet somebody by name, as one types it: hi brett.
func greetsByName(folded string) bool {
	name := greeting.FindStringSubmatch(folded)
	return name != nil && !slices.Contains(notNames, name[1])
}

// vocative is a name that stands first in a call: after a greeting, or set off by itself.
var vocative = regexp.MustCompile(`^(?:(?:good )?(?:hi|hiya|hello|hey|howdy|morning|afternoon|evening|g'day)[,.!]? ([a-z]{3,})(?: [a-z]{3,})?[,?!.] |([a-z]{3,})(?: [a-z]{3,})?[,?!] )`)

// typedIntroduction is who rings, set behind who is called, as one types it: brett, dean from topline.
var typedIntroduction = regexp.MustCompile(`^[a-z]{3,}[,?!] [a-z]+ (from|at) [a-z]{3}`)

// notCalled are words that stand first and apart as a name does.
var notCalled = []string{"hello", "hey", "hiya", "howdy", "yes", "yeah", "yep", "okay", "right", "well", "look", "listen", "thanks", "great", "sure", "fine", "please",
	"now", "but", "actually", "anyway", "alright", "speaking", "good", "morning", "afternoon", "evening", "cheers", "perfect", "excellent", "brilliant", "lovely", "first", "today"}

// namedFirst reports whether the trainee's first words in a transcript call somebody by name and go on to say who rings:
// "Declan, it's Fergal at Corrib".
func (c *Call) namedFirst(t turn) bool {
	if len(c.said) == 0 || !strings.HasPrefix(c.turns[c.said[0]].folded, t.folded) {
		return false
	}
	name := vocative.FindStringSubmatch(t.folded)
	if name == nil {
		return false
	}
	called := name[1] + name[2]
	if slices.Contains(notCalled, called) || slices.Contains(notNames, called) {
		return false
	}
	caller, _ := c.callerIn(t)
	return (caller || typedIntroduction.MatchString(t.folded)) && !c.isCaller(called)
}

// isCaller reports whether a folded name is the caller's own.
func (c *Call) isCaller(name string) bool {
	if c.scenario == nil {
		return false
	}
	return strings.Contains(fold(c.scenario.Case.Creditor.Trainee.In(c.lang)), name)
}

// checksPerson is met when the trainee makes sure at the start who is on the line, by asking or by name.
func checksPerson(c *Call) answer {
	first := c.opening(2)
	for _, i := range first {
		t := c.turns[i]
		if t.barren() {
			continue
		}
		if c.asksWho(t) {
			return met(found{i, t.sentenceFirst(c.asksWho)})
		}
	}
	return missed(first[0])
}

// addresses reports whether the turn names the contact on the line.
func (c *Call) addresses(t turn) bool {
	if c.scenario == nil {
		return false
	}
	contact, ok := c.scenario.Contact(t.contact)
	if !ok {
		return false
	}
	for _, name := range []string{contact.Title.In(c.lang), contact.Name.In(c.lang)} {
		if name = fold(name); name != "" && strings.Contains(t.folded, name) {
			return true
		}
	}
	return false
}
