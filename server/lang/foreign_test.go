package lang

import "testing"

func TestForeignTextIsTold(t *testing.T) {
	for text, want := range map[string]map[string]bool{
		"好的，我下周让财务看看。":                                  {"zh": false, "en": true},
		"Let me talk to finance next week.":             {"zh": true, "en": false},
		"你把 invoice 和 PO 发 Mr He 邮箱里，我看看。":              {"zh": false},
		"Please ask 何建明 for the paper.":                 {"en": false},
		"OK，OK，知道了。":                                    {"zh": false},
		"INV-2041 PO-77":                                {"zh": false},
		"我们会看的。Then we will see what can be done here.": {"zh": true},
		"": {"zh": false, "en": false},
	} {
		for language, foreign := range want {
			if got := Foreign(text, language); got != foreign {
				t.Errorf("%q in a call in %s: foreign %v, want %v", text, language, got, foreign)
			}
		}
	}
}
