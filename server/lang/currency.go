package lang

import "strings"

var currencySigns = []struct {
	sign, code string
}{{"¥", "CNY"}, {"人民币", "CNY"}, {"rmb", "CNY"}, {"cny", "CNY"}, {"£", "GBP"}, {"gbp", "GBP"}, {"us$", "USD"}, {"usd", "USD"},
	{"hk$", "HKD"}, {"au$", "AUD"}, {"a$", "AUD"}, {"aud", "AUD"}, {"ca$", "CAD"}, {"c$", "CAD"}, {"cad", "CAD"}, {"nz$", "NZD"}, {"nzd", "NZD"}, {"s$", "SGD"}, {"sgd", "SGD"},
	{"₹", "INR"}, {"rs.", "INR"}, {"rs", "INR"}, {"inr", "INR"}, {"₦", "NGN"}, {"ngn", "NGN"}, {"aed", "AED"}, {"zar", "ZAR"}, {"ksh", "KES"}, {"kes", "KES"}, {"chf", "CHF"}, {"naira", "NGN"}, {"ghs", "GHS"}, {"ugx", "UGX"}, {"rm", "MYR"}, {"myr", "MYR"}, {"dhs", "AED"}, {"$", "USD"}, {"€", "EUR"}, {"eur", "EUR"}}

// rand is written before a figure without a space: R38 400.
const rand = "ZAR"

var currencyWords = []struct {
	word, code string
}{{"块钱", "CNY"}, {"块", "CNY"}, {"元整", "CNY"}, {"元", "CNY"}, {"圆", "CNY"}, {"人民币", "CNY"}, {"yuan", "CNY"}, {"rmb", "CNY"}, {"cny", "CNY"},
	{"pounds", "GBP"}, {"pound", "GBP"}, {"quid", "GBP"}, {"gbp", "GBP"}, {"美元", "USD"}, {"美金", "USD"}, {"刀", "USD"}, {"us dollars", "USD"}, {"sing dollars", "SGD"}, {"singapore dollars", "SGD"}, {"aussie dollars", "AUD"}, {"australian dollars", "AUD"}, {"canadian dollars", "CAD"}, {"hong kong dollars", "HKD"}, {"new zealand dollars", "NZD"}, {"dollars", anyDollar},
	{"bucks", anyDollar}, {"usd", "USD"}, {"欧元", "EUR"}, {"euros", "EUR"}, {"euro", "EUR"}, {"eur", "EUR"}, {"英镑", "GBP"}, {"新币", "SGD"}, {"澳元", "AUD"}, {"加元", "CAD"}, {"£", "GBP"}, {"€", "EUR"},
	{"rupees", "INR"}, {"rands", "ZAR"}, {"rand", "ZAR"}, {"naira", "NGN"}, {"dirhams", "AED"}, {"dirham", "AED"}, {"francs", "CHF"},
	{"ringgit", "MYR"}, {"shillings", "KES"}, {"cedis", "GHS"}, {"kwacha", "ZMW"}}

// anyDollar stands for the account's own dollar where it has one, else for the American.
const anyDollar = "$"

// currencyWord returns the currency that s begins with and the length of its word.
func currencyWord(s string) (size int, code string) {
	trimmed := strings.TrimPrefix(s, " ")
	for _, c := range currencyWords {
		if strings.HasPrefix(trimmed, c.word) && !(letterAt(c.word, 0) && letterAt(trimmed, len(c.word))) {
			return len(s) - len(trimmed) + len(c.word), c.code
		}
	}
	return 0, ""
}

// dollar returns the currency of a word, the account's own for a dollar that is not said to be another's.
func (m *moneyReader) dollar(code string) string {
	if code != anyDollar {
		return code
	}
	if strings.HasSuffix(m.file.Currency, "D") {
		return m.file.Currency
	}
	return "USD"
}

// oneCurrency gives sums without a currency the one that the others are said in, where the account's is not known: forty
// thousand dollars now and ten thousand on Friday.
func oneCurrency(found []Money) {
	said := ""
	for _, m := range found {
		if m.assumed || m.Currency == "" {
			continue
		}
		if said != "" && said != m.Currency {
			return
		}
		said = m.Currency
	}
	for k := range found {
		if found[k].assumed && found[k].Minor > 0 && said != "" {
			found[k].Currency = said
		}
	}
}

// poundsAfter reads what is said after whole thousands: 14 thousand and 60 pounds.
func poundsAfter(s string) (minor int64, length int, code string) {
	rest, ok := strings.CutPrefix(s, " and ")
	if !ok || rest == "" {
		return 0, 0, ""
	}
	n, _, ok := figureAt(rest+" ", 0)
	v, whole := n.whole()
	if !ok || !whole || v < 1 || v > 999 || n.end > len(rest) {
		return 0, 0, ""
	}
	size, code := currencyWord(rest[n.end:])
	if size == 0 {
		return 0, 0, ""
	}
	return int64(v) * 100, len(" and ") + n.end + size, code
}
