package coach

// VerdictVoid is the verdict of a call in which the simulator erred critically. Such a call has no total and counts
// nowhere; it is kept, with its log.
const VerdictVoid = "void"

// Void reports whether the call counts for nothing because the simulator erred.
func (s Session) Void() bool { return s.Verdict == VerdictVoid }

// FaultEffect is what a fault of the simulator did to the trainee's call.
type FaultEffect string

// Effects of a fault.
const (
	FaultHelped   FaultEffect = "helped"   // gave the trainee something they had not earned
	FaultHindered FaultEffect = "hindered" // stood in their way or misled them
	FaultMinor    FaultEffect = "minor"    // noticed as a pause or a change of tone at most
)

// FaultKind names a fault of the simulator.
type FaultKind string

// Faults of the simulator.
const (
	FaultFallback    FaultKind = "fallback"    // the model gave nothing usable: the scripted voice spoke
	FaultCut         FaultKind = "cut"         // the guard cut the model's words, and the rest was worded anew
	FaultBroken      FaultKind = "broken"      // the model broke off, and the rest was worded anew
	FaultTidied      FaultKind = "tidied"      // stage directions or formatting were left out
	FaultSlow        FaultKind = "slow"        // the debtor kept the trainee waiting
	FaultStuck       FaultKind = "stuck"       // … so long that nobody would have held the line
	FaultRepeated    FaultKind = "repeated"    // a sentence said before by the same person
	FaultLanguage    FaultKind = "language"    // answered in another language
	FaultContradicts FaultKind = "contradicts" // the words say no where the debtor gave something
	FaultConcession  FaultKind = "concession"  // the words give a sum or a day the debtor did not
	FaultSilent      FaultKind = "silent"      // the debtor's turn failed without a word
	FaultLeak        FaultKind = "leak"        // gave a locked fact away
	FaultRole        FaultKind = "role"        // stepped out of the role
)

// SimulatorFault is one fault of the simulator in a call.
type SimulatorFault struct {
	Turn     int         `json:"turn"` // the debtor's
	Kind     FaultKind   `json:"kind" enum:"fallback,cut,broken,tidied,slow,stuck,repeated,language,contradicts,concession,silent,leak,role"`
	Effect   FaultEffect `json:"effect" enum:"helped,hindered,minor"`
	Critical bool        `json:"critical"` // enough by itself to void the call
}

// Audit is how the simulator did in a call. It is worked out from the log alone.
type Audit struct {
	Faults   []SimulatorFault `json:"faults" nullable:"false"`
	Helped   int              `json:"helped"`
	Hindered int              `json:"hindered"`
	Minor    int              `json:"minor"`
	Void     bool             `json:"void"` // the call counts for nothing
	// Because is why it is void: the kind of the fault that weighs most; empty when it is not.
	Because FaultKind `json:"because"`
}
