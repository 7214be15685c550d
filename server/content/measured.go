package content

import (
	"encoding/json"
	"errors"
	"io/fs"

	"huikuan/server/coach"
)

// MeasuredFile is where a content folder keeps how its cases went for scripted trainees; huikuan playtest writes it.
const MeasuredFile = "difficulty.json"

// readMeasured reads it. A folder without the file has nothing measured.
func readMeasured(fsys fs.FS) (map[string]coach.Measured, error) {
	data, err := fs.ReadFile(fsys, MeasuredFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []coach.Measured
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		return nil, coach.Wrap(coach.CodeInvalid, err, "%s cannot be read; write it again with huikuan playtest --write-difficulty", MeasuredFile)
	}
	measured := map[string]coach.Measured{}
	for _, m := range list {
		measured[m.Case] = m
	}
	return measured, nil
}

// Measured returns how the case went for scripted trainees; nil when this version of it was not played.
func (l *Library) Measured(id string) *coach.Measured {
	m, ok := l.measured[id]
	if s := l.scenarios[id]; !ok || s == nil || s.Case.Version != m.Version {
		return nil
	}
	return &m
}
