package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huikuan/prompts"
	"huikuan/server/assess/judge"
	"huikuan/server/casedraft/author"
	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/llm"
	"huikuan/server/llm/openai"
	"huikuan/server/llm/pool"
	"huikuan/server/nlu"
	"huikuan/server/nlu/second"
	"huikuan/server/session"
	"huikuan/server/sqlite"
	"huikuan/server/suggest"
)

// models are the endpoints in use, by role.
type models struct {
	roles   map[string]*pool.Client
	clients []*openai.Client
	prompts *content.Prompts
	slots   map[string]*pool.Slots // by the label of the first endpoint that uses them
}

// askedModels are the models of a server, with what is counted of them.
type askedModels struct {
	*models
	ledger  *pool.Ledger
	tracing *tracing
	check   *modelCheck
}

// newAsked makes the models of a server. close ends everything it starts.
func newAsked(ctx context.Context, settings config.Serve, store *sqlite.Store, registry *prometheus.Registry, log *slog.Logger) (*askedModels, error) {
	check, err := newModelCheck(settings.Models, store)
	if err != nil {
		return nil, err
	}
	sending, err := newTracing(ctx, settings.OTLPEndpoint)
	if err != nil {
		return nil, err
	}
	ledger := pool.NewLedger(store, settings.SessionTokens, settings.DayTokens, time.Now, log)
	made, err := newModels(settings.Models, ledger, pool.NewMetrics(registry, sending.tracer()), log)
	if err != nil {
		ledger.Close()
		return nil, errors.Join(err, sending.close())
	}
	for endpoint, slots := range made.slots {
		pool.WatchSlots(registry, endpoint, slots)
	}
	check.health = made.health
	return &askedModels{models: made, ledger: ledger, tracing: sending, check: check}, nil
}

// close writes and sends what is left. It comes before the store's end.
func (a *askedModels) close() error {
	a.ledger.Close()
	return errors.Join(a.models.close(), a.tracing.close())
}

// roleDefaults are the limits of a role that differ from the live turn's.
var roleDefaults = map[string]config.Endpoints{
	config.JudgeRole: {FirstByte: time.Minute, Idle: 30 * time.Second, Total: 3 * time.Minute},
	config.DraftRole: {FirstByte: time.Minute, Idle: 30 * time.Second, Total: 3 * time.Minute},
}

// newModels makes a client for every role that has an endpoint. ledger, meter and log may be nil. Every endpoint of every role
// has a client of its own: one that fails at scoring is not paused for the voice.
func newModels(settings config.Models, ledger *pool.Ledger, meter pool.Meter, log *slog.Logger) (*models, error) {
	if err := settings.Validate(); err != nil {
		return nil, usageError{err}
	}
	templates, err := content.LoadPrompts(prompts.FS)
	if err != nil {
		return nil, err
	}
	m := &models{roles: map[string]*pool.Client{}, prompts: templates, slots: map[string]*pool.Slots{}}
	slots := map[string]*pool.Slots{}
	for _, role := range config.Roles() {
		endpoints := settings.Role(role)
		list, err := endpoints.List()
		if err != nil {
			return nil, errors.Join(fmt.Errorf("the model for %s: %w", role, err), m.close())
		}
		if len(list) == 0 {
			continue
		}
		options := pool.Options{
			Role: role, Background: role != config.VoiceRole && role != config.HintRole, MaxTokens: endpoints.MaxTokens,
			Total: longer(endpoints.Total, roleDefaults[role].Total), Ledger: ledger, Meter: meter, Log: log,
		}
		for _, e := range list {
			client, err := openai.New(clientConfig(role, endpoints, e))
			if err != nil {
				return nil, errors.Join(fmt.Errorf("the model for %s: %w", role, err), m.close())
			}
			m.clients = append(m.clients, client)
			if slots[e.BaseURL] == nil {
				slots[e.BaseURL] = pool.NewSlots(endpoints.Concurrent)
				m.slots[label(e)] = slots[e.BaseURL]
			}
			options.Endpoints = append(options.Endpoints, pool.Endpoint{
				Label: label(e), Model: e.Model, Ask: client, Slots: slots[e.BaseURL], Price: pool.Price{In: e.PriceIn, Out: e.PriceOut},
			})
		}
		m.roles[role] = pool.New(options)
	}
	return m, nil
}

