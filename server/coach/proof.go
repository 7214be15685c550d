package coach

// LineProof is what a line does in place of the one that was said: how many of the calls played on from there ended with a
// sum and a day (P3 or better), and what they would bring in on average.
type LineProof struct {
	Runs           int   `json:"runs"`
	EndedCall      bool  `json:"ended_call"` // what was said ended the call; yours are calls in which the trainee merely listened on
	Yours          int   `json:"yours"`      // calls with a promise after what was said
	Better         int   `json:"better"`     // calls with a promise after the line
	YoursRecovery  Money `json:"yours_recovery"`
	BetterRecovery Money `json:"better_recovery"`
}

// Helps reports whether the line brings more promises, or as many that bring in clearly more (a tenth).
func (p LineProof) Helps() bool {
	return p.Better > p.Yours || p.Better == p.Yours && p.BetterRecovery.Minor*10 > p.YoursRecovery.Minor*11
}

// ProvenLine is a line that would have done better in a turn, with its proof.
type ProvenLine struct {
	Criterion string    `json:"criterion"`
	Name      string    `json:"name"` // of the criterion
	Turn      int       `json:"turn"`
	Said      string    `json:"said"` // what the trainee said there
	Line      string    `json:"line"`
	Source    string    `json:"source" enum:"scripted,model"`
	Proof     LineProof `json:"proof"`
}
