package learn

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"

	"huikuan/server/coach"
)

// Agreement is how alike two labellers who did not see each other's labels labelled the same lines.
type Agreement struct {
	Lines   int
	MacroF1 float64 // the second's labels measured against the first's, mean over the acts that occur
	Kappa   float64 // Cohen's, mean over the acts that occur
}

// ReadSecondLabels reads lines {"id","acts"} of the second labeller.
func ReadSecondLabels(files fs.FS, name string) (map[string][]coach.Act, error) {
	file, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	labels := map[string][]coach.Act{}
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		var line struct {
			ID   string      `json:"id"`
			Acts []coach.Act `json:"acts"`
		}
		if err := json.Unmarshal(scanner.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, len(labels)+1, err)
		}
		labels[line.ID] = line.Acts
	}
	return labels, scanner.Err()
}

// Agree compares the labels of lines with a second labeller's. Lines the second did not label are left out.
func Agree(lines []Line, second map[string][]coach.Act) Agreement {
	report := Report{Acts: map[coach.Act]Count{}}
	for _, line := range lines {
		acts, ok := second[line.ID]
		if !ok {
			continue
		}
		report.Lines++
		heard := map[coach.Act]bool{}
		for _, act := range acts {
			heard[act] = true
		}
		report.add(line, heard)
	}
	sum, n := 0.0, 0
	for _, act := range coach.Acts() {
		if c := report.Acts[act]; c.Hit+c.Miss > 0 {
			sum += kappa(c, report.Lines)
			n++
		}
	}
	return Agreement{Lines: report.Lines, MacroF1: report.MacroF1(), Kappa: sum / float64(max(n, 1))}
}

// kappa is agreement beyond what the two labelling rates would give by chance.
func kappa(c Count, lines int) float64 {
	n := float64(lines)
	both := float64(lines - c.Miss - c.False)
	first, second := float64(c.Hit+c.Miss)/n, float64(c.Hit+c.False)/n
	chance := first*second + (1-first)*(1-second)
	if chance == 1 {
		return 1
	}
	return (both/n - chance) / (1 - chance)
}
