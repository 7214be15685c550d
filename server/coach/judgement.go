package coach

// JudgeStatus says how far a judgement got.
type JudgeStatus string

// Judge statuses.
const (
	JudgePending JudgeStatus = "pending" // the model is being asked
	JudgeDone    JudgeStatus = "done"
	JudgeFailed  JudgeStatus = "failed" // no usable answer; the checks stay unscored
)

// Judgement is what a model answered to the checks of a finished call that rules cannot decide. Code has checked every
// quote; numbers are none of it.
type Judgement struct {
	Note   JudgeNote     `json:"note"`
	Checks []JudgedCheck `json:"checks"` // empty when it failed
}

// JudgeNote is who judged and what it took.
type JudgeNote struct {
	Status           JudgeStatus `json:"status" enum:"pending,done,failed"`
	Reason           string      `json:"reason"` // of a failure: timeout, unreachable, malformed, …; else empty
	Model            string      `json:"model"`  // as the endpoint names it
	Prompt           string      `json:"prompt"` // id and version, "judge/checks.zh@1"
	Requests         int         `json:"requests"`
	PromptTokens     int         `json:"prompt_tokens"`
	CompletionTokens int         `json:"completion_tokens"`
	Millis           int64       `json:"ms"` // from the first request to the last answer
}

// JudgedCheck is the answer to one check: met, not met, not observed, or needs review.
type JudgedCheck struct {
	ID       string     `json:"id"`
	Verdict  Verdict    `json:"verdict"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Doubt    string     `json:"doubt,omitempty"` // why it needs review: quote, runs_differ
}

// JudgementAdded records a judgement after the end of a call. It is private: what follows from it is shown with the
// assessment.
type JudgementAdded struct {
	Judgement
}

// Kind implements EventBody.
func (JudgementAdded) Kind() string { return "judgement.added" }
