package learn

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"huikuan/server/coach"
)

// Line is one labelled utterance of the corpus.
type Line struct {
	ID       string               `json:"id"`
	Lang     coach.Lang           `json:"lang"`
	Previous string               `json:"prev,omitempty"` // what the debtor said just before
	Text     string               `json:"text"`
	Acts     []coach.Act          `json:"acts"`                // all acts the words perform
	Not      []coach.Act          `json:"not"`                 // acts they look like and do not perform
	Only     []coach.Act          `json:"only,omitempty"`      // when given, the line is labelled for these acts alone
	RedLines map[coach.Act]string `json:"red_lines,omitempty"` // the finer rl_… id of a red-line act
	Voice    string               `json:"voice,omitempty"`     // who speaks
}

// Performs reports whether the line is labelled with act.
func (l Line) Performs(act coach.Act) bool { return slices.Contains(l.Acts, act) }

// Speaks reports whether the line says anything, yes or no, about act.
func (l Line) Speaks(act coach.Act) bool { return len(l.Only) == 0 || slices.Contains(l.Only, act) }

// maxLine is the longest line of a corpus file, in bytes.
const maxLine = 64 << 10

// ReadCorpus reads every .jsonl file in dir, in order of name, and checks it. The error names file and line.
func ReadCorpus(files fs.FS, dir string) ([]Line, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	var lines []Line
	seen := map[string]string{}
	for _, name := range names {
		read, err := readFile(files, name)
		if err != nil {
			return nil, err
		}
		for i, line := range read {
			at := fmt.Sprintf("%s:%d", name, i+1)
			if err := line.check(); err != nil {
				return nil, fmt.Errorf("%s: %w", at, err)
			}
			for _, key := range []string{"id " + line.ID, "text " + line.key()} {
				if before, ok := seen[key]; ok {
					return nil, fmt.Errorf("%s: the same %.4s stands at %s", at, key, before)
				}
				seen[key] = at
			}
		}
		lines = append(lines, read...)
	}
	return lines, nil
}

func readFile(files fs.FS, name string) ([]Line, error) {
	file, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	var lines []Line
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 0, maxLine), maxLine)
	for scanner.Scan() {
		var line Line
		if err := json.Unmarshal(scanner.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, len(lines)+1, err)
		}
		lines = append(lines, line)
	}
	return lines, scanner.Err()
}

// key is what two lines may not share. A line of an act set speaks of single acts only, so the same words may stand among
// the ordinary lines too.
func (l Line) key() string {
	return fmt.Sprint(l.Lang, len(l.Only) > 0, "\x00", l.Previous, "\x00", l.Text)
}

func (l Line) check() error {
	switch {
	case l.ID == "" || l.Text == "":
		return fmt.Errorf("id and text may not be empty")
	case !l.Lang.Valid():
		return fmt.Errorf("lang is %q; it must be zh or en", l.Lang)
	}
	known := coach.Acts()
	for _, act := range slices.Concat(l.Acts, l.Not) {
		if !slices.Contains(known, act) {
			return fmt.Errorf("there is no act %q", act)
		}
	}
	for _, act := range l.Not {
		if slices.Contains(l.Acts, act) {
			return fmt.Errorf("%s is both performed and not", act)
		}
	}
	for act := range l.RedLines {
		if !slices.Contains(l.Acts, act) {
			return fmt.Errorf("a red line is given for %s, which is not performed", act)
		}
	}
	return nil
}
