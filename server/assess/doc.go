// Package assess scores a finished call. It reads the log, never the prompts: what was heard becomes observations with
// quotes, one rule per check answers yes or no, red lines gate, and code computes every number.
//
// A call comes from a session's log (FromLog) or from a foreign transcript (FromTranscript); Score treats both alike.
// The same call with the same content gives the same scorecard, and the scorecard's hash says so.
package assess

// Version names the rules of this package; it changes whenever the same call would be scored differently.
const Version = "9"

const (
	passMark   = 60 // out of 100, of a total and of a criterion
	majorCap   = 59 // the best total with one major red line
	minorCost  = 5  // points off per minor red line
	minorLimit = 15 // points off at most for minor red lines
)
