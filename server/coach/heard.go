package coach

// DebtorAct is what a debtor's utterance does in a real call, where no decision is on record.
type DebtorAct string

// Debtor acts.
const (
	DebtorPromise  DebtorAct = "promise"  // commits to a sum, a day or another element in words of their own
	DebtorAgree    DebtorAct = "agree"    // agrees to what was just put to them
	DebtorRefuse   DebtorAct = "refuse"   // declines to pay, to commit or to go on
	DebtorDispute  DebtorAct = "dispute"  // contests the goods, the sum, the paper or the debt
	DebtorDisclose DebtorAct = "disclose" // tells how things stand: cash, process, who decides, why it is held
)

// DebtorActs lists every debtor act.
func DebtorActs() []DebtorAct {
	return []DebtorAct{DebtorPromise, DebtorAgree, DebtorRefuse, DebtorDispute, DebtorDisclose}
}

// DebtorUnderstanding is what was heard in a debtor's utterance.
type DebtorUnderstanding struct {
	Acts    []DebtorHit  `json:"acts"`
	Excuses []DebtorHit  `json:"excuses"`
	Promise PromiseWords `json:"promise"`
	Slots   Slots        `json:"slots"`
}

// DebtorHit is an act or an excuse heard in a debtor's utterance.
type DebtorHit struct {
	ID    string  `json:"id"`    // a DebtorAct, or an excuse id of the playbook (x_…)
	Score float64 `json:"score"` // 0..1, how sure the reading is
	Quote string  `json:"quote"` // exact words of the utterance
}

// PromiseWords are the elements of a promise to pay that an utterance states or agrees to. Text elements are quotes;
// Amount and Date are those of the trainee's line where the debtor agreed to it.
type PromiseWords struct {
	Amount   *MoneySlot `json:"amount,omitempty"`
	Date     *DateSlot  `json:"date,omitempty"`
	Method   string     `json:"method,omitempty"`
	Owner    string     `json:"owner,omitempty"`
	Proof    string     `json:"proof,omitempty"`
	Fallback string     `json:"fallback,omitempty"`
	Vague    bool       `json:"vague,omitempty"` // words of paying without sum or day
}

// Has reports whether the act was heard.
func (u DebtorUnderstanding) Has(act DebtorAct) bool {
	for _, h := range u.Acts {
		if h.ID == string(act) {
			return true
		}
	}
	return false
}

// Excuse returns the surest excuse heard, or none.
func (u DebtorUnderstanding) Excuse() (DebtorHit, bool) {
	var best DebtorHit
	for _, h := range u.Excuses {
		if h.Score > best.Score {
			best = h
		}
	}
	return best, best.ID != ""
}
