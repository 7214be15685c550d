package transcript

import (
	"strings"
	"testing"

	"huikuan/server/coach"
)

func TestATranscriptIsReadAsItIsWritten(t *testing.T) {
	got, err := Read([]byte(`{"lang":"zh","scenario":null,"turns":[{"speaker":"debtor","text":"喂？"},{"speaker":"trainee","text":"您好","contact":"owner"}]}`), Source{})
	if err != nil {
		t.Fatal(err)
	}
	if got.Lang != coach.Chinese || got.Scenario != "" || len(got.Turns) != 2 || got.Turns[1].Contact != "owner" || got.Turns[0].Speaker != coach.Debtor {
		t.Errorf("read %+v", got)
	}
	if _, err := Read([]byte("\uFEFF{\"lang\":\"en\",\"scenario\":\"x\",\"turns\":[]}\n"), Source{}); err != nil {
		t.Errorf("a byte order mark and a last newline: %v", err)
	}
}

func TestABrokenTranscriptIsRefusedWithTheTurnAndTheMend(t *testing.T) {
	long := strings.Repeat("字", coach.MaxTurnRunes+1)
	for _, tc := range []struct {
		name, data, says string
		code             coach.Code
	}{
		{"not JSON", `lang: zh`, "not JSON", coach.CodeInvalid},
		{"cut off", `{"lang":`, "breaks off", coach.CodeInvalid},
		{"empty", ``, "is empty", coach.CodeInvalid},
		{"not UTF-8", "{\"lang\":\"\xff\"}", "UTF-8", coach.CodeInvalid},
		{"an array", `[]`, "array", coach.CodeInvalid},
		{"no language", `{"turns":[]}`, "zh or en", coach.CodeInvalid},
		{"another language", `{"lang":"fr","turns":[]}`, `"fr"`, coach.CodeInvalid},
		{"no turns", `{"lang":"zh"}`, "no turns", coach.CodeInvalid},
		{"unknown field", `{"lang":"zh","turns":[{"speaker":"debtor","text":"喂","role":"x"}]}`, `"role"`, coach.CodeInvalid},
		{"text a number", `{"lang":"zh","turns":[{"speaker":"debtor","text":5}]}`, "turns.text", coach.CodeInvalid},
		{"unknown speaker", `{"lang":"zh","turns":[{"speaker":"debtor","text":"喂"},{"speaker":"agent","text":"您好"}]}`, `turn 1: the speaker is "agent"`, coach.CodeInvalid},
		{"no speaker", `{"lang":"zh","turns":[{"text":"喂"}]}`, "turn 0: the speaker", coach.CodeInvalid},
		{"empty text", `{"lang":"zh","turns":[{"speaker":"debtor","text":"喂"},{"speaker":"trainee","text":" \u3000"}]}`, "turn 1: the text is empty", coach.CodeInvalid},
		{"long text", `{"lang":"zh","turns":[{"speaker":"debtor","text":"` + long + `"}]}`, "turn 0: the text is longer", coach.CodeTooLarge},
		{"two objects", `{"lang":"zh","turns":[]}{}`, "follows the end", coach.CodeInvalid},
		{"many turns", `{"lang":"zh","turns":[` + strings.Repeat(`{"speaker":"debtor","text":"喂"},`, maxTurns) + `{"speaker":"debtor","text":"喂"}]}`, "the limit is 2000", coach.CodeTooLarge},
		{"huge", strings.Repeat(" ", maxBytes+1), "the limit is", coach.CodeTooLarge},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Read([]byte(tc.data), Source{Format: JSON})
			if err == nil || !strings.Contains(coach.MessageOf(err), tc.says) || coach.CodeOf(err) != tc.code {
				t.Errorf("code %q, message %q; want %q with %q", coach.CodeOf(err), coach.MessageOf(err), tc.code, tc.says)
			}
			if err != nil && strings.Contains(err.Error(), long) {
				t.Error("the error repeats the transcript's text")
			}
		})
	}
}
