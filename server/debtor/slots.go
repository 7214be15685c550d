package debtor

import (
	"strconv"
	"strings"

	"huikuan/server/coach"
)

// SlotNames lists the slots a wording may hold. A line whose slot has no value in a turn is not eligible for it.
//
//	{amount} {date} {method} {owner} {proof} {fallback}  of the promise the move is about
//	{rest}                                               its parts after the first, with their days
//	{balance} {invoice} {due} {days}                     of the file: the whole sum, the oldest invoice, its due day, days over
//	{trainee} {creditor} {debtor}                        names
//	{title}                                              how one addresses who is speaking
//	{contact}                                            how one addresses whom the move is about
//	{document}                                           what was sent from the desk
//	{today}                                              the case's day
func SlotNames() []string {
	return []string{
		"amount", "date", "method", "owner", "proof", "fallback", "balance", "invoice", "due", "days",
		"rest", "trainee", "creditor", "debtor", "title", "contact", "document", "today",
	}
}

// SpokenMoney writes an amount the way it is said in lang.
func SpokenMoney(m coach.Money, lang coach.Lang) string {
	major, minor := m.Minor/100, m.Minor%100
	if lang == coach.Chinese {
		unit := map[string]string{"CNY": "块", "GBP": "英镑", "USD": "美元", "EUR": "欧元"}[m.Currency]
		if major >= 10000 && major%100 == 0 && minor == 0 {
			wan := strings.TrimRight(strings.TrimRight(strconv.FormatFloat(float64(major)/10000, 'f', 2, 64), "0"), ".") + "万"
			if m.Currency == "CNY" {
				return wan
			}
			return wan + unit
		}
		return withMinor(strconv.FormatInt(major, 10), minor) + unit
	}
	sign := map[string]string{"CNY": "¥", "GBP": "£", "USD": "$", "EUR": "€"}[m.Currency]
	if sign == "" {
		sign = m.Currency + " "
	}
	return sign + withMinor(grouped(major), minor)
}

func withMinor(major string, minor int64) string {
	if minor == 0 {
		return major
	}
	return major + "." + strconv.FormatInt(100+minor, 10)[1:]
}

// SpokenDate writes a day the way it is said in lang, as seen from today.
func SpokenDate(d, today coach.Date, lang coach.Lang) string {
	t := d.Time()
	if t.IsZero() {
		return string(d)
	}
	sameMonth := len(today) >= 7 && len(d) >= 7 && today[:7] == d[:7]
	if lang == coach.Chinese {
		if sameMonth {
			return strconv.Itoa(t.Day()) + "号"
		}
		return strconv.Itoa(int(t.Month())) + "月" + strconv.Itoa(t.Day()) + "号"
	}
	if !sameMonth && today.DaysUntil(d) < 0 {
		return t.Format("2 January")
	}
	return t.Format("Monday 2 January")
}

// spokenDay is SpokenDate as the people of a case say it: in English under American law the month comes first.
func spokenDay(c coach.Case, d coach.Date, lang coach.Lang) string {
	said, t := SpokenDate(d, c.Today, lang), d.Time()
	if lang != coach.English || c.LawPack != "us" || t.IsZero() {
		return said
	}
	if strings.Contains(said, t.Weekday().String()) {
		return t.Format("Monday, January 2")
	}
	return t.Format("January 2")
}

// SpokenParts writes dated sums the way they are said in lang, as seen from today.
func SpokenParts(parts []coach.Part, today coach.Date, lang coach.Lang) string {
	return spokenParts(parts, lang, func(d coach.Date) string { return SpokenDate(d, today, lang) })
}

func spokenParts(parts []coach.Part, lang coach.Lang, spoken func(coach.Date) string) string {
	var out strings.Builder
	for i, part := range parts {
		sum, day := SpokenMoney(part.Amount, lang), spoken(part.Date)
		switch {
		case lang == coach.Chinese && i > 0:
			out.WriteString("，" + day + sum)
		case lang == coach.Chinese:
			out.WriteString(day + sum)
		case i == 0:
			out.WriteString(sum + " on " + day)
		case i == len(parts)-1:
			out.WriteString(" and " + sum + " on " + day)
		default:
			out.WriteString(", " + sum + " on " + day)
		}
	}
	return out.String()
}

// slotValues fills the slots of a move; a slot without a value is missing from the map.
func slotValues(b Brief, m coach.Move) map[string]string {
	c := b.Scenario.Case
	p := b.Promise
	if m.Promise != nil {
		p = *m.Promise
	}
	v := map[string]string{
		"method": p.Method, "owner": p.Owner, "proof": p.Proof, "fallback": p.Fallback,
		"balance": SpokenMoney(c.Account.Balance(), b.Lang), "trainee": c.Creditor.Trainee.In(b.Lang),
		"creditor": c.Creditor.Name.In(b.Lang), "debtor": c.Debtor.Name.In(b.Lang), "title": b.Contact.Title.In(b.Lang),
		"today": spokenDay(c, c.Today, b.Lang),
	}
	if p.Amount != nil {
		v["amount"] = SpokenMoney(*p.Amount, b.Lang)
	}
	if p.Date != "" {
		v["date"] = spokenDay(c, p.Date, b.Lang)
	}
	if len(p.Rest) > 0 {
		v["rest"] = spokenParts(p.Rest, b.Lang, func(d coach.Date) string { return spokenDay(c, d, b.Lang) })
	}
	due := c.Account.OldestDue()
	for _, invoice := range c.Account.Invoices {
		if invoice.Due == due {
			v["invoice"] = invoice.Number
			break
		}
	}
	v["due"] = spokenDay(c, due, b.Lang)
	if days := due.DaysUntil(c.Today); days > 0 {
		v["days"] = strconv.Itoa(days)
	}
	if other, ok := b.Scenario.Contact(m.Contact); ok {
		v["contact"] = other.Title.In(b.Lang)
	}
	for _, d := range c.Desk {
		if d.ID == m.Action {
			v["document"] = d.Name.In(b.Lang)
		}
	}
	return v
}

// fill puts values into a line's slots; it fails when a slot has none.
func fill(line string, values map[string]string) (string, bool) {
	var out strings.Builder
	for {
		open := strings.IndexByte(line, '{')
		if open < 0 {
			out.WriteString(line)
			return out.String(), true
		}
		end := strings.IndexByte(line[open:], '}')
		if end < 0 {
			return "", false
		}
		value := values[line[open+1:open+end]]
		if value == "" {
			return "", false
		}
		out.WriteString(line[:open])
		out.WriteString(value)
		line = line[open+end+1:]
	}
}
