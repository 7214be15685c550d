package lang

import "strings"

// Least and most digits of a sum that is said digit by digit: fewer are figures of their own, more are a number to ring.
const leastDigits, mostDigits = 4, 6

// digitByDigit reads a sum said digit by digit: two two five oh. One that goes on longer is the number of a telephone or an
// account, and none is read where such a one is named before it.
func (p *spelled) digitByDigit() (number, bool) {
	if p.coded || hasSuffixOf(strings.TrimSuffix(window(p.s, p.i, 12), " "), spokenDigits) {
		return number{}, false
	}
	var value int64
	count, end := 0, p.i
	for i := p.i; ; i++ {
		w := word(p.s, i)
		digit, ok := enUnits[w]
		if w == "oh" || w == "nought" || w == "o" && !strings.HasPrefix(p.s[i+1:], "'") {
			digit, ok = 0, true
		}
		if !ok || digit > 9 || count == 0 && digit == 0 {
			break
		}
		i += len(w)
		value, end = value*10+digit, i
		if count++; count > mostDigits {
			return number{}, false
		}
		if i >= len(p.s) || p.s[i] != ' ' {
			break
		}
	}
	if count < leastDigits || !endsSum(p.s[end:]) {
		return number{}, false
	}
	return number{value: value * micro, end: end, loud: hasSuffixOf(strings.TrimSuffix(window(p.s, p.i, 24), " "), sumBefore)}, true
}

// spokenDigits before a digit make it part of a longer number.
var spokenDigits = []string{"oh", "o", "zero", "nought", "double", "triple", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// sumBefore are words that a sum follows.
var sumBefore = []string{"down for", "talking about", "number's", "number is", "figure's", "figure is", "total's", "total is", "comes to", "it's", "that's", "balance of", "sum of", "amount of", "bill of", "invoice for", "down at"}

// shortOh reads the rest of a sum said in hundreds whose tens are none: sixty-three oh five is 6,305.
func (p *spelled) shortOh(n *number) {
	start := *p
	p.skip("oh")
	digit, ok := enUnits[p.word()]
	if whole := n.value / micro; !ok || digit < 1 || digit > 9 || whole <= 23 || whole > 99 || p.coded {
		*p = start
		return
	}
	p.take(p.word())
	if !endsSum(p.s[p.end:]) {
		*p = start
		return
	}
	n.value, n.end, n.scaled = n.value*100+digit*micro, p.end, true
}

// shortHundreds reads the rest of a sum said in hundreds: twenty-two fifty is 2,250. Round tens are rather a guess between
// the two (thirty, forty).
func (p *spelled) shortHundreds(n *number) {
	start := *p
	whole := n.value / micro
	rest, _ := p.small()
	if whole <= 20 || whole > 99 || whole%10 == 0 || p.coded || !endsSum(p.s[p.end:]) {
		*p = start
		return
	}
	n.value, n.end, n.scaled = n.value*100+rest*micro, p.end, true
}
