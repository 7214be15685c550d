package assess

import (
	"cmp"
	"slices"

	"huikuan/server/coach"
)

// Sides of the face.
const (
	sideFirm = "firm"
	sideWarm = "warm"
)

// Faces tells how a call balanced pressing and easing. Words that cross a red line are neither.
func Faces(call Call) coach.FaceBalance {
	c := &call
	b := coach.FaceBalance{Moments: []coach.FaceMoment{}}
	firm := append(consequences(), coach.ActStandFirm, coach.ActRejectDelay, coach.ActThirdPartyPressure)
	warm := append(warmth(), coach.ActAppealReciprocity, coach.ActOfferHelp)
	first := map[string]int{}
	for _, at := range c.said {
		for _, side := range []struct {
			name  string
			kinds []coach.Act
			count *int
		}{{sideFirm, firm, &b.Firm}, {sideWarm, warm, &b.Warm}} {
			a, ok := c.in(at, side.kinds...)
			if !ok {
				continue
			}
			*side.count++
			if _, seen := first[side.name]; !seen {
				first[side.name] = at
			}
			b.Moments = append(b.Moments, coach.FaceMoment{Turn: c.turns[at].index, Side: side.name, Quote: a.quote})
		}
	}
	if b.Firm > 0 && b.Warm > 0 {
		switch cmp.Compare(first[sideFirm], first[sideWarm]) {
		case -1:
			b.Order = "firm_first"
		case 1:
			b.Order = "warm_first"
		default:
			b.Order = "both"
		}
	}
	return b
}

// Consequences lists the four dimensions with what was named of each and what the case allows.
func Consequences(call Call) []coach.ConsequenceUse {
	c := &call
	dimensions := []coach.Act{coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany, coach.ActConsequencePersonal}
	uses := make([]coach.ConsequenceUse, 0, len(dimensions))
	for _, dimension := range dimensions {
		use := coach.ConsequenceUse{Dimension: dimension, Uses: []coach.ConsequenceMoment{}}
		if c.scenario != nil {
			for _, p := range c.scenario.Case.Permitted {
				if p.Act == dimension {
					use.Permitted = p.What.In(c.telling())
				}
			}
		}
		for _, a := range c.any(dimension) {
			use.Uses = append(use.Uses, coach.ConsequenceMoment{
				Turn: c.turns[a.at].index, Quote: a.quote, Permitted: c.scenario != nil && c.permits(dimension), Lawful: redLineOf(a) == "",
			})
		}
		uses = append(uses, use)
	}
	return uses
}

// maxCard is the most points of a fuller card; what cost least is left out.
const maxCard = 12

// FullerCard lists the checks that were missed where they could have been met, the dearest first, each with a line for it that was not said in the call.
func FullerCard(call Call) []coach.CardPoint {
	c := &call
	points := []coach.CardPoint{}
	if !c.spoken() {
		return points
	}
	rules := newRules()
	for _, k := range c.playbook.Criteria {
		replies := c.replies(k, rules)
		sum := 0
		for _, check := range k.Checks {
			sum += check.Weight
		}
		for i, check := range k.Checks {
			if replies[i].verdict != coach.NotMet || replies[i].chance < 0 {
				continue
			}
			at := replies[i].chance
			line := c.lineFor(check, at)
			if line == "" {
				continue
			}
			point := coach.CardPoint{
				Criterion: k.ID, Name: k.Name.In(c.telling()), Check: check.Question.In(c.telling()), Turn: c.turns[at].index,
				Said: c.turns[at].gist(), Line: line,
			}
			if !k.Advisory {
				point.Worth = share(100*k.Weight*check.Weight, sum)
			}
			points = append(points, point)
		}
	}
	slices.SortStableFunc(points, func(a, b coach.CardPoint) int { return cmp.Compare(b.Worth, a.Worth) })
	return points[:min(len(points), maxCard)]
}
