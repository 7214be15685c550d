package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/config"
)

var shippedCases = []string{"charming-dealer", "group-treasury", "upstream-squeeze"}

// smallTalk is ten turns of an ordinary call that ends nothing by itself.
var smallTalk = map[string][]string{
	"zh": {
		"您好，我这边是财务部的，打扰两分钟，想跟您核一下到期的那笔货款。", "这笔款现在卡在哪一步了？", "您说的这个情况我理解，那具体是谁在处理？",
		"除了这个，还缺别的材料吗？", "大概需要多少天能走完流程？", "您这边能不能先付一部分？", "哪天能付，您给我个准日子。",
		"金额是全额还是先一部分？", "走网银还是承兑？", "那付了以后麻烦把回单发我一份。",
	},
	"en": {
		"Hello, I'm calling from accounts about the invoice that has fallen due. Have you got two minutes?", "Where exactly is it stuck on your side?",
		"I understand. Who is dealing with it?", "Is there any other paperwork you still need from us?", "How many days does that usually take?",
		"Could you pay part of it now?", "Which day can you pay? I need an actual date.", "Is that the full amount or a part of it?",
		"Will it be a bank transfer?", "Once it's gone, please send me the remittance slip.",
	},
}

func TestATenTurnCallOnEveryCaseInBothLanguages(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	for _, scenario := range shippedCases {
		for lang, lines := range smallTalk {
			t.Run(scenario+"/"+lang, func(t *testing.T) {
				t.Parallel()
				h := house{t: t, addr: h.addr}
				id := h.start(scenario, lang, "practice")
				p := h.dial(id, 0)
				p.await("turn.completed")
				for i, line := range lines {
					if !p.talk(fmt.Sprint("t", i), line) {
						break
					}
				}
				if !sawType(p.seen, "session.ended") {
					p.send(map[string]string{"type": "end"})
				}
				p.await("assessment.ready")
				gapless(t, p.durable(), 1)
				checkDeltas(t, p.seen)
				checkTranscript(t, h, id, p)
				checkCard(t, h, id, lines)
			})
		}
	}
}

func sawType(frames []frame, kind string) bool {
	for _, f := range frames {
		if f.Type == kind {
			return true
		}
	}
	return false
}

// checkDeltas: what streamed in is what was said, and no two debtor turns are the same words.
func checkDeltas(t *testing.T, frames []frame) {
	t.Helper()
	heard := map[int]string{}
	said := map[string]bool{}
	for _, f := range frames {
		switch f.Type {
		case "turn.delta":
			heard[f.Turn] += f.Text
		case "turn.completed":
			if heard[f.Turn] != f.Text {
				t.Errorf("turn %d streamed %q and was completed as %q", f.Turn, heard[f.Turn], f.Text)
			}
			if said[f.Text] {
				t.Errorf("the debtor repeats %q", f.Text)
			}
			said[f.Text] = true
		}
	}
}

func checkTranscript(t *testing.T, h house, id string, p *phone) {
	t.Helper()
	var session struct {
		Status string
		Turns  []struct {
			Turn          int
			Speaker, Text string
		}
	}
	if status := h.do(http.MethodGet, "/api/v1/sessions/"+id, nil, &session); status != http.StatusOK {
		t.Fatalf("reading the session: %d", status)
	}
	if session.Status != "scored" {
		t.Errorf("status %q after the assessment, want scored", session.Status)
	}
	for i, turn := range session.Turns {
		if turn.Turn != i {
			t.Errorf("position %d holds turn %d", i, turn.Turn)
		}
	}
	for _, f := range p.durable() {
		if f.Type == "turn.accepted" || f.Type == "turn.completed" {
			if f.Turn >= len(session.Turns) || session.Turns[f.Turn].Text != f.Text {
				t.Errorf("turn %d on the socket is not turn %d in the transcript", f.Turn, f.Turn)
			}
		}
	}
}

// checkCard: every quote of the scorecard stands in the turn it names.
func checkCard(t *testing.T, h house, id string, said []string) {
	t.Helper()
	var card struct {
		Verdict  string
		Criteria []struct {
			ID     string
			Checks []struct {
				ID       string
				Evidence []struct {
					Turn  int
					Quote string
				}
			}
		}
	}
	if status := h.do(http.MethodGet, "/api/v1/sessions/"+id+"/assessment", nil, &card); status != http.StatusOK {
		t.Fatalf("reading the assessment: %d", status)
	}
	if len(card.Criteria) != 12 {
		t.Errorf("%d criteria, want 12", len(card.Criteria))
	}
	quotes := 0
	all := strings.Join(said, "\n")
	for _, k := range card.Criteria {
		for _, check := range k.Checks {
			for _, e := range check.Evidence {
				quotes++
				if e.Turn%2 == 1 && !strings.Contains(all, e.Quote) {
					t.Errorf("%s quotes %q, which was not said", check.ID, e.Quote)
				}
			}
		}
	}
	if quotes == 0 {
		t.Error("the scorecard quotes nothing")
	}
	var debrief struct {
		Truth    struct{ Story string }
		Timeline []any
		Excuses  []any
	}
	if status := h.do(http.MethodGet, "/api/v1/sessions/"+id+"/debrief", nil, &debrief); status != http.StatusOK || debrief.Truth.Story == "" || len(debrief.Timeline) == 0 {
		t.Errorf("the debrief is empty (status %d)", status)
	}
}

