package lang

import "strings"

// Count is a counted thing found in a text.
type Count struct {
	Span
	N int
}

// FindDays finds spans of days: 逾期12天, 两周, 三个月, 12 days late, two weeks. Weeks count 7, months 30.
func FindDays(t Text) []Count {
	return counted(t, []unit{{"个工作日", 1}, {"天", 1}, {"周", 7}, {"个星期", 7}, {"个礼拜", 7}, {"个多月", 30}, {"个月", 30},
		{" working days", 1}, {" business days", 1}, {" days", 1}, {" day", 1}, {" weeks", 7}, {" week", 7}, {" months", 30}, {" month", 30}})
}

// FindPercents finds percentages, in permille, at most 1000.
func FindPercents(t Text) []Count {
	var found []Count
	figures(t.Norm, func(start int, n number) {
		if size := percentSign(t.Norm[n.end:]); size > 0 && n.value <= 100*micro {
			found = append(found, Count{Span{start, n.end + size}, int(n.value / (micro / 10))})
		}
	})
	return found
}

// FindInstalments returns the number of parts a payment is to be made in, 0 when none is named: 分三期, 三次付, in four parts.
func FindInstalments(t Text) Count {
	found := counted(t, []unit{{"期", 1}, {"次付", 1}, {"次还", 1}, {"次结", 1}, {"笔付", 1}, {"笔还", 1}, {"次走", 1},
		{" instalments", 1}, {" installments", 1}, {" parts", 1}, {" payments", 1}, {" equal payments", 1}, {" equal instalments", 1}, {" tranches", 1}, {" goes", 1}})
	for _, c := range found {
		after := t.Norm[c.End:]
		if c.N >= 2 && c.N <= 60 && !strings.HasPrefix(after, "上线") && !strings.HasPrefix(after, "项目") && !strings.HasPrefix(after, " have been") && !strings.HasPrefix(after, " late") {
			return c
		}
	}
	for _, c := range counted(t, []unit{{"次", 1}}) {
		if strings.HasSuffix(t.Norm[:c.Start], "分") && c.N >= 2 && c.N <= 60 {
			return c
		}
	}
	return Count{}
}

type unit struct {
	word string
	by   int
}

// counted finds figures followed by one of the units.
func counted(t Text, units []unit) []Count {
	var found []Count
	s := t.Norm
	figures(s, func(start int, n number) {
		v, ok := n.whole()
		if !ok || n.scaled || v > 10_000 {
			return
		}
		for _, u := range units {
			if strings.HasPrefix(s[n.end:], u.word) && !letterAt(s, n.end+len(u.word)) {
				if u.word == "周" && strings.HasPrefix(s[n.end+len(u.word):], "五") {
					continue
				}
				found = append(found, Count{Span{start, n.end + len(u.word)}, v * u.by})
				return
			}
		}
	})
	return found
}
