package lang

import (
	"strconv"
	"strings"
	"time"
)

var zhCurrencyNames = map[string]string{"CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "HKD": "港元", "JPY": "日元"}
var enCurrencySigns = map[string]string{"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "JPY": "¥"}

// SayMoney words an amount as a transcript would have it: 12万6千元, 30万元, 8450元 in zh; £48,250 in en. Minor units are
// written only when there are any. A currency without a sign is named by its code.
func SayMoney(lang string, minor int64, currency string) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	if minor < 0 {
		minor = 0
	}
	major, cents := minor/100, minor%100
	if lang == "zh" {
		name, ok := zhCurrencyNames[currency]
		if !ok {
			name = currency
		}
		if sign != "" {
			sign = "负"
		}
		return sign + zhAmount(major, cents) + name
	}
	text := groupThousands(major)
	if cents > 0 {
		text += "." + pad2(cents)
	}
	if s, ok := enCurrencySigns[currency]; ok {
		return sign + s + text
	}
	return strings.TrimSpace(sign + currency + " " + text)
}

// zhAmount writes an amount with 亿, 万 and 千 where that reads as it is spoken.
func zhAmount(major, cents int64) string {
	if cents > 0 {
		return strconv.FormatInt(major, 10) + "." + pad2(cents)
	}
	var b strings.Builder
	if yi := major / 100_000_000; yi > 0 {
		b.WriteString(strconv.FormatInt(yi, 10) + "亿")
		major %= 100_000_000
	}
	wan, rest := major/10_000, major%10_000
	if wan > 0 {
		b.WriteString(strconv.FormatInt(wan, 10) + "万")
	}
	switch {
	case rest == 0 && b.Len() == 0:
		b.WriteString("0")
	case rest == 0:
	case rest%1000 == 0 && b.Len() > 0:
		b.WriteString(strconv.FormatInt(rest/1000, 10) + "千")
	case rest < 1000 && b.Len() > 0:
		b.WriteString("零" + strconv.FormatInt(rest, 10))
	default:
		b.WriteString(strconv.FormatInt(rest, 10))
	}
	return b.String()
}

func pad2(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

func groupThousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

var zhDayNames = []string{"日", "一", "二", "三", "四", "五", "六"}

// SayDate words a date so that it is clear from today: 今天, 明天, 本周五, 下周三, 4月15号（周三）, in another year with the
// year; today, tomorrow, this Friday, Wednesday the 15th of April. FindDates reads every wording back as the same day.
// A date that cannot be read is returned as it is.
func SayDate(lang, today, date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		now = day.AddDate(-5, 0, 0)
	}
	days := int(day.Sub(now).Hours() / 24)
	if lang == "zh" {
		return sayDateZh(now, day, days)
	}
	return sayDateEn(now, day, days)
}

func sayDateZh(now, day time.Time, days int) string {
	switch days {
	case 0:
		return "今天"
	case 1:
		return "明天"
	case 2:
		return "后天"
	}
	name := "周" + zhDayNames[day.Weekday()]
	text := strconv.Itoa(int(day.Month())) + "月" + strconv.Itoa(day.Day()) + "号"
	thisWeek := now.AddDate(0, 0, 7-(int(now.Weekday())+6)%7)
	switch {
	case days > 0 && day.Before(thisWeek):
		return "本" + name
	case day.Year() != now.Year():
		return strconv.Itoa(day.Year()) + "年" + text
	}
	return text + "（" + name + "）"
}

func sayDateEn(now, day time.Time, days int) string {
	switch days {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	thisWeek := now.AddDate(0, 0, 7-(int(now.Weekday())+6)%7)
	if days > 0 && day.Before(thisWeek) {
		return "this " + day.Weekday().String()
	}
	text := day.Weekday().String() + " the " + ordinal(day.Day()) + " of " + day.Month().String()
	if day.Year() != now.Year() {
		text += " " + strconv.Itoa(day.Year())
	}
	return text
}

func ordinal(n int) string {
	suffix := "th"
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
