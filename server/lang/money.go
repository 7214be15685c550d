package lang

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Money is an amount, or a share of a whole, found in a text.
type Money struct {
	Span
	Minor    int64  // minor units; 0 when it is a share or vague
	Currency string // ISO 4217; empty when it is a share or vague
	Permille int    // share of the balance in thousandths; 0 when it is an amount
	Guess    bool   // said to be near it: 大概40万, about 50 thousand
	Goods    bool   // a great number or a share of things that are no money: eighty thousand labels, half the boxes
	assumed  bool   // its currency was not said
	Vague    bool   // money without a value: 十几万, a couple of grand, part of it
}

// File is what is known of an account beside the words: its currency and the sums that stand on it.
type File struct {
	Currency string  // ISO 4217; empty means CNY for zh and GBP for en
	Sums     []int64 // minor units: the balance and the invoices
}

// FindMoney finds amounts and shares of the balance that have a value. currency is what bare figures are in; when empty
// it is CNY for zh and GBP for en. Percentages of interest, discount and the like are not shares of the balance.
func FindMoney(t Text, lang, currency string) []Money {
	found := FindAmounts(t, lang, File{Currency: currency}, nil)
	return slices.DeleteFunc(found, func(m Money) bool { return m.Vague || m.Goods })
}

// FindAmounts finds amounts and shares of the balance, vague ones too. A bare figure is money when the words beside it
// pay or owe it, or when it is a sum on file as people shorten it aloud ("280" for 280,000); dates are where no money
// stands. Words for all of it ("付清", "in full") name no money of their own beside an amount.
func FindAmounts(t Text, lang string, file File, dates []Date) []Money {
	unknown := file.Currency == ""
	if unknown {
		file.Currency = "GBP"
		if lang == "zh" {
			file.Currency = "CNY"
		}
	}
	m := moneyReader{s: t.Norm, file: file}
	for _, f := range t.figures {
		m.figure(f.start, f.number)
	}
	m.shareWords()
	m.elided(dates)
	m.onFile(dates)
	sortBySpan(m.found, func(x Money) Span { return x.Span })
	found := m.settle()
	if unknown {
		oneCurrency(found)
	}
	for k := range found {
		found[k].assumed = false
	}
	return found
}

// moneyReader gathers the money of one text.
type moneyReader struct {
	s     string
	file  File
	found []Money
	bare  []figure // figures without a unit, which the file may know

	scales map[int]int64 // by where a sum begins that leaves out its scale: the scale it has from the sum before
}

// figure is a number and where it starts.
type figure struct {
	number
	start int
}

func (m *moneyReader) add(x Money) { m.found = append(m.found, x) }

// maxBare is how many bare figures of a text are looked at: more are no sums said aloud.
const maxBare = 8

func (m *moneyReader) figure(start int, n number) {
	if strings.HasSuffix(m.s[:start], hundredthsOf) || len(m.found) > 0 && start < m.found[len(m.found)-1].End {
		return
	}
	if x, ok := m.amount(start, n); ok {
		x = m.hedge(x, n)
		if from, ok := m.rangeBefore(x.Start); ok {
			x = Money{Span: Span{from, x.End}, Vague: true}
		}
		m.add(x)
		return
	}
	if x, ok := partOf(m.s, start, n); ok {
		m.add(x)
		return
	}
	if !n.vague && n.spread == 0 && !n.scaled && len(m.bare) < maxBare && !counts(m.s[n.end:]) {
		m.bare = append(m.bare, figure{n, start})
	}
}

// rangeBefore takes back the lower end of a range whose upper end begins at byte i: 10到15万, £5k-£10k, between 20 and 25k.
func (m *moneyReader) rangeBefore(i int) (start int, ok bool) {
	if k := len(m.bare) - 1; k >= 0 && m.joins(m.bare[k].start, m.bare[k].end, i) {
		start = m.bare[k].start
		m.bare = m.bare[:k]
		return start, true
	}
	if k := len(m.found) - 1; k >= 0 && m.found[k].Permille == 0 && m.joins(m.found[k].Start, m.found[k].End, i) {
		start = m.found[k].Start
		m.found = m.found[:k]
		return start, true
	}
	return 0, false
}

// joins reports whether the words between a figure at [start,end) and one at i make them the ends of a range.
func (m *moneyReader) joins(start, end, i int) bool {
	if end > i {
		return false
	}
	switch m.s[end:i] {
	case "到", "至", "-", "~", " - ", " to ":
		return true
	case " and ", "和", "与":
		return strings.HasSuffix(m.s[:start], "between ") || hasPrefixOf(m.s[i:], []string{"之间"})
	}
	return false
}