func clientConfig(role string, limits config.Endpoints, e config.Endpoint) openai.Config {
	defaults := roleDefaults[role]
	return openai.Config{
		BaseURL: e.BaseURL, APIKey: string(e.APIKey), Model: e.Model, FirstByte: longer(limits.FirstByte, defaults.FirstByte),
		Idle: longer(limits.Idle, defaults.Idle), Total: longer(limits.Total, defaults.Total),
	}
}

// longer is the operator's limit, or the role's own where there is none.
func longer(set, otherwise time.Duration) time.Duration {
	if set > 0 {
		return set
	}
	return otherwise
}

// label names an endpoint in metrics and reports: its host and the model.
func label(e config.Endpoint) string {
	if u, err := url.Parse(e.BaseURL); err == nil {
		return u.Host + "/" + e.Model
	}
	return e.Model
}

// client is the model of a role; nil when it has none.
func (m *models) client(role string) llm.Client {
	if client, ok := m.roles[role]; ok {
		return client
	}
	return nil
}

// health tells how the last calls of each role went that has an endpoint.
func (m *models) health() []coach.ModelRole {
	all := []coach.ModelRole{}
	for _, role := range config.Roles() {
		client, ok := m.roles[role]
		if !ok {
			continue
		}
		last, told := client.Health(), coach.ModelRole{Role: role, State: "untried"}
		if last.Asked {
			since := last.Since.UTC()
			told.State, told.Since, told.Kind = "works", &since, string(last.Kind)
		}
		if last.Kind != "" {
			told.State = "failing"
		}
		all = append(all, told)
	}
	return all
}

// voice is the model's voice with the scripted one behind it, or the scripted one alone.
func (m *models) voice(pace debtor.Pace) debtor.Voice {
	scripted := debtor.NewScripted(pace)
	client := m.client(config.VoiceRole)
	if client == nil {
		return scripted
	}
	return debtor.NewModelVoice(client, m.prompts, scripted, debtor.ModelOptions{})
}

// paceOf is how fast the server's scripted debtor speaks.
func paceOf(o config.Operations) debtor.Pace {
	if o.Unpaced {
		return debtor.Pace{}
	}
	return debtor.SpokenPace()
}

// secondReader makes the reader of second opinions; nil without a model.
func (m *models) secondReader() session.SecondReader {
	client := m.client(config.SecondRole)
	if client == nil {
		return nil
	}
	return second.New(client, m.prompts)
}

// judge makes the judge of finished calls; nil without a model.
func (m *models) judge() session.Judge {
	client := m.client(config.JudgeRole)
	if client == nil {
		return nil
	}
	return judge.New(client, m.prompts)
}

// drafter proposes what a draft of a case leaves open; nil without a model.
func (m *models) drafter() session.Drafter {
	client := m.client(config.DraftRole)
	if client == nil {
		return nil
	}
	return author.New(client, m.prompts)
}

// hintPatience is how long a trainee who asked for a line waits for a model's; then the scripted one is given.
const hintPatience = 5 * time.Second

// suggester words lines for the trainee; nil without a model.
func (m *models) suggester(ears *nlu.Labeller) session.Suggester {
	client := m.client(config.HintRole)
	if client == nil {
		return nil
	}
	return suggest.New(client, m.prompts, ears, hintPatience)
}

// close drops the idle connections.
func (m *models) close() error {
	for _, client := range m.clients {
		client.Close()
	}
	return nil
}
