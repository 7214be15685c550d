package sqlite

import (
	"testing"

	"huikuan/server/coach"
)

func TestUsageAddsUpByDayAndCall(t *testing.T) {
	store := newStore(t)
	row := func(day, session, role string, sent, received int64) coach.ModelSpend {
		return coach.ModelSpend{Day: day, SessionID: session, Role: role, Endpoint: "host/m", Calls: 1, PromptTokens: sent, CompletionTokens: received, CostMicros: 2 * sent}
	}
	for _, spent := range [][]coach.ModelSpend{
		{row("2026-11-21", "ses_a", "voice", 100, 10), row("2026-11-22", "ses_a", "voice", 200, 20)},
		{row("2026-11-22", "ses_a", "voice", 1, 2), row("2026-11-22", "ses_a", "judge", 5, 5), row("2026-11-22", "ses_b", "voice", 7, 0)},
		{row("2026-11-22", "", "draft", 1000, 0)},
	} {
		if err := store.AddUsage(t.Context(), spent); err != nil {
			t.Fatal(err)
		}
	}
	if tokens, err := store.TokensOfDay(t.Context(), "2026-11-22"); tokens != 220+3+10+7+1000 || err != nil {
		t.Errorf("the day took %d, %v", tokens, err)
	}
	if tokens, err := store.TokensOfSession(t.Context(), "ses_a"); tokens != 110+220+3+10 || err != nil {
		t.Errorf("the call took %d, %v", tokens, err)
	}
	if tokens, err := store.TokensOfSession(t.Context(), "ses_none"); tokens != 0 || err != nil {
		t.Errorf("a call without a model took %d, %v", tokens, err)
	}
	spent, err := store.Usage(t.Context(), "ses_a")
	want := []coach.ModelSpend{
		{SessionID: "ses_a", Role: "judge", Endpoint: "host/m", Calls: 1, PromptTokens: 5, CompletionTokens: 5, CostMicros: 10},
		{SessionID: "ses_a", Role: "voice", Endpoint: "host/m", Calls: 3, PromptTokens: 301, CompletionTokens: 32, CostMicros: 602},
	}
	if err != nil || len(spent) != 2 || spent[0] != want[0] || spent[1] != want[1] {
		t.Errorf("by role it took %+v, %v", spent, err)
	}
}
