package coach

// FaceBalance is how firmness and warmth were shared out in a call: 黑脸 and 红脸.
type FaceBalance struct {
	Firm    int          `json:"firm"`    // turns that pressed
	Warm    int          `json:"warm"`    // turns that eased
	Moments []FaceMoment `json:"moments"` // in order; a turn that did both is there twice
	// Order is firm_first where the first pressing came before the first easing, warm_first the other way round, both where
	// they came together, and empty where one of them is missing.
	Order string `json:"order" enum:"firm_first,warm_first,both,"`
}

// FaceMoment is a turn that pressed or eased.
type FaceMoment struct {
	Turn  int    `json:"turn"`
	Side  string `json:"side" enum:"firm,warm"`
	Quote string `json:"quote"`
}

// ConsequenceUse is one of the four dimensions a consequence can lie in, with what the trainee made of it.
type ConsequenceUse struct {
	Dimension Act                 `json:"dimension" enum:"consequence_current,consequence_future,consequence_company,consequence_personal"`
	Permitted string              `json:"permitted"` // what is true and authorised here; empty when nothing is
	Uses      []ConsequenceMoment `json:"uses"`
}

// ConsequenceMoment is a turn in which a consequence was named.
type ConsequenceMoment struct {
	Turn      int    `json:"turn"`
	Quote     string `json:"quote"`
	Permitted bool   `json:"permitted"` // the case knows it as true and authorised
	Lawful    bool   `json:"lawful"`    // no red line was crossed with it
}

// CardPoint is one line of the fuller coaching card: a check that was missed where it could have been met.
type CardPoint struct {
	Criterion string `json:"criterion"`
	Name      string `json:"name"`  // of the criterion
	Check     string `json:"check"` // the question, in words
	Turn      int    `json:"turn"`
	Said      string `json:"said"`  // what was said there instead
	Line      string `json:"line"`  // what would have met it
	Worth     int    `json:"worth"` // the check's share of the criterion times its weight, for the order; 0 for an advisory one
}
