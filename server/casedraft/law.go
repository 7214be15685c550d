package casedraft

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// likely is the law that is guessed by the language of a call in which no sum was named.
func likely(lang coach.Lang) string {
	if lang == coach.Chinese {
		return "cn"
	}
	return "uk"
}

// lawOf picks a case under the law that holds for a call, and says what it is known from: the one that was asked for, else
// that of the currency of the sums named, else a guess by the language. It fails with CodeInvalid when no case is under the
// law asked for; the case is nil when none is under the guess.
func lawOf(call coach.Transcript, h heard, among []*coach.Scenario) (like *coach.Scenario, mark string, err error) {
	first := func(fits func(*coach.Scenario) bool) *coach.Scenario {
		if at := slices.IndexFunc(among, fits); at >= 0 {
			return among[at]
		}
		return nil
	}
	under := func(law string) *coach.Scenario {
		return first(func(s *coach.Scenario) bool { return s.LawPack.ID == law })
	}
	known := strings.Join(idsOf(Laws(among)), ", ")
	if call.LawPack != "" {
		if like = under(call.LawPack); like == nil {
			return nil, "", coach.Errorf(coach.CodeInvalid, "there is no law pack %q; there are %s", call.LawPack, known)
		}
		return like, "as said when the call was brought in", nil
	}
	if h.amount != nil {
		if like = first(func(s *coach.Scenario) bool { return s.Case.Account.Currency == h.amount.Currency }); like != nil {
			return like, "by the currency named in the call: check it; " + known, nil
		}
	}
	return under(likely(call.Lang)), "not in the call: the law that holds, one of " + known, nil
}

// LawOf is the id of the law that seems to hold for a call; empty when there is no case under it.
func LawOf(call coach.Transcript, m Material, l Labeller) string {
	like, _, err := lawOf(call, hear(call, m.Today, l), m.Among)
	if err != nil || like == nil {
		return ""
	}
	return like.LawPack.ID
}

// Laws lists the law packs of cases, each once, by id.
func Laws(among []*coach.Scenario) []coach.LawPack {
	var laws []coach.LawPack
	for _, s := range among {
		if !slices.ContainsFunc(laws, func(l coach.LawPack) bool { return l.ID == s.LawPack.ID }) {
			laws = append(laws, s.LawPack)
		}
	}
	slices.SortFunc(laws, func(a, b coach.LawPack) int { return strings.Compare(a.ID, b.ID) })
	return laws
}

func idsOf(laws []coach.LawPack) []string {
	ids := make([]string, len(laws))
	for i, law := range laws {
		ids[i] = law.ID
	}
	return ids
}