// amount reads the figure at start as money.
func (m *moneyReader) amount(start int, n number) (Money, bool) {
	x := Money{Span: Span{start, n.end}, Currency: m.file.Currency}
	signed := m.sign(&x)
	rest := m.s[n.end:]
	if size, code := currencyWord(rest); size > 0 && !strings.HasPrefix(rest, "块儿") {
		x.End += size
		x.Currency, signed = m.dollar(code), true
		if strings.HasPrefix(rest, "块") && size == len("块") {
			tenth, length := tenthAfter(m.s[x.End:])
			n.value += tenth
			x.End += length
		}
	}
	x.assumed = !signed
	x.Goods = !signed && (goodsAt(rest) || manner(m.s, start, n.end))
	switch {
	case signed:
	case n.scaled || n.hanging:
		if things(rest) {
			return x, false
		}
	case (n.value >= 50*micro || n.tenths == 2) && !coded(m.s, start) && hasPrefixOf(rest, eachTime):
	case counts(rest):
		return x, false
	case n.loud, n.grouped && n.value >= 1000*micro:
	case m.paid(start, n):
		if sum, end := m.sumOnFile(figure{n, start}); sum > 0 {
			x.Minor, x.End = sum, end
			return x, true
		}
	default:
		return x, false
	}
	if x.Currency == "EUR" && n.tenths == 3 && n.value < 1000*micro {
		n.value *= 1000
	}
	x.Minor = n.value / (micro / 100)
	if more, size, code := poundsAfter(m.s[x.End:]); n.scaled && size > 0 && n.value%(1000*micro) == 0 {
		x.Minor += more
		x.End += size
		x.Currency = m.dollar(code)
	}
	if pence, size := penceAfter(m.s[x.End:]); size > 0 && n.value%micro == 0 {
		x.Minor += pence
		x.End += size
	}
	return x, x.Minor > 0
}

// penceAfter reads what is said after whole pounds: and 60p, and forty pence.
func penceAfter(s string) (minor int64, length int) {
	rest, ok := strings.CutPrefix(s, " and ")
	if !ok || rest == "" {
		return 0, 0
	}
	n, _, ok := figureAt(rest+" ", 0)
	if !ok {
		n, ok = scanNumber(rest, 0)
	}
	v, whole := n.whole()
	if !ok || !whole || v < 1 || v > 99 {
		return 0, 0
	}
	for _, w := range []string{"p", " pence", " p", " cents"} {
		if strings.HasPrefix(rest[n.end:], w) && !letterAt(rest, n.end+len(w)) {
			return int64(v), len(s) - len(rest) + n.end + len(w)
		}
	}
	return 0, 0
}

// eachTime follows a sum that is paid again and again.
var eachTime = []string{" a day", " per day", " every day", " daily", " an hour", " a quarter", " per quarter", " a year", " per annum", " per year", " a week", " a fortnight", " a month", " per week", " per month", " every week", " every month", " every friday", " every monday", " every fortnight", " weekly", " monthly", " apiece", " a tonne", " a ton", " per tonne", " per ton", " a pallet", " per pallet", " a unit", " per unit", " a carton", " per carton", " a metre", " per metre"}

// tenthAfter reads the digit of 毛 that follows 块: 六十二块五.
func tenthAfter(s string) (tenth int64, length int) {
	r, size := utf8.DecodeRuneInString(s)
	d, ok := chineseDigit(r)
	if r >= '0' && r <= '9' {
		d, ok = int64(r-'0'), true
	}
	next, _ := utf8.DecodeRuneInString(s[size:])
	_, digit := chineseDigit(next)
	_, unit := chineseUnit(next)
	if !ok || digit || unit || next >= '0' && next <= '9' || next != '毛' && next != '角' && counts(s[size:]) {
		return 0, 0
	}
	if next == '毛' || next == '角' {
		size += len("毛")
	}
	return d * micro / 10, size
}

// sign takes in a currency written before the figure.
func (m *moneyReader) sign(x *Money) bool {
	if isRand(m.s, x.Start) {
		x.Start--
		x.Currency = rand
		return true
	}
	before := strings.TrimSuffix(m.s[:x.Start], " ")
	for _, c := range currencySigns {
		if strings.HasSuffix(before, c.sign) && !(letterAt(c.sign, 0) && letterAt(before, len(before)-len(c.sign)-1)) {
			x.Start = len(before) - len(c.sign)
			x.Currency = c.code
			if c.sign == "$" && strings.HasSuffix(m.file.Currency, "D") || c.sign == "¥" && m.file.Currency == "JPY" {
				x.Currency = m.file.Currency
			}
			return true
		}
	}
	return false
}

// hedge marks an amount that the words beside it, or its own, leave open.
func (m *moneyReader) hedge(x Money, n number) Money {
	before, after := window(m.s, x.Start, 24), m.s[x.End:]
	trimmed := strings.TrimSuffix(before, " ")
	if hasSuffixOf(trimmed, []string{"no less than", "not less than", "no more than", "not more than"}) {
		return x // a bound that is meant as the sum
	}
	vague := n.vague || n.spread > 0 || hasPrefixOf(after, openAfter) || hasSuffixOf(trimmed, openBefore)
	switch {
	case vague:
		x.Minor, x.Currency, x.Vague = 0, "", true
	case hasPrefixOf(after, nearAfter), hasSuffixOf(trimmed, nearBefore) && (round(n.value) || !strings.HasSuffix(trimmed, "about")):
		x.Guess = true
	}
	return x
}

