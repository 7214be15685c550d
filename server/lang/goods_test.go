package lang

import "testing"

// soldOrOwed are lines with a great number, and how many sums are said in them.
var soldOrOwed = map[string]int{
	"We sent you eighty thousand labels":            0,
	"three thousand of them came back peeled":       0,
	"Three thousand of 'em peeled":                  0,
	"five thousand of those brackets were fine":     0,
	"ten thousand printed cartons":                  0,
	"eight thousand square feet of flooring":        0,
	"twenty thousand bottles went out":              0,
	"sixty thousand impressions a week":             0,
	"thanks a million":                              0,
	"not in a million years":                        0,
	"ten thousand clears it":                        1,
	"ten thousand lands Friday":                     1,
	"two hundred thousand of it is over sixty days": 1,
	"forty thousand in arrears":                     1,
	"nine thousand six hundred of ours":             1,
	"forty thousand worth of labels":                1,
	"three thousand of the nine thousand is vat":    2,
	"can you give me the lot number":                0,
	"what's the lot code on the box":                0,
	"pay the lot on Friday":                         1,
	"half the boxes were wet":                       0,
	"the rest of the team is out":                   0,
	"all of it was delivered":                       0,
	"half the balance":                              1,
	"half this month":                               1,
	"all of it by Friday":                           1,
	"两万个箱子":                                         0,
	"三千多条都起皮了":                                      0,
	"五万份标签":                                         0,
	"八千斤":                                           0,
	"五万先付":                                          1,
}

func TestGoodsAreNoMoney(t *testing.T) {
	for text, want := range soldOrOwed {
		language := "en"
		if HasChinese(text) {
			language = "zh"
		}
		if found := FindMoney(Normalize(text), language, ""); len(found) != want {
			t.Errorf("%q: %d sums, want %d: %+v", text, len(found), want, found)
		}
	}
}

func TestSumsAreReadAsTheyAreSaid(t *testing.T) {
	for text, want := range map[string]struct {
		minor    int64
		currency string
	}{
		"the total's sixty-three oh five":           {630500, "GBP"},
		"pay the other eleven thousand three":       {1130000, "GBP"},
		"eleven thousand and three pounds":          {1100300, "GBP"},
		"one crore twenty lakh":                     {1200000000, "GBP"},
		"twelve million three hundred thousand":     {1230000000, "GBP"},
		"the total is 77 thousand 4 hundred":        {7740000, "GBP"},
		"i have you down for two two five oh":       {225000, "GBP"},
		"CHF 9'400":                                 {940000, "CHF"},
		"two grand and a half":                      {250000, "GBP"},
		"eight thousand eight hundred sing dollars": {880000, "SGD"},
		"seventy tonnes at 210 a tonne":             {21000, "GBP"},
	} {
		found := FindMoney(Normalize(text), "en", "")
		if len(found) != 1 || found[0].Minor != want.minor || found[0].Currency != want.currency {
			t.Errorf("%q: %+v, want %d %s", text, found, want.minor, want.currency)
		}
	}
	if found := FindMoney(Normalize("ring oh seven seven nine four one two two oh three"), "en", ""); len(found) != 0 {
		t.Errorf("a telephone number is %+v", found)
	}
}

func TestSumsWithoutACurrencyAreInTheOneSaidBesideThem(t *testing.T) {
	for text, currencies := range map[string][]string{
		"forty thousand dollars now and ten thousand on Friday": {"USD", "USD"},
		"RMB 280,000 or 38,900 dollars":                         {"CNY", "USD"},
	} {
		found := FindMoney(Normalize(text), "en", "")
		if len(found) != 2 || found[0].Currency != currencies[0] || found[1].Currency != currencies[1] {
			t.Errorf("%q: %+v", text, found)
		}
	}
	if found := FindMoney(Normalize("ten thousand bucks now and five thousand later"), "en", "AUD"); len(found) != 2 || found[0].Currency != "AUD" || found[1].Currency != "AUD" {
		t.Errorf("on an Australian account: %+v", found)
	}
}

func TestDaysAreReadAsTheyAreSaid(t *testing.T) {
	for text, want := range map[string]string{
		"it fell due on march the third":        "2026-03-03",
		"next month on the 5th":                 "2026-06-05",
		"tomorrow week":                         "2026-05-21",
		"day before yesterday":                  "2026-05-11",
		"monday through wednesday":              "2026-05-18..2026-05-20",
		"close of business on the 20th":         "2026-05-20",
		"tomorrow at nine thirty":               "2026-05-14T09:30",
		"at 4 this afternoon":                   "2026-05-13T16:00",
		"the november and december invoices":    "2025-11-01..2025-11-30 2025-12-01..2025-12-31",
		"the April and March invoices":          "2026-04-01..2026-04-30 2026-03-01..2026-03-31",
		"june from accounts called me":          "",
		"i spoke to april":                      "",
		"i spoke to april 3 about it":           "2026-04-03",
		"we can pay ten a month, ten a quarter": "",
	} {
		got := ""
		for _, d := range FindDates(Normalize(text), "2026-05-13") {
			if got != "" {
				got += " "
			}
			switch {
			case d.Vague:
				got += "~"
			default:
				got += d.Earliest
			}
			if d.Latest != d.Earliest {
				got += ".." + d.Latest
			}
			if d.Clock != "" {
				got += "T" + d.Clock
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
