package content_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
)

var bench = sync.OnceValue(func() *content.Workbench { return content.NewWorkbench(scenarios.FS) })

func source(t *testing.T, id string) string {
	t.Helper()
	data, err := bench().Source(id)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTheWorkbenchFindsWhatTheCommandFinds(t *testing.T) {
	good := source(t, "unopened-proof")
	if got := bench().Check([]byte(good)); len(got.Faults) > 0 || got.Scenario == nil || got.ID != "unopened-proof" {
		t.Fatalf("a shipped case: %v", got.Faults)
	}
	for name, c := range map[string]struct{ old, new, want, chinese string }{
		"a slip in a key":     {"debt_kind: goods", "debt_kynd: goods", `did you mean "debt_kind"?`, "是不是想写"},
		"an unknown excuse":   {"excuse: x_", "excuse: x_never_heard_", "there is no excuse", "没有借口"},
		"a full-width colon":  {"difficulty: 1", "difficulty：1", "a full-width colon", "全角冒号"},
		"a day that is none":  {`due: "2026-03-05"`, `due: "2026-02-30"`, "is not a day of the calendar", "不是日历上的日子"},
		"an open quote":       {`today: "2026-03-19"`, `today: "2026-03-19`, "not valid YAML", "不是合法的 YAML"},
		"a missing title":     {"difficulty: 1\n", "", `"difficulty" is missing`, `缺少 "difficulty"`},
		"a word of the wrong": {"difficulty: 1", "difficulty: easy", "where a whole number is wanted", "这里要 整数"},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Fatalf("%s: the case has no %q", name, c.old)
		}
		got := bench().Check([]byte(bad))
		english := func(f content.Fault) bool { return strings.Contains(f.Message+" "+f.Mend, c.want) && f.Line > 0 }
		if got.Scenario != nil || !slices.ContainsFunc(got.Faults, english) {
			t.Errorf("%s: %v", name, got.Faults)
		}
		chinese := func(f content.Fault) bool {
			f = f.In(coach.Chinese)
			return strings.Contains(f.Message+" "+f.Mend, c.chinese)
		}
		if !slices.ContainsFunc(got.Faults, chinese) {
			t.Errorf("%s in Chinese: %s", name, got.Faults[0].In(coach.Chinese))
		}
	}
}

// TestFaultsOfBrokenCasesSpeakChinese breaks a case line by line: whatever is found has a Chinese message and mend.
func TestFaultsOfBrokenCasesSpeakChinese(t *testing.T) {
	lines := strings.Split(source(t, "unopened-proof"), "\n")
	untold := map[string]bool{}
	tell := func(text string) {
		for _, f := range bench().Check([]byte(text)).Faults {
			f = f.In(coach.Chinese)
			for _, words := range []string{f.Message, f.Mend} {
				if words != "" && !strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					untold[words] = true
				}
			}
		}
	}
	for i := 0; i < len(lines); i += 3 {
		without := slices.Delete(slices.Clone(lines), i, i+1)
		tell(strings.Join(without, "\n"))
		if key, value, ok := strings.Cut(lines[i], ": "); ok {
			tell(strings.Join(slices.Concat(lines[:i], []string{key + ": [1, 2]"}, lines[i+1:]), "\n"))
			tell(strings.Join(slices.Concat(lines[:i], []string{key + "x: " + value}, lines[i+1:]), "\n"))
		}
	}
	for words := range untold {
		t.Errorf("no Chinese for: %s", words)
	}
}

func TestTheWorkbenchKeepsToItsLimits(t *testing.T) {
	for name, text := range map[string]string{
		"empty":           "",
		"too large":       strings.Repeat("# x\n", 70_000),
		"too deep":        strings.Repeat("[", 200),
		"an alias":        "id: &a x\nversion: *a",
		"not text":        "id: \xff\xfe",
		"a list":          "- a\n- b",
		"no file name":    "id: ../../etc/passwd",
		"a very long one": "id: " + strings.Repeat("a", 300),
	} {
		if got := bench().Check([]byte(text)); got.Scenario != nil || len(got.Faults) == 0 {
			t.Errorf("%s has no faults", name)
		}
	}
}

func TestTheOutlineLeadsToLines(t *testing.T) {
	text := source(t, "unopened-proof")
	lines := strings.Split(text, "\n")
	found := map[string]int{}
	for _, part := range bench().Check([]byte(text)).Outline {
		if !strings.HasPrefix(lines[part.Line-1], part.Key+":") {
			t.Errorf("%s is not on line %d", part.Key, part.Line)
		}
		found[part.Key] = len(part.Items)
		for _, item := range part.Items {
			if !strings.Contains(lines[item.Line-1], "- ") {
				t.Errorf("%s %s is not on line %d: %q", part.Key, item.ID, item.Line, lines[item.Line-1])
			}
		}
	}
	if found["contacts"] == 0 || found["facts"] == 0 || found["excuses"] == 0 {
		t.Errorf("outline %v", found)
	}
}
