package transcript

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// Reading is a transcript as it was read, before anybody has said who of the labelled is who.
type Reading struct {
	Format   Format
	Lang     coach.Lang
	Scenario string
	LawPack  string
	Speakers []Voice
	Turns    []Line
}

// Voice is a label with the side it seems to be on; empty where that is not clear.
type Voice struct {
	Label string
	Side  coach.Speaker
	Turns int
}

// Line is an utterance as written.
type Line struct {
	Line    int // where it starts, from 1; 0 in JSON
	Voice   int // position of its label among the speakers
	Text    string
	Contact string
}

// Look reads a transcript as Read does, and leaves open who is who where Read would refuse.
func Look(data []byte, source Source) (Reading, error) {
	if err := source.check(data); err != nil {
		return Reading{}, err
	}
	data, format, err := decoded(data, source.Format)
	if err != nil {
		return Reading{}, err
	}
	r := Reading{Format: format, Lang: source.Lang, Scenario: source.Scenario, LawPack: source.LawPack}
	if format == JSON {
		call, err := readJSON(data)
		if err != nil {
			return Reading{}, err
		}
		r.Lang, r.Scenario, r.LawPack = call.Lang, call.Scenario, call.LawPack
		for _, turn := range call.Turns {
			r.add(string(turn.Speaker), string(turn.Speaker), Line{Text: turn.Text, Contact: turn.Contact}, turn.Speaker)
		}
		return r, nil
	}
	utterances, err := readLabelled(format, data, source)
	if err != nil {
		return Reading{}, err
	}
	sides, _ := mapSpeakers(utterances, source.Trainee) // what is not clear is left open
	for _, u := range utterances {
		if text := strings.TrimSpace(u.text); text != "" {
			r.add(folded(u.label), u.label, Line{Line: u.line, Text: text, Contact: u.contact}, sides[folded(u.label)])
		}
	}
	if r.Lang == "" {
		r.Lang = languageOf(r.Call().Turns)
	}
	return r, nil
}

// add puts a line under its label; labels that fold alike are one voice.
func (r *Reading) add(name, label string, line Line, side coach.Speaker) {
	line.Voice = slices.IndexFunc(r.Speakers, func(v Voice) bool { return folded(v.Label) == name })
	if line.Voice < 0 {
		line.Voice = len(r.Speakers)
		r.Speakers = append(r.Speakers, Voice{Label: label, Side: side})
	}
	r.Speakers[line.Voice].Turns++
	r.Turns = append(r.Turns, line)
}

// Call is the transcript with everybody whose side is not clear on the debtor's.
func (r Reading) Call() coach.Transcript {
	call := coach.Transcript{Lang: r.Lang, Scenario: r.Scenario, LawPack: r.LawPack, Turns: []coach.TranscriptTurn{}}
	for _, line := range r.Turns {
		side := r.Speakers[line.Voice].Side
		if side == "" {
			side = coach.Debtor
		}
		call.Turns = append(call.Turns, coach.TranscriptTurn{Speaker: side, Text: line.Text, Contact: line.Contact})
	}
	return call
}
