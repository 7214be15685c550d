package main

import (
	"strings"
	"testing"

	"huikuan/server/coach"
)

func TestGlassSaysWhyTheDebtorDoesWhatTheyDo(t *testing.T) {
	t.Parallel()
	for lang, wanted := range map[string][]string{
		"zh": {"接电话", "搬出借口", "可信度 +", "付款意愿"},
		"en": {"answers the phone", "gives an excuse", "credibility +", "will to pay"},
	} {
		words := map[string]string{
			"zh": "您好，我是枫棠卫浴的小林，FT-26-0118那张票4月10号到期，余额28万还没付。\n/end\n",
			"en": "Hello, this is Sam from Fengtang Bathrooms. Invoice FT-26-0118 was due on 10 April and 280,000 is open.\n/end\n",
		}
		status, stdout, stderr := invoke(t, words[lang], "practice", "charming-dealer", "--lang", lang, "--seed", "1", "--glass")
		if status != exitOK {
			t.Fatalf("%s: status %d: %s", lang, status, stderr)
		}
		for _, w := range wanted {
			if !strings.Contains(stdout, w) {
				t.Errorf("%s: the glass does not say %q:\n%s", lang, w, stdout)
			}
		}
		if _, plain, _ := invoke(t, words[lang], "practice", "charming-dealer", "--lang", lang, "--seed", "1"); strings.Contains(plain, wanted[3]) {
			t.Errorf("%s: without --glass the debtor's mind is shown", lang)
		}
	}
}

func TestGlassNamesEveryMoveInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, kind := range coach.MoveKinds() {
		if name := moveNames()[kind]; name.Zh == "" || name.En == "" {
			t.Errorf("%s has no name", kind)
		}
	}
}
