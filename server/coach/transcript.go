package coach

// Transcript is a call as words only, as it comes from a recording of real work: no log, no hidden decisions.
type Transcript struct {
	Lang     Lang             `json:"lang"`
	Scenario string           `json:"scenario,omitempty"` // id of the case it is about; empty when it is about none of ours
	LawPack  string           `json:"law_pack,omitempty"` // id of the law that holds, where it is about no case of ours; empty when not said
	Turns    []TranscriptTurn `json:"turns"`
}

// TranscriptTurn is one utterance; its position is its turn number.
type TranscriptTurn struct {
	Speaker Speaker `json:"speaker"`
	Text    string  `json:"text"`
	Contact string  `json:"contact,omitempty"` // who was on the line, a contact id of the case
}
