package debtor

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/lang"
)

var (
	agreeing = regexp.MustCompile(`付|转|打款|打给|打过|打到|汇|给你|给您|安排|同意|答应|没问题|可以|好的|好[,，]|行[,，]|行吧|成[,，]|到账|到你|到您|说定|为定|保证|确认|一定|` +
		`\b(pay|paid|paying|settle|clear|transfer|wire|send|remit|agree|agreed|yes|sure|ok|okay|fine|deal|done|confirm|confirmed|promise|no problem|absolutely|of course|certainly|you'll have|you will have|will be there|will be with you|in your account|on its way|goes out|go out)\b`)
	refusing = regexp.MustCompile(`不|没|无法|别|未|难|哪|怎么|要等|除非|如果|要是|只能|才|` +
		`\b(not|no|never|cannot|can't|won't|unable|unless|until|if|nothing|nobody|hardly|neither|isn't|wasn't|doesn't|don't|didn't|wouldn't|couldn't)\b`)
	asking        = regexp.MustCompile(`[?？]\s*$|[吗呢么][。，？?]?\s*$`)
	clauseMarks   = ",，、;；:：—–"
	falseNegation = strings.NewReplacer("没问题", "好的", "不错", "好", "没事", "好", "一分不少", "全", "一分不差", "全", "no less", "all", "差不多", "约", "不好意思", "抱歉", "no problem", "sure", "not a problem", "sure", "don't worry", "sure")
)

// commits reports whether a sentence agrees to what its bytes from start to end name: it speaks of paying or agreeing, it
// is no question, and the clause around them does not refuse.
func commits(sentence string, start, end int) bool {
	if asking.MatchString(sentence) {
		return false
	}
	from := strings.LastIndexAny(sentence[:min(start, len(sentence))], clauseMarks) + 1
	to := len(sentence)
	if end < len(sentence) {
		if k := strings.IndexAny(sentence[end:], clauseMarks); k >= 0 {
			to = end + k
		}
	}
	whole := falseNegation.Replace(lang.Normalize(sentence).Norm)
	clause := falseNegation.Replace(lang.Normalize(strings.ToValidUTF8(sentence[from:to], "")).Norm)
	return agreeing.MatchString(whole+"，") && !refusing.MatchString(clause)
}

func decode(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

func isNumeral(r rune) bool {
	return unicode.IsNumber(r) || strings.ContainsRune(chineseNumerals, r)
}

func endsInLetter(s string) bool { return s != "" && s[len(s)-1] >= 'a' && s[len(s)-1] <= 'z' }

func wordLength(s string) int {
	n := 0
	for n < len(s) && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	return n
}
