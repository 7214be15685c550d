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
	grouped bool // written with thousands commas
	scaled  bool // written with 万, 亿, k, thousand, grand, …
	digits  bool // written in plain ASCII digits only
}

// whole returns the figure as an integer, and whether it is one.
func (n number) whole() (int, bool) {
	return int(n.value / micro), n.value%micro == 0 && n.value/micro < 1<<31
}

var zhDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7,
	'八': 8, '九': 9, '壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9}

var zhUnits = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

// scanNumber reads the figure that begins at byte i of s: digits, Chinese numerals, or both ("12万6千").
func scanNumber(s string, i int) (number, bool) {
	var (
		n                   number
		total, section, cur int64
		have, wide          bool  // a figure is pending; it is a Chinese digit
		last                int64 // the unit just written, for "十二万六"
		start               = i
	)
	n.digits = true
	for i < len(s) {
		if digitAt(s, i) {
			if have {
				break
			}
			var grouped bool
			cur, i, grouped = scanDigits(s, i)
			n.grouped = n.grouped || grouped
			have, wide = true, false
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if d, ok := zhDigits[r]; ok {
			switch {
			case !have:
				cur = d * micro
			case wide && cur < 1e6*micro:
				cur = cur*10 + d*micro
			default:
				size = 0
			}
			if size == 0 {
				break
			}
			if d == 0 && last > 0 {
				last = 0
				have = false
				i += size
				continue
			}
			have, wide, n.digits = true, true, false
			i += size
			continue
		}
		if u, ok := zhUnits[r]; ok {
			if !have {
				if u != 10 {
					break
				}
				cur = micro
			}
			section += cur * u
			have, cur, last, n.digits = false, 0, u, false
			i += size
			continue
		}
		if r == '万' || r == '亿' {
			if !have && section == 0 && (r == '万' || total == 0) {
				break
			}
			u := int64(10_000)
			if r == '亿' {
				u = 100_000_000
			}
			if section+cur > maxNumber/u {
				return n, false
			}
			total += (section + cur) * u
			section, cur, have, last, n.scaled, n.digits = 0, 0, false, u, true, false
			i += size
			continue
		}
		if r == '点' && have && wide && decimalFollows(s[i+size:]) {
			d, w := utf8.DecodeRuneInString(s[i+size:])
			cur += zhDigits[d] * micro / 10
			i += size + w
			continue
		}
		break
	}
	if i == start {
		return n, false
	}
	if have && last >= 100 && cur < 10*micro && cur > 0 {
		section += cur * last / 10
	} else {
		section += cur
	}
	n.value, n.end = total+section, i
	return n.suffix(s), n.value <= maxNumber && n.value >= 0
}

// suffix takes in a scale written in Latin letters.
func (n number) suffix(s string) number {
	rest := s[n.end:]
	for _, x := range latinScales {
		word := strings.TrimPrefix(rest, " ")
		if len(x.word) == 1 {
			word = rest
		}
		if strings.HasPrefix(word, x.word) && !letterAt(word, len(x.word)) && !digitAt(word, len(x.word)) && n.value <= maxNumber/x.by {
			n.value *= x.by
			n.end = len(s) - len(word) + len(x.word)
			n.scaled, n.digits = true, false
			return n
		}
	}
	return n
}

var latinScales = []struct {
	word string
	by   int64
}{{"k", 1000}, {"w", 10_000}, {"m", 1_000_000}, {"thousand", 1000}, {"grand", 1000}, {"million", 1_000_000}}

// decimalFollows reports whether s begins with a Chinese digit and a unit that only a decimal can have ("五万", "五成").
func decimalFollows(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if _, ok := zhDigits[r]; !ok {
		return false
	}
	for _, unit := range []string{"万", "亿", "成", "个点", "%"} {
		if strings.HasPrefix(s[size:], unit) {
			return true
		}
	}
	return false
}

// scanDigits reads ASCII digits with thousands commas and a decimal part.
func scanDigits(s string, i int) (value int64, end int, grouped bool) {
	for i < len(s) {
		if digitAt(s, i) {
			if value < maxNumber/micro {
				value = value*10 + int64(s[i]-'0')
			}
			i++
			continue
		}
		if s[i] == ',' && digitAt(s, i+1) && digitAt(s, i+2) && digitAt(s, i+3) && !digitAt(s, i+4) && value > 0 {
			grouped = true
			i++
			continue
		}
		break
	}
	value *= micro
	if i+1 < len(s) && s[i] == '.' && digitAt(s, i+1) {
		i++
		for scale := int64(micro / 10); digitAt(s, i); i++ {
			value += int64(s[i]-'0') * scale
			scale /= 10
		}
	}
	return value, i, grouped
}

var enUnits = map[string]int64{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
	"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
	"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

var enScales = map[string]int64{"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}

// scanWords reads an English number in words that begins at byte i ("twenty-five thousand").
func scanWords(s string, i int) (number, bool) {
	var n number
	var total, section int64
	seen := false
	for i < len(s) && section < 1e6 && total < 1e12 {
		w := word(s, i)
		if v, ok := enUnits[w]; ok {
			section += v
		} else if v, ok := enScales[w]; ok && seen {
			if v == 100 {
				section *= 100
			} else {
				total += section * v
				section = 0
				n.scaled = true
			}
		} else if w == "and" && seen && inWords(word(s, i+4)) {
			i += 4
			continue
		} else {
			break
		}
		seen = true
		i += len(w)
		n.end = i
		if i < len(s) && (s[i] == ' ' || s[i] == '-') {
			i++
		}
	}
	n.value = (total + section) * micro
	return n, seen && n.value <= maxNumber
}

func inWords(w string) bool {
	_, unit := enUnits[w]
	return unit
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

// figures calls yield for each figure in t, in order, with where it starts. Figures inside words or codes ("INV-0331",
// "A12") are passed over.
func figures(s string, yield func(start int, n number)) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			n, ok := scanNumber(s, i)
			inCode := letterAt(s, i-1) || i > 1 && (s[i-1] == '-' || s[i-1] == '#' || s[i-1] == '/') && !(s[i-1] == '-' && s[i-2] == ' ') && (letterAt(s, i-2) || digitAt(s, i-2) || s[i-1] == '#')
			if !ok {
				_, end, _ := scanDigits(s, i)
				i = end
				continue
			}
			if !inCode && !(letterAt(s, n.end) && !ordinalAt(s, n.end) && !meridiem(s[n.end:]) && n.digits && !currencyWordAt(s, n.end)) {
				yield(i, n)
			}
			i = n.end
		case c >= 'a' && c <= 'z':
			if !letterAt(s, i-1) {
				if n, ok := scanWords(s, i); ok && !letterAt(s, n.end) {
					yield(i, n)
					i = n.end
					continue
				}
			}
			i += max(len(word(s, i)), 1)
		case c >= 0x80:
			r, size := utf8.DecodeRuneInString(s[i:])
			if _, digit := zhDigits[r]; digit || r == '十' {
				if n, ok := scanNumber(s, i); ok {
					yield(i, n)
					i = n.end
					continue
				}
			}
			i += size
		default:
			i++
		}
	}
}

func ordinalAt(s string, i int) bool {
	w := word(s, i)
	return w == "st" || w == "nd" || w == "rd" || w == "th"
}

func currencyWordAt(s string, i int) bool {
	size, _ := currencyWord(s[i:])
	return size > 0
}
