package debtor

import (
	"sync"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
)

func shippedScenarios(t testing.TB) []*coach.Scenario {
	t.Helper()
	library, err := shippedContent()
	if err != nil {
		t.Fatalf("the shipped content does not load: %v", err)
	}
	return library.Scenarios()
}

var shippedContent = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })

// movesOf lists one move of every kind and, for those about something, one for each thing the case has.
func movesOf(s *coach.Scenario, lang coach.Lang) []coach.Move {
	var moves []coach.Move
	offer := s.Case.Truth.Offers[len(s.Case.Truth.Offers)-1]
	amount := s.Case.Account.Balance().Share(offer.Share)
	promise := &coach.Promise{
		Amount: &amount, Date: offer.Date, Method: s.Case.Truth.Method.In(lang), Owner: s.Case.Truth.Owner.In(lang),
		Proof: s.Case.Truth.Proof.In(lang), Fallback: s.Case.Truth.Fallback.In(lang),
	}
	for _, kind := range coach.MoveKinds() {
		m := coach.Move{Kind: kind, Contact: s.Case.Contacts[0].ID}
		switch kind {
		case coach.MoveOffer, coach.MovePromise, coach.MoveConfirm:
			m.Promise = promise
		case coach.MoveAddElement:
			for _, element := range coach.Elements() {
				moves = append(moves, coach.Move{Kind: kind, Element: element, Promise: promise})
			}
			continue
		case coach.MoveRaiseExcuse, coach.MoveDetailExcuse, coach.MoveSettleExcuse, coach.MoveCloseExcuse:
			for _, x := range s.Case.Excuses {
				moves = append(moves, coach.Move{Kind: kind, Excuse: x.Excuse})
			}
			continue
		case coach.MoveDisclose:
			for _, f := range s.Case.Facts {
				moves = append(moves, coach.Move{Kind: kind, Fact: f.ID})
			}
			continue
		}
		moves = append(moves, m)
	}
	return moves
}

// TestGuardLetsEveryShippedLineThrough: what the scripted voice may say in a turn, a model may say too.
func TestGuardLetsEveryShippedLineThrough(t *testing.T) {
	count := 0
	for _, s := range shippedScenarios(t) {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			for _, m := range movesOf(s, lang) {
				b := Brief{Scenario: s, Contact: s.Case.Contacts[0], Lang: lang, Moves: []coach.Move{m}}
				for _, f := range s.Case.Facts {
					if f.ID == m.Fact {
						b.Told = append(b.Told, f.ID)
					} else {
						b.Locked = append(b.Locked, f.ID)
					}
				}
				values := slotValues(b, m)
				for _, bank := range banks(b, m) {
					for i, line := range bank.lines {
						text, ok := fill(line, values)
						if !ok || (count+i)%3 != 0 && bank.id[0] != 'e' && bank.id[0] != 'f' {
							continue
						}
						if got, reason := through(b, text, func(n int) int { return n - 1 }); got != text {
							t.Errorf("%s, %s, %s: %q left as %q (%s)", s.Case.ID, m.Kind, bank.id, text, got, reason)
						}
					}
					count++
				}
			}
		}
	}
	if count < 100 {
		t.Errorf("only %d banks were tried", count)
	}
}

// BenchmarkNewGuard is what a turn of a shipped case pays before its first word.
func BenchmarkNewGuard(b *testing.B) {
	s := shippedScenarios(b)[0]
	brief := Brief{Scenario: s, Contact: s.Case.Contacts[0], Lang: coach.Chinese, Moves: []coach.Move{{Kind: coach.MoveDodge}}}
	for _, f := range s.Case.Facts {
		brief.Locked = append(brief.Locked, f.ID)
	}
	b.ReportAllocs()
	for b.Loop() {
		newGuard(brief, "HK-0000000000", nil)
	}
}
