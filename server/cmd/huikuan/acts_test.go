package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestActsHearTheDebtorTooAndSumsOnFile(t *testing.T) {
	lines := `{"id":1,"lang":"zh","speaker":"debtor","text":"老板出差了，章在他那儿","today":"2026-05-13"}` + "\n" +
		`{"id":2,"lang":"en","speaker":"debtor","prev":"£20,000 on the 20th of May, yes?","text":"Yes, agreed","today":"2026-05-13"}` + "\n" +
		`{"id":3,"lang":"en","text":"280 on the 15th?","today":"2026-05-13","balance":{"minor":28000000,"currency":"GBP"}}` + "\n"
	status, stdout, stderr := invoke(t, lines, "acts")
	if status != 0 {
		t.Fatalf("status %d: %s", status, stderr)
	}
	type output struct {
		Excuses []struct {
			ID string `json:"id"`
		} `json:"excuses"`
		Promise struct {
			Amount struct {
				Amount struct {
					Minor int64 `json:"minor"`
				} `json:"amount"`
			} `json:"amount"`
			Date struct {
				Latest string `json:"latest"`
			} `json:"date"`
		} `json:"promise"`
		Slots struct {
			Money []struct {
				Amount struct {
					Minor int64 `json:"minor"`
				} `json:"amount"`
			} `json:"money"`
		} `json:"slots"`
	}
	var got []output
	decoder := json.NewDecoder(strings.NewReader(stdout))
	for decoder.More() {
		var line output
		if err := decoder.Decode(&line); err != nil {
			t.Fatal(err)
		}
		got = append(got, line)
	}
	if len(got) != 3 || len(got[0].Excuses) != 1 || got[0].Excuses[0].ID != "x_boss_away" {
		t.Fatalf("the excuse is heard as %s", stdout)
	}
	if p := got[1].Promise; p.Amount.Amount.Minor != 2_000_000 || p.Date.Latest != "2026-05-20" {
		t.Errorf("the agreement is heard as %s", stdout)
	}
	if m := got[2].Slots.Money; len(m) != 1 || m[0].Amount.Minor != 28_000_000 {
		t.Errorf("a sum for short is heard as %s", stdout)
	}
	if status, _, stderr := invoke(t, `{"id":1,"lang":"zh","speaker":"boss","text":"好"}`+"\n", "acts"); status != exitFailure || !strings.Contains(stderr, "trainee or debtor") {
		t.Errorf("an unknown speaker: status %d, %s", status, stderr)
	}
}
