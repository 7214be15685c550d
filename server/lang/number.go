package lang

import (
	"strings"
	"unicode/utf8"
)

// micro is the scale of parsed numbers: one whole is a million.
const micro = 1_000_000

// maxNumber bounds a parsed number so that money in minor units cannot overflow.
const maxNumber = 1_000_000_000_000 * micro

// number is a figure found in a text.
type number struct {
	value   int64 // in millionths
	end     int
	spread  int64 // how far the higher of two neighbouring readings lies above value, in millionths: 两三, 十五六
	grouped bool  // written with thousands separators
	scaled  bool  // written with 万, 亿, k, thousand, grand, …
	digits  bool  // written in plain ASCII digits only
	vague   bool  // no value can be told: 十几, 几十, 二十多, fifty-odd, a few thousand
	hanging bool  // ends in a digit whose unit is left out, as sums are said: 八百六, 两千三
	loud    bool  // has a unit as sums do: 五千, six hundred
	tenths  int   // decimals written, 0 for none
}

// whole returns the figure as an integer, and whether it is one that can be told.
func (n number) whole() (int, bool) {
	return int(n.value / micro), n.value%micro == 0 && n.value/micro < 1<<31 && !n.vague
}

// chineseDigit returns the digit that r writes.
func chineseDigit(r rune) (digit int64, ok bool) {
	switch r {
	case '零', '〇':
		return 0, true
	case '一', '壹':
		return 1, true
	case '二', '两', '贰':
		return 2, true
	case '三', '叁':
		return 3, true
	case '四', '肆':
		return 4, true
	case '五', '伍':
		return 5, true
	case '六', '陆':
		return 6, true
	case '七', '柒':
		return 7, true
	case '八', '捌':
		return 8, true
	case '九', '玖':
		return 9, true
	}
	return 0, false
}

// chineseUnit returns what 十, 百 and 千 multiply by.
func chineseUnit(r rune) (by int64, ok bool) {
	switch r {
	case '十', '拾':
		return 10, true
	case '百', '佰':
		return 100, true
	case '千', '仟':
		return 1000, true
	}
	return 0, false
}

// some is the digit 几 stands for while a figure is being read; the figure is vague.
const some = 5

// zhDigit returns the digit r stands for.
func zhDigit(r rune) (digit int64, vague, ok bool) {
	if r == '几' || r == '数' {
		return some, true, true
	}
	digit, ok = chineseDigit(r)
	return digit, false, ok
}

// numeral reads a figure made of digits, Chinese numerals, or both.
type numeral struct {
	s                   string
	i                   int
	n                   number
	total, section, cur int64
	have, wide          bool  // a figure is pending; it is a Chinese digit
	run                 int   // Chinese digits in it
	last                int64 // the unit just written, for "十二万六"
}

// scanNumber reads the figure that begins at byte i of s: digits, Chinese numerals, or both ("12万6千").
func scanNumber(s string, i int) (number, bool) {
	p := numeral{s: s, i: i, n: number{digits: true}}
	for p.i < len(s) && p.step() {
	}
	if p.i == i {
		return p.n, false
	}
	if p.have && p.last >= 100 && p.cur < 10*micro && p.cur > 0 {
		p.section += p.cur * p.last / 10
		p.n.hanging = true
		p.n.spread *= p.last / 10
	} else {
		p.section += p.cur
	}
	p.n.value, p.n.end = p.total+p.section, p.i
	n := p.n.suffix(s)
	return n, n.value <= maxNumber && n.value >= 0
}

// step takes in what stands at the cursor and reports whether the figure may go on.
func (p *numeral) step() bool {
	if digitAt(p.s, p.i) {
		if p.have || p.last >= 1000 && p.another() {
			return false
		}
		p.cur, p.i, p.n.grouped, p.n.tenths = scanDigits(p.s, p.i)
		p.have, p.wide = true, false
		return true
	}
	r, size := utf8.DecodeRuneInString(p.s[p.i:])
	if d, vague, ok := zhDigit(r); ok {
		return p.digit(d, vague, size)
	}
	if u, ok := chineseUnit(r); ok {
		return p.unit(u, size)
	}
	begun := p.have || p.section > 0 || p.total > 0
	next, nextSize := utf8.DecodeRuneInString(p.s[p.i+size:])
	switch {
	case r == '万' || r == '亿':
		return p.scale(r, size)
	case begun && slip(r, p.s[p.i+size:]):
		return p.scale('万', size)
	case begun && r == '个' && (next == '亿' || next == '万'):
		p.i += size
		return p.scale(next, nextSize)
	case begun && (r == '多' || r == '来' || r == '余') && (strings.ContainsRune("万亿千百块元天个号年钱", next) || r != '来' && p.last >= 1000 && !p.have):
		p.n.vague, p.n.digits = true, false
		p.i += size
		return true
	case r == '点' && p.have && p.wide && decimalFollows(p.s[p.i+size:]):
		d, w := utf8.DecodeRuneInString(p.s[p.i+size:])
		tenth, _ := chineseDigit(d)
		p.cur += tenth * micro / 10
		p.i += size + w
		return true
	}
	return false
}

