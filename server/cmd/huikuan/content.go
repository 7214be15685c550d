package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"huikuan/scenarios"
	"huikuan/server/coach"
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
		return nil, coach.Wrap(coach.CodeInvalid, err, "the content folder cannot be opened; name the folder that holds playbooks, lawpacks, personas and cases")
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; name the folder that holds playbooks, lawpacks, personas and cases", dir)
	}
	return os.DirFS(dir), nil
}

type checkCommand struct {
	Path     string `arg:"" optional:"" type:"path" help:"Content folder; empty checks the demo content."`
	Wordings bool   `help:"Also count what each persona has to say, by language and mood."`
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
		_, _ = fmt.Fprintf(env.stderr, "huikuan: %s\n", coach.Count(len(faults), "fault"))
		return silentFailure(exitFailure)
	}
	library, err := content.Load(files)
	if err != nil {
		return errors.Join(errors.New("the content could not be loaded"), err)
	}
	_, _ = fmt.Fprintf(env.stdout, "in order: %s\n", coach.Count(len(library.Scenarios()), "case"))
	if c.Wordings {
		printWordings(env.stdout, library.Repertoires())
	}
	return nil
}

// printWordings prints a row per persona: its moves, its distinct lines in Chinese and English, and how many of them are for
// one mood only.
func printWordings(out io.Writer, personas []content.Repertoire) {
	moods := []coach.Affect{coach.Calm, coach.FlatEvasive, coach.Upset, coach.Hostile, coach.Ashamed}
	_, _ = fmt.Fprintf(out, "%-22s %5s %11s %11s", "persona", "moves", "lines zh/en", "any mood")
	for _, mood := range moods {
		_, _ = fmt.Fprintf(out, " %12s", mood)
	}
	zh, en := 0, 0
	for _, p := range personas {
		zh, en = zh+p.Lines[coach.Chinese], en+p.Lines[coach.English]
		_, _ = fmt.Fprintf(out, "\n%-22s %5d %11s %11s", p.Persona, p.Moves, bothLangs(p.Lines), bothLangs(p.Moods[""]))
		for _, mood := range moods {
			_, _ = fmt.Fprintf(out, " %12s", bothLangs(p.Moods[mood]))
		}
	}
	_, _ = fmt.Fprintf(out, "\n%d lines in Chinese and %d in English; the cases have their own besides\n", zh, en)
}

func bothLangs(n map[coach.Lang]int) string {
	return fmt.Sprintf("%d/%d", n[coach.Chinese], n[coach.English])
}
