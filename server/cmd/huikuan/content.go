package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"huikuan/prompts"
	"huikuan/scenarios"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/llm/openai"
	"huikuan/server/nlu/second"
	"huikuan/server/session"
)

// openContent loads the operator's content, or the demo content when no folder is named.
func openContent(dir string) (*content.Library, error) {
	files, err := contentFiles(dir)
	if err != nil {
		return nil, err
	}
	return content.Load(files)
}

func contentFiles(dir string) (fs.FS, error) {
	if dir == "" {
		return scenarios.FS, nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("the content folder cannot be opened: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; name the folder that holds playbooks, lawpacks, personas and cases", dir)
	}
	return os.DirFS(dir), nil
}

// newVoice is the model's voice with the scripted one behind it, or the scripted one alone.
func newVoice(model config.Model) (debtor.Voice, error) {
	scripted := debtor.NewScripted(debtor.SpokenPace())
	if !model.Configured() {
		return scripted, nil
	}
	client, templates, err := newModel(model)
	if err != nil {
		return nil, err
	}
	return debtor.NewModelVoice(client, templates, scripted, debtor.ModelOptions{}), nil
}

// newModel makes a client for the endpoint, and reads what it is sent.
func newModel(model config.Model) (*openai.Client, *content.Prompts, error) {
	key, err := model.Key()
	if err != nil {
		return nil, nil, err
	}
	templates, err := content.LoadPrompts(prompts.FS)
	if err != nil {
		return nil, nil, err
	}
	client, err := openai.New(openai.Config{BaseURL: model.BaseURL, APIKey: string(key), Model: model.Name})
	return client, templates, err
}

// newSecondReader makes the reader of second opinions, nil without a model or when it is turned off. Its client is its
// own: an endpoint that fails it does not pause the voice.
func newSecondReader(settings config.Serve) (session.SecondReader, error) {
	if !settings.Model.Configured() || !settings.SecondOpinion {
		return nil, nil //nolint:nilnil // no reader is what was asked for
	}
	client, templates, err := newModel(settings.Model)
	if err != nil {
		return nil, err
	}
	return second.New(client, templates), nil
}

type checkCommand struct {
	Path string `arg:"" optional:"" type:"path" help:"Content folder; empty checks the demo content."`
}

// Run prints every fault and fails when there is one.
func (c *checkCommand) Run(env *environment) error {
	files, err := contentFiles(c.Path)
	if err != nil {
		return usageError{err}
	}
	faults := content.Check(files)
	for _, fault := range faults {
		_, _ = fmt.Fprintln(env.stdout, fault)
	}
	if len(faults) > 0 {
		_, _ = fmt.Fprintf(env.stderr, "huikuan: %d faults\n", len(faults))
		return silentFailure(exitFailure)
	}
	library, err := content.Load(files)
	if err != nil {
		return errors.Join(errors.New("the content could not be loaded"), err)
	}
	_, _ = fmt.Fprintf(env.stdout, "%d cases are in order\n", len(library.Scenarios()))
	return nil
}