// slip reports whether r is what speech recognition writes for 万, given what follows.
func slip(r rune, rest string) bool {
	money := strings.HasPrefix(rest, "块") || strings.HasPrefix(rest, "元") || strings.HasPrefix(rest, "钱")
	return r == '碗' && !strings.HasPrefix(rest, "面") && !strings.HasPrefix(rest, "饭") || (r == '玩' || r == '完') && money
}

// digit takes in a Chinese digit.
func (p *numeral) digit(d int64, vague bool, size int) bool {
	switch {
	case p.have && p.total > 0 && (d == 1 || d == 2) && hasPrefixOf(p.s[p.i+size:], atOnce):
		return false
	case !p.have:
		if p.last >= 1000 && p.another() {
			return false
		}
		p.cur, p.run = d*micro, 1
		if vague && p.section == 0 && p.total == 0 && !unitFollows(p.s[p.i+size:]) {
			return false
		}
	case p.wide && p.run == 1 && p.n.spread == 0 && p.pair(d, size):
		p.n.spread = d*micro - p.cur
		p.n.digits = false
		p.i += size
		return true
	case p.wide && p.cur < 1e6*micro && !vague:
		p.cur = p.cur*10 + d*micro
		p.run++
	default:
		return false
	}
	if d == 0 && p.last > 0 {
		p.last, p.have = 0, false
		p.i += size
		return true
	}
	p.have, p.wide, p.n.digits = true, true, false
	p.n.vague = p.n.vague || vague
	p.i += size
	return true
}

// unitFollows reports whether s begins with a unit that makes 几 and 数 a figure.
func unitFollows(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	_, ok := chineseUnit(r)
	return ok || r == '万' || r == '亿'
}

// pair reports whether digit d after the one pending means "the one or the other" (两三天, 十五六号, 三五天).
func (p *numeral) pair(d int64, size int) bool {
	if d*micro != p.cur+micro && !(p.cur == 3*micro && d == 5) || p.cur == 0 {
		return false
	}
	next, _ := utf8.DecodeRuneInString(p.s[p.i+size:])
	return strings.ContainsRune("十百千万亿个块元天日号周月成期次年台", next) && next != utf8.RuneError
}

// another reports whether the figure at the cursor, which follows a unit such as 万, belongs to a word of its own:
// 三十万三天内, 二十万五号付, 38.64万一次性.
func (p *numeral) another() bool {
	i, run, last := p.i, 0, rune(0)
	for i < len(p.s) {
		if digitAt(p.s, i) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(p.s[i:])
		_, _, digit := zhDigit(r)
		if u, unit := chineseUnit(r); !digit && !(unit && u < p.last) {
			break
		}
		i += size
		run, last = run+1, r
	}
	rest := p.s[i:]
	if run == 1 && namesWeekday(rest) {
		return false // 七万二礼拜五付: the week is the day's
	}
	if run == 2 && (last == '一' || last == '两') && hasPrefixOf(rest, atOnce) {
		return false // 九万八一笔付: the sum goes on with the first digit, the second counts what follows
	}
	for _, w := range ownWords {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.i:])
	if r == '一' {
		for _, w := range oneWords {
			if strings.HasPrefix(p.s[p.i+len("一"):], w) {
				return true
			}
		}
	}
	return false
}

// atOnce are counted after a sum to say in how many goes it is paid.
var atOnce = []string{"笔", "张", "次", "把", "起"}

// ownWords follow a figure that counts days, times and the like, and is no part of a sum before it.
var ownWords = []string{"号", "日", "天", "月", "周", "星期", "礼拜", "年", "个", "次", "期", "成", "笔", "张", "分之", "%", "点", "家", "台", "批", "位", "人", "小时", "/", ":", "-", "st", "nd", "rd", "th"}

// oneWords begin with 一 and no figure.
var oneWords = []string{"下", "起", "般", "定", "直", "共", "并", "分", "半", "些", "样", "切", "步", "把", "口", "律", "旦", "会", "边", "块儿", "到", "来", "部分"}

// unit takes in 十, 百 or 千.
func (p *numeral) unit(u int64, size int) bool {
	if !p.have {
		if u != 10 || p.last >= 1000 && p.another() {
			return false
		}
		p.cur = micro
	}
	p.n.spread *= u
	p.n.loud = p.n.loud || u == 1000
	p.section += p.cur * u
	p.have, p.cur, p.run, p.last, p.n.digits = false, 0, 0, u, false
	p.i += size
	return true
}

