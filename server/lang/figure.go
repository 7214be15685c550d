package lang

import (
	"strings"
	"unicode/utf8"
)

// scanDigits reads ASCII digits with thousands commas or spaces and a decimal part; tenths counts its decimals.
func scanDigits(s string, i int) (value int64, end int, grouped bool, tenths int) {
	if end := spacedGroups(s, i); end > 0 {
		for ; i < end; i++ {
			if s[i] != ' ' {
				value = value*10 + int64(s[i]-'0')
			}
		}
		grouped = true
	}
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
		if s[i] == '\'' && digitAt(s, i+1) && digitAt(s, i+2) && digitAt(s, i+3) && !digitAt(s, i+4) && value > 0 { // 9'400 as the Swiss write it
			grouped = true
			i++
			continue
		}
		if s[i] == ',' && lakhs(s, i) && value > 0 && value < 100 {
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
			tenths++
		}
	}
	return value, i, grouped, tenths
}

// lakhs reports whether the comma at byte i stands before two digits and three more, as in 2,30,000.
func lakhs(s string, i int) bool {
	return digitAt(s, i+1) && digitAt(s, i+2) && i+3 < len(s) && s[i+3] == ',' && digitAt(s, i+4) && digitAt(s, i+5) && digitAt(s, i+6) && !digitAt(s, i+7)
}

// spacedGroups returns where "48 250" and "1 250 000" at byte i end, 0 when the digits there are not grouped so.
func spacedGroups(s string, i int) int {
	k := i
	for digitAt(s, k) && k < i+4 {
		k++
	}
	if k == i || k > i+3 || s[i] == '0' || i > 1 && s[i-1] == ' ' && digitAt(s, i-2) {
		return 0
	}
	groups := 0
	for k < len(s) && s[k] == ' ' && digitAt(s, k+1) {
		if !digitAt(s, k+2) || !digitAt(s, k+3) || digitAt(s, k+4) || groups == 3 {
			return 0
		}
		groups++
		k += 4
	}
	if groups == 0 {
		return 0
	}
	return k
}

// figures calls yield for each figure in t, in order, with where it starts. Figures inside words or codes ("INV-0331",
// "A12") and ordinals in words are passed over.
func figures(s string, yield func(start int, n number)) {
	for i := 0; i < len(s); {
		n, end, ok := figureAt(s, i)
		if ok {
			yield(i, n)
		}
		i = max(end, i+1)
	}
}

// figureBegins reports whether a figure may begin with r.
func figureBegins(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z'
	}
	_, _, digit := zhDigit(r)
	return digit || r == '十' || r == '拾'
}

// figureAt reads the figure at byte i. end is where to look on, whether there is a figure or not.
func figureAt(s string, i int) (n number, end int, ok bool) {
	c := s[i]
	switch {
	case c >= '0' && c <= '9':
		n, ok := scanNumber(s, i)
		if !ok {
			_, end, _, _ := scanDigits(s, i)
			return n, end, false
		}
		return n, n.end, !(coded(s, i) && (!n.scaled || letterAt(s, i-2)) && !(isRand(s, i) && (n.grouped || n.value >= 1000*micro))) && (!letterAt(s, n.end) || !n.digits || ordinalAt(s, n.end) || meridiem(s[n.end:]) || currencyWordAt(s, n.end))
	case c >= 'a' && c <= 'z':
		w := word(s, i)
		if letterAt(s, i-1) || openings()[w]&opensNumber == 0 {
			return n, i + len(w), false
		}
		if _, end, ok := scanOrdinal(s, i); ok {
			return n, end, false
		}
		if n, ok := scanWords(s, i); ok && !letterAt(s, n.end) {
			return n, n.end, true
		}
		return n, i + len(w), false
	case c >= 0x80:
		r, size := utf8.DecodeRuneInString(s[i:])
		if figureBegins(r) && !weekdayBefore(s, i, size) {
			if n, ok := scanNumber(s, i); ok {
				return n, n.end, true
			}
		}
		return n, i + size, false
	}
	return n, i + 1, false
}

// weekdayBefore reports whether the Chinese digit at byte i names a weekday and another figure follows it: 周五四万二.
func weekdayBefore(s string, i, size int) bool {
	if !strings.HasSuffix(s[:i], "周") && !strings.HasSuffix(s[:i], "星期") && !strings.HasSuffix(s[:i], "礼拜") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	next, _ := utf8.DecodeRuneInString(s[i+size:])
	return strings.ContainsRune("一二三四五六", r) && figureBegins(next)
}

// isRand reports whether the letter of the rand stands before the figure at byte i.
func isRand(s string, i int) bool { return i > 0 && s[i-1] == 'r' && (i == 1 || s[i-2] == ' ') }

// coded reports whether the digits at byte i go on from letters or from a longer code.
func coded(s string, i int) bool {
	if letterAt(s, i-1) {
		return true
	}
	if i < 2 {
		return i == 1 && s[0] == '#'
	}
	before, two := s[i-1], s[i-2]
	return before == '#' || (before == '-' || before == '/') && two != ' ' && (letterAt(s, i-2) || digitAt(s, i-2))
}

func ordinalAt(s string, i int) bool {
	w := word(s, i)
	return w == "st" || w == "nd" || w == "rd" || w == "th"
}

func currencyWordAt(s string, i int) bool {
	size, _ := currencyWord(s[i:])
	return size > 0
}
