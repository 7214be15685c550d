package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is huikuan as a process of its own, on a data folder that outlives it.
type process struct {
	house
	cmd *exec.Cmd
}

// startProcess starts this test binary as huikuan serve.
func startProcess(t *testing.T, data string, env ...string) process {
	t.Helper()
	cmd := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", data)
	cmd.Env = append(append(os.Environ(), asProgram+"=1"), env...)
	cmd.Stderr = t.Output()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may be gone already
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the server did not start: %v", err)
	}
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
	_, addr, ok := strings.Cut(strings.TrimSpace(line), "http://")
	if !ok {
		t.Fatalf("the server said %q", line)
	}
	return process{house: house{t: t, addr: addr}, cmd: cmd}
}

func (p process) end(t *testing.T, signal os.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait() // a killed process reports its signal
}

// TestTickedSentencesSurviveKill kills the server at a random moment of a call, again and again, and each time finds
// every ticked sentence and an unbroken numbering after the restart.
func TestTickedSentencesSurviveKill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	server := startProcess(t, data)
	id := server.start("group-treasury", "zh", "practice")
	ticked := map[string]string{} // by client turn id
	for round := range 5 {
		p := server.dial(id, 0)
		fuse := time.After(time.Duration(100+random.IntN(1500)) * time.Millisecond)
		sent := talkUntil(p, round, fuse)
		server.end(t, os.Kill)
		for f := range p.frames {
			p.seen = append(p.seen, f)
		}
		for _, f := range p.seen {
			if f.Type == "turn.accepted" {
				ticked[f.ClientTurnID] = f.Text
			}
		}
		server = startProcess(t, data)
		checkNothingLost(t, server.house, id, ticked, p)
		t.Logf("round %d: %d sent, %d ticked in all", round, sent, len(ticked))
	}
	if len(ticked) == 0 {
		t.Fatal("nothing was ever ticked: the test killed too early to show anything")
	}
	server.end(t, syscall.SIGTERM)
	if status, out, errs := invoke(t, "", "verify", "--data", data); status != exitOK {
		t.Errorf("verify: %s%s", out, errs)
	}
}

// talkUntil keeps talking until the fuse burns down, cutting in on every second answer so that the kill can fall into
// any phase of a turn; it returns how many sentences were sent.
func talkUntil(p *phone, round int, fuse <-chan time.Time) int {
	sent := 0
	next := time.After(0)
	for {
		select {
		case <-fuse:
			return sent
		case <-next:
			text := fmt.Sprintf("第%d轮第%d句：请问这张发票走到哪一步了？", round, sent)
			if err := p.conn.WriteJSON(map[string]string{"type": "say", "client_turn_id": fmt.Sprintf("r%d-%d", round, sent), "text": text}); err != nil {
				return sent
			}
			sent++
		case f, open := <-p.frames:
			if !open {
				return sent
			}
			p.seen = append(p.seen, f)
			switch f.Type {
			case "turn.delta":
				if f.Turn%4 == 2 {
					_ = p.conn.WriteJSON(map[string]string{"type": "stop"}) // the socket may be gone with the server
				}
			case "turn.completed":
				next = time.After(0)
			case "error":
				next = time.After(30 * time.Millisecond) // busy with the answer that was cut off by the last kill
			}
		}
	}
}

func checkNothingLost(t *testing.T, h house, id string, ticked map[string]string, before *phone) {
	t.Helper()
	after := h.dial(id, 0)
	hello := after.await("hello")
	got := map[string]string{}
	var frames []frame
	for int64(len(frames)) < hello.LastSeq {
		f := after.await("session.started", "turn.accepted", "turn.completed", "contact.changed", "session.ended", "assessment.ready", "action.done")
		frames = append(frames, f)
		if f.Type == "turn.accepted" {
			got[f.ClientTurnID] = f.Text
		}
	}
	gapless(t, frames, 1)
	for id, text := range ticked {
		if got[id] != text {
			t.Errorf("the ticked sentence %s is %q after the restart, want %q", id, got[id], text)
		}
	}
	for _, f := range before.durable() {
		if f.Seq > int64(len(frames)) || frames[f.Seq-1].Type != f.Type || frames[f.Seq-1].Text != f.Text {
			t.Errorf("event %d was %s before the kill and is different now", f.Seq, f.Type)
		}
	}
	_ = after.conn.Close()
}

// TestTermDrains: a turn being spoken when the server is asked to stop is spoken to its end, stored, and the call goes
// on after the restart.
func TestTermDrains(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	server := startProcess(t, data)
	id := server.start("charming-dealer", "en", "practice")
	p := server.dial(id, 0)
	p.await("turn.completed")
	p.say("t1", "Hello, this is accounts. The invoice is overdue; what is holding it up?")
	p.await("turn.delta")
	if err := server.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.await("draining")
	done := p.await("turn.completed")
	if done.Interrupted {
		t.Error("the turn was cut short although there was time to finish it")
	}
	if err := server.cmd.Wait(); err != nil {
		t.Errorf("the server ended with %v, want a clean exit", err)
	}
	again := startProcess(t, data).dial(id, done.Seq)
	if !again.talk("t2", "Which day will it be paid?") {
		t.Error("the call did not go on after the restart")
	}
	gapless(t, again.durable(), done.Seq+1)
}
