package debtor

import (
	"strconv"
	"strings"

	"huikuan/server/coach"
)

// Why explains a rule in the call's language, for the debrief. An unknown rule reads as its id.
func Why(rule string, lang coach.Lang) string {
	if text, ok := reasons()[rule]; ok {
		return text.In(lang)
	}
	return rule
}

func reasons() map[string]coach.Text { return map[string]coach.Text{} }

// howToEarn puts a condition into words.
func howToEarn(s *coach.Scenario, c coach.Condition, lang coach.Lang) string {
	var parts []string
	if len(c.Acts) > 0 {
		var names []string
		for _, a := range c.Acts {
			names = append(names, string(a))
		}
		parts = append(parts, strings.Join(names, " / ")+" x"+strconv.Itoa(max(1, c.Times)))
	}
	return strings.Join(parts, "; ")
}
