package coach

// Case is one situation to practise: what the trainee sees, who can be reached, and the truth they do not see.
type Case struct {
	ID         string       `yaml:"id" json:"id" jsonschema:"required,pattern=^[a-z0-9-]+$"`
	Version    int          `yaml:"version" json:"version" jsonschema:"required,minimum=1"`
	Status     string       `yaml:"status" json:"status,omitempty" jsonschema:"enum=draft,enum=published"` // a draft can be checked and played by its id, but is not offered to trainees; empty: published
	Playbook   string       `yaml:"playbook" json:"playbook" jsonschema:"required"`                        // playbook id
	LawPack    string       `yaml:"law_pack" json:"law_pack" jsonschema:"required"`                        // law pack id: the jurisdiction
	Title      Text         `yaml:"title" json:"title" jsonschema:"required"`
	Brief      Text         `yaml:"brief" json:"brief" jsonschema:"required"` // the situation, as the trainee's manager would put it
	Goal       Text         `yaml:"goal" json:"goal" jsonschema:"required"`   // what a good call would bring
	Trade      Text         `yaml:"trade" json:"trade" jsonschema:"required"`
	DebtKind   string       `yaml:"debt_kind" json:"debt_kind" jsonschema:"required,enum=goods,enum=services,enum=project"`
	Difficulty int          `yaml:"difficulty" json:"difficulty" jsonschema:"required,minimum=1,maximum=3"`
	Trains     []string     `yaml:"trains" json:"trains" jsonschema:"required,minItems=1"` // criterion ids this case trains most
	Today      Date         `yaml:"today" json:"today" jsonschema:"required"`              // the case's own calendar
	Stage      string       `yaml:"stage" json:"stage" jsonschema:"required,pattern=^st_[a-z_0-9]+$"`
	Creditor   Creditor     `yaml:"creditor" json:"creditor" jsonschema:"required"`
	Debtor     Party        `yaml:"debtor" json:"debtor" jsonschema:"required"`
	Account    Account      `yaml:"account" json:"account" jsonschema:"required"`
	Authority  Authority    `yaml:"authority" json:"authority" jsonschema:"required"`
	Permitted  []Permission `yaml:"permitted" json:"permitted"`                                // consequences the trainee may truthfully name
	Desk       []DeskAction `yaml:"desk" json:"desk"`                                          // documents that are actions
	Contacts   []Contact    `yaml:"contacts" json:"contacts" jsonschema:"required,minItems=1"` // the first answers the phone
	Truth      Truth        `yaml:"truth" json:"truth" jsonschema:"required"`
	Facts      []Fact       `yaml:"facts" json:"facts" jsonschema:"required,minItems=1"`
	Excuses    []CaseExcuse `yaml:"excuses" json:"excuses" jsonschema:"required,minItems=1"` // in the order they are raised
}

// Draft reports whether the case is still being worked on.
func (c *Case) Draft() bool { return c.Status == "draft" }

// Party is a firm.
type Party struct {
	Name Text   `yaml:"name" json:"name" jsonschema:"required"`
	Size string `yaml:"size" json:"size" jsonschema:"required,enum=micro,enum=small,enum=medium,enum=large,enum=public"`
}

// Creditor is our firm and the trainee's place in it.
type Creditor struct {
	Name    Text   `yaml:"name" json:"name" jsonschema:"required"`
	Size    string `yaml:"size" json:"size" jsonschema:"required,enum=micro,enum=small,enum=medium,enum=large,enum=public"`
	Trainee Text   `yaml:"trainee" json:"trainee" jsonschema:"required"` // the name the trainee goes by
	Role    Text   `yaml:"role" json:"role" jsonschema:"required"`
}

// Account is the debt in play.
type Account struct {
	Currency string         `yaml:"currency" json:"currency" jsonschema:"required,pattern=^[A-Z]{3}$"`
	Invoices []Invoice      `yaml:"invoices" json:"invoices" jsonschema:"required,minItems=1"`
	History  []HistoryEntry `yaml:"history" json:"history"`
}

