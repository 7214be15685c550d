package lang

import (
	"slices"
	"strings"
	"sync"
)

// countWords stand behind a figure that is not money: true for things, which may come by the thousand, false for time and
// shares, which do not.
var countWords = sync.OnceValue(func() *lexicon[bool] {
	l := lexicon[bool]{}
	l.add(true, "件", "台", "吨", "套", "箱", "个", "张", "家", "人", "位", "次", "公里", "公斤", "平", "米", "单", "批", "车", "层", "楼", "岁", "条", "页", "句", "种", "遍", "趟", "回", "名", "笔", "道", "只", "包", "桶", "瓶", "卷", "根", "块儿", "步", "方", "度", "寸", "型")
	l.add(false, "号", "日", "天", "月", "周", "星期", "礼拜", "年", "点", "期", "成", "分", "秒", "小时", "钟头", "%")
	l.add(true, "units", "unit", "pieces", "pcs", "boxes", "pallets", "tonnes", "tons", "km", "miles", "people", "invoices", "orders", "calls", "emails", "instalments", "installments", "payments", "parts", "cases", "cartons", "crates",
		"metres", "meters", "kg", "customers", "staff", "of us", "of you", "lots", "quarters", "thirds")
	l.add(false, "days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour", "minutes", "minute", "mins", "times", "percent", "per",
		"o'clock", "am", "pm", "st", "nd", "rd", "th", "working", "business")
	return l.sorted()
})

// things reports whether what follows a figure makes it a number of things.
func things(rest string) bool {
	rest = strings.TrimPrefix(rest, " ")
	if rest == "" {
		return false
	}
	thing, _, ok := countWords().at(rest, 0)
	return ok && thing
}

// counts reports whether what follows a figure makes it count something that is not money, or a day or an hour.
func counts(rest string) bool {
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, " "), "-")
	if rest == "" {
		return false
	}
	if strings.ContainsRune("/:", rune(rest[0])) || rest[0] == '.' && digitAt(rest, 1) || rest[0] == '-' && digitAt(rest, 1) {
		return true
	}
	_, _, ok := countWords().at(rest, 0)
	return ok && !strings.HasPrefix(rest, "分之")
}

// Words that pay or owe the figure behind or before them, and words that make it a number of something.
var (
	payBefore = []string{"付", "打", "转", "汇", "还", "给", "欠", "结", "款", "共", "差", "剩", "余", "收", "补", "交", "拿", "走", "金额", "显示", "费", "滞纳金", "违约金", "利息",
		"pay", "paid", "paying", "owe", "owes", "owed", "owing", "send", "sent", "transfer", "wire", "clear", "settle", "outstanding", "total", "totals", "balance", "amount", "sum", "manage", "remit", "do", "chasing", "short", "another", "remaining", "stump", "put"}
	owedAfter  = []string{"没付", "没核销", "未付", "未结", "没结", "没给", "没到", "的款", "的货款", "过来", "这个数", " owed", " outstanding", " overdue", " on account", " unpaid", " still due", " due", " minus", " credit note", " credit"}
	hourBefore = []string{"at", "by", "till", "until", "before", "past", "to"}
	codeWords  = []string{"号", "编号", "单号", "尾号", "电话", "手机", "号码", "no", "no.", "number", "ref", "invoice", "invoices", "order", "po", "unit", "room", "account", "code", "line", "extension", "ext", "suite"}
)

