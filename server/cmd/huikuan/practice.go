package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

type practiceCommand struct {
	Scenario string     `arg:"" optional:"" help:"Case to practise; empty lists them."`
	Lang     coach.Lang `default:"zh" enum:"zh,en" help:"Language of the call."`
	Seed     *int64     `help:"Seed, to meet the same debtor again."`
	Data     string     `type:"path" help:"Folder to keep the calls in, so that one can be followed; nothing is kept when not given."`
	Follows  string     `help:"Session in --data whose debtor to ring once more, after the day they promised."`
	Glass    bool       `help:"After each of the debtor's turns, say why: the cause of every move and what your words changed."`
	Content  string     `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
	config.Models
}

// Run makes one call in the terminal. It is kept only where a folder is named.
func (c *practiceCommand) Run(env *environment) (err error) {
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	switch {
	case c.Follows != "" && c.Data == "":
		return usageError{errors.New("--follows needs --data, the folder its call was kept in")}
	case c.Scenario == "" && c.Follows == "":
		return c.list(env, library)
	}
	asked, err := newModels(c.Models, nil, nil, nil)
	if err != nil {
		return err
	}
	defer asked.close() //nolint:errcheck // drops idle connections, cannot fail
	dir := c.Data
	if dir == "" {
		if dir, err = os.MkdirTemp("", "huikuan-practice-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	store, err := openStore(env.ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	log := slog.New(slog.NewTextHandler(env.stderr, nil))
	labeller := nlu.New()
	cases, err := openStudio(dir, c.Content, library, labeller)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cases.Close()) }()
	calls := session.New(session.Options{Log: store, Library: cases, Voice: asked.voice(debtor.SpokenPace()), Labeller: labeller, Logger: log})
	ended, stop := context.WithCancel(env.ctx)
	stop()
	defer func() { err = errors.Join(err, calls.Shutdown(ended)) }()

	request := session.StartRequest{ScenarioID: c.Scenario, Lang: c.Lang, Seed: c.Seed, Follows: c.Follows}
	if c.Follows != "" {
		request.Lang = "" // that of the call followed
	}
	started, err := calls.Start(env.ctx, request)
	if err != nil {
		return err
	}
	_, scenario, err := calls.Case(env.ctx, started.ID)
	if err != nil {
		return err
	}
	if err := c.converse(env, calls, store, started, scenario); err != nil || c.Data == "" {
		return err
	}
	return c.whatCame(env, calls, started.ID)
}

// whatCame says what came of a call that was kept, and how to follow it.
func (c *practiceCommand) whatCame(env *environment, calls *session.Service, id string) error {
	debrief, err := calls.Debrief(env.ctx, id, "")
	if err != nil {
		return err
	}
	for _, part := range debrief.After.Came {
		_, _ = fmt.Fprintf(env.stdout, "%s  %s came in\n", part.Date, debtor.SpokenMoney(part.Amount, coach.English))
	}
	if missed := debrief.After.Missed; missed != nil {
		_, _ = fmt.Fprintf(env.stdout, "%s  %s did not come\n", missed.Date, debtor.SpokenMoney(missed.Amount, coach.English))
	}
	if debrief.After.Closed != coach.AccountOpen {
		return nil
	}
	_, err = fmt.Fprintf(env.stdout, "%s  ring them again: huikuan practice --data %s --follows %s\n", debrief.After.Next, c.Data, id)
	return err
}

// list prints the cases, those published in the folder among them.
func (c *practiceCommand) list(env *environment, library *content.Library) (err error) {
	from := publishedIn{c.Data}
	if _, err := os.Stat(c.Data); errors.Is(err, os.ErrNotExist) {
		from.Data = "" // the first call makes it
	}
	cases, done, err := from.open(c.Content, library, nlu.New())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	for _, s := range cases.Scenarios() {
		if _, err := fmt.Fprintf(env.stdout, "%-24s %s\n", s.Case.ID, s.Case.Title.In(c.Lang)); err != nil {
			return err
		}
	}
	return nil
}

// converse runs the call between the terminal and the session.
func (c *practiceCommand) converse(env *environment, calls *session.Service, store *sqlite.Store, started coach.Session, scenario *coach.Scenario) error {
	lang := started.Lang
	_, _ = fmt.Fprintf(env.stdout, "%s\n\n%s\n\n/hint /stop /end /ask CONTACT /do ACTION\n", scenario.Case.Title.In(lang), scenario.Case.Brief.In(lang))
	for _, h := range scenario.Case.Account.History {
		_, _ = fmt.Fprintf(env.stdout, "  %s  %s\n", h.Date, h.What.In(lang))
	}
	for _, contact := range scenario.Case.Contacts {
		_, _ = fmt.Fprintf(env.stdout, "  /ask %s  %s\n", contact.ID, contact.Name.In(lang))
	}
	for _, action := range scenario.Case.Desk {
		_, _ = fmt.Fprintf(env.stdout, "  /do %s  %s\n", action.ID, action.Name.In(lang))
	}
	screen := &terminal{out: env.stdout, scenario: scenario, lang: lang, ready: make(chan struct{}, 1), over: make(chan struct{})}
	if c.Glass {
		screen.glass = &glass{out: env.stdout, scenario: scenario, lang: lang}
	}
	seat, err := calls.Join(env.ctx, started.ID, 0, screen)
	if err != nil {
		return err
	}
	defer seat.Leave()
	lines := make(chan string)
	go readLines(env.stdin, lines, screen.over)
	for turn := 0; ; turn++ {
		select {
		case <-screen.over:
			return printCard(env, store, started.ID)
		case <-screen.ready:
			_, _ = fmt.Fprint(env.stdout, "> ")
		}
		select {
		case <-screen.over:
			return printCard(env, store, started.ID)
		case line, ok := <-lines:
			if !ok {
				line = "/end"
			}
			command(seat, "t"+strconv.Itoa(turn), line)
		}
	}
}

// readLines sends what is typed until the input or the call is over. It may outlive the call, waiting for a key.
func readLines(in io.Reader, lines chan<- string, over <-chan struct{}) {
	defer close(lines)
	scanner := bufio.NewScanner(in)
	for scanner.Scan() {
		select {
		case lines <- scanner.Text():
		case <-over:
			return
		}
	}
}

func command(seat *session.Seat, id, line string) {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch verb {
	case "/hint":
		seat.Hint()
	case "/stop":
		seat.Stop()
	case "/end":
		seat.End()
	case "/ask":
		seat.Contact(strings.TrimSpace(rest))
	case "/do":
		seat.Action(strings.TrimSpace(rest))
	default:
		seat.Say(id, line)
	}
}

func printCard(env *environment, store *sqlite.Store, id string) error {
	assessment, err := store.Assessment(env.ctx, id)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "\n%s", assess.Text(assessment.Card))
	return err
}

// terminal shows a call as it goes.
type terminal struct {
	out      io.Writer
	scenario *coach.Scenario
	lang     coach.Lang
	ready    chan struct{} // the trainee may type
	over     chan struct{} // the assessment is there
	once     sync.Once
	glass    *glass // nil unless asked for
	speaking bool
}

// Event implements session.Sink.
func (t *terminal) Event(e coach.Event) {
	switch body := e.Body.(type) {
	case coach.TurnCompleted:
		_, _ = fmt.Fprintln(t.out)
		t.speaking = false
		t.explain(e)
		if !putsThrough(body) { // then somebody else speaks next
			t.prompt()
		}
	case coach.HintGiven:
		_, _ = fmt.Fprintf(t.out, "[%d] %s\n", body.Rung, body.Text)
		t.prompt()
	case coach.SessionStarted, coach.TurnAccepted, coach.ContactChanged, coach.ActionDone:
		t.explain(e)
	case coach.AssessmentReady:
		t.once.Do(func() { close(t.over) })
	}
}

func (t *terminal) explain(e coach.Event) {
	if t.glass != nil {
		t.glass.event(e)
	}
}

func putsThrough(turn coach.TurnCompleted) bool {
	return !turn.Interrupted && slices.ContainsFunc(turn.Moves, func(m coach.Move) bool { return m.Kind == coach.MoveTransfer })
}

// Delta implements session.Sink.
func (t *terminal) Delta(_ int, text string) {
	if !t.speaking {
		t.speaking = true
		_, _ = fmt.Fprint(t.out, "\n  ")
	}
	_, _ = fmt.Fprint(t.out, text)
}

// Thinking implements session.Sink.
func (t *terminal) Thinking() {}

// Fault implements session.Sink.
func (t *terminal) Fault(err error, _ string) {
	_, _ = fmt.Fprintf(t.out, "! %s\n", coach.MessageOf(err))
	t.prompt()
}

// Draining implements session.Sink.
func (t *terminal) Draining() {}

// Close implements session.Sink.
func (t *terminal) Close(error) {}

func (t *terminal) prompt() {
	select {
	case t.ready <- struct{}{}:
	default:
	}
}