// Balance is what is open over all invoices.
func (a Account) Balance() Money {
	total := Money{Currency: a.Currency}
	for _, invoice := range a.Invoices {
		total.Minor += invoice.Minor
	}
	return total
}

// Offer is the share of what is owed as somebody offers it: whole invoices where they come to no more than it and next to
// it, else a round sum below it.
func (a Account) Offer(share Permille) Money {
	most := a.Balance().Share(share)
	if share >= 1000 {
		return most
	}
	if whole := a.wholeInvoices(most.Minor); (most.Minor-whole)*200 <= most.Minor {
		return Money{Minor: whole, Currency: most.Currency}
	}
	return most.Rounded()
}

// wholeInvoices is the most that some of the invoices come to without exceeding a sum.
func (a Account) wholeInvoices(most int64) int64 {
	invoices := a.Invoices[:min(10, len(a.Invoices))] // as many as anybody puts together in their head
	best := int64(0)
	for set := 1; set < 1<<len(invoices); set++ {
		sum := int64(0)
		for i, invoice := range invoices {
			if set&(1<<i) != 0 {
				sum += invoice.Minor
			}
		}
		if sum <= most {
			best = max(best, sum)
		}
	}
	return best
}

// OldestDue is the earliest due date of the open invoices.
func (a Account) OldestDue() Date {
	var oldest Date
	for _, invoice := range a.Invoices {
		if oldest == "" || invoice.Due < oldest {
			oldest = invoice.Due
		}
	}
	return oldest
}

// Invoice is one open invoice.
type Invoice struct {
	Number string `yaml:"number" json:"number" jsonschema:"required"`
	Minor  int64  `yaml:"minor" json:"minor" jsonschema:"required,minimum=1"` // minor units of the account's currency
	Issued Date   `yaml:"issued" json:"issued" jsonschema:"required"`
	Due    Date   `yaml:"due" json:"due" jsonschema:"required"`
	For    Text   `yaml:"for" json:"for" jsonschema:"required"`
}

// HistoryEntry is something that happened on the account before this call (a promise, a delivery, a message).
type HistoryEntry struct {
	Date     Date         `yaml:"date" json:"date" jsonschema:"required"`
	What     Text         `yaml:"what" json:"what" jsonschema:"required"`
	Promised *PastPromise `yaml:"promised" json:"promised,omitempty"` // the promise made then, if it was one: the debtor remembers it when reminded
}

// PastPromise is a promise to pay made before this call and not kept.
type PastPromise struct {
	Day   Date  `yaml:"day" json:"day" jsonschema:"required"`                // the day the money was promised for
	Minor int64 `yaml:"minor" json:"minor,omitempty" jsonschema:"minimum=0"` // the sum promised, minor units; leave out when none was named
}

// Authority is what the trainee may grant without asking.
type Authority struct {
	MaxDiscount      Permille `yaml:"max_discount" json:"max_discount"`             // of the balance
	MaxExtensionDays int      `yaml:"max_extension_days" json:"max_extension_days"` // beyond today
	MaxInstalments   int      `yaml:"max_instalments" json:"max_instalments"`
	MayWaiveInterest bool     `yaml:"may_waive_interest" json:"may_waive_interest"`
}

// Permission is a consequence that is true, lawful and authorised in this case.
type Permission struct {
	Act  Act  `yaml:"act" json:"act" jsonschema:"required,enum=consequence_current,enum=consequence_future,enum=consequence_company,enum=consequence_personal,enum=formal_notice,enum=third_party_pressure"`
	What Text `yaml:"what" json:"what" jsonschema:"required"`
}

