package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"huikuan/prompts"
	"huikuan/server/api"
	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/llm/openai"
	"huikuan/server/llm/probe"
	"huikuan/server/sqlite"
)

// testTime is the longest test of one endpoint.
const testTime = 2 * time.Minute

// modelCheck tells of the configured endpoints and tests them.
type modelCheck struct {
	settings config.Models
	probe    *probe.Probe
	store    *sqlite.Store            // nil where nothing is kept
	health   func() []coach.ModelRole // how the last calls went; of no role where none are made
	testing  sync.Mutex               // held while a test runs: tests cost money
}

var _ api.Models = (*modelCheck)(nil)

func newModelCheck(settings config.Models, store *sqlite.Store) (*modelCheck, error) {
	templates, err := content.LoadPrompts(prompts.FS)
	if err != nil {
		return nil, err
	}
	return &modelCheck{settings: settings, probe: probe.New(templates, time.Now), store: store, health: func() []coach.ModelRole { return []coach.ModelRole{} }}, nil
}

// checked is an endpoint with what is needed to ask it.
type checked struct {
	view   coach.ModelEndpoint
	client openai.Config
}

// endpoints lists every endpoint once, with all of its roles.
func (m *modelCheck) endpoints() ([]checked, error) {
	var all []checked
	for _, role := range config.Roles() {
		settings := m.settings.Role(role)
		list, err := settings.List()
		if err != nil {
			return nil, coach.Errorf(coach.CodeInvalid, "the models are not set up rightly: %v", err)
		}
		for _, e := range list {
			same := slices.IndexFunc(all, func(c checked) bool {
				return c.view.BaseURL == e.BaseURL && c.view.Model == e.Model && c.client.APIKey == string(e.APIKey)
			})
			if same >= 0 {
				all[same].view.Roles = append(all[same].view.Roles, role)
				continue
			}
			all = append(all, checked{client: clientConfig(role, settings, e), view: coach.ModelEndpoint{
				Roles: []string{role}, Endpoint: label(e), BaseURL: e.BaseURL, Model: e.Model, HasKey: e.APIKey != "",
				PriceIn: e.PriceIn, PriceOut: e.PriceOut, Concurrent: settings.Concurrent,
			}})
		}
	}
	return all, nil
}

// Setup implements api.Models.
func (m *modelCheck) Setup(ctx context.Context) (coach.ModelSetup, error) {
	setup := coach.ModelSetup{Endpoints: []coach.ModelEndpoint{}, Roles: m.health(), SessionTokens: m.settings.SessionTokens, DayTokens: m.settings.DayTokens}
	all, err := m.endpoints()
	if err != nil {
		return setup, err
	}
	for _, e := range all {
		setup.Endpoints = append(setup.Endpoints, e.view)
	}
	if m.store != nil {
		setup.TokensToday, err = m.store.TokensOfDay(ctx, time.Now().UTC().Format(time.DateOnly))
	}
	return setup, err
}

// Test implements api.Models.
func (m *modelCheck) Test(ctx context.Context, role string) ([]coach.ModelReport, error) {
	if !m.testing.TryLock() {
		return nil, coach.Errorf(coach.CodeBusy, "a test is running; wait until it is done")
	}
	defer m.testing.Unlock()
	all, err := m.endpoints()
	if err != nil {
		return nil, err
	}
	reports := []coach.ModelReport{}
	for _, e := range all {
		if role != "" && !slices.Contains(e.view.Roles, role) {
			continue
		}
		report, err := m.test(ctx, e)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	if role != "" && len(reports) == 0 {
		return nil, coach.Errorf(coach.CodeNotFound, "no model is set up for %s; docs/models.md shows how", role)
	}
	return reports, nil
}

// test asks with a client of its own: neither a pause nor what was learned of the endpoint before takes part.
func (m *modelCheck) test(ctx context.Context, e checked) (coach.ModelReport, error) {
	client, err := openai.New(e.client)
	if err != nil {
		return coach.ModelReport{}, coach.Errorf(coach.CodeInvalid, "the models are not set up rightly: %v", err)
	}
	defer client.Close()
	limited, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	report, err := m.probe.Run(limited, e.view, client)
	if ctx.Err() != nil {
		return report, errors.Join(coach.Errorf(coach.CodeUnavailable, "the test was given up"), ctx.Err())
	}
	return report, err
}
