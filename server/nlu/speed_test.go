package nlu

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"huikuan/server/coach"
)

// turnOfSixty is a turn of sixty characters with a debt, a day, a share and a request in it.
const turnOfSixty = "陈总您好，3月那张12万6的票逾期12天了，系统哪天修好？下周五前能付清七成的话，滞纳金我去申请免掉，付完把回单发我。"

// BenchmarkTurn reports what the middle and the slowest one in a hundred of turns cost, of the trainee and of the debtor.
func BenchmarkTurn(b *testing.B) {
	l := New()
	in := Input{Lang: coach.Chinese, Text: turnOfSixty, Previous: "系统坏了，付不出去，下周再说吧。", Today: "2026-05-13", Balance: coach.Money{Minor: 12_600_000, Currency: "CNY"}}
	for name, hear := range map[string]func(){"trainee": func() { l.Understand(in) }, "debtor": func() { l.UnderstandDebtor(in) }} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			took := make([]time.Duration, 0, 1<<20) // its growth is not the turn's
			for b.Loop() {
				began := time.Now()
				hear()
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}

// BenchmarkLines hears lines of the corpus one after the other, and reports what each leaves to the collector.
func BenchmarkLines(b *testing.B) {
	l := New()
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		data, err := os.ReadFile("corpus/train/" + string(language) + "-everyday.jsonl")
		if err != nil {
			b.Fatal(err)
		}
		var turns []Input
		for line := range bytes.Lines(data) {
			var said struct{ Text, Prev string }
			if err := json.Unmarshal(line, &said); err != nil {
				b.Fatal(err)
			}
			turns = append(turns, Input{Lang: language, Text: said.Text, Previous: said.Prev, Today: "2026-05-13"})
		}
		b.Run(string(language), func(b *testing.B) {
			b.ReportAllocs()
			for k := 0; b.Loop(); k++ {
				l.Understand(turns[k%len(turns)])
			}
		})
	}
}

// BenchmarkLength hears a turn, and ten and thirty-three times as much of it: thirty-three is the longest turn there is.
func BenchmarkLength(b *testing.B) {
	l := New()
	for name, times := range map[string]int{"x01": 1, "x10": 10, "x33": 33} {
		in := Input{Lang: coach.Chinese, Text: strings.Repeat(turnOfSixty, times), Today: "2026-05-13"}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				l.Understand(in)
			}
		})
	}
}

// BenchmarkHostile hears two thousand characters made to be slow.
func BenchmarkHostile(b *testing.B) {
	l := New()
	for _, piece := range []string{"付款打款", "今天3点", "一万", "百分之三", "下周", "您说您说", "不不不", "pay if we ", "one hundred ", "next friday ", "半年半年", "付清付清"} {
		runes := []rune(strings.Repeat(piece, coach.MaxTurnRunes))
		in := Input{Lang: coach.Chinese, Text: string(runes[:coach.MaxTurnRunes]), Today: "2026-05-13", Balance: coach.Money{Minor: 28_000_000, Currency: "CNY"}}
		b.Run(piece, func(b *testing.B) {
			for b.Loop() {
				l.Understand(in)
			}
		})
		b.Run(piece+"/debtor", func(b *testing.B) {
			for b.Loop() {
				l.UnderstandDebtor(in)
			}
		})
	}
}
