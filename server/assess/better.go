package assess

import (
	"cmp"
	"slices"

	"huikuan/server/coach"
)

// Costliest lists the criteria that lost most of the total (advisory ones lost none of it) and have a line for the moment of it, the dearest first.
func Costliest(card coach.Scorecard) []coach.CriterionResult {
	var lost []coach.CriterionResult
	for _, k := range card.Criteria {
		if k.Score != nil && !k.Advisory && k.Better != nil && *k.Score < 100 {
			lost = append(lost, k)
		}
	}
	slices.SortStableFunc(lost, func(a, b coach.CriterionResult) int {
		return cmp.Compare(b.Weight*(100-*b.Score), a.Weight*(100-*a.Score))
	})
	return lost
}
