package lang

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestNormalizeFoldsAndMapsBack(t *testing.T) {
	for _, c := range []struct{ in, norm string }{
		{"ＡＢＣ　１２３", "abc 123"},
		{"貨款還沒到賬", "货款还没到账"},
		{"周 五 付 款", "周五付款"},
		{"Ig\u200bnore\u202e this", "ignore this"},
		{"“好的”，¥１２．６万", "\"好的\",¥12.6万"},
		{"I’ll  pay", "i'll pay"},
		{"a\n\n b", "a\nb"},
		{"懲罰", "惩罚"},
		{"我們不著急，請妳瞭解狀況", "我们不着急,请你了解状况"},
		{"老闆話換咗兩個紙箱，滯納金要討論", "老板话换咗两个纸箱,滞纳金要讨论"},
		{"", ""},
	} {
		if got := Normalize(c.in).Norm; got != c.norm {
			t.Errorf("Normalize(%q) = %q, want %q", c.in, got, c.norm)
		}
	}
	text := Normalize("請您　Ｆｒｉｄａｙ 付 款！")
	if at := strings.Index(text.Norm, "friday付款"); at < 0 || text.Quote(Span{at, at + len("friday付款")}) != "Ｆｒｉｄａｙ 付 款" {
		t.Errorf("quote does not give back the original words: %q", text.Norm)
	}
}

func TestASimplifiedCharacterStaysAsItIs(t *testing.T) {
	for k, to := range simplified() {
		from := rune(firstHan + k)
		if next := simplified()[to-firstHan]; next != to {
			t.Errorf("%c becomes %c, which itself becomes %c", from, to, next)
		}
	}
}

func TestQuotesAreSubstringsOfTheOriginal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		text := Normalize(s)
		if !utf8.ValidString(text.Norm) {
			t.Fatalf("norm is not UTF-8: %q", text.Norm)
		}
		for _, c := range Clauses(text) {
			if q := text.Quote(c.Span); !strings.Contains(s, q) {
				t.Fatalf("%q is not in %q", q, s)
			}
		}
	})
}