// scale takes in 万 or 亿.
func (p *numeral) scale(r rune, size int) bool {
	if !p.have && p.section == 0 && (r == '万' || p.total == 0) {
		return false
	}
	u := int64(10_000)
	if r == '亿' {
		u = 100_000_000
	}
	if p.section+p.cur > maxNumber/u {
		return false
	}
	p.n.spread = min(p.n.spread, maxNumber/u) * u
	p.total += (p.section + p.cur) * u
	p.section, p.cur, p.have, p.run, p.last, p.n.scaled, p.n.digits = 0, 0, false, 0, u, true, false
	p.i += size
	return true
}

// suffix takes in a scale written in Latin letters, and what was left open behind it ("12w6", "38w多").
func (n number) suffix(s string) number {
	if n.scaled {
		return n
	}
	rest := strings.TrimPrefix(s[n.end:], "个")
	half := int64(0)
	for words, value := range halves {
		if after, ok := strings.CutPrefix(rest, words); ok {
			rest, half = after, value
		}
	}
	for _, x := range latinScales {
		word := strings.TrimPrefix(rest, " ")
		if len(x.word) == 1 {
			if half > 0 {
				continue
			}
			word = rest
		}
		if !strings.HasPrefix(word, x.word) || letterAt(word, len(x.word)) || n.value > maxNumber/x.by {
			continue
		}
		end := len(s) - len(word) + len(x.word)
		tail := int64(0)
		if digitAt(s, end) {
			if x.word != "w" || digitAt(s, end+1) {
				continue
			}
			tail = int64(s[end]-'0') * micro * x.by / 10
			end++
		}
		switch {
		case x.word == "thousand":
			tail, end = hundredsAfter(s, end)
		case x.by == 100_000:
			tail, end = thousandsAfter(s, end)
		}
		n.value = n.value*x.by + half*x.by + tail
		n.end, n.scaled, n.digits = end, true, false
		if strings.HasPrefix(s[end:], "多") {
			n.vague = true
			n.end += len("多")
		}
		return n
	}
	return n
}

// halves stand between a number and its scale: 7 and a half thousand.
var halves = map[string]int64{" and a half": micro / 2, " and a quarter": micro / 4, " and three quarters": micro * 3 / 4}

// hundredsAfter reads what is left of "44 thousand 250" and "41 thousand two hundred".
func hundredsAfter(s string, end int) (int64, int) {
	if !strings.HasPrefix(s[end:], " ") || !digitAt(s, end+1) {
		if strings.HasPrefix(s[end:], " ") && end+1 < len(s) {
			if n, ok := scanWords(s, end+1); ok && !n.scaled && !n.vague && n.value >= 100*micro && n.value < 1000*micro && !counts(s[n.end:]) {
				return n.value, n.end
			}
		}
		return 0, end
	}
	v, stop, grouped, tenths := scanDigits(s, end+1)
	if !grouped && tenths == 0 && stop == end+2 && strings.HasPrefix(s[stop:], " hundred") && !letterAt(s, stop+len(" hundred")) {
		return v * 100, stop + len(" hundred")
	}
	if grouped || tenths > 0 || stop != end+4 || letterAt(s, stop) || counts(s[stop:]) {
		return 0, end
	}
	return v, stop
}

// thousandsAfter reads what is left of "4 lakh 60 thousand".
func thousandsAfter(s string, end int) (int64, int) {
	if !strings.HasPrefix(s[end:], " ") || !digitAt(s, end+1) {
		return 0, end
	}
	v, stop, grouped, tenths := scanDigits(s, end+1)
	if grouped || tenths > 0 || v >= 100*micro || !strings.HasPrefix(s[stop:], " thousand") || letterAt(s, stop+len(" thousand")) {
		return 0, end
	}
	return v * 1000, stop + len(" thousand")
}

var latinScales = []struct {
	word string
	by   int64
}{{"k", 1000}, {"w", 10_000}, {"m", 1_000_000}, {"mil", 1_000_000}, {"thousand", 1000}, {"thou", 1000}, {"grand", 1000}, {"million", 1_000_000},
	{"lakhs", 100_000}, {"lakh", 100_000}, {"lacs", 100_000}, {"lac", 100_000}, {"crores", 10_000_000}, {"crore", 10_000_000}}

// decimalFollows reports whether s begins with a Chinese digit and a unit that only a decimal can have ("五万", "五成").
func decimalFollows(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if _, ok := chineseDigit(r); !ok {
		return false
	}
	for _, unit := range []string{"万", "亿", "成", "个点", "%"} {
		if strings.HasPrefix(s[size:], unit) {
			return true
		}
	}
	return false
}
