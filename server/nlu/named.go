package nlu

import (
	"regexp"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// namedPayer is the value of somebody who is named as who pays or signs and is no contact on file: Janine sends it.
const namedPayer = "named"

// Somebody named and what they do with the payment. English names begin with a capital, Chinese ones are said as 小许 or 老刘.
var (
	enPayer = regexp.MustCompile(`\b([A-Z][a-z]{2,})(?:'s| is|'ll| will|'s the one who)? (?:sends|sending|send|pays|paying|pay|keys|keying|releases|releasing|release|okays|okay|approves|signs|processes|does|doing|presses|transfers|making) (?:it|that|them|this|the payment|the transfer|the button|the money|off)\b`)
	zhPayer = regexp.MustCompile(`([小老阿]\p{Han})(?:来|去|那边|负责)?(?:操作|打款|付款|转账|经办|提单|签字|批单|点付)`)
)

// noPayers are words that begin a sentence where a name could stand.
var noPayers = map[string]bool{"She": true, "They": true, "That": true, "Who": true, "Nobody": true, "This": true, "You": true, "The": true, "Bank": true, "Accounts": true, "Finance": true, "Treasury": true, "What": true,
	"Whoever": true, "Somebody": true, "Someone": true, "Please": true, "And": true, "Then": true, "Just": true, "Can": true, "Could": true, "Will": true, "Would": true, "Did": true, "Does": true, "Friday": true, "Monday": true,
	"Tuesday": true, "Wednesday": true, "Thursday": true, "Don't": true, "Let": true, "Also": true, "Either": true, "Head": true, "Office": true, "Management": true, "How": true, "When": true, "But": true, "May": true, "Corporate": true, "Payables": true}

// payers finds those named as who pays or signs.
func payers(text lang.Text, language coach.Lang) []named {
	find := enPayer
	if language == coach.Chinese {
		find = zhPayer
	}
	whole := text.Original
	if len(whole) > longestNamed {
		return nil
	}
	var found []named
	for _, at := range find.FindAllStringSubmatch(whole, -1) {
		if name := at[1]; !noPayers[name] && !noPerson[name] {
			found = append(found, findName(text, name, namedPayer)...)
		}
	}
	return longest(found)
}

// longestNamed is the longest text in which names are looked for.
const longestNamed = 4000

// noPerson are words of 小 and 老 that are no names.
var noPerson = map[string]bool{"小心": true, "小额": true, "小批": true, "小票": true, "小时": true, "小事": true, "小组": true, "老板": true, "老总": true, "老是": true, "老的": true, "老实": true, "老早": true, "老规": true, "小程": true, "老样": true, "老一": true, "小笔": true, "小款": true, "老账": true, "小额度": true}

// addressed reports whether the person at s is thanked or taken leave of: thanks, Mr Zhou; 谢谢周经理. They own nothing by that.
func addressed(text lang.Text, s lang.Span) bool {
	before := strings.TrimRight(text.Norm[max(0, s.Start-24):s.Start], " ,")
	for _, w := range []string{"mr", "mrs", "ms"} {
		before = strings.TrimRight(strings.TrimSuffix(before, " "+w), " ,")
	}
	return thanksBefore.MatchString(before) || leaveAfter.MatchString(text.Norm[s.End:])
}

var (
	thanksBefore = regexp.MustCompile(`(谢谢|感谢|多谢)(您|你|了)?,?\p{Han}?$|\b(thanks|thank you|cheers|ta|much obliged|bye)$`)
	leaveAfter   = regexp.MustCompile(`^(您|你)?,?(再见|拜拜|回见|您忙|慢走|回头见)|^,? (bye|speak soon|take care|cheers)\b`)
)
