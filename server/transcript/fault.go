package transcript

import "bytes"

// FaultKind is what is wrong with a transcript, for whoever words it in the reader's language.
type FaultKind string

// The kinds of faults.
const (
	FaultEmpty        FaultKind = "empty"
	FaultEncoding     FaultKind = "encoding"
	FaultTooLarge     FaultKind = "too_large"
	FaultTooMany      FaultKind = "too_many_turns"
	FaultTooLong      FaultKind = "turn_too_long"
	FaultNoSpeaker    FaultKind = "no_speaker"
	FaultTimes        FaultKind = "times"
	FaultNoWords      FaultKind = "no_words"
	FaultColumns      FaultKind = "columns"
	FaultShortRow     FaultKind = "short_row"
	FaultEmptySpeaker FaultKind = "empty_speaker"
	FaultTable        FaultKind = "table"
	FaultJSON         FaultKind = "json"       // is no JSON
	FaultShape        FaultKind = "json_shape" // is JSON, and no transcript
	FaultTurn         FaultKind = "json_turn"  // a turn of it cannot be one
)

// Fault is why a transcript cannot be read, and where. It reads as the error it was made of.
type Fault struct {
	Kind FaultKind
	Line int // from 1; 0 when it is not in a line
	Turn int // of JSON, from 1; 0 when it is not in a turn
	err  error
}

// Error implements error.
func (f *Fault) Error() string { return f.err.Error() }

// Unwrap returns the error it was made of.
func (f *Fault) Unwrap() error { return f.err }

func faultAt(kind FaultKind, line int, err error) error {
	return &Fault{Kind: kind, Line: line, err: err}
}

// lineAt is the line of a byte of a text, from 1.
func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), int64(len(data)))], []byte("\n"))
}
