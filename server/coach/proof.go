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
	Won            int   `json:"won"`  // pairs of calls alike but for the line in which the line brings in clearly more
	Lost           int   `json:"lost"` // pairs in which it brings in clearly less
}

// Pair counts two calls alike but for the line: what they bring in, where owed is open. A difference under a tenth of the one
// and a hundredth of what is open is not worth saying.
func (p *LineProof) Pair(yours, better, owed int64) {
	least := max(yours/10, owed/100, 1)
	switch {
	case better-yours >= least:
		p.Won++
	case yours-better >= max(better/10, owed/100, 1):
		p.Lost++
	}
}

// Helps reports whether the line wins clearly: more promises that bring in no less, or as many where most pairs of calls and
// all of them together bring in clearly more.
func (p LineProof) Helps() bool {
	if p.Better != p.Yours {
		return p.Better > p.Yours && p.BetterRecovery.Minor >= p.YoursRecovery.Minor
	}
	return p.GainsRecovery() && p.BetterRecovery.Minor*10 > p.YoursRecovery.Minor*11
}

// GainsRecovery reports whether most pairs of calls bring in clearly more with the line.
func (p LineProof) GainsRecovery() bool { return p.Won*2 > p.Runs && p.Won > p.Lost*2 }

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