// DeskAction is something the trainee can do during the call, beside talking.
type DeskAction struct {
	ID       string `yaml:"id" json:"id" jsonschema:"required,enum=send_statement,enum=send_invoice_copy,enum=send_original,enum=send_delivery_proof,enum=send_contract,enum=send_acceptance,enum=correct_invoice,enum=technician,enum=smoothing_call"`
	Name     Text   `yaml:"name" json:"name" jsonschema:"required"`
	Document Text   `yaml:"document" json:"document" jsonschema:"required"` // what the document says, or what the colleague will say on the phone; shown on the desk
	Effect   Gauges `yaml:"effect" json:"effect"`                           // what it does to the debtor beside what every action does, -30..30 each: a technician soothes who has a real defect
	Denies   []Act  `yaml:"denies" json:"denies,omitempty"`                 // of a smoothing call: what the colleague says will not happen; two voices that contradict each other cost credibility
}

// SmoothingCall is the desk action in which a colleague or superior of the trainee rings the debtor to soften things: a
// second voice, once a call.
const SmoothingCall = "smoothing_call"

// ContactAuthority is what a contact may do about a payment.
type ContactAuthority string

// Contact authorities, weakest first.
const (
	AuthorityNone      ContactAuthority = "none"
	AuthorityExecute   ContactAuthority = "execute"   // keys the payment someone else decided
	AuthorityRecommend ContactAuthority = "recommend" // proposes
	AuthorityApprove   ContactAuthority = "approve"   // decides
)

// Binds reports whether a promise by this authority is worth anything in the ledger.
func (a ContactAuthority) Binds() bool { return a == AuthorityApprove }

// Contact is a person at the debtor's.
type Contact struct {
	ID        string           `yaml:"id" json:"id" jsonschema:"required,pattern=^[a-z0-9_]+$"`
	Name      Text             `yaml:"name" json:"name" jsonschema:"required"`   // full name
	Title     Text             `yaml:"title" json:"title" jsonschema:"required"` // how one addresses them: 陈总, Ms Hart
	Role      Text             `yaml:"role" json:"role" jsonschema:"required"`
	Authority ContactAuthority `yaml:"authority" json:"authority" jsonschema:"required,enum=none,enum=execute,enum=recommend,enum=approve"`
	Persona   string           `yaml:"persona" json:"persona" jsonschema:"required"`
	Aliases   Lines            `yaml:"aliases" json:"aliases" jsonschema:"required"` // what people may call them: names, titles, roles
	Reach     Condition        `yaml:"reach" json:"reach"`                           // what earns being put through; empty: can be asked for at once

	// What follows is optional.
	DebtorType string `yaml:"debtor_type" json:"debtor_type,omitempty"`                                                                     // how this person takes things, if not as the case's debtor type does
	Start      Gauges `yaml:"start" json:"start"`                                                                                           // added to how that type picks up the phone, -40..40 each
	Affect     Affect `yaml:"affect" json:"affect,omitempty" jsonschema:"enum=calm,enum=flat_evasive,enum=upset,enum=hostile,enum=ashamed"` // the mood they pick up in, if not the type's
	Absent     string `yaml:"absent" json:"absent,omitempty" jsonschema:"enum=voicemail,enum=call_back"`                                    // what asking for them brings before reach is met: their voicemail, or word that they will call back; empty: a polite no
}

// Condition is met when any of Acts was heard in Times turns, State is reached, Contact is on the line, Facts were told
// and Actions done. Empty parts always hold.
type Condition struct {
	Acts    []Act    `yaml:"acts" json:"acts,omitempty"`
	Times   int      `yaml:"times" json:"times,omitempty"`     // turns, default 1
	State   Gauges   `yaml:"state" json:"state"`               // minimum of each gauge; 0 means any
	Contact string   `yaml:"contact" json:"contact,omitempty"` // only this contact
	Facts   []string `yaml:"facts" json:"facts,omitempty"`     // facts already told
	Actions []string `yaml:"actions" json:"actions,omitempty"` // desk actions done
}