func TestHiddenStateNeverReachesTheTraineeDuringTheCall(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	id := h.start("charming-dealer", "zh", "practice")
	p := h.dial(id, 0)
	p.await("turn.completed")
	p.talk("t1", "您好，这笔货款为什么还没付？")
	if status := h.do(http.MethodGet, "/api/v1/sessions/"+id+"/debrief", nil, nil); status != http.StatusConflict {
		t.Errorf("the debrief of a live call: status %d, want %d", status, http.StatusConflict)
	}
	for _, f := range p.seen {
		for _, hidden := range []string{`"decision"`, `"heard"`, `"moves"`, `"gauges"`, `"spoken"`, "h_intent", "d_malicious"} {
			if strings.Contains(string(f.raw), hidden) {
				t.Errorf("a frame holds %s: %s", hidden, f.raw)
			}
		}
	}
}

func TestTheDiagnosisIsGivenOnceAfterTheCall(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	id := h.start("charming-dealer", "en", "practice")
	path := "/api/v1/sessions/" + id + "/diagnosis"
	given := coach.Diagnosis{DebtorType: "d_malicious", Reason: "h_intent_default", Decides: "owner", Excuses: []coach.ExcuseBelief{}}
	if status := h.do(http.MethodPost, path, given, nil); status != http.StatusConflict {
		t.Errorf("while the call runs: status %d, want 409", status)
	}
	p := h.dial(id, 0)
	p.await("turn.completed")
	p.talk("t1", "Good morning, Sam from Fengtang. Why has invoice FT-26-0118 not been paid yet?")
	p.send(map[string]string{"type": "end"})
	p.await("session.ended")
	var sheet coach.DiagnosisSheet
	if status := h.do(http.MethodGet, path, nil, &sheet); status != http.StatusOK || len(sheet.Reasons) == 0 || sheet.Result != nil {
		t.Fatalf("the sheet: status %d, %d reasons, result %v", status, len(sheet.Reasons), sheet.Result)
	}
	if status := h.do(http.MethodPost, path, coach.Diagnosis{Reason: "h_weather", Excuses: []coach.ExcuseBelief{}}, nil); status != http.StatusUnprocessableEntity {
		t.Errorf("an unknown reason: status %d, want 422", status)
	}
	var result coach.DiagnosisResult
	if status := h.do(http.MethodPost, path, given, &result); status != http.StatusCreated || result.Score == 0 {
		t.Fatalf("status %d, score %d; want a score", status, result.Score)
	}
	if status := h.do(http.MethodPost, path, given, nil); status != http.StatusConflict {
		t.Errorf("a second time: status %d, want 409", status)
	}
	if h.do(http.MethodGet, path, nil, &sheet); sheet.Result == nil || sheet.Result.Score != result.Score {
		t.Errorf("the result is not kept: %+v", sheet.Result)
	}
}

func TestTheSameClientTurnIDIsOneTurn(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	p := h.dial(h.start("group-treasury", "en", "practice"), 0)
	p.await("turn.completed")
	p.talk("same", "Hello, I'm calling about the overdue invoice.")
	first := p.durable()

	p.say("same", "Hello, I'm calling about the overdue invoice.")
	if again := p.await("turn.accepted"); again.Seq != first[2].Seq || again.Turn != first[2].Turn {
		t.Errorf("the repeat was stored as seq %d turn %d, want seq %d turn %d", again.Seq, again.Turn, first[2].Seq, first[2].Turn)
	}
	p.say("same", "Something else.")
	if refused := p.await("error", "turn.accepted"); refused.Code != "conflict" || refused.ClientTurnID != "same" {
		t.Errorf("other words under the same id: %s, want a conflict", refused.raw)
	}
}

func TestResumeGivesWhatWasMissedAndNothingTwice(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	id := h.start("upstream-squeeze", "zh", "practice")
	p := h.dial(id, 0)
	p.await("turn.completed")
	p.talk("t1", "您好，请问这笔款现在是什么情况？")
	cut := p.durable()
	_ = p.conn.Close()

	again := h.dial(id, cut[1].Seq)
	if hello := again.await("hello"); hello.LastSeq != cut[len(cut)-1].Seq || hello.Session != id {
		t.Errorf("hello says %s, want last_seq %d", hello.raw, cut[len(cut)-1].Seq)
	}
	for _, want := range cut[2:] {
		if got := again.await(want.Type); got.Seq != want.Seq || got.Text != want.Text {
			t.Errorf("replayed %s, want %s", got.raw, want.raw)
		}
	}
	again.talk("t2", "那您什么时候能安排？")
	gapless(t, again.durable(), cut[2].Seq)
}

func TestStopKeepsWhatWasHeard(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	id := h.start("charming-dealer", "zh", "practice")
	p := h.dial(id, 0)
	p.await("turn.completed")
	p.say("t1", "您好，我想核一下这笔逾期货款，为什么一直没付？")
	p.await("turn.delta")
	p.send(map[string]string{"type": "stop"})
	done := p.await("turn.completed")
	if !done.Interrupted || done.Text == "" {
		t.Errorf("after stop: %s, want an interrupted turn with what was heard", done.raw)
	}
	checkDeltas(t, p.seen)
	if !p.talk("t2", "我先说一句，您听我讲完。") {
		t.Error("the call did not go on after stop")
	}
}
