package transcript

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
)

// readJSON reads a transcript that says everything itself. Faults are named with the turn they are in, counted from 0.
func readJSON(data []byte) (coach.Transcript, error) {
	var t coach.Transcript
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&t); err != nil {
		return coach.Transcript{}, unreadable(data, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return coach.Transcript{}, faultAt(FaultShape, 0, coach.Errorf(coach.CodeInvalid, "something follows the end of the transcript; one JSON object is expected"))
	}
	if err := checkTranscript(t); err != nil {
		return coach.Transcript{}, err
	}
	return t, nil
}

func unreadable(data []byte, err error) error {
	const shape = `expected {"lang":"zh|en","scenario":id or null,"turns":[{"speaker":"trainee|debtor","text":"…"}]}`
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return faultAt(FaultEmpty, 0, coach.Errorf(coach.CodeInvalid, "the transcript is empty; %s", shape))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return faultAt(FaultJSON, lineAt(data, int64(len(data))), coach.Errorf(coach.CodeInvalid, "the transcript breaks off before its end; %s", shape))
	case errors.As(err, &syntax):
		return faultAt(FaultJSON, lineAt(data, syntax.Offset), coach.Errorf(coach.CodeInvalid, "the transcript is not JSON (byte %d); %s", syntax.Offset, shape))
	case errors.As(err, &kind):
		return faultAt(FaultShape, lineAt(data, kind.Offset), coach.Errorf(coach.CodeInvalid, "the transcript's %q may not be a %s (byte %d); %s", kind.Field, kind.Value, kind.Offset, shape))
	case strings.Contains(err.Error(), "unknown field"):
		_, field, _ := strings.Cut(err.Error(), "unknown field ")
		return faultAt(FaultShape, 0, coach.Errorf(coach.CodeInvalid, "the transcript has a field %s it may not have; %s", field, shape))
	}
	return faultAt(FaultShape, 0, coach.Errorf(coach.CodeInvalid, "the transcript cannot be read; %s", shape))
}

func checkTranscript(t coach.Transcript) error {
	if !t.Lang.Valid() {
		return faultAt(FaultShape, 0, coach.Errorf(coach.CodeInvalid, "the transcript's lang is %q; it must be zh or en", t.Lang))
	}
	if t.Turns == nil {
		return faultAt(FaultShape, 0, coach.Errorf(coach.CodeInvalid, "the transcript has no turns; give them as a list, empty if nothing was said"))
	}
	if len(t.Turns) > maxTurns {
		return faultAt(FaultTooMany, 0, coach.Errorf(coach.CodeTooLarge, "the transcript has %d turns; the limit is %d", len(t.Turns), maxTurns))
	}
	for i, turn := range t.Turns {
		switch {
		case turn.Speaker != coach.Trainee && turn.Speaker != coach.Debtor:
			return &Fault{Kind: FaultTurn, Turn: i + 1, err: coach.Errorf(coach.CodeInvalid, "turn %d: the speaker is %q; it must be trainee or debtor", i, turn.Speaker)}
		case strings.TrimSpace(turn.Text) == "":
			return &Fault{Kind: FaultTurn, Turn: i + 1, err: coach.Errorf(coach.CodeInvalid, "turn %d: the text is empty; leave the turn out or say what was heard", i)}
		case utf8.RuneCountInString(turn.Text) > coach.MaxTurnRunes:
			return &Fault{Kind: FaultTurn, Turn: i + 1, err: coach.Errorf(coach.CodeTooLarge, "turn %d: the text is longer than %d characters; split it", i, coach.MaxTurnRunes)}
		}
	}
	return nil
}
