package content

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"huikuan/server/coach"
)

// In returns the fault with its message and mend in a language. What has no Chinese wording stays in English.
func (f Fault) In(lang coach.Lang) Fault {
	if lang == coach.Chinese {
		f.Message, f.Mend = inChinese(f.Message), inChinese(f.Mend)
	}
	return f
}

// said is one form of a message in both languages; {} stands for what it quotes, in order, or by number as {2}.
type said struct {
	english *regexp.Regexp
	chinese string
}

var quoted = regexp.MustCompile(`\{(\d?)\}`)

func inChinese(message string) string {
	for _, form := range chineseForms() {
		at := form.english.FindStringSubmatch(message)
		if at == nil {
			continue
		}
		next := 0
		return quoted.ReplaceAllStringFunc(form.chinese, func(slot string) string {
			next++
			index := next
			if n, err := strconv.Atoi(strings.Trim(slot, "{}")); err == nil {
				index = n
			}
			return inChinese(at[index])
		})
	}
	return message
}

// chineseForms reads the table once.
var chineseForms = sync.OnceValue(func() []said {
	var forms []said
	for line := range strings.Lines(chinesePairs) {
		english, chinese, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok {
			continue
		}
		pattern := strings.ReplaceAll(regexp.QuoteMeta(english), `\{\}`, `(.+?)`)
		forms = append(forms, said{english: regexp.MustCompile(`^` + pattern + `$`), chinese: chinese})
	}
	return forms
})

// chinesePairs holds a form a line; the first that fits is taken, so the narrower stand before the wider.
//
//go:embed faults.zh.txt
var chinesePairs string
