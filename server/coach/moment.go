package coach

// Moment is a place in a call for which a line is wanted: what to say next, or what could have been said instead.
type Moment struct {
	Scenario *Scenario
	Lang     Lang
	Contact  Contact // who is on the line
	Recent   []Turn  // the talk up to there, oldest first
	Told     []string
	Locked   []string // facts that may not be hinted at
	Want     string   // what the line should do
	Sample   string   // the scripted line
	Said     string   // what was said there; empty when a line is wanted for what comes next
}

// Where a line comes from.
const (
	SourceScripted = "scripted"
	SourceModel    = "model" // checked by code: language, red lines, facts, authority, length
)
