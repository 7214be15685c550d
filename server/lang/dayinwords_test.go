package lang

import (
	"strings"
	"testing"
)

// said lists the days and hours heard in a text on a Wednesday, 13 May 2026; ~ is a time without a day.
func said(text string) string {
	var found []string
	for _, d := range FindDates(Normalize(text), "2026-05-13") {
		switch day := d.Earliest; {
		case d.Vague:
			found = append(found, "~")
		case d.Latest != day:
			found = append(found, day+".."+d.Latest)
		case d.Clock != "":
			found = append(found, day+"T"+d.Clock)
		default:
			found = append(found, day)
		}
	}
	return strings.Join(found, " ")
}

func TestDaysAreReadAsPeopleSayThem(t *testing.T) {
	for text, want := range map[string]string{
		"shall we say Monday at half ten": "2026-05-18T10:30",
		"half two on Tuesday":             "2026-05-19T14:30",
		"the second half two of them did": "",
		"tomorrow five o clock":           "2026-05-14T17:00",
		"make it eighteen June":           "2026-06-18",
		"thirty may, please":              "2026-05-30",
		"fifteen may be enough":           "",
		"two march invoices":              "",
		"July twelve works":               "2026-07-12",
		"the June one is open":            "2026-06-01..2026-06-30",
		"June two invoices":               "2026-06-01..2026-06-30",
		"ninth of next month":             "2026-06-09",
		"the fourth of the seventh":       "2026-07-04",
		"a third of the fifth invoice":    "",
		"sometime in August":              "~",
		"some point in September":         "~",
		"the tail end of June":            "~",
		"two weeks on Friday":             "2026-05-29",
		"it'll be two weeks on Friday":    "2026-05-15",
		"third Tuesday next month":        "2026-06-16",
		"any day now":                     "~",
		"麻烦找一下周总监":                        "",
		"帮我问下周会计":                         "",
		"等一下周五到账":                         "2026-05-15",
		"下周会计回来":                          "2026-05-18..2026-05-22",
		"三分之一下周付":                         "2026-05-18..2026-05-22",
		"周四下午两点三刻":                        "2026-05-14T14:45",
		"七月十几号":                           "~",
		"元旦以后":                            "~",
	} {
		if got := said(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSumsAreReadAsPeopleSayThem(t *testing.T) {
	for text, want := range map[string]int64{
		"it's twelve four eighty all in":    1_248_000,
		"nine two fifty, please":            925_000,
		"invoice twelve four eighty":        0,
		"nine six three twenty":             0,
		"thirty-six hundred even":           360_000,
		"there's a late fee of two percent": 0,
	} {
		var got int64
		for _, m := range FindAmounts(Normalize(text), "en", File{Currency: "GBP"}, nil) {
			got += m.Minor
			if m.Permille > 0 {
				got = -1
			}
		}
		if got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	all := FindAmounts(Normalize("every penny by Friday"), "en", File{Currency: "GBP"}, nil)
	if len(all) != 1 || all[0].Permille != 1000 {
		t.Errorf("every penny: %+v, want all of it", all)
	}
	file := File{Currency: "GBP", Sums: []int64{900_000}}
	text := Normalize("four on Friday and five on Monday")
	if parts := FindAmounts(text, "en", file, FindDates(text, "2026-05-13")); len(parts) != 2 || parts[0].Minor != 400_000 || parts[1].Minor != 500_000 {
		t.Errorf("small parts that add up to the balance: %+v", parts)
	}
}
