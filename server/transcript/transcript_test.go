package transcript

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"huikuan/server/coach"
)

// lines is a call as "T words" and "D words".
func lines(t coach.Transcript) []string {
	out := []string{}
	for _, turn := range t.Turns {
		side := "?"
		switch turn.Speaker {
		case coach.Trainee:
			side = "T"
		case coach.Debtor:
			side = "D"
		}
		out = append(out, side+" "+turn.Text)
	}
	return out
}

func TestEveryFormatGivesTheSameTurns(t *testing.T) {
	want := []string{"D Hello?", "T Hi, Sam from Orchard: your March invoice is open.", "D Right, leave it with me.", "T Which day?"}
	for name, data := range map[string]string{
		"labelled text":      "them: Hello?\nme: Hi, Sam from Orchard: your March invoice is open.\nthem: Right, leave it with me.\nme: Which day?\n",
		"text of an old Mac": "them: Hello?\rme: Hi, Sam from Orchard: your March invoice is open.\rthem: Right, leave it with me.\rme: Which day?\r",
		"text with clocks":   "[00:01] Them: Hello?\r\n[00:03] Me: Hi, Sam from Orchard: your March invoice is open.\r\n(0:09) THEM: Right, leave it with me.\r\n00:00:12.5 me: Which day?",
		"text with markdown": "**Them:** Hello?\n**Me:** Hi, Sam from Orchard: your March invoice is open.\n\n**Them:** Right, leave it with me.\n**Me:** Which day?",
		"SRT":                "1\n00:00:01,000 --> 00:00:02,000\nThem: Hello?\n\n2\n00:00:02,500 --> 00:00:05,000\nMe: Hi, Sam from Orchard:\n\n3\n00:00:05,000 --> 00:00:07,000\nyour March invoice is open.\n\n4\n00:00:07,500 --> 00:00:09,000\nThem: Right, leave it with me.\n\n5\n00:00:09,500 --> 00:00:10,000\nMe: Which day?\n",
		"WebVTT":             "WEBVTT\n\n00:01.000 --> 00:02.000\n<v them>Hello?\n\n00:02.500 --> 00:05.000\n<v me>Hi, Sam from Orchard: your March\n\n00:05.000 --> 00:07.000\n<v me>invoice is open.\n\n00:07.500 --> 00:09.000\n<v them>Right, leave it with me.\n\n00:09.500 --> 00:10.000\n<v me>Which day?\n",
		"CSV":                "time,Speaker,Text\n1,them,Hello?\n3,me,\"Hi, Sam from Orchard: your March invoice is open.\"\n7,them,\"Right, leave it with me.\"\n9,me,Which day?\n",
		"CSV by semicolons":  "speaker;text\nthem;Hello?\nme;Hi, Sam from Orchard: your March invoice is open.\nthem;Right, leave it with me.\nme;Which day?\n",
		"JSON":               `{"lang":"en","turns":[{"speaker":"debtor","text":"Hello?"},{"speaker":"trainee","text":"Hi, Sam from Orchard: your March invoice is open."},{"speaker":"debtor","text":"Right, leave it with me."},{"speaker":"trainee","text":"Which day?"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read([]byte(data), Source{})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(lines(got), want) {
				t.Errorf("read %q, want %q", lines(got), want)
			}
			if got.Lang != coach.English {
				t.Errorf("language %q, want en", got.Lang)
			}
		})
	}
}

func TestChineseTranscriptsAreReadAsWindowsSavesThem(t *testing.T) {
	words := "说话人,内容\n对方,喂，哪位？\n我,您好，我是枫棠的小林，想跟您对一下三月那张票。\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(words)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(words)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": words, "with a byte order mark": "\xef\xbb\xbf" + words, "GB18030": gb, "UTF-16": utf16} {
		t.Run(name, func(t *testing.T) {
			got, err := Read([]byte(data), Source{})
			if err != nil {
				t.Fatal(err)
			}
			want := []string{"D 喂，哪位？", "T 您好，我是枫棠的小林，想跟您对一下三月那张票。"}
			if !slices.Equal(lines(got), want) || got.Lang != coach.Chinese {
				t.Errorf("read %q in %s, want %q in zh", lines(got), got.Lang, want)
			}
		})
	}
}

func TestSpeakersAreMappedToTheTwoSides(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		me   []string
		want []string
	}{
		"usual Chinese labels":              {"对方：喂？\n我：您好。", nil, []string{"D 喂？", "T 您好。"}},
		"a named trainee":                   {"Speaker 1: Hello?\nSpeaker 2: Hi.", []string{"speaker 2"}, []string{"D Hello?", "T Hi."}},
		"several people at the other end":   {"前台：您好。\n小林：请转财务。\n苏会计：我是。", []string{"小林"}, []string{"D 您好。", "T 请转财务。", "D 我是。"}},
		"the customer is plain":             {"客户：喂？\n林晓：您好。", nil, []string{"D 喂？", "T 您好。"}},
		"the trainee is plain":              {"Mr Qian: Yes?\nme: Hi.\nMs Su: Hello.", nil, []string{"D Yes?", "T Hi.", "D Hello."}},
		"a colon inside what is said":       {"them: Yes?\nme: One thing: the date.\nNote: it matters.\nthem: Fine.", nil, []string{"D Yes?", "T One thing: the date.\nNote: it matters.", "D Fine."}},
		"a label in brackets":               {"【对方】：喂？\n【我】：您好。", nil, []string{"D 喂？", "T 您好。"}},
		"turns without words are left out":  {"them: Yes?\nme:\nme: Hi.", nil, []string{"D Yes?", "T Hi."}},
		"two trainees one after the other":  {"Ann: Hi.\nthem: Yes?\nBob: It is about the invoice.", []string{"Ann", "Bob"}, []string{"T Hi.", "D Yes?", "T It is about the invoice."}},
		"a clock with a full-width bracket": {"［占位］\n", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read([]byte(c.data), Source{Format: Text, Trainee: c.me})
			if c.want == nil {
				if err == nil {
					t.Fatalf("read %q, want an error", lines(got))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(lines(got), c.want) {
				t.Errorf("read %q, want %q", lines(got), c.want)
			}
		})
	}
}

func TestAnUnreadableTranscriptSaysWhereAndWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		data   string
		source Source
		says   string
		code   coach.Code
	}{
		"nothing":                     {" \n ", Source{}, "empty", coach.CodeInvalid},
		"no labels":                   {"Hello?\nHi.", Source{}, "line 1: no speaker", coach.CodeInvalid},
		"unknown labels":              {"Speaker 1: Hello?\nSpeaker 2: Hi.", Source{}, `"Speaker 1", "Speaker 2"`, coach.CodeInvalid},
		"nobody of that name":         {"them: Hello?\nme: Hi.", Source{Trainee: []string{"Sam"}}, `"them"`, coach.CodeInvalid},
		"a table without columns":     {"a,b\n1,2\n", Source{Format: CSV}, "line 1", coach.CodeInvalid},
		"a short row":                 {"speaker,text\nme,Hi\nthem\n", Source{}, "line 3", coach.CodeInvalid},
		"a row without speaker":       {"speaker,text\nme,Hi\n,Yes\n", Source{}, "line 3: the speaker is empty", coach.CodeInvalid},
		"a broken quotation":          {"speaker,text\nme,\"Hi\nthem,Yes\n", Source{}, "quotation", coach.CodeInvalid},
		"captions without times":      {"1\nno --> times\nme: Hi\n", Source{Format: SRT}, "line 2: the times", coach.CodeInvalid},
		"captions without a speaker":  {"1\n00:00:01,000 --> 00:00:02,000\nHello?\n", Source{}, "line 3: no speaker", coach.CodeInvalid},
		"a very long turn":            {"them: Yes?\nme: " + strings.Repeat("字", coach.MaxTurnRunes+1), Source{}, "line 2", coach.CodeTooLarge},
		"an unknown format":           {"me: Hi", Source{Format: "docx"}, "docx", coach.CodeInvalid},
		"a third language":            {"me: Hi", Source{Lang: "fr"}, "zh or en", coach.CodeInvalid},
		"bytes of no known character": {"me: \xff\xff\xff", Source{}, "UTF-8", coach.CodeInvalid},
		"too many turns":              {strings.Repeat("me: a\nthem: b\n", maxTurns), Source{}, "limit is 2000", coach.CodeTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read([]byte(c.data), c.source)
			if err == nil {
				t.Fatalf("read %q, want an error", lines(got))
			}
			if coach.CodeOf(err) != c.code || !strings.Contains(coach.MessageOf(err), c.says) {
				t.Errorf("code %q, message %q; want %q with %q", coach.CodeOf(err), coach.MessageOf(err), c.code, c.says)
			}
		})
	}
}

// TestHugeTranscriptsAreRefusedWithoutWork: the work done is linear in what is read before the limit, whatever is uploaded.
func TestHugeTranscriptsAreRefusedWithoutWork(t *testing.T) {
	var labels strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&labels, "s%d: a\n", i)
	}
	for name, data := range map[string]string{
		"a label a line": labels.String(),
		"one long turn":  "me: a\n" + strings.Repeat("b\n", 1_500_000),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read([]byte(data), Source{Format: Text}); coach.CodeOf(err) != coach.CodeTooLarge {
				t.Errorf("code %q, want too_large", coach.CodeOf(err))
			}
		})
	}
}

// FuzzRead: whatever is uploaded, reading neither panics nor lets through what scoring may not be given.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"them: Hello?\nme: Hi.", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v me>Hi\n", "1\n00:00:01,000 --> 00:00:02,000\nme: Hi\n",
		"speaker,text\nme,Hi\n", "说话人;内容\n我;好\n", `{"lang":"zh","turns":[]}`, "\xff\xfeh\x00i\x00", "[00:01] 我：好",
	} {
		for i := range Formats() {
			f.Add([]byte(seed), i)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, format int) {
		source := Source{}
		if format >= 0 && format < len(Formats()) {
			source.Format = Formats()[format]
		}
		got, err := Read(data, source)
		if err != nil {
			if coach.CodeOf(err) != coach.CodeInvalid && coach.CodeOf(err) != coach.CodeTooLarge {
				t.Errorf("code %q", coach.CodeOf(err))
			}
			return
		}
		if err := checkTranscript(got); err != nil {
			t.Error(err)
		}
	})
}
