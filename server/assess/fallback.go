package assess

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// noCondition are folded words with an if or a not in them that ask leave or for a yes, and set no condition.
var noCondition = regexp.MustCompile(`(要是|如果)(您|你)?(方便|愿意|不介意|可以)|没(有)?(问题|事|关系|错|说错|漏|意见)|有没有|[啥么](没|没有)?$|\bif (you (like|wish|want|prefer|don't mind)|that('s| is) (ok|okay|all ?right|fine|good|easier)|(possible|i may|i might))`)

// ifMissed are folded words that speak of a payment which does not come, or of what might get in its way.
var ifMissed = regexp.MustCompile(`万一|要是|如果|若|假如|倘|真要|一旦|没|(不|未)(能|准时|按时|及时)?(到|付|走|成|收|打|转|放|签|批|动|来)|误了|晚了|过了|有(变|岔|出入|问题|情况)|出(岔|问题|状况|事)|差池|不然|否则|变卦|黄了|爽约|失约|落空|跳票|拖` +
	`|\b(if|unless|otherwise|in case|should (it|that|this|any\w*|the|there|they|you)|or else|failing that|miss(ed|es)?|slip(s|ped)?|bounces?|falls? through|not (in|there|here|with|show\w*|land\w*|arriv\w*|clear\w*|through)|hasn'?t|isn'?t|doesn'?t|didn'?t|don'?t see|nothing('s)? (in|here|there|arriv\w*|show\w*|land\w*)|fails?|goes wrong|no (money|payment|funds|cash|transfer))\b`)

// ifMissedIn returns the words in which a turn that agrees about afterwards, as quoted, says what happens when the money does not
// come: the quote, its sentence or one beside it, and of a recap any of its sentences. A day on which somebody will ring is the
// next contact, and no fallback.
func (t turn) ifMissedIn(quote string) (string, bool) {
	says := func(words string) bool { return ifMissed.MatchString(noCondition.ReplaceAllString(fold(words), " ")) }
	if says(quote) {
		return quote, true
	}
	spans := sentences(t.text)
	at := slices.IndexFunc(spans, func(s span) bool { return strings.Contains(t.text[s.start:s.end], quote) })
	for i, s := range spans {
		beside := at < 0 || i-at <= 1 && at-i <= 1 || t.heard.Has(coach.ActRecap)
		if words := t.text[s.start:s.end]; beside && says(words) {
			return t.sentence(words), true
		}
	}
	return "", false
}
