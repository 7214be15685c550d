package content_test

import (
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"huikuan/server/content"
)

// wanted is a fault as it must be reported: where, the words standing there, what is wrong and the mend.
type wanted struct {
	file          string
	line, column  int
	at            string
	message, mend string
}

// testdata/broken is one content folder in which every file but the good playbook, law pack and persona is broken in its
// own way.
func TestEveryFaultNamesItsPlaceAndItsMend(t *testing.T) {
	want := []wanted{
		{"cases/01-full-width-colon.yaml", 6, 6, `：`, "a full-width colon after a key", "write \":\" and a space"},
		{"cases/02-full-width-quotes.yaml", 8, 7, `“定下付款日”`, "full-width quotes around a value", "write straight quotes \"…\" around it"},
		{"cases/02-full-width-quotes.yaml", 27, 16, `“0417”`, "full-width quotes around a value", "write straight quotes \"…\" around it"},
		{"cases/03-key-twice.yaml", 11, 1, `difficulty:`, "the key \"difficulty\" is here twice", "remove one; the other is on line 10"},
		{"cases/04-anchor-and-alias.yaml", 38, 12, `&joe`, "an anchor (&joe)", "remove it; content has no references"},
		{"cases/04-anchor-and-alias.yaml", 62, 10, `*joe`, "an alias (*joe)", "write the value out; content has no references"},
		{"cases/05-tag.yaml", 10, 13, `!!int`, "a tag (!!int)", "remove it; the schema knows the types"},
		{"cases/06-second-document.yaml", 52, 1, `---`, "a second document starts here", "keep one document per file; remove this line"},
		{"cases/07-unknown-keys.yaml", 10, 1, `dificulty:`, "unknown key \"dificulty\"", "did you mean \"difficulty\"?"},
		{"cases/07-unknown-keys.yaml", 69, 5, `colour:`, "unknown key \"colour\" in facts[0]", "remove it; the keys here are blurts, graded, id, lines, name, secret, unlock"},
		{"cases/08-unknown-references.yaml", 3, 11, `smal`, "there is no playbook \"smal\"", "did you mean \"small\"?"},
		{"cases/08-unknown-references.yaml", 41, 14, `plane`, "there is no persona \"plane\"", "use one of curt, plain"},
		{"cases/08-unknown-references.yaml", 55, 12, `chief`, "there is no contact \"chief\"", "use one of boss, clerk"},
		{"cases/08-unknown-references.yaml", 79, 15, `f_draw`, "there is no fact \"f_draw\"", "did you mean \"f_drawer\"?"},
		{"cases/08-unknown-references.yaml", 85, 16, `clark`, "there is no contact \"clark\"", "did you mean \"clerk\"?"},
		{"cases/08-unknown-references.yaml", 87, 14, `verify_claims`, "\"verify_claims\" is not a value of acts", "did you mean \"verify_claim\"?"},
		{"cases/09-dates.yaml", 12, 8, `2026-02-30`, "2026-02-30 is not a day of the calendar", "write a real date as YYYY-MM-DD"},
		{"cases/09-dates.yaml", 25, 65, `2026-01-02`, "due on 2026-01-02, before it was issued on 2026-01-20", "put the due date after the issue"},
		{"cases/10-offers-out-of-order.yaml", 59, 7, `{share: 400,`, "this offer is no better than the one before", "raise its share or bring its date forward"},
		{"cases/10-offers-out-of-order.yaml", 59, 44, `20`, "this offer takes no more will (20) than the one before (30)", "order the offers from weakest to best, each with a higher will"},
		{"cases/10-offers-out-of-order.yaml", 60, 21, `2`, "free_concessions is 2, and there are no more offers than 2", "write 1 or less"},
		{"cases/11-circular-facts.yaml", 70, 7, `acts:`, "the graded fact f_drawer can never be learned: it needs f_run, which cannot be learned before it", "loosen its condition, or write graded: false"},
		{"cases/11-circular-facts.yaml", 78, 7, `acts:`, "the graded fact f_run can never be learned: it needs f_drawer, which cannot be learned before it", "loosen its condition, or write graded: false"},
		{"cases/12-decider-out-of-reach.yaml", 51, 7, `acts:`, "the contact who decides can never be reached: nobody can get through to boss", "loosen its condition"},
		{"cases/12-decider-out-of-reach.yaml", 78, 7, `acts:`, "the graded fact f_run can never be learned: nobody can get through to boss", "loosen its condition, or write graded: false"},
		{"cases/13-slots.yaml", 90, 18, `"付过了吧，{amuont`, "nobody fills the slot {amuont}", "did you mean \"amount\"?"},
		{"cases/13-slots.yaml", 91, 35, `"Last`, "a brace that is not part of a slot", "write slots as {name}, and no other braces"},
		{"cases/14-open-quote.yaml", 5, 26, `Late`, "not valid YAML: did not find expected ',' or '}'", "close the bracket or the quote that opens before it, or put the text in straight quotes"},
		{"cases/15-wrong-types.yaml", 10, 13, `hard`, "difficulty is a text where a whole number is wanted", "write a whole number without quotes"},
		{"cases/15-wrong-types.yaml", 11, 9, `k_promise`, "trains is a text where a list is wanted", "write it as a list: [a, b], or one `- …` per line"},
		{"cases/15-wrong-types.yaml", 23, 13, `yuan`, "\"yuan\" is not written as currency must be", "write the three-letter currency code, such as CNY"},
		{"cases/16-another-name.yaml", 1, 5, `late-parts`, "the id \"late-parts\" is not the file's name", "write id: 16-another-name, or rename the file to late-parts.yaml"},
		{"cases/17-secrets-and-languages.yaml", 72, 31, `"drawer"`, "\"drawer\" is in what the trainee is shown before the call", "take it out of there, or choose words that are secret"},
		{"cases/17-secrets-and-languages.yaml", 80, 37, `"每周四付。"`, "Chinese characters in the English text", "write it in English; the Chinese text goes under zh"},
		{"cases/18-weak-decider.yaml", 47, 16, `recommend`, "boss decides, but has the authority \"recommend\"", "write authority: approve, or name another contact in truth.decides"},
		{"cases/19-speechless.yaml", 41, 14, `curt`, "the persona curt has no general wording for add_element, goodbye", "add one without affect and topic for each in personas/curt.yaml"},
		{"lawpacks/uk.yaml", 7, 12, `severe`, "\"severe\" is not a value of level", "use one of critical, major, minor"},
		{"lawpacks/uk.yaml", 10, 13, `law_cn_threats`, "there is no law \"law_cn_threats\"", "did you mean \"law_cn_threat\"?"},
		{"personas/curt.yaml", 6, 38, `"好。"`, "the same words twice in one bank", "word it anew: nobody says a line twice in a call"},
		{"personas/curt.yaml", 14, 32, `when`, "there is no element of a promise \"when\"", "use one of amount, date, fallback, method, owner, proof, rest"},
		{"playbooks/uneven.yaml", 31, 3, `- `, "the act meta has no effect", "add `- act: meta`, with base {} if it moves nothing"},
		{"playbooks/uneven.yaml", 31, 44, `d_forgetfull:`, "there is no debtor type \"d_forgetfull\"", "did you mean \"d_forgetful\"?"},
		{"playbooks/uneven.yaml", 31, 66, `200`, "trust is 200", "write -100 to 100"},
		{"playbooks/uneven.yaml", 72, 3, `- `, "the weights of the criteria add up to 90", "make them add up to 100"},
		{"playbooks/uneven.yaml", 87, 13, `open_names_self`, "the check \"open_names_self\" is in k_open already", "give it an id of its own"},
		{"playbooks/uneven.yaml", 93, 3, `- `, "there is no hint for the situation calm", "add `- when: calm` with three rungs"},
		{"playbooks/uneven.yaml", 109, 11, `close`, "the situation \"close\" is here twice", "remove one of them"},
	}
	got := content.Check(os.DirFS("testdata/broken"))
	for i, w := range want {
		if standing := textAt(t, w.file, w.line, w.column); !strings.HasPrefix(standing, w.at) {
			t.Errorf("the table says %q stands at %s:%d:%d, but there is %q", w.at, w.file, w.line, w.column, standing)
		}
		line := fmt.Sprintf("%s:%d:%d: %s; %s", w.file, w.line, w.column, w.message, w.mend)
		if i >= len(got) || got[i].String() != line {
			t.Fatalf("fault %d\n got %v\nwant %s", i, got[min(i, len(got)-1)], line)
		}
	}
	for _, extra := range got[len(want):] {
		t.Errorf("nobody expects %s", extra)
	}
}

// textAt returns what stands from a place in a broken file to the end of the line.
func textAt(t *testing.T, file string, line, column int) string {
	data, err := os.ReadFile(path.Join("testdata/broken", file))
	if err != nil {
		t.Fatal(err)
	}
	return string([]rune(strings.Split(string(data), "\n")[line-1])[column-1:])
}