// Words that leave an amount open, and words that say it is near.
var (
	openBefore = []string{"不到", "超过", "不止", "just over", "well over", "more than", "upwards of", "north of", "less than", "just under", "just shy of", "shy of", "a touch under", "a touch over", "a shade under", "a shade over", "a little over", "a little under", "slightly over", "slightly under", "a bit over", "a bit under"}
	openAfter  = []string{"-odd", " odd", "出头", "以上", "以下", "多一点", "多点", "开外", "不到", " and change", " and a bit", " plus change", " something"}
	nearBefore = []string{"大概", "大约", "差不多", "约", "将近", "接近", "小", "around", "about", "roughly", "approximately", "approx", "circa", "nearly", "almost", "close to", "in the region of", "best part of", "better part of", "thick end of", "getting on for", "close on", "not far short of", "give or take", "in the neighbourhood of", "in the neighborhood of", "something like", "somewhere around", "not far off", "give or take"}
	nearAfter  = []string{"左右", "上下", "-ish", "ish", " ish", " or so", " or thereabouts", ", give or take", " give or take", ", more or less", " more or less", ", thereabouts", ", ballpark", " ballpark"}
)

func hasPrefixOf(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) && !letterAt(s, len(w)) })
}

func hasSuffixOf(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return strings.HasSuffix(s, w) && !(letterAt(w, 0) && letterAt(s, len(s)-len(w)-1))
	})
}

// round reports whether a figure has at most two digits that are not zero at its end.
func round(value int64) bool {
	for value > 0 && value%10 == 0 {
		value /= 10
	}
	return value < 100
}

// partOf reads the figure at start as a share: 七成, 30%, 三分之一, 百分之三十.
func partOf(s string, start int, n number) (Money, bool) {
	m := Money{Span: Span{start, n.end}}
	rest := s[n.end:]
	if rest, ok := strings.CutPrefix(rest, "分之"); ok {
		top, ok := scanNumber(rest, 0)
		if !ok || n.value == 0 || top.value > n.value || top.value > 1000*micro {
			return m, false
		}
		m.Permille = int(top.value * 1000 / n.value)
		m.End = len(s) - len(rest) + top.end
		return m, m.Permille > 0
	}
	if n.value <= 10*micro && strings.HasPrefix(rest, "成") && !strings.HasPrefix(rest, "成交") && !strings.HasPrefix(rest, "成本") {
		m.Permille = int(n.value / (micro / 100))
		m.End += len("成")
		r, size := utf8.DecodeRuneInString(s[m.End:])
		after, _ := utf8.DecodeRuneInString(s[m.End+size:])
		if half, ok := chineseDigit(r); ok && r != '两' && !strings.ContainsRune("亿万千百十号日天月点块元个周年", after) { // 七成五
			m.Permille += 10 * int(half)
			m.End += size
		}
		return m, m.Permille > 0 && m.Permille <= 1000
	}
	if size := percentSign(rest); size > 0 && n.value <= 100*micro && !(n.value == 100*micro && !n.digits) && !rate(s, start, n.end+size) {
		m.Permille = int(n.value / (micro / 10))
		m.End += size
		return m, m.Permille > 0
	}
	return m, false
}

// percentSign returns the length of a percent mark that s begins with.
func percentSign(s string) int {
	for _, w := range []string{"%", " %", " per cent", " percent", "个百分点", "个点"} {
		if strings.HasPrefix(s, w) && !letterAt(s, len(w)) {
			return len(w)
		}
	}
	return 0
}

const hundredthsOf = "百分之"

// hundredths calls yield for each 百分之N in s, with its span and its value in permille.
func hundredths(s string, yield func(at Span, permille int)) {
	for i := 0; i < len(s); {
		k := strings.Index(s[i:], hundredthsOf)
		if k < 0 {
			return
		}
		start := i + k
		i = start + len(hundredthsOf)
		if n, ok := scanNumber(s, i); ok && n.value <= 100*micro && !n.vague {
			yield(Span{start, n.end}, int(n.value/(micro/10)))
			i = n.end
		}
	}
}

var rateWords = []string{"息", "违约金", "滞纳金", "折", "税", "返", "点", "优惠", "年化", "业绩", "interest", "late charge", "late fee", "discount", "off", "tax", "vat", "rebate", "over base", "penalty", "apr", "cheaper", "less", "personally", "in it for you", "for you", "of my", "of our", "of your"}

// rate reports whether the percentage at [start,end) is of interest, discount or the like, judged by the words beside it.
func rate(s string, start, end int) bool {
	near := window(s, start, 18) + "|" + s[start:end] + "|" + s[end:runeEnd(s, min(len(s), end+24))]
	for _, w := range rateWords {
		if strings.Contains(near, w) {
			return true
		}
	}
	return false
}

// window returns up to n bytes of s before i, on a rune boundary.
func window(s string, i, n int) string {
	k := max(0, i-n)
	for k < i && !utf8.RuneStart(s[k]) {
		k++
	}
	return s[k:i]
}

// runeEnd moves i forward to a rune boundary.
func runeEnd(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

func overlaps(found []Money, s Span) bool {
	for _, m := range found {
		if s.Start < m.End && m.Start < s.End {
			return true
		}
	}
	return false
}
