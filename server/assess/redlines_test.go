package assess

import (
	"io/fs"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"huikuan/scenarios"
	"huikuan/server/coach"
)

// redLines is how many there are; every law pack knows all of them.
const redLines = 31

// packs are the shipped law packs by their id.
func packs(tb testing.TB) map[string]coach.LawPack {
	tb.Helper()
	found := map[string]coach.LawPack{}
	for _, id := range []string{"cn", "uk", "us", "eu"} {
		data, err := fs.ReadFile(scenarios.FS, "lawpacks/"+id+".yaml")
		if err != nil {
			tb.Fatal(err)
		}
		var pack coach.LawPack
		if err := yaml.Unmarshal(data, &pack); err != nil {
			tb.Fatal(err)
		}
		found[id] = pack
	}
	return found
}

func TestEveryRedLineIsReachableAtItsLevelWithALawfulLine(t *testing.T) {
	before := expert(t).card()
	for id, law := range packs(t) {
		if len(law.RedLines) != redLines {
			t.Errorf("%s knows %d red lines, want %d", id, len(law.RedLines), redLines)
		}
		for i, line := range law.RedLines {
			s := expert(t)
			s.lang, s.scenario.LawPack = []coach.Lang{coach.Chinese, coach.English}[i%2], law
			s.trainee("These are the words that cross it.", crosses(line.ID, coach.ActStandFirm))
			card := s.card()
			if len(card.RedLines) != len(before.RedLines)+1 {
				t.Errorf("%s %s: %d red lines, had %d", id, line.ID, len(card.RedLines), len(before.RedLines))
				continue
			}
			hit := card.RedLines[len(card.RedLines)-1]
			if hit.ID != line.ID || hit.Level != line.Level || hit.Quote == "" || strings.TrimSpace(hit.SayInstead) == "" || strings.ContainsAny(hit.SayInstead, "{}") {
				t.Errorf("%s %s: %+v", id, line.ID, hit)
			}
			gated(t, line.Level, *before.Total, card)
		}
	}
}

// gated checks what a red line of a level does to a total.
func gated(t *testing.T, level coach.Level, before int, card coach.Scorecard) {
	t.Helper()
	switch level {
	case coach.Critical:
		if *card.Total != 0 || card.Verdict != Failed {
			t.Errorf("with a critical red line the call has %d, %s", *card.Total, card.Verdict)
		}
	case coach.Major:
		if *card.Total > majorCap || card.Verdict != Failed {
			t.Errorf("with a major red line the call has %d, %s", *card.Total, card.Verdict)
		}
	case coach.Minor:
		if *card.Total > before {
			t.Errorf("a minor red line raised the call from %d to %d", before, *card.Total)
		}
	}
}

func TestIncidentsAreCountedByTurn(t *testing.T) {
	once := func(s *script) *script {
		return s.trainee("Late in the evening then.", crosses("rl_time", coach.ActStandFirm)).debtor("No.")
	}
	for name, test := range map[string]struct {
		log   *script
		hits  int
		minus int
	}{
		"once":                  {once(expert(t)), 1, minorCost},
		"again in another turn": {once(once(expert(t))), 2, 2 * minorCost},
		"twice in one turn": {expert(t).trainee("Late in the evening, late at night.", crosses("rl_time", coach.ActStandFirm),
			crosses("rl_time", coach.ActStandFirm)), 1, minorCost},
		"more often than costs more": {once(once(once(once(once(expert(t)))))), 5, minorLimit},
	} {
		card := test.log.card()
		minors := 0
		for _, hit := range card.RedLines {
			if hit.ID == "rl_time" {
				minors++
			}
		}
		if minors != test.hits || gateOf(card.RedLines).apply(90) != 90-test.minus {
			t.Errorf("%s: %d incidents take a call of 90 to %d", name, minors, gateOf(card.RedLines).apply(90))
		}
	}
}
