package nlu

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// script finds lines written for both sides ("客户:好的", "Rep: … Customer: …").
var script = regexp.MustCompile(`(?:^|[\n。.!?;"'\s])(客户|对方|债务人|欠款方|催收员|销售|系统|旁白|裁判|customer|debtor|client|rep|agent|collector|system|narrator|user|assistant)\s*:`)

// markup finds code, tags and data that nobody says on the phone.
var markup = regexp.MustCompile(`</?[a-z][^<>]{0,80}>|\]\(javascript:|=hyperlink\(|["']*[}\]]["'}\]]+|["']+[}\]]|\{"|\[(?:system|inst|/inst|assistant|user)\]|<\|[a-z_]+\|>|[a-z_]{3,}=[a-z_]{3,};|&lt;|\$\{|\{\{`)

// marked reports whether s may hold markup: brackets and signs of code, or two quotation marks side by side.
func marked(s string) bool {
	quotes := false
	for i := range len(s) {
		switch s[i] {
		case '<', '[', ']', '{', '}', '&', '$', '=':
			return true
		case '\'', '"':
			if quotes {
				return true
			}
			quotes = true
		default:
			quotes = false
		}
	}
	return false
}

// coded finds a long run of base64 with a digit in it.
func coded(s string) (at lang.Span, ok bool) {
	const shortest = 24
	digit := false
	for i := 0; i <= len(s); i++ {
		if i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9' || s[i] == '+' || s[i] == '/') {
			digit = digit || s[i] >= '0' && s[i] <= '9'
			continue
		}
		if i-at.Start >= shortest && digit {
			at.End = i
			return at, true
		}
		at.Start, digit = i+1, false
	}
	return lang.Span{}, false
}

// stage finds, before anything is heard, what is not said to the other side: narration in brackets or asterisks, lines
// written for both sides, markup, and lists of keywords.
func (u *utterance) stage() {
	s := u.text.Norm
	for _, pair := range []struct {
		open, shut string
		shortest   int
	}{{"(", ")", 12}, {"[", "]", 6}, {"*", "*", 8}} {
		for i := 0; i < len(s); {
			a := strings.Index(s[i:], pair.open)
			if a < 0 {
				break
			}
			a += i
			b := strings.Index(s[a+1:], pair.shut)
			if b < 0 {
				break
			}
			b += a + 1
			at := lang.Span{Start: a, End: b + 1}
			i = b + 1
			inside := s[a+1 : b]
			if len(inside) < pair.shortest {
				continue
			}
			u.unsaid = append(u.unsaid, at)
			if pair.open != "(" || narrates(inside) {
				u.meta(at, 0.8)
			}
		}
	}
	if strings.IndexByte(s, ':') >= 0 {
		if at := script.FindStringIndex(s); at != nil {
			whole := lang.Span{Start: at[0], End: len(s)}
			u.unsaid = append(u.unsaid, whole)
			u.meta(whole, 0.85)
		}
	}
	if marked(s) {
		if at := markup.FindStringIndex(s); at != nil {
			u.unsaid = append(u.unsaid, lang.Span{Start: 0, End: len(s)})
			u.meta(lang.Span{Start: at[0], End: at[1]}, 0.85)
		}
	}
	if at, ok := coded(s); ok {
		u.unsaid = append(u.unsaid, lang.Span{Start: 0, End: len(s)})
		u.meta(at, 0.8)
	}
	if u.wordList() {
		whole := lang.Span{Start: 0, End: len(s)}
		u.unsaid = append(u.unsaid, whole)
		u.meta(whole, 0.6)
	}
}

// meta notes evidence that a stretch is not said to the debtor.
func (u *utterance) meta(at lang.Span, weight float64) {
	clause := 0
	for k, c := range u.clauses {
		if c.Start <= at.Start || k == 0 {
			clause = k
		}
	}
	u.found = append(u.found, found{act: coach.ActMeta, weight: weight, span: at, clause: clause})
}

var narrators = []string{"客户", "对方", "旁白", "欠款", "债务", "答应", "同意", "付款", "系统", "评分", "场景", "心想", "customer", "debtor", "client", "agrees", "pays", "narrator", "system", "scene", "score", "sighs", "convinced", "nods"}

// narrates reports whether bracketed words tell what the other side does. Other brackets are asides ("（停）").
func narrates(inside string) bool {
	for _, w := range narrators {
		if strings.Contains(inside, w) {
			return true
		}
	}
	return false
}

// functionWords make a sentence out of words; a long turn without any is a list.
var functionWords = []string{"的", "了", "我", "您", "你", "吗", "呢", "吧", "是", "这", "那", "在", "给", "把", "就", "请", "能", "要", "什", "哪", "几", "多", "谁",
	"也", "再", "不", "先", "啊", "着", "还", "都", "有",
	" i ", "i'm", " you", "we ", "we'", " the ", " a ", " is ", " to ", " it ", " your", " our ", " my ", "what", "when", "who", "why", "how", "can ", "will ", "?", " if ", " for ", " from ", " at ", " on ", " be ", " and ", " or ", "'ll", "'s", " would", " need", " us ", " me ", " of "}

// holdsWord reports whether s holds w, whose outer spaces may be the ends of s.
func holdsWord(s, w string) bool {
	begins, ends := w[0] == ' ', w[len(w)-1] == ' '
	return strings.Contains(s, w) || begins && strings.HasPrefix(s, w[1:]) || ends && strings.HasSuffix(s, w[:len(w)-1]) || begins && ends && s == w[1:len(w)-1]
}

// wordList reports whether the turn is a list of trade words that nobody would say: many words, no grammar.
func (u *utterance) wordList() bool {
	count := 0
	for _, w := range functionWords {
		if holdsWord(u.text.Norm, w) {
			if count++; count > 1 {
				return false
			}
		}
	}
	fields := strings.FieldsFunc(strings.ToLower(u.text.Original), func(r rune) bool {
		return strings.ContainsRune(" ,，、;；|/\n\t　。·", r)
	})
	if len(fields) < 5 {
		return false
	}
	if lang.HasChinese(u.text.Norm) {
		runes := 0
		for _, f := range fields {
			runes += utf8.RuneCountInString(f)
		}
		return runes <= 5*len(fields)
	}
	return count == 0 && len(fields) >= 7 && len(u.values.money)+len(u.values.dates) == 0
}