// paid reports whether the words beside a figure without a unit make it money.
func (m *moneyReader) paid(start int, n number) bool {
	if v, ok := n.whole(); !ok || v < 100 || v >= 100_000_000 || n.spread > 0 || n.digits && m.s[start] == '0' || coded(m.s, start) {
		return false
	}
	before := strings.TrimRight(window(m.s, start, 30), " ")
	if hasSuffixOf(strings.TrimSuffix(strings.TrimSuffix(before, "是"), ":"), codeWords) || strings.HasSuffix(before, "/") || strings.HasSuffix(before, "-") || strings.HasSuffix(before, ":") && digitAt(before, len(before)-2) {
		return false
	}
	if !n.digits && hasSuffixOf(before, hourBefore) {
		return false
	}
	if rest := m.s[n.end:]; strings.HasPrefix(rest, "-") && digitAt(rest, 1) {
		return false // a day in figures
	}
	if hasPrefixOf(m.s[n.end:], owedAfter) {
		return true
	}
	clause := before[strings.LastIndexAny(before, ",。!?;\n")+1:]
	if HasChinese(clause) {
		return slices.ContainsFunc(payBefore, func(w string) bool { return !letterAt(w, 0) && strings.Contains(window(clause, len(clause), 15), w) })
	}
	words := strings.Fields(clause)
	for _, w := range words[max(0, len(words)-3):] {
		if slices.Contains(payBefore, w) {
			return true
		}
	}
	return false
}

// onFile makes bare figures money that are, as people shorten sums aloud, a sum on file, or parts that add up to one.
func (m *moneyReader) onFile(dates []Date) {
	if len(m.file.Sums) == 0 {
		return
	}
	bare := slices.DeleteFunc(m.bare, func(f figure) bool {
		return f.value < 10*micro && !m.goesOn(f) && !timed(m.s[f.end:], f.end, dates) || f.value%(micro/1000) != 0 || overlaps(m.found, Span{f.start, f.end}) || slices.ContainsFunc(dates, func(d Date) bool { return f.start < d.End && d.Start < f.end }) ||
			hasSuffixOf(strings.TrimRight(window(m.s, f.start, 16), " "), codeWords) || f.start > 1 && (strings.ContainsRune("/-.#", rune(m.s[f.start-1])) || m.s[f.start-1] == ':' && digitAt(m.s, f.start-2))
	})
	left := bare[:0]
	for _, f := range bare {
		if sum, end := m.sumOnFile(f); sum > 0 {
			m.add(Money{Span: Span{f.start, end}, Minor: sum, Currency: m.file.Currency})
		} else {
			left = append(left, f)
		}
	}
	m.addUp(left)
}

// goesOn reports whether a small figure is followed by another one as in a sum said for short: two nine forty.
func (m *moneyReader) goesOn(f figure) bool {
	if f.digits || !strings.HasPrefix(m.s[f.end:], " ") {
		return false
	}
	_, _, ok := figureAt(m.s+" ", f.end+1)
	return ok && !digitAt(m.s, f.end+1)
}

// scales are by what a figure said for short is multiplied.
var scales = []int64{1, 1000, 10_000}

// sumOnFile returns the sum on file that a bare figure stands for, and where its words end. "Seventeen five" is 17,500.
func (m *moneyReader) sumOnFile(f figure) (sum int64, end int) {
	v := f.value / micro
	var rest number
	spoken := false
	if strings.HasPrefix(m.s[f.end:], " ") {
		rest, _, spoken = figureAt(m.s+" ", f.end+1)
		if r := rest.value / micro; spoken && r < 10 {
			rest.value *= 100 // seventeen five
		}
	}
	for _, on := range m.file.Sums {
		major := on / 100
		if spoken && v < 1000 && rest.value < 1000*micro && major == v*1000+rest.value/micro {
			return on, rest.end
		}
		for _, by := range scales {
			exact := f.value/1000*by*1000 == major*micro
			if v < 100 && by == 1 || major < by || f.tenths > 0 && !exact {
				continue
			}
			if exact || by > 1 && (major/by == v || (major+by/2)/by == v) {
				return on, f.end
			}
		}
	}
	return 0, 0
}

// addUp makes two or more bare figures money when together they are a sum on file.
func (m *moneyReader) addUp(bare []figure) {
	var total int64
	for _, f := range bare {
		total += f.value / micro
	}
	if len(bare) < 2 {
		return
	}
	for _, by := range scales {
		if !slices.Contains(m.file.Sums, total*by*100) {
			continue
		}
		for _, f := range bare {
			m.add(Money{Span: Span{f.start, f.end}, Minor: f.value / micro * by * 100, Currency: m.file.Currency})
		}
		return
	}
}
