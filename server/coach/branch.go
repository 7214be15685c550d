package coach

import "time"

// Branches is a call with everything forked from it, to be read side by side.
type Branches struct {
	Checks   []BranchCheck `json:"checks" nullable:"false"`   // the rows to compare in, in the playbook's order
	Branches []Branch      `json:"branches" nullable:"false"` // the call it all goes back to first, each parent before its children
}

// BranchCheck is a check in words, in the language the comparison is told in.
type BranchCheck struct {
	ID            string `json:"id"`
	Question      string `json:"question"`
	Criterion     string `json:"criterion"`
	CriterionName string `json:"criterion_name"`
}

// Branch is one call of a family. What an assessment says is empty while the call goes on.
type Branch struct {
	Session          string             `json:"session"`
	ForkOf           string             `json:"fork_of"`   // empty for the first call
	ForkTurn         *int               `json:"fork_turn"` // last turn shared with fork_of; null for the first call
	Mode             Mode               `json:"mode" enum:"practice,exam"`
	Status           Status             `json:"status" enum:"live,ended,scored"`
	Assisted         bool               `json:"assisted"` // a fork, or hints were taken: it counts for no exam
	StartedAt        time.Time          `json:"started_at"`
	Turns            int                `json:"turn_count"`
	EndReason        EndReason          `json:"end_reason"`
	Total            *int               `json:"total"`
	Verdict          string             `json:"verdict"`
	Outcome          OutcomeRung        `json:"outcome"`
	Promise          PromiseLevel       `json:"promise"`
	ExpectedRecovery *Money             `json:"expected_recovery"`
	RedLines         int                `json:"red_lines"` // how many were crossed
	Verdicts         map[string]Verdict `json:"verdicts"`  // by check id
}
