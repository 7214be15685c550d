package calibrate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"huikuan/server/coach"
)

// Gold is a transcript whose worth is known beforehand.
type Gold struct {
	File     string `json:"file"`
	Group    string `json:"group"` // one situation, handled by collectors of different skill
	Tier     int    `json:"tier"`  // 5 excellent … 2 weak, 1 hardly asks at all; 0 unlawful or a parrot
	Kind     string `json:"kind"`  // "parrot": recites phrases whatever is said
	RedLines []struct {
		ID   string `json:"id"`
		Turn int    `json:"turn"`
	} `json:"red_lines"`
	Promise coach.PromiseLevel `json:"promise"`
	Twin    string             `json:"twin"` // the same call without the words to the scorer
}

// Ratings are one rater's verdicts by file and check.
type Ratings map[string]map[string]coach.Verdict

// Set is the gold transcripts with what the raters said of them.
type Set struct {
	Gold   []Gold
	Raters []Ratings // two who did not see each other's verdicts; fewer when not rated yet
	files  fs.FS
}

// Read reads a set from a folder: transcripts.jsonl, the transcripts it names, and rater-a.jsonl and rater-b.jsonl.
func Read(files fs.FS) (Set, error) {
	set := Set{files: files}
	err := eachLine(files, "transcripts.jsonl", func(line []byte) error {
		var g Gold
		if err := json.Unmarshal(line, &g); err != nil {
			return err
		}
		set.Gold = append(set.Gold, g)
		return nil
	})
	if err != nil {
		return set, err
	}
	for _, name := range []string{"rater-a.jsonl", "rater-b.jsonl"} {
		ratings, err := readRatings(files, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return set, err
		}
		set.Raters = append(set.Raters, ratings)
	}
	return set, nil
}

func readRatings(files fs.FS, name string) (Ratings, error) {
	ratings := Ratings{}
	err := eachLine(files, name, func(line []byte) error {
		var rated struct {
			File   string                   `json:"file"`
			Checks map[string]coach.Verdict `json:"checks"`
		}
		if err := json.Unmarshal(line, &rated); err != nil {
			return err
		}
		ratings[rated.File] = rated.Checks
		return nil
	})
	return ratings, err
}

func eachLine(files fs.FS, name string, do func([]byte) error) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	scanner := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; scanner.Scan(); n++ {
		if len(bytes.TrimSpace(scanner.Bytes())) == 0 {
			continue
		}
		if err := do(scanner.Bytes()); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return scanner.Err()
}

// Transcript returns a transcript of the set as it was written.
func (s Set) Transcript(file string) ([]byte, error) { return fs.ReadFile(s.files, file) }
