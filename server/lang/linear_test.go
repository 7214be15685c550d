package lang

import (
	"strings"
	"testing"
	"time"
)

// hostile are texts that a reader with a slow path would be slow on.
var hostile = []string{"万", "一万", "十", "百分之", "百分之三", "一二三", "两三", "几", "零", "9", "9,", "1,234 ", "1 ", "12 345 ", "1/2/", "1-", "1.1.", "下周", "下", "周", "月底", "半", "点", "今天3点",
	"a ", "one ", "hundred ", "the ", "the first ", "twenty ", "and ", "next friday ", "in two weeks ", "within ", "half ", "付清", "¥5付清", "尾款", "28 now ", "to ", "1到", "10到15万", "5号", "5号和", "may ", "¥", "£1 to ", "付1", "a few thousand "}

// TestEveryReaderIsLinear reads texts of 1 and of 50 KB. Fifty times the text costs about fifty times as much; a reader
// with a quadratic path would need 2,500 times. What a busy machine adds lies far below the bound between them.
func TestEveryReaderIsLinear(t *testing.T) {
	read := func(s string) time.Duration {
		text := Normalize(s)
		began := time.Now()
		dates := FindDates(text, "2026-05-13")
		FindAmounts(text, "zh", File{Currency: "CNY", Sums: []int64{28_000_000}}, dates)
		FindDays(text)
		FindPercents(text)
		FindInstalments(text)
		Clauses(text)
		return time.Since(began)
	}
	fastest := func(s string, times int, enough time.Duration) time.Duration {
		least := time.Hour
		for k := 0; k < times && least > enough; k++ {
			least = min(least, read(s))
		}
		return least
	}
	for _, piece := range hostile {
		few := fastest(strings.Repeat(piece, 1_000/len(piece)), 5, 0)
		bound := 600*few + 300*time.Millisecond
		if many := fastest(strings.Repeat(piece, 50_000/len(piece)), 4, bound); many > bound {
			t.Errorf("%q: %v for 1 KB, %v for 50 KB", piece, few, many)
		}
	}
}
