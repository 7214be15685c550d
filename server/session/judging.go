package session

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"huikuan/server/assess"
	"huikuan/server/coach"
)

// Judge answers the checks of a finished call that rules cannot. It may be slow; what it fails at it says in the
// judgement. It returns an error when ctx ended.
type Judge interface {
	Judge(ctx context.Context, brief assess.Brief) (coach.Judgement, error)
}

// judgeQueue is how many finished calls may wait for the judge; the checks of more stay unscored.
const judgeQueue = 32

// judging asks a model about finished calls, one at a time, on a goroutine of its own. Nobody waits for it: the rules'
// assessment stands from the moment the call ends. What is under way when the service shuts down is given up.
type judging struct {
	judge   Judge
	service *Service
	logger  *slog.Logger
	queue   chan string // session ids
	ctx     context.Context
	end     context.CancelFunc
	done    chan struct{}

	mu      sync.Mutex
	pending map[string]bool // queued or being asked
}

// newJudging starts the goroutine; stop ends it. Without a judge there is none.
func newJudging(judge Judge, service *Service) *judging {
	if judge == nil {
		return nil
	}
	j := &judging{
		judge: judge, service: service, logger: service.logger, queue: make(chan string, judgeQueue), done: make(chan struct{}),
		pending: map[string]bool{},
	}
	j.ctx, j.end = context.WithCancel(context.Background())
	go j.run()
	return j
}

// stop ends the goroutine and returns when it has.
func (j *judging) stop() {
	if j == nil {
		return
	}
	j.end()
	<-j.done
}

// offer hands a scored call over without waiting. A call whose checks are all answered has nothing to ask.
func (j *judging) offer(sessionID string, card coach.Scorecard) {
	if j == nil || card.Judge != nil || !unanswered(card) {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.pending[sessionID] {
		return
	}
	select {
	case j.queue <- sessionID:
		j.pending[sessionID] = true
	default:
		j.logger.Warn("too many calls wait for the judge; its checks of one stay unscored", "session", sessionID)
	}
}

// unanswered reports whether a card has checks nobody answered.
func unanswered(card coach.Scorecard) bool {
	for _, k := range card.Criteria {
		for _, check := range k.Checks {
			if check.Verdict == coach.Unscored {
				return true
			}
		}
	}
	return false
}

// asking reports whether a call waits for its judgement.
func (j *judging) asking(sessionID string) bool {
	if j == nil {
		return false
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.pending[sessionID]
}

func (j *judging) run() {
	defer close(j.done)
	for {
		select {
		case id := <-j.queue:
			j.ask(id)
		case <-j.ctx.Done():
			return
		}
	}
}

// ask judges one call and hands the judgement to it. A judge that panics costs this judgement only.
func (j *judging) ask(id string) {
	defer j.settle(id)
	defer func() {
		if r := recover(); r != nil {
			j.logger.Error("a judge panicked", "session", id, "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		}
	}()
	over, err := j.service.ended(j.ctx, id)
	if err != nil {
		j.logger.Warn("a call could not be read for the judge", "session", id, "code", coach.CodeOf(err), "err", err)
		return
	}
	brief := assess.ForJudge(assess.FromLog(over.scenario, over.events))
	if len(brief.Questions) == 0 {
		return
	}
	judgement, err := j.judge.Judge(coach.InSession(j.ctx, id), brief)
	if err != nil {
		if j.ctx.Err() == nil {
			j.logger.Warn("a call could not be judged", "session", id, "code", coach.CodeOf(err), "err", err)
		}
		return
	}
	if judgement.Note.Status == coach.JudgeFailed {
		j.logger.Warn("the model gave no judgement; its checks stay unscored", "session", id, "reason", judgement.Note.Reason)
	}
	j.keep(id, judgement)
}

// keep has the call's own goroutine store the judgement, and waits for it.
func (j *judging) keep(id string, judgement coach.Judgement) {
	c, err := j.service.open(j.ctx, id)
	if err != nil {
		return // draining: the call is judged when it is asked for again
	}
	stored := make(chan struct{})
	if c.send(judgedCommand{judgement: judgement, done: stored}) != nil {
		j.logger.Warn("a judgement could not be handed over; its checks stay unscored", "session", id)
		return
	}
	select {
	case <-stored:
	case <-c.gone:
	}
}

func (j *judging) settle(id string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.pending, id)
}

// judged stores a judgement with the assessment it leads to, and tells the screen.
func (c *call) judged(judgement coach.Judgement) {
	if c.session.Status != coach.StatusScored {
		return
	}
	ctx, cancel := c.storeContext()
	defer cancel()
	events, err := c.service.score(ctx, c.session, c.written, coach.JudgementAdded{Judgement: judgement})
	if err != nil {
		c.service.logger.Error("a judgement could not be stored", "session", c.session.ID, "code", coach.CodeOf(err), "err", err)
		return
	}
	for _, event := range events {
		c.fold(event)
	}
	c.deliver(events)
}

// Assessment is the newest assessment of a session, marked while a model is being asked about it. CodeNotFound when there
// is none yet. It is told in the given language, by default the call's.
func (s *Service) Assessment(ctx context.Context, sessionID string, told coach.Lang) (coach.Assessment, error) {
	asking := s.judging.asking(sessionID) // first: a judgement stored meanwhile is then read, never missed
	found, err := s.log.Assessment(ctx, sessionID)
	if err == nil && asking && found.Card.Judge == nil {
		found.Card.Judge = &coach.JudgeNote{Status: coach.JudgePending}
	}
	if err != nil || told == "" || found.Card.Lang == told {
		return found, err
	}
	over, err := s.ended(ctx, sessionID)
	if coach.CodeOf(err) == coach.CodeNotFound {
		return found, nil // without its case the card stays in the words it has
	}
	if err != nil {
		return found, err
	}
	found.Card = assess.Tell(assess.FromLog(over.scenario, over.events).ToldIn(told), found.Card)
	return found, nil
}
