package playtest

import "strings"

// TraineeIDs names the scripted trainees in one line.
func TraineeIDs() string {
	var ids []string
	for _, t := range Trainees() {
		ids = append(ids, t.ID())
	}
	return strings.Join(ids, ", ")
}
