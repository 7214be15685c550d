package lang

import "strings"

var enUnits = map[string]int64{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
	"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, //nolint:misspell // people write it so
	"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

var enScales = map[string]int64{"k": 1000, "thousand": 1000, "thou": 1000, "grand": 1000, "million": 1_000_000, "mil": 1_000_000, "mill": 1_000_000,
	"lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "crore": 10_000_000, "crores": 10_000_000}

var enOrdinals = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
	"eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
	"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30}

// scanOrdinal reads an ordinal in words that begins at byte i: fifteenth, twenty-fifth, thirty first.
func scanOrdinal(s string, i int) (n, end int, ok bool) {
	w := word(s, i)
	if n, ok := enOrdinals[w]; ok {
		return n, i + len(w), true
	}
	tens := enUnits[w]
	if tens != 20 && tens != 30 {
		return 0, 0, false
	}
	next := i + len(w)
	if next >= len(s) || s[next] != ' ' && s[next] != '-' {
		return 0, 0, false
	}
	unit := word(s, next+1)
	if n, ok := enOrdinals[unit]; ok && n < 10 {
		return int(tens) + n, next + 1 + len(unit), true
	}
	return 0, 0, false
}

// spelled reads an English number in words.
type spelled struct {
	s string
	i int // where the next word may begin

	begin int // where the number begins
	end   int // where the number ends so far

	hundreds bool // "hundred" was said
	coded    bool // the words before make it a number of something: invoice forty-one six
}

// scanWords reads an English number in words that begins at byte i: twenty-five thousand, a hundred and twenty grand,
// one point two million, half a million, forty eight two fifty (as sums are said for short), a few thousand (vague).
func scanWords(s string, i int) (number, bool) {
	p := spelled{s: s, i: i, begin: i, coded: hasSuffixOf(strings.TrimSuffix(s[:i], " "), codeWords)}
	if n, ok := p.vagueCount(); ok {
		return n, true
	}
	if n, ok := p.partOfScale(); ok {
		return n, true
	}
	if n, ok := p.digitByDigit(); ok {
		return n, true
	}
	var total, section int64
	var scaled, seen, and bool
	for groups := 0; groups < 4; groups++ {
		start := p
		group, ok := p.group(seen)
		if !ok {
			break
		}
		if _, more := enScales[p.word()]; seen && group == micro && !more { // "the forty-eight thousand one": the one of that
			p = start
			break
		}
		seen = true
		by, ok := p.scale()
		if !ok {
			section = group
			break
		}
		if total > maxNumber || group > maxNumber/by {
			return number{}, false
		}
		total += group * by / micro * micro
		total += group * by % micro
		scaled = true
		if half, ok := p.andAHalf(group, by); ok {
			total += half
			break
		}
		if and = p.word() == "and"; and {
			p.skip("and")
		}
		p.comma()
	}
	if total >= 1_000_000*micro && total%(1_000_000*micro) == 0 && section > 0 && section < 10*micro && section%micro == 0 {
		section *= 100_000 // a million two
	} else if !and && !p.hundreds && total >= 2000*micro && total < 1_000_000*micro && total%(1000*micro) == 0 && section >= 2*micro && section < 10*micro && section%micro == 0 && endsThere(s[p.end:]) {
		section *= 100 // eleven thousand three
	}
	n := number{value: total + section, end: p.end, scaled: scaled, loud: p.hundreds && (section%(100*micro) == 0 || section >= 1000*micro) && endsSum(s[p.end:])}
	if !scaled {
		p.short(&n)
	}
	p.odd(&n)
	return n, seen && n.value <= maxNumber
}

// comma moves past a comma between thousands and hundreds: twenty-two thousand, six hundred and five.
func (p *spelled) comma() {
	const mark = ", "
	if !strings.HasPrefix(p.s[p.end:], mark) {
		return
	}
	ahead := spelled{s: p.s, i: p.end + len(mark)}
	if _, ok := ahead.group(true); ok && ahead.hundreds {
		p.i = p.end + len(mark)
	}
}

// endsSum reports whether what follows a number in words cannot be what it counts.
func endsSum(rest string) bool {
	if endsThere(rest) {
		return true
	}
	switch word(strings.TrimPrefix(rest, " "), 0) {
	case "off", "a", "per", "each", "now", "today", "tomorrow", "last", "from", "on", "to", "more", "less", "back", "extra", "over", "short", "before", "after", "until", "till", "within",
		"bounced", "landed", "came", "comes", "went", "goes", "arrived", "cleared", "has", "had", "sits", "sat", "stands", "outstanding", "owed", "owing", "due", "overdue", "unpaid", "plus", "minus", "including", "inc", "incl", "net", "gross", "all", "altogether", "exactly", "dead", "flat", "tonight", "yesterday", "this", "next", "not", "which", "since", "later", "upfront", "straight", "immediately", "even":
		return true
	}
	return false
}

func (p *spelled) word() string { return word(p.s, p.i) }

// take moves past a word of the number.
func (p *spelled) take(w string) {
	p.i += len(w)
	p.end = p.i
	if p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '-') {
		p.i++
	}
}

// skip moves past a word that belongs to the number only if more of it follows.
func (p *spelled) skip(w string) {
	end := p.end
	p.take(w)
	p.end = end
}

// group reads what stands before a scale, in millionths: forty-eight, two hundred and fifty, one point two, two and a half.
func (p *spelled) group(later bool) (int64, bool) {
	if _, _, ordinal := scanOrdinal(p.s, p.i); ordinal {
		return 0, false
	}
	w := p.word()
	var v int64
	switch w {
	case "thousand":
		if later || !currencyWordAt(p.s, p.i+len(w)) {
			return 0, false
		}
		return micro, true
	case "a", "hundred":
		start := *p
		if w == "a" {
			p.skip("a")
		}
		next := p.word()
		if next == "hundred" {
			v = 1
			break
		}
		if _, scale := enScales[next]; scale && next != "k" && !later {
			return micro, true
		}
		*p = start
		return 0, false
	default:
		small, ok := p.small()
		if !ok {
			return 0, false
		}
		v = small
		if small > 0 && small < 10 && enUnits[p.word()] >= 10 { // two eighty: the hundred is left out
			rest, _ := p.small()
			v = small*100 + rest
		}
		if small >= 10 && small < 20 && enUnits[p.word()] >= 10 { // twelve-fifty a month, unlike the hour
			ahead := *p
			if rest, _ := ahead.small(); hasPrefixOf(p.s[ahead.end:], eachTime) || currencyWordAt(p.s, ahead.end) {
				*p = ahead
				v = small*100 + rest
			}
		}
	}
	if p.word() == "hundred" {
		p.take("hundred")
		p.hundreds = true
		v *= 100
		start := *p
		if p.word() == "and" {
			p.skip("and")
		}
		if rest, ok := p.small(); ok {
			v += rest
		} else {
			*p = start
		}
	}
	return v*micro + p.fraction(), true
}

// small reads 0 to 99.
func (p *spelled) small() (int64, bool) {
	w := p.word()
	v, ok := enUnits[w]
	if !ok {
		return 0, false
	}
	if _, _, ordinal := scanOrdinal(p.s, p.i); ordinal {
		return 0, false
	}
	p.take(w)
	if v >= 20 {
		if unit, ok := enUnits[p.word()]; ok && unit > 0 && unit < 10 {
			p.take(p.word())
			v += unit
		}
	}
	return v, true
}

// fraction reads "point two" or "and a half" after a whole number, in millionths.
func (p *spelled) fraction() int64 {
	start := *p
	if p.word() == "point" {
		p.skip("point")
		var sum int64
		for scale := int64(micro / 10); scale > 0; scale /= 10 {
			d, ok := enUnits[p.word()]
			if !ok || d > 9 {
				break
			}
			p.take(p.word())
			sum += d * scale
		}
		if sum > 0 {
			return sum
		}
	}
	*p = start
	for words, value := range halves {
		words = words[1:] + " "
		if strings.HasPrefix(p.s[p.i:], words) {
			after := spelled{s: p.s, i: p.i + len(words)}
			if _, ok := enScales[after.word()]; ok {
				*p = after
				return value
			}
		}
	}
	return 0
}

// scale reads thousand, grand, million.
func (p *spelled) scale() (int64, bool) {
	w := p.word()
	by, ok := enScales[w]
	if ok {
		p.take(w)
	}
	return by, ok
}

// andAHalf reads the half after a scale: a million and a half, a grand and a half.
func (p *spelled) andAHalf(group, by int64) (int64, bool) {
	const words = "and a half"
	if by < 1_000_000 && group > 9*micro || !strings.HasPrefix(p.s[p.i:], words) || letterAt(p.s, p.i+len(words)) {
		return 0, false
	}
	p.take(words)
	return by * micro / 2, true
}

// short reads the rest of a sum said for short: forty-eight two fifty is 48,250, nine eight hundred 9,800.
func (p *spelled) short(n *number) {
	if n.value < 2*micro || n.value >= 1000*micro || n.value%micro != 0 {
		return
	}
	start := *p
	if p.word() == "oh" {
		p.shortOh(n)
		return
	}
	digit, ok := enUnits[p.word()]
	if ok && digit >= 10 {
		p.shortHundreds(n)
		return
	}
	if !ok || digit < 1 {
		return
	}
	p.take(p.word())
	if p.word() == "hundred" && !p.hundreds {
		p.take("hundred")
		n.value = n.value*1000 + digit*100*micro
		n.end, n.scaled = p.end, true
		return
	}
	rest, ok := enUnits[p.word()]
	if n.value < 20*micro && (!ok || rest < 10 || p.coded || hasSuffixOf(strings.TrimSuffix(window(p.s, p.begin, 12), " "), spokenDigits)) {
		*p = start
		return
	}
	if !ok || rest < 10 {
		if n.value > 20*micro && n.value/micro%10 != 0 && !p.coded && (endsSum(p.s[p.end:]) || p.word() == "and") { // still owed forty-one six
			n.value = n.value*1000 + digit*100*micro
			n.end, n.scaled = p.end, true
			return
		}
		*p = start
		return
	}
	small, _ := p.small()
	if n.value < 20*micro && !endsSum(p.s[p.end:]) && !currencyWordAt(p.s, p.end) {
		*p = start
		return
	}
	if _, scale := enScales[p.word()]; scale || p.word() == "hundred" || p.word() == "days" {
		*p = start
		return
	}
	n.value = n.value*1000 + (digit*100+small)*micro
	n.end, n.scaled = p.end, true
}

// odd reads the word that makes a number vague: fifty-odd grand.
func (p *spelled) odd(n *number) {
	if p.word() != "odd" {
		return
	}
	p.take("odd")
	n.vague, n.end = true, p.end
	if by, ok := p.scale(); ok {
		n.value, n.scaled, n.end = n.value*by, true, p.end
	}
}

// vagueCounts are words for a number that cannot be told.
var vagueCounts = []string{"a few hundred", "few hundred", "several hundred", "a couple of hundred", "couple of hundred", "couple hundred",
	"a few thousand", "few thousand", "several thousand", "a couple of thousand", "couple of thousand", "couple thousand", "couple k", "a couple k",
	"a few grand", "few grand", "several grand", "a couple of grand", "couple of grand", "couple grand", "a couple of k",
	"tens of thousands", "hundreds of thousands", "thousands", "hundreds", "millions", "a few million", "several million"}

func (p *spelled) vagueCount() (number, bool) {
	switch p.s[p.i] {
	case 'a', 'f', 's', 'c', 't', 'h', 'm':
	default:
		return number{}, false
	}
	for _, w := range vagueCounts {
		if strings.HasPrefix(p.s[p.i:], w) && !letterAt(p.s, p.i+len(w)) {
			return number{value: micro, end: p.i + len(w), scaled: true, vague: true}, true
		}
	}
	return number{}, false
}

// partsOfScale are shares of a round number.
var partsOfScale = []struct {
	words string
	value int64
}{{"half a million", 500_000}, {"half million", 500_000}, {"half a mil", 500_000}, {"half a mill", 500_000}, {"quarter of a mil", 250_000}, {"quarter of a mill", 250_000}, {"three quarters of a mil", 750_000}, {"a quarter of a million", 250_000}, {"quarter of a million", 250_000}, {"a quarter million", 250_000},
	{"three quarters of a million", 750_000}, {"half a grand", 500}}

func (p *spelled) partOfScale() (number, bool) {
	for _, x := range partsOfScale {
		if strings.HasPrefix(p.s[p.i:], x.words) && !letterAt(p.s, p.i+len(x.words)) {
			return number{value: x.value * micro, end: p.i + len(x.words), scaled: true}, true
		}
	}
	return number{}, false
}

// word returns the run of letters at byte i.
func word(s string, i int) string {
	if i > len(s) {
		return ""
	}
	j := i
	for letterAt(s, j) {
		j++
	}
	return s[i:j]
}
