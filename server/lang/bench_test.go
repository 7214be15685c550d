package lang

import (
	"strings"
	"testing"
)

// sixty is a turn of about sixty characters with money, days and counts.
const sixty = "陈总您好，3月那张12万6的票到今天逾期12天了，系统哪天修好？要是下周五前能付清七成，滞纳金我去申请免，您看行吗，付完把回单发我。"

// BenchmarkValues reads every value of a turn, and of texts ten and thirty times as long: the cost must grow no faster.
func BenchmarkValues(b *testing.B) {
	for name, times := range map[string]int{"x01": 1, "x10": 10, "x30": 30} {
		t := Normalize(strings.Repeat(sixty, times))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				dates := FindDates(t, "2026-04-08")
				FindAmounts(t, "zh", File{Currency: "CNY", Sums: []int64{12_600_000}}, dates)
				FindDays(t)
				FindPercents(t)
				FindInstalments(t)
			}
		})
	}
}

func BenchmarkFindDates(b *testing.B) {
	t := Normalize(sixty)
	for b.Loop() {
		FindDates(t, "2026-04-08")
	}
}

func BenchmarkFindAmounts(b *testing.B) {
	t := Normalize(sixty)
	for b.Loop() {
		FindAmounts(t, "zh", File{Currency: "CNY"}, nil)
	}
}
