package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"huikuan/server/assess/calibrate"
	"huikuan/server/assess/judge"
	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/llm/pool"
	"huikuan/server/modeleval"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

type trialCommand struct {
	Calls       int    `default:"24" help:"Calls to hold with the voice, dealt out over cases, languages and trainees; 0 leaves the voice out."`
	Scenario    string `help:"Case to play; empty deals out all published ones."`
	Lang        string `default:"" enum:"zh,en," help:"Language to play in; empty plays both."`
	Trainee     string `help:"Scripted trainee to play; empty takes an expert, a decent one, a bulldozer and one who talks to the machine."`
	Seed        int64  `default:"1" help:"Seed of the first call."`
	Jobs        int    `default:"2" help:"Calls held at a time."`
	Judged      int    `default:"12" help:"Rated calls to ask the judge about; 0 leaves the judge out."`
	EveryCheck  bool   `help:"Ask the judge every check that people rated, not only those the playbook leaves to it."`
	Calibration string `default:"scenarios/calibration" type:"path" help:"Folder with rated transcripts (in the source tree)."`
	JSON        bool   `help:"The report as JSON."`
	Content     string `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
	config.Models
}

// Run measures the configured models and fails when one does not clear the bars.
func (c *trialCommand) Run(env *environment) error {
	if c.Calls < 0 || c.Calls > 10_000 || c.Judged < 0 || c.Jobs < 1 || c.Jobs > 64 {
		return usageError{errors.New("--calls is 0 to 10000, --judged 0 or more, --jobs 1 to 64")}
	}
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	spent := &spending{}
	ledger := pool.NewLedger(spent, 0, 0, time.Now, slog.New(slog.DiscardHandler))
	defer ledger.Close()
	asked, err := newModels(c.Models, ledger, nil, nil)
	if err != nil {
		return err
	}
	defer asked.close() //nolint:errcheck // drops idle connections
	ears := nlu.New()
	voice, err := c.voice(env.ctx, library, asked, ears)
	if err != nil {
		return err
	}
	judged, err := c.judge(env.ctx, library, asked, ears)
	if err != nil {
		return err
	}
	if voice == nil && judged == nil {
		return usageError{errors.New("nothing to measure: set up a model for voice or judge (docs/models.md), and leave --calls or --judged above 0")}
	}
	var report *modeleval.VoiceReport
	if voice != nil {
		ledger.Close()
		report = modeleval.NewVoiceReport(voice.endpoint, voice.modelled, voice.scripted, spent.of(config.VoiceRole), ears)
	}
	return c.show(env, modeleval.NewReport(report, judged))
}

// heldCalls are the calls of a voice and of the scripted one.
type heldCalls struct {
	endpoint           string
	modelled, scripted []modeleval.Call
}

// voice holds the calls; nil when the voice is left out or has no model.
func (c *trialCommand) voice(ctx context.Context, library *content.Library, asked *models, ears *nlu.Labeller) (*heldCalls, error) {
	client := asked.client(config.VoiceRole)
	if client == nil || c.Calls == 0 {
		return nil, nil
	}
	plan := modeleval.Plan{Scenarios: library.Scenarios(), Langs: []coach.Lang{coach.Chinese, coach.English}, Calls: c.Calls, Seed: c.Seed, Jobs: c.Jobs}
	if c.Scenario != "" {
		s, err := library.Scenario(c.Scenario)
		if err != nil {
			return nil, err
		}
		plan.Scenarios = []*coach.Scenario{s}
	}
	if c.Lang != "" {
		plan.Langs = []coach.Lang{coach.Lang(c.Lang)}
	}
	var err error
	if plan.Trainees, err = c.trainees(); err != nil {
		return nil, err
	}
	endpoints, err := c.Role(config.VoiceRole).List()
	if err != nil {
		return nil, err
	}
	held := &heldCalls{endpoint: label(endpoints[0])}
	held.modelled, held.scripted, err = modeleval.Play(ctx, plan, modeleval.Voices{Client: client, Prompts: asked.prompts, Ears: ears})
	return held, err
}

// trainees are those who call: people of skill, one who presses, one who attacks the machine.
func (c *trialCommand) trainees() ([]playtest.Trainee, error) {
	wanted := map[string]bool{"expert": true, "decent": true, "bulldozer": true, "injector": true}
	if c.Trainee != "" {
		wanted = map[string]bool{c.Trainee: true}
	}
	var list []playtest.Trainee
	for _, t := range playtest.Trainees() {
		if wanted[t.ID()] {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil, usageError{fmt.Errorf("there is no trainee %q; there are: %s", c.Trainee, playtest.TraineeIDs())}
	}
	return list, nil
}

// judge asks the judge about rated calls; nil when it is left out or has no model.
func (c *trialCommand) judge(ctx context.Context, library *content.Library, asked *models, ears *nlu.Labeller) (*modeleval.JudgeReport, error) {
	client := asked.client(config.JudgeRole)
	if client == nil || c.Judged == 0 {
		return nil, nil
	}
	set, err := calibrate.Read(os.DirFS(c.Calibration))
	if err != nil {
		return nil, coach.Wrap(coach.CodeInvalid, err, "%s holds no rated transcripts; name their folder with --calibration, or leave the judge out with --judged 0", c.Calibration)
	}
	scenarios := library.Scenarios()
	if len(scenarios) == 0 {
		return nil, coach.Errorf(coach.CodeInvalid, "the content has no case to take the playbook from")
	}
	plan := modeleval.JudgePlan{Set: set, Playbook: scenarios[0].Playbook, LawPack: scenarios[0].LawPack, Calls: c.Judged, Every: c.EveryCheck}
	return modeleval.Judged(ctx, plan, judge.New(client, asked.prompts), ears)
}

func (c *trialCommand) show(env *environment, report modeleval.Report) error {
	if c.JSON {
		encoder := json.NewEncoder(env.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(report); err != nil {
			return err
		}
	} else if err := modeleval.Print(env.stdout, report); err != nil {
		return err
	}
	if !report.Passed {
		return silentFailure(exitFailure)
	}
	return nil
}

// spending is a book that is kept in memory.
type spending struct {
	mu   sync.Mutex
	rows []coach.ModelSpend
}

var _ pool.Book = (*spending)(nil)

// AddUsage implements pool.Book.
func (s *spending) AddUsage(_ context.Context, spent []coach.ModelSpend) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = append(s.rows, spent...)
	return nil
}

// TokensOfDay implements pool.Book.
func (s *spending) TokensOfDay(context.Context, string) (int64, error) { return 0, nil }

// TokensOfSession implements pool.Book.
func (s *spending) TokensOfSession(context.Context, string) (int64, error) { return 0, nil }

// of lists what was spent on a role.
func (s *spending) of(role string) []coach.ModelSpend {
	s.mu.Lock()
	defer s.mu.Unlock()
	var rows []coach.ModelSpend
	for _, row := range s.rows {
		if row.Role == role {
			rows = append(rows, row)
		}
	}
	return rows
}