// Truth is what the trainee must find out; it is never shown before the end.
type Truth struct {
	DebtorType string  `yaml:"debtor_type" json:"debtor_type" jsonschema:"required"`
	Reason     string  `yaml:"reason" json:"reason" jsonschema:"required"`
	Decides    string  `yaml:"decides" json:"decides" jsonschema:"required"`          // contact id
	Story      Text    `yaml:"story" json:"story" jsonschema:"required"`              // what really goes on
	Offers     []Offer `yaml:"offers" json:"offers" jsonschema:"required,minItems=1"` // weakest first; the last is the reservation
	// FreeConcessions is how many steps up the offers a face exit or kindness alone may bring, 0..2.
	FreeConcessions int  `yaml:"free_concessions" json:"free_concessions" jsonschema:"minimum=0,maximum=2"`
	Method          Text `yaml:"method" json:"method" jsonschema:"required"`     // how they would pay, when asked
	Owner           Text `yaml:"owner" json:"owner" jsonschema:"required"`       // who would key it, when asked
	Proof           Text `yaml:"proof" json:"proof" jsonschema:"required"`       // what they would send, when asked
	Fallback        Text `yaml:"fallback" json:"fallback" jsonschema:"required"` // what they accept if it is missed, when asked
}

// Offer is one step of what the debtor can be brought to.
type Offer struct {
	Share Permille `yaml:"share" json:"share" jsonschema:"required,minimum=1,maximum=1000"` // of the balance
	Date  Date     `yaml:"date" json:"date" jsonschema:"required"`
	Will  int      `yaml:"will" json:"will" jsonschema:"required,minimum=0,maximum=100"` // willingness it takes
	Rest  []Share  `yaml:"rest" json:"rest,omitempty"`                                   // the plan for what is left, in order of date, given when asked for; share and date above are the part that comes first
}

// Share is a dated part of the balance.
type Share struct {
	Share Permille `yaml:"share" json:"share" jsonschema:"required,minimum=1,maximum=1000"` // of the balance
	Date  Date     `yaml:"date" json:"date" jsonschema:"required"`
}

// Fact is something true that can be learned in the call.
type Fact struct {
	ID     string    `yaml:"id" json:"id" jsonschema:"required,pattern=^f_[a-z_0-9]+$"`
	Name   Text      `yaml:"name" json:"name" jsonschema:"required"` // for the debrief
	Graded bool      `yaml:"graded" json:"graded"`
	Unlock Condition `yaml:"unlock" json:"unlock" jsonschema:"required"`
	Lines  Lines     `yaml:"lines" json:"lines" jsonschema:"required"`   // how the debtor tells it
	Secret Lines     `yaml:"secret" json:"secret" jsonschema:"required"` // words that would give it away; the guard holds them while locked
	Blurts []Affect  `yaml:"blurts" json:"blurts,omitempty"`             // moods in which the debtor comes out with it unasked, from the second exchange on: donated, which earns the trainee nothing; not for a graded fact
}

// TruthValue is whether an excuse is true.
type TruthValue string

// Truth values.
const (
	True  TruthValue = "true"
	Half  TruthValue = "half"
	False TruthValue = "false"
)

// CaseExcuse is an excuse as this debtor uses it.
type CaseExcuse struct {
	Excuse   string     `yaml:"excuse" json:"excuse" jsonschema:"required"`
	Truth    TruthValue `yaml:"truth" json:"truth" jsonschema:"required,enum=true,enum=half,enum=false"`
	Contacts []string   `yaml:"contacts" json:"contacts,omitempty"`           // who uses it; empty: everyone
	Settle   Condition  `yaml:"settle" json:"settle" jsonschema:"required"`   // what tests it: true → verified, false → exposed
	Close    Condition  `yaml:"close" json:"close" jsonschema:"required"`     // what closes it for good, once verified or exposed
	When     Condition  `yaml:"when" json:"when"`                             // what has to come first before it is raised at all; empty: nothing (a late quarrel: acts ask_commitment, times 2)
	Raise    Lines      `yaml:"raise" json:"raise" jsonschema:"required"`     // first and later wordings
	Detail   Lines      `yaml:"detail" json:"detail" jsonschema:"required"`   // under a test, before it is settled
	Settled  Lines      `yaml:"settled" json:"settled" jsonschema:"required"` // what is said when it is verified or collapses
	Closed   Lines      `yaml:"closed" json:"closed" jsonschema:"required"`   // conceding that it no longer stands in the way
}
