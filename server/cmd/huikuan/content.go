package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"huikuan/scenarios"
	"huikuan/server/content"
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