func TestClausesCutWhereSpeechDoes(t *testing.T) {
	for in, want := range map[string]string{
		"好的，明天付。您看行吗？":                       "好的|明天付|您看行吗?",
		"£48,250 is due at 3:30 p.m. today.": "£48,250 is due at 3:30 p.m. today",
		"Mr. Hart, pay 1.5 per cent! OK?":    "mr. hart|pay 1.5 per cent|ok?",
		"a\nb；c":                             "a|b|c",
		"，。！":                                "",
	} {
		text := Normalize(in)
		var parts []string
		for _, c := range Clauses(text) {
			p := text.Slice(c.Span)
			if c.Question {
				p += "?"
			}
			parts = append(parts, p)
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMoneyIsRead(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		minor      int64
		permille   int
		currency   string
		quote      string
	}{
		{"zh", "欠款¥12.6万", 12_600_000, 0, "CNY", "¥12.6万"},
		{"zh", "先打三十万吧", 30_000_000, 0, "CNY", "三十万"},
		{"zh", "一共十二万六千元", 12_600_000, 0, "CNY", "十二万六千元"},
		{"zh", "十二万六没付", 12_600_000, 0, "CNY", "十二万六"},
		{"zh", "12万6那张票", 12_600_000, 0, "CNY", "12万6"},
		{"zh", "86,500元没结", 8_650_000, 0, "CNY", "86,500元"},
		{"zh", "付５万块钱", 5_000_000, 0, "CNY", "５万块钱"},
		{"zh", "两百二十块", 22_000, 0, "CNY", "两百二十块"},
		{"zh", "三点五万", 3_500_000, 0, "CNY", "三点五万"},
		{"zh", "先付一半", 0, 500, "", "一半"},
		{"zh", "先走七成", 0, 700, "", "七成"},
		{"zh", "先排七成五,六号", 0, 750, "", "七成五"},
		{"zh", "先付三成五号付", 0, 300, "", "三成"},
		{"zh", "先付30%", 0, 300, "", "30%"},
		{"zh", "付三分之一", 0, 333, "", "三分之一"},
		{"zh", "全款付", 0, 1000, "", "全款"},
		{"zh", "尾款哪天", 0, 1000, "", "尾款"},
		{"zh", "利息按5%算", 0, 0, "", ""},
		{"zh", "发了三千件货", 0, 0, "", ""},
		{"zh", "3万件货", 0, 0, "", ""},
		{"zh", "15号付", 0, 0, "", ""},
		{"en", "pay 126k", 12_600_000, 0, "GBP", "126k"},
		{"en", "the £48,250 is due", 4_825_000, 0, "GBP", "£48,250"},
		{"en", "126,000 is open", 12_600_000, 0, "GBP", "126,000"},
		{"en", "$1,200.50 please", 120_050, 0, "USD", "$1,200.50"},
		{"en", "twenty-five thousand pounds", 2_500_000, 0, "GBP", "twenty-five thousand pounds"},
		{"en", "five hundred quid", 50_000, 0, "GBP", "five hundred quid"},
		{"en", "pay half now", 0, 500, "", "half"},
		{"en", "the balance by Friday", 0, 1000, "", "the balance"},
		{"en", "30% now", 0, 300, "", "30%"},
		{"en", "seventy per cent today", 0, 700, "", "seventy per cent"},
		{"en", "half past three", 0, 0, "", ""},
		{"en", "invoice INV-0331", 0, 0, "", ""},
		{"en", "8 per cent interest", 0, 0, "", ""},
		{"en", "on the 15th", 0, 0, "", ""},
	} {
		text := Normalize(c.text)
		found := FindMoney(text, c.lang, "")
		if c.quote == "" {
			if len(found) > 0 {
				t.Errorf("%q: read %q as money", c.text, text.Quote(found[0].Span))
			}
			continue
		}
		if len(found) != 1 || found[0].Minor != c.minor || found[0].Permille != c.permille || found[0].Currency != c.currency || text.Quote(found[0].Span) != c.quote {
			t.Errorf("%q: %+v, want %d %d %s %q", c.text, found, c.minor, c.permille, c.currency, c.quote)
		}
	}
}

// The calendar of these tests: Wednesday 2026-04-08.
func TestDatesAreRead(t *testing.T) {
	const wednesday = "2026-04-08"
	for _, c := range []struct{ text, today, earliest, latest, clock, kind string }{
		{"下周三付", wednesday, "2026-04-15", "2026-04-15", "", ""},
		{"本周五付", wednesday, "2026-04-10", "2026-04-10", "", ""},
		{"周五付", wednesday, "2026-04-10", "2026-04-10", "", ""},
		{"周一付", wednesday, "2026-04-13", "2026-04-13", "", ""},
		{"周三付", wednesday, "2026-04-08", "2026-04-15", "", "ambiguous"},
		{"明天上午十点", wednesday, "2026-04-09", "2026-04-09", "10:00", ""},
		{"后天", wednesday, "2026-04-10", "2026-04-10", "", ""},
		{"大后天", wednesday, "2026-04-11", "2026-04-11", "", ""},
		{"月底前", wednesday, "2026-04-08", "2026-04-30", "", "ambiguous"},
		{"25号", wednesday, "2026-04-25", "2026-04-25", "", ""},
		{"二十五号", wednesday, "2026-04-25", "2026-04-25", "", ""},
		{"5号付", wednesday, "2026-05-05", "2026-05-05", "", ""},
		{"3号到期", wednesday, "2026-04-03", "2026-04-03", "", ""},
		{"下月5号", wednesday, "2026-05-05", "2026-05-05", "", ""},
		{"4月15日", wednesday, "2026-04-15", "2026-04-15", "", ""},
		{"2027年1月22号", wednesday, "2027-01-22", "2027-01-22", "", ""},
		{"12月3号开的票", wednesday, "2025-12-03", "2025-12-03", "", ""},
		{"周四下午三点半", wednesday, "2026-04-09", "2026-04-09", "15:30", ""},
		{"三天内", wednesday, "2026-04-08", "2026-04-11", "", ""},
		{"下周", wednesday, "2026-04-13", "2026-04-17", "", ""},
		{"下个月", wednesday, "2026-05-01", "2026-05-31", "", ""},
		{"月底吧", wednesday, "", "", "", "vague"},
		{"尽快", wednesday, "", "", "", "vague"},
		{"过几天", wednesday, "", "", "", "vague"},
		{"下周五", "2026-04-11", "2026-04-17", "2026-04-24", "", "ambiguous"},
		{"明天", "", "", "", "", "vague"},
		{"Friday", wednesday, "2026-04-10", "2026-04-10", "", ""},
		{"next Wednesday", wednesday, "2026-04-15", "2026-04-15", "", ""},
		{"next Friday", "2026-04-12", "2026-04-17", "2026-04-24", "", "ambiguous"},
		{"the 25th", wednesday, "2026-04-25", "2026-04-25", "", ""},
		{"15 April", wednesday, "2026-04-15", "2026-04-15", "", ""},
		{"Wednesday the 15th of April", wednesday, "2026-04-15", "2026-04-15", "", ""},
		{"4月15号（周三）", wednesday, "2026-04-15", "2026-04-15", "", ""},
		{"15号中午之前", wednesday, "2026-04-15", "2026-04-15", "12:00", ""},
		{"April 15th", wednesday, "2026-04-15", "2026-04-15", "", ""},
		{"tomorrow at 3pm", wednesday, "2026-04-09", "2026-04-09", "15:00", ""},
		{"end of the month", wednesday, "2026-04-30", "2026-04-30", "", ""},
		{"end of the month-ish", wednesday, "", "", "", "vague"},
		{"soon", wednesday, "", "", "", "vague"},
		{"within ten days", wednesday, "2026-04-08", "2026-04-18", "", ""},
		{"was due on the 3rd", wednesday, "2026-04-03", "2026-04-03", "", ""},
		{"as soon as it lands", wednesday, "", "", "", "none"},
		{"may I ask", wednesday, "", "", "", "none"},
	} {
		found := FindDates(Normalize(c.text), c.today)
		if c.kind == "none" {
			if len(found) > 0 {
				t.Errorf("%q: read as a date %+v", c.text, found)
			}
			continue
		}
		if len(found) == 0 || len(found) > 1 {
			t.Errorf("%q: %d dates %+v", c.text, len(found), found)
			continue
		}
		d := found[len(found)-1]
		if d.Earliest != c.earliest || d.Latest != c.latest || d.Clock != c.clock || d.Vague != (c.kind == "vague") || d.Ambiguous != (c.kind == "ambiguous") {
			t.Errorf("%q on %s: %+v, want %s..%s %s %s", c.text, c.today, d, c.earliest, c.latest, c.clock, c.kind)
		}
	}
}

func TestMoneyIsMarkedWhereItIsOpen(t *testing.T) {
	for _, c := range []struct {
		text         string
		minor        int64
		guess, vague bool
	}{
		{"还有十几万", 0, false, true}, {"两三万的事", 0, false, true}, {"三十多万", 0, false, true}, {"10到15万", 0, false, true},
		{"大概四十万", 40_000_000, true, false}, {"三十万出头", 0, false, true}, {"a couple of grand", 0, false, true},
		{"about 50 thousand", 5_000_000, true, false}, {"calling about £48,250", 4_825_000, false, false}, {"just over forty grand", 0, false, true},
		{"£5k-£10k", 0, false, true}, {"先付一部分", 0, false, true}, {"at least twenty thousand", 2_000_000, false, false},
	} {
		found := FindAmounts(Normalize(c.text), "en", File{Currency: "GBP"}, nil)
		if len(found) != 1 || found[0].Minor != c.minor || found[0].Guess != c.guess || found[0].Vague != c.vague {
			t.Errorf("%q: %+v", c.text, found)
		}
		if plain := FindMoney(Normalize(c.text), "en", "GBP"); c.vague && len(plain) > 0 {
			t.Errorf("%q has no value and is given one: %+v", c.text, plain)
		}
	}
}

func TestBareFiguresAreMoneyOnlyWhenTheFileMakesItSure(t *testing.T) {
	const today = "2026-05-13"
	for _, c := range []struct {
		lang, text string
		sums       []int64
		want       []int64
	}{
		{"en", "280 on the 15th", []int64{28_000_000}, []int64{28_000_000}},
		{"en", "280 on the 15th", nil, nil},
		{"en", "280 on the 15th", []int64{30_000_000}, nil},
		{"en", "140 now, 140 at the end of June", []int64{28_000_000}, []int64{14_000_000, 14_000_000}},
		{"en", "the 28 of you", []int64{2_800_000}, nil},
		{"en", "see you on 28 May", []int64{2_800_000}, nil},
		{"en", "our ref 28000", []int64{2_800_000}, nil},
		{"en", "seventeen five, you know the figure", []int64{1_750_000}, []int64{1_750_000}},
		{"zh", "28这个数15号给我", []int64{28_000_000}, []int64{28_000_000}},
		{"zh", "12.6这笔", []int64{12_600_000}, []int64{12_600_000}},
		{"zh", "发了28箱", []int64{28_000_000}, nil},
		{"zh", "打了28个电话", []int64{28_000_000}, nil},
	} {
		text := Normalize(c.text)
		var got []int64
		for _, m := range FindAmounts(text, c.lang, File{Currency: "CNY", Sums: c.sums}, FindDates(text, today)) {
			got = append(got, m.Minor)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q with %v on file: %v, want %v", c.text, c.sums, got, c.want)
		}
	}
}

func TestSumsAreReadInTheCurrencyTheyAreSaidIn(t *testing.T) {
	for text, want := range map[string]string{
		"R38 400 by EFT": "ZAR", "₹2.4 lakh": "INR", "Rs 1,80,000": "INR", "S$12,000": "SGD", "A$7,250": "AUD", "C$5,600": "CAD", "AED 40k": "AED",
		"two million naira": "NGN", "£600": "GBP", "order R2D2": "", "room r12": "",
	} {
		found := FindMoney(Normalize(text), "en", "GBP")
		if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || found[0].Currency != want) {
			t.Errorf("%q: %+v, want %s", text, found, want)
		}
	}
}

func TestASumEndsWhereTheNextWordBegins(t *testing.T) {
	for text, minor := range map[string]int64{
		"38.64万一次性付": 38_640_000, "三十万三天内": 30_000_000, "二十万五号付": 20_000_000, "30万15号打": 30_000_000, "十二万六没付": 12_600_000,
		"五万周五付": 5_000_000, "这周五四万二": 4_200_000, "下周一一百二十万": 120_000_000, "礼拜三三万": 3_000_000, "星期五五千": 500_000, "八万月底": 8_000_000, "一千八百六十二块五": 186_250, "12w6": 12_600_000, "二十八个w": 28_000_000, "44 thousand 250": 4_425_000,
		"forty eight two fifty": 4_825_000, "a million two": 120_000_000, "48 250": 4_825_000, "三十碗块": 30_000_000,
	} {
		found := FindMoney(Normalize(text), "zh", "CNY")
		if len(found) != 1 || found[0].Minor != minor {
			t.Errorf("%q: %+v, want %d", text, found, minor)
		}
	}
}

func TestSumsLeaveOutWhatTheOneBesideThemSays(t *testing.T) {
	const wednesday = "2026-05-13"
	for text, want := range map[string][]int64{
		"five grand now, five in a fortnight, five at the end of June": {500_000, 500_000, 500_000},
		"ten grand monday, the last eight on the 29th":                 {1_000_000, 800_000},
		"you've paid 4 of the 19 thousand":                             {400_000, 1_900_000},
		"five hundred now, five on friday":                             {50_000},
		"seven of the ten invoices are paid":                           nil,
		"7 and a half thousand today":                                  {750_000},
		"forty-eight and a quarter thousand":                           {4_825_000},
		"41 thousand two hundred by friday":                            {4_120_000},
		"twenty-five hundred before friday":                            {250_000},
	} {
		t.Run(text, func(t *testing.T) {
			words := Normalize(text)
			var got []int64
			for _, m := range FindAmounts(words, "en", File{Currency: "GBP"}, FindDates(words, wednesday)) {
				got = append(got, m.Minor)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
	words := Normalize("sixty percent monday, forty by month end")
	shares := FindAmounts(words, "en", File{}, FindDates(words, wednesday))
	if len(shares) != 2 || shares[0].Permille != 600 || shares[1].Permille != 400 {
		t.Errorf("a share goes on without its percent: %+v", shares)
	}
}

func TestHarderDatesAreRead(t *testing.T) {
	const wednesday = "2026-05-13"
	for text, want := range map[string]string{
		"十五六号": "2026-05-15..2026-05-16?", "两三天": "2026-05-15..2026-05-16?", "二十号到二十五号": "2026-05-20..2026-05-25", "5个工作日内": "2026-05-13..2026-05-20",
		"周末前": "2026-05-15", "下周三下班前": "2026-05-20", "5.20号": "2026-05-20", "5/20": "2026-05-20", "下州三": "2026-05-20", "25好之前": "2026-05-25",
		"next friday": "2026-05-15..2026-05-22?", "next monday": "2026-05-18", "friday week": "2026-05-22", "a week on monday": "2026-05-25", "in three days": "2026-05-16",
		"within three days": "2026-05-13..2026-05-16", "the first monday in june": "2026-06-01", "last friday of the month": "2026-05-29", "friday after next": "2026-05-22", "thursday fortnight": "2026-05-28",
		"two weeks from friday": "2026-05-29", "the middle of next week": "2026-05-20", "you told me monday": "2026-05-11", "the fifteenth": "2026-05-15", "on the first": "2026-06-01", "the first reminder": "", "25/05": "2026-05-25",
		"05/06/2026": "2026-05-06..2026-06-05?", "mid june": "2026-06-13..2026-06-18", "in may": "2026-05-01..2026-05-31", "i may ask": "", "by the end of may": "2026-05-13..2026-05-31?",
		"half past two on friday": "2026-05-15T14:30", "two weeks ago": "2026-04-29", "早一点": "", "3号楼": "", "几号": "", "二十几号": "~",
		"the week of the 18th": "2026-05-18..2026-05-22", "w/c 1 june": "2026-06-01..2026-06-05", "this time next month": "2026-06-13", "at ten tomorrow": "2026-05-14T10:00",
		"last working day of may": "2026-05-29", "friday by close of business": "2026-05-15", "not this friday, the one after": "2026-05-152026-05-22", "give me the one after": "",
		"friday and the week after": "2026-05-152026-05-18..2026-05-22",
	} {
		var got string
		for _, d := range FindDates(Normalize(text), wednesday) {
			got += d.Earliest
			if d.Latest != d.Earliest {
				got += ".." + d.Latest
			}
			if d.Clock != "" {
				got += "T" + d.Clock
			}
			if d.Ambiguous {
				got += "?"
			}
			if d.Vague {
				got += "~"
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	pair := FindDates(Normalize("6月5号和20号"), wednesday)
	if len(pair) != 2 || pair[1].Earliest != "2026-06-20" {
		t.Errorf("a day takes the month of the one before it: %+v", pair)
	}
}

func TestCountsAreRead(t *testing.T) {
	for text, want := range map[string]int{"逾期12天": 12, "超了十九天": 19, "两周": 14, "23 days late": 23, "two weeks": 14, "三个月": 90} {
		if found := FindDays(Normalize(text)); len(found) != 1 || found[0].N != want {
			t.Errorf("days in %q: %+v, want %d", text, found, want)
		}
	}
	for _, text := range []string{"七万二礼拜五打过来", "这周二星期三都行"} {
		if found := FindDays(Normalize(text)); len(found) != 0 {
			t.Errorf("days in %q: %+v, want none", text, found)
		}
	}
	for text, want := range map[string]int{"分三期": 3, "分三次付": 3, "in four parts": 4, "over three instalments": 3, "二期上线": 0, "一次付清": 0} {
		if got := FindInstalments(Normalize(text)).N; got != want {
			t.Errorf("instalments in %q: %d, want %d", text, got, want)
		}
	}
	if found := FindPercents(Normalize("先付30%")); len(found) != 1 || found[0].N != 300 {
		t.Errorf("percents: %+v", found)
	}
}

func TestMoneyIsSaid(t *testing.T) {
	for _, c := range []struct {
		lang, currency string
		minor          int64
		want           string
	}{
		{"zh", "CNY", 12_600_000, "12万6千元"}, {"zh", "CNY", 30_000_000, "30万元"}, {"zh", "CNY", 845_000, "8450元"},
		{"zh", "CNY", 4_825_000, "4万8250元"}, {"zh", "CNY", 10_050_000, "10万零500元"}, {"zh", "GBP", 100, "1英镑"},
		{"en", "GBP", 4_825_000, "£48,250"}, {"en", "GBP", 1_234_567_89, "£1,234,567.89"}, {"en", "CHF", 5_000, "CHF 50"},
	} {
		if got := SayMoney(c.lang, c.minor, c.currency); got != c.want {
			t.Errorf("SayMoney(%s, %d, %s) = %q, want %q", c.lang, c.minor, c.currency, got, c.want)
		}
	}
}

func TestDatesAreSaid(t *testing.T) {
	for _, c := range []struct{ lang, date, want string }{
		{"zh", "2026-04-08", "今天"}, {"zh", "2026-04-10", "后天"}, {"zh", "2026-04-12", "本周日"},
		{"zh", "2026-04-15", "4月15号（周三）"}, {"en", "2026-04-09", "tomorrow"}, {"en", "2026-04-10", "this Friday"},
		{"en", "2026-04-15", "Wednesday the 15th of April"}, {"en", "2027-01-22", "Friday the 22nd of January 2027"},
	} {
		if got := SayDate(c.lang, "2026-04-08", c.date); got != c.want {
			t.Errorf("SayDate(%s, %s) = %q, want %q", c.lang, c.date, got, c.want)
		}
	}
}

func TestWhatIsSaidIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, lang := range []string{"zh", "en"} {
			minor := rapid.Int64Range(10, 90_000_000).Draw(t, "hundreds") * 10_000
			currency := map[string]string{"zh": "CNY", "en": "GBP"}[lang]
			said := SayMoney(lang, minor, currency)
			if found := FindMoney(Normalize(said), lang, currency); len(found) != 1 || found[0].Minor != minor {
				t.Fatalf("%d is said %q and read %+v", minor, said, found)
			}
		}
	})
}

func TestADateSaidIsTheDateRead(t *testing.T) {
	for _, today := range []string{"2026-04-06", "2026-04-08", "2026-04-11", "2026-04-12", "2026-12-30"} {
		now, _ := time.Parse(time.DateOnly, today)
		for days := range 150 {
			date := now.AddDate(0, 0, days).Format(time.DateOnly)
			for _, lang := range []string{"zh", "en"} {
				said := SayDate(lang, today, date)
				found := FindDates(Normalize(said), today)
				if len(found) != 1 || found[0].Earliest != date || found[0].Latest != date || found[0].Ambiguous {
					t.Errorf("on %s, %s is said %q and read %+v", today, date, said, found)
				}
			}
		}
	}
}

func FuzzPrimitives(f *testing.F) {
	for _, s := range []string{"¥12.6万，下周三下午三点", "£48,250 by Friday 3pm", "分三期", "\u200d\ufeff零零零", "99999999999999999999万亿", "二月三十号", "32号", "百分之百分之三十", "十五六号", "two eighty to fifty-odd grand", "05/06/2026", "a week on the 31st of february", "二三四五六十百千万几几几"} {
		f.Add(s, "2026-04-08")
	}
	f.Fuzz(func(t *testing.T, s, today string) {
		text := Normalize(s)
		for _, c := range Clauses(text) {
			if !strings.Contains(s, text.Quote(c.Span)) {
				t.Fatal("quote is not of the text")
			}
		}
		for _, m := range FindMoney(text, "zh", "CNY") {
			if m.Minor < 0 || m.Permille < 0 || m.Permille > 1000 || !strings.Contains(s, text.Quote(m.Span)) {
				t.Fatalf("%+v", m)
			}
		}
		dates := FindDates(text, today)
		for _, m := range FindAmounts(text, "en", File{Currency: "EUR", Sums: []int64{4_825_000, 28_000_000}}, dates) {
			if m.Minor < 0 || m.Permille < 0 || m.Permille > 1000 || m.Vague && m.Minor+int64(m.Permille) > 0 || !strings.Contains(s, text.Quote(m.Span)) {
				t.Fatalf("%+v", m)
			}
		}
		for _, d := range dates {
			if d.Earliest > d.Latest || !strings.Contains(s, text.Quote(d.Span)) {
				t.Fatalf("%+v", d)
			}
		}
		FindDays(text)
		FindPercents(text)
		FindInstalments(text)
	})
}
