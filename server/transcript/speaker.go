package transcript

import (
	"fmt"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// usual maps the labels transcripts commonly use.
func usual(label string) (coach.Speaker, bool) {
	switch label {
	case "me", "i", "us", "trainee", "agent", "rep", "caller", "collector", "seller", "creditor", "our side",
		"我", "我方", "我们", "学员", "催款人", "催收员", "催收", "坐席", "客服", "业务员", "销售", "债权方", "卖方":
		return coach.Trainee, true
	case "them", "they", "debtor", "customer", "client", "buyer", "payer", "other", "other side",
		"对方", "客户", "欠款方", "债务人", "债务方", "买方", "甲方", "他", "她":
		return coach.Debtor, true
	}
	return "", false
}

// folded makes labels comparable.
func folded(label string) string { return strings.ToLower(strings.Join(strings.Fields(label), " ")) }

// mapSpeakers decides who of the labelled is the trainee: the named ones, else by the usual labels. Everybody else at the
// other end is the debtor. It fails when nobody, or nobody else, is left.
func mapSpeakers(utterances script, trainee []string) (map[string]coach.Speaker, error) {
	named := make([]string, len(trainee))
	for i, label := range trainee {
		named[i] = folded(label)
	}
	sides := map[string]coach.Speaker{}
	var labels []string
	unknown := 0
	for _, u := range utterances {
		label := folded(u.label)
		if _, done := sides[label]; done {
			continue
		}
		labels = append(labels, u.label)
		side, known := usual(label)
		switch {
		case len(named) > 0 && slices.Contains(named, label):
			side = coach.Trainee
		case len(named) > 0:
			side = coach.Debtor
		case !known:
			unknown++
		}
		sides[label] = side
	}
	return sides, checkSides(sides, labels, unknown, len(named) > 0)
}

func checkSides(sides map[string]coach.Speaker, labels []string, unknown int, named bool) error {
	found := listed(labels)
	trainees := 0
	for _, side := range sides {
		if side == coach.Trainee {
			trainees++
		}
	}
	switch {
	case trainees == 0 && named:
		return coach.Errorf(coach.CodeInvalid, "nobody in the transcript has the label named as the trainee's; the labels are %s", found)
	case trainees > 0 && unknown == 0:
		return nil
	case trainees > 0:
		for label, side := range sides { // one side is known: the others are at the other end
			if side == "" {
				sides[label] = coach.Debtor
			}
		}
		return nil
	case unknown == 1 && len(sides) == 2:
		for label, side := range sides { // the debtor is known, so the one other is the trainee
			if side == "" {
				sides[label] = coach.Trainee
			}
		}
		return nil
	}
	return coach.Errorf(coach.CodeInvalid, "it is not clear which speaker is the trainee; say whose label it is (--me, or me= in the request): the labels are %s", found)
}

// listed shows the first few labels.
func listed(labels []string) string {
	const shown = 6
	quoted := make([]string, 0, shown)
	for _, label := range labels[:min(len(labels), shown)] {
		quoted = append(quoted, fmt.Sprintf("%q", label))
	}
	if len(labels) > shown {
		quoted = append(quoted, "…")
	}
	return strings.Join(quoted, ", ")
}
