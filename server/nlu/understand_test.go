package nlu

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huikuan/server/coach"
)

func TestSlotsAreHeardWithPrecisionAndQuotes(t *testing.T) {
	l := New()
	u := l.Understand(Input{
		Lang: coach.Chinese, Today: "2026-04-08", Balance: coach.Money{Minor: 28_000_000, Currency: "CNY"},
		Text:     "那就下周三下午三点先付七成，网银走，剩下的5万月底吧，周会计把回单和验收单发我，不行我找李总。",
		Contacts: []Contact{{ID: "accountant", Aliases: []string{"周会计", "小周"}}, {ID: "boss", Aliases: []string{"李总"}}},
	})
	s := u.Slots
	if len(s.Money) < 2 || s.Money[0].Share != 700 || s.Money[0].Quote != "七成" {
		t.Errorf("money %+v", s.Money)
	}
	if len(s.Dates) != 2 || s.Dates[0].Earliest != "2026-04-15" || s.Dates[0].Clock != "15:00" || s.Dates[0].Precision != coach.Exact || s.Dates[1].Precision != coach.Vague {
		t.Errorf("dates %+v", s.Dates)
	}
	if len(s.Vague) != 1 || len(s.Methods) != 1 || s.Methods[0].Value != "transfer" {
		t.Errorf("vague %v methods %+v", s.Vague, s.Methods)
	}
	var documents, people []string
	for _, d := range s.Documents {
		documents = append(documents, d.Value)
	}
	for _, p := range s.People {
		people = append(people, p.Value)
	}
	if strings.Join(documents, " ") != "remittance acceptance" || strings.Join(people, " ") != "contact:accountant contact:boss" {
		t.Errorf("documents %v people %v", documents, people)
	}

	u = l.Understand(Input{
		Lang: coach.English, Today: "2026-04-08",
		Text:     "Three instalments: £16,000 next Friday by bank transfer, and ask Joe or your finance director for the original invoice and the PO.",
		Contacts: []Contact{{ID: "clerk", Aliases: []string{"Joe"}}},
	})
	s = u.Slots
	if s.Instalments != 3 || len(s.Money) != 1 || s.Money[0].Amount == nil || *s.Money[0].Amount != (coach.Money{Minor: 1_600_000, Currency: "GBP"}) {
		t.Errorf("instalments %d money %+v", s.Instalments, s.Money)
	}
	if len(s.People) != 2 || s.People[0].Value != "contact:clerk" || s.People[1].Value != "finance_head" {
		t.Errorf("people %+v", s.People)
	}
	if len(s.Documents) != 2 || s.Documents[0].Value != "original_invoice" || s.Documents[1].Value != "purchase_order" {
		t.Errorf("documents %+v", s.Documents)
	}
}

// TestQuotesAreExactWords holds for any text: trade phrases, marks, other scripts and broken UTF-8 mixed.
func TestQuotesAreExactWords(t *testing.T) {
	l := New()
	pieces := rapid.OneOf(
		rapid.SampledFrom([]string{"哪天付款", "我就报警", "¥12.6万", "下周三", "付完把回单发我", "，", "。", "？", "\u200b", "Ｐａｙ today", "if you don't pay", " I'll call the police", " by Friday", "\n", "(旁白)", "*", "\"", "請問還款"}),
		rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		in := Input{
			Lang: rapid.SampledFrom([]coach.Lang{coach.Chinese, coach.English, ""}).Draw(t, "lang"), Today: "2026-04-08",
			Text: strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "text"), ""), Previous: pieces.Draw(t, "previous"),
			Contacts: []Contact{{ID: "a", Aliases: []string{"", "x", "付"}}},
		}
		check(t, l, in)
	})
}

func check(t interface{ Fatalf(string, ...any) }, l *Labeller, in Input) {
	u := l.Understand(in)
	quotes := []string{}
	for _, h := range u.Acts {
		if h.Score < threshold || h.Score > 1 || h.Quote == "" {
			t.Fatalf("%q: %+v", in.Text, h)
		}
		quotes = append(quotes, h.Quote)
	}
	for _, m := range u.Slots.Money {
		quotes = append(quotes, m.Quote)
	}
	for _, d := range u.Slots.Dates {
		quotes = append(quotes, d.Quote)
	}
	for _, list := range [][]coach.TermSlot{u.Slots.Documents, u.Slots.Methods, u.Slots.People} {
		for _, x := range list {
			quotes = append(quotes, x.Quote)
		}
	}
	for _, q := range append(quotes, u.Slots.Vague...) {
		if !strings.Contains(in.Text, q) {
			t.Fatalf("%q is not in %q", q, in.Text)
		}
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, file := range []string{"testdata/adversarial.jsonl", "testdata/heldout_zh.jsonl", "testdata/heldout_en.jsonl"} {
		for _, s := range readSamples(f, file) {
			f.Add(s.Text, s.Prev)
		}
	}
	l := New()
	f.Fuzz(func(t *testing.T, text, previous string) {
		check(t, l, Input{Lang: coach.Chinese, Text: text, Previous: previous, Today: "2026-04-08"})
	})
}

// TestHostileTextIsReadInLinearTime: the longest turn of the densest text stays far below what a person would notice. The
// limit is generous, since a quadratic reading would miss it by orders of magnitude.
func TestHostileTextIsReadInLinearTime(t *testing.T) {
	l := New()
	for _, piece := range []string{"付款打款", "今天3点", "pay if we ", "不", "((", "哪天能付多少？", "我报警", "\u0301", "*a", "12万6千", "（客户"} {
		in := Input{Lang: coach.Chinese, Text: strings.Repeat(piece, 2000), Previous: strings.Repeat(piece, 2000), Today: "2026-04-08"}
		start := time.Now()
		l.Understand(in)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%q repeated: %v", piece, took)
		}
	}
}

// TestLabellerIsSafeForConcurrentUse is for the race detector: one labeller, many calls at once, the same answer.
func TestLabellerIsSafeForConcurrentUse(t *testing.T) {
	l := New()
	in := Input{Lang: coach.Chinese, Text: "周五前能付清吗？付完把回单发我。", Today: "2026-04-08"}
	want := fmt.Sprint(l.Understand(in).Acts)
	var calls sync.WaitGroup
	for range 8 {
		calls.Go(func() {
			for range 50 {
				if got := fmt.Sprint(l.Understand(in).Acts); got != want {
					t.Errorf("heard %s, want %s", got, want)
				}
			}
		})
	}
	calls.Wait()
}

func TestFaultyPatternsAreNamedByLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no section":     {"a", "p.txt:1"},
		"open bracket":   {"[greet]\n(a", "p.txt:2"},
		"unknown class":  {"[greet]\n\n<nowhere>", "p.txt:3"},
		"unknown slot":   {"[greet]\n<NOWHERE>", "p.txt:2"},
		"unknown option": {"[greet]\na\tloud", "p.txt:2"},
		"empty choice":   {"[greet]\n(a||b)", "p.txt:2"},
	} {
		words := "neg = x\nnegstop = x\nnegnot = x\nyousaid = x\ndisclaim = x\nasking = x"
		if _, err := newBook(coach.English, map[string]string{"words.txt": words, "p.txt": c.text}, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s named", name, err, c.want)
		}
	}
}
