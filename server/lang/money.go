package lang

import (
	"strings"
	"unicode/utf8"
)

// Money is an amount, or a share of a whole, found in a text.
type Money struct {
	Span
	Minor    int64  // minor units; 0 when it is a share
	Currency string // ISO 4217; empty when it is a share
	Permille int    // share of the balance in thousandths; 0 when it is an amount
	Guess    bool   // a bare figure that is money only by its company ("280 on the 15th")
}

var currencySigns = []struct {
	sign, code string
}{{"¥", "CNY"}, {"人民币", "CNY"}, {"rmb", "CNY"}, {"cny", "CNY"}, {"£", "GBP"}, {"gbp", "GBP"}, {"us$", "USD"}, {"usd", "USD"},
	{"hk$", "HKD"}, {"$", "USD"}, {"€", "EUR"}, {"eur", "EUR"}}

var currencyWords = []struct {
	word, code string
}{{"块钱", "CNY"}, {"块", "CNY"}, {"元", "CNY"}, {"圆", "CNY"}, {"人民币", "CNY"}, {"yuan", "CNY"}, {"rmb", "CNY"}, {"cny", "CNY"},
	{"pounds", "GBP"}, {"pound", "GBP"}, {"quid", "GBP"}, {"gbp", "GBP"}, {"美元", "USD"}, {"美金", "USD"}, {"dollars", "USD"},
	{"bucks", "USD"}, {"usd", "USD"}, {"欧元", "EUR"}, {"euros", "EUR"}, {"euro", "EUR"}, {"eur", "EUR"}, {"英镑", "GBP"}, {"£", "GBP"}, {"€", "EUR"}}

// currencyWord returns the currency that s begins with and the length of its word.
func currencyWord(s string) (size int, code string) {
	trimmed := strings.TrimPrefix(s, " ")
	for _, c := range currencyWords {
		if strings.HasPrefix(trimmed, c.word) && !letterAt(trimmed, len(c.word)) {
			return len(s) - len(trimmed) + len(c.word), c.code
		}
	}
	return 0, ""
}

// notMoney are what a large figure may count instead of money.
var notMoney = []string{"件", "台", "吨", "套", "箱", "个", "张", "家", "人", "次", "公里", "平", "米", "units", "pieces", "pcs", "boxes", "pallets", "tonnes", "km"}

// FindMoney finds amounts and shares of the balance. currency is what bare figures are in; when empty it is CNY for zh
// and GBP for en. Percentages of interest, discount and the like are not shares of the balance.
func FindMoney(t Text, lang, currency string) []Money {
	if currency == "" {
		currency = "GBP"
		if lang == "zh" {
			currency = "CNY"
		}
	}
	var found []Money
	figures(t.Norm, func(start int, n number) {
		if m, ok := amount(t.Norm, start, n, currency); ok {
			found = append(found, m)
		} else if m, ok := partOf(t.Norm, start, n); ok {
			found = append(found, m)
		}
	})
	for _, w := range shareWords {
		for i := 0; i < len(t.Norm); {
			k := strings.Index(t.Norm[i:], w.word)
			if k < 0 {
				break
			}
			i += k
			s := Span{i, i + len(w.word)}
			i = s.End
			if letterAt(w.word, 0) && (letterAt(t.Norm, s.Start-1) || letterAt(t.Norm, s.End)) || overlaps(found, s) || clockHalf(t.Norm, s) {
				continue
			}
			found = append(found, Money{Span: s, Permille: w.permille})
		}
	}
	sortBySpan(found, func(m Money) Span { return m.Span })
	return found
}

// amount reads the figure at start as money.
func amount(s string, start int, n number, currency string) (Money, bool) {
	m := Money{Span: Span{start, n.end}, Currency: currency}
	signed := false
	before := strings.TrimSuffix(s[:start], " ")
	for _, c := range currencySigns {
		if strings.HasSuffix(before, c.sign) && !(letterAt(c.sign, 0) && letterAt(before, len(before)-len(c.sign)-1)) {
			m.Start = len(before) - len(c.sign)
			m.Currency, signed = c.code, true
			if c.sign == "$" && strings.HasSuffix(currency, "D") || c.sign == "¥" && currency == "JPY" {
				m.Currency = currency
			}
			break
		}
	}
	rest := s[n.end:]
	if size, code := currencyWord(rest); size > 0 {
		m.End += size
		m.Currency, signed = code, true
	}
	for _, w := range notMoney {
		if !signed && strings.HasPrefix(strings.TrimPrefix(rest, " "), w) {
			return m, false
		}
	}
	if !signed && !n.scaled && !(n.grouped && n.value >= 1000*micro) {
		return m, false
	}
	m.Minor = n.value / (micro / 100)
	return m, m.Minor > 0
}

// partOf reads the figure at start as a share: 七成, 30%, 三分之一.
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
	if n.value <= 10*micro && strings.HasPrefix(rest, "成") && !strings.HasPrefix(rest, "成交") {
		m.Permille = int(n.value / (micro / 100))
		m.End += len("成")
		return m, m.Permille > 0 && m.Permille <= 1000
	}
	if size := percentSign(rest); size > 0 && n.value <= 100*micro && !rate(s, start, n.end+size) {
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

var rateWords = []string{"息", "违约金", "滞纳金", "折", "税", "返", "点", "优惠", "interest", "discount", "off", "tax", "vat", "rebate", "over base", "penalty", "apr", "cheaper", "less", "personally", "in it for you", "for you"}

// rate reports whether the percentage at [start,end) is of interest, discount or the like, judged by the words beside it.
func rate(s string, start, end int) bool {
	near := window(s, start, 18) + "|" + s[start:end] + "|" + s[end:min(len(s), runeEnd(s, end+24))]
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

var shareWords = []struct {
	word     string
	permille int
}{
	{"一半", 500}, {"半数", 500}, {"全款", 1000}, {"全额", 1000}, {"尾款", 1000}, {"余款", 1000}, {"余额", 1000}, {"付清", 1000}, {"结清", 1000},
	{"还清", 1000}, {"一次性", 1000}, {"全部付", 1000}, {"全付", 1000}, {"剩下的", 1000}, {"剩余", 1000},
	{"half", 500}, {"a third", 333}, {"one third", 333}, {"two thirds", 666}, {"a quarter", 250}, {"three quarters", 750}, {"a fifth", 200},
	{"in full", 1000}, {"the balance", 1000}, {"full amount", 1000}, {"whole amount", 1000}, {"full balance", 1000}, {"full sum", 1000},
	{"whole balance", 1000}, {"full payment", 1000}, {"the rest", 1000}, {"the remainder", 1000}, {"remaining balance", 1000}, {"outstanding balance", 1000}, {"all of it", 1000},
}

// clockHalf reports whether "half" is of the clock or of a period ("half past three", "half an hour", "first half").
func clockHalf(s string, at Span) bool {
	if s[at.Start:at.End] != "half" {
		return false
	}
	rest := s[at.End:]
	return strings.HasPrefix(rest, " past") || strings.HasPrefix(rest, " an hour") || strings.HasPrefix(rest, " a day") || strings.HasPrefix(rest, " year")
}

func overlaps(found []Money, s Span) bool {
	for _, m := range found {
		if s.Start < m.End && m.Start < s.End {
			return true
		}
	}
	return false
}
