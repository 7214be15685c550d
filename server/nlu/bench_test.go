package nlu

import (
	"strings"
	"testing"

	"huikuan/server/coach"
)

func BenchmarkUnderstand(b *testing.B) {
	l := New()
	for name, in := range map[string]Input{
		"zh60":      {Lang: coach.Chinese, Text: "陈总您好，3月那张12万6的票到今天逾期12天了，系统哪天修好？要是周五前能付清，滞纳金我去申请免，您看行吗，付完把回单发我。", Today: "2026-04-08", Previous: "系统坏了，付不出去。"},
		"en":        {Lang: coach.English, Text: "Hi Mr Hart, invoice 0331 for £48,250 is twelve days overdue. If you can pay half by Friday I'll get the late fee waived, and please email me the remittance.", Today: "2026-04-08", Previous: "The system is down."},
		"hostile":   {Lang: coach.Chinese, Text: strings.Repeat("付款打款", 500), Today: "2026-04-08"},
		"hostileEn": {Lang: coach.English, Text: strings.Repeat("pay if we ", 200), Today: "2026-04-08"},
		"hostile3":  {Lang: coach.Chinese, Text: strings.Repeat("今天3点", 500), Today: "2026-04-08"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.Understand(in)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New()
	}
}
