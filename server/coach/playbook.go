package coach

// Playbook is a firm's way of collecting: what acts do to which debtor, what excuses exist and how they are settled,
// and what a good call is scored on.
type Playbook struct {
	ID          string       `yaml:"id" json:"id" jsonschema:"required,pattern=^[a-z0-9-]+$"`
	Version     int          `yaml:"version" json:"version" jsonschema:"required,minimum=1"`
	Title       Text         `yaml:"title" json:"title" jsonschema:"required"`
	DebtorTypes []DebtorType `yaml:"debtor_types" json:"debtor_types" jsonschema:"required,minItems=1"`
	Reasons     []Reason     `yaml:"reasons" json:"reasons" jsonschema:"required,minItems=1"`
	Excuses     []Excuse     `yaml:"excuses" json:"excuses" jsonschema:"required,minItems=1"`
	Effects     []ActEffect  `yaml:"effects" json:"effects" jsonschema:"required,minItems=1"`
	Timing      []ActTiming  `yaml:"timing" json:"timing,omitempty"` // when an act works, and what it does when it does not
	Stages      []Stage      `yaml:"stages" json:"stages,omitempty"` // how debtors meet a stage of lateness
	Criteria    []Criterion  `yaml:"criteria" json:"criteria" jsonschema:"required,minItems=1"`
	Hints       []Hint       `yaml:"hints" json:"hints"`
	NextSteps   []NextStep   `yaml:"next_steps" json:"next_steps"` // what to do after a call, for the diagnosis sheet
}

// Gauges are the debtor's felt state, 0..100 each.
type Gauges struct {
	Trust       int `yaml:"trust" json:"trust"`             // belief in the trainee's good faith
	Irritation  int `yaml:"irritation" json:"irritation"`   // how close to snapping
	Urgency     int `yaml:"urgency" json:"urgency"`         // felt need to act now
	Credibility int `yaml:"credibility" json:"credibility"` // belief that the trainee knows the file and follows through
	Face        int `yaml:"face" json:"face"`               // own standing kept in this call
	Obligation  int `yaml:"obligation" json:"obligation"`   // felt debt of favour or fairness
	Patience    int `yaml:"patience" json:"patience"`       // what is left before the debtor wants off the line
}

// Add returns g with d added, each gauge kept within 0..100.
func (g Gauges) Add(d Gauges) Gauges {
	clamp := func(v int) int { return min(100, max(0, v)) }
	return Gauges{
		Trust: clamp(g.Trust + d.Trust), Irritation: clamp(g.Irritation + d.Irritation),
		Urgency: clamp(g.Urgency + d.Urgency), Credibility: clamp(g.Credibility + d.Credibility),
		Face: clamp(g.Face + d.Face), Obligation: clamp(g.Obligation + d.Obligation), Patience: clamp(g.Patience + d.Patience),
	}
}

// Stage is a stage of lateness (domain ids st_…) and how each group of debtors meets it.
type Stage struct {
	ID          string      `yaml:"id" json:"id" jsonschema:"required,pattern=^st_[a-z_0-9]+$"`
	Consequence Permille    `yaml:"consequence" json:"consequence" jsonschema:"required"` // how far a consequence works at this stage, in thousandths: 0 before it is due, above 1000 late
	Moods       []StageMood `yaml:"moods" json:"moods,omitempty"`
}

// StageMood is how a group of debtors meets a stage.
type StageMood struct {
	Group  Group  `yaml:"group" json:"group" jsonschema:"required,enum=benign,enum=procedural,enum=squeezed,enum=leveraged,enum=aggrieved,enum=slippery,enum=evasive"`
	Shift  Gauges `yaml:"shift" json:"shift"`                                                                                           // added to how the type picks up the phone
	Affect Affect `yaml:"affect" json:"affect,omitempty" jsonschema:"enum=calm,enum=flat_evasive,enum=upset,enum=hostile,enum=ashamed"` // the mood they pick up in; empty: the type's
	Manner string `yaml:"manner" json:"manner,omitempty" jsonschema:"pattern=^[a-z_]+$"`                                                // how they answer when the debt is first named: the topic of acknowledge wordings, stage_<manner>
}

// ActTiming says what an act needs to work as the effects say. When something is missing it brings nothing good, and
// what is under backfires instead.
type ActTiming struct {
	Act       Act               `yaml:"act" json:"act" jsonschema:"required"`
	Types     []string          `yaml:"types" json:"types,omitempty"` // only for these debtor types; empty: all
	Needs     Needs             `yaml:"needs" json:"needs" jsonschema:"required"`
	Backfires Gauges            `yaml:"backfires" json:"backfires"`                       // what it does out of time
	TypesBack map[string]Gauges `yaml:"backfires_types" json:"backfires_types,omitempty"` // a type's entry replaces it
}

// Needs is what has to hold when an act is heard. Empty parts always hold.
type Needs struct {
	Diagnosed bool   `yaml:"diagnosed" json:"diagnosed,omitempty"` // the reason is known: a fact was earned or an excuse settled
	State     Gauges `yaml:"state" json:"state"`                   // minimum of each gauge
	Calm      int    `yaml:"calm" json:"calm,omitempty"`           // most irritation; 0 means any
	AtMost    int    `yaml:"at_most" json:"at_most,omitempty"`     // times it works in a call; 0 means any
	Asked     bool   `yaml:"asked" json:"asked,omitempty"`         // something is asked for in the same breath, or a promise stands: an if with its then
	Specific  bool   `yaml:"specific" json:"specific,omitempty"`   // a day, a sum, a document or a name comes with it
	Permitted bool   `yaml:"permitted" json:"permitted,omitempty"` // the case lists it as true
	Pressed   bool   `yaml:"pressed" json:"pressed,omitempty"`     // firmness came before it in the call
}

// PathStep is a step of the way a debtor goes who is asked again and again and never means to pay.
type PathStep struct {
	Stage  string `yaml:"stage" json:"stage" jsonschema:"required,pattern=^st_[a-z_0-9]+$"`
	Asks   int    `yaml:"asks" json:"asks" jsonschema:"required,minimum=1"`                                                             // unmet demands until the next step; after the last step the call ends
	Shift  Gauges `yaml:"shift" json:"shift"`                                                                                           // added on entering the step
	Affect Affect `yaml:"affect" json:"affect,omitempty" jsonschema:"enum=calm,enum=flat_evasive,enum=upset,enum=hostile,enum=ashamed"` // the mood on entering it
}

// DebtorType is a pattern of not paying (domain ids d_…).
type DebtorType struct {
	ID       string     `yaml:"id" json:"id" jsonschema:"required,pattern=^d_[a-z_]+$"`
	Name     Text       `yaml:"name" json:"name" jsonschema:"required"`
	About    Text       `yaml:"about" json:"about" jsonschema:"required"`
	Start    Gauges     `yaml:"start" json:"start" jsonschema:"required"`
	Affect   Affect     `yaml:"affect" json:"affect" jsonschema:"required,enum=calm,enum=flat_evasive,enum=upset,enum=hostile,enum=ashamed"`                                  // how the call opens
	Weights  Gauges     `yaml:"weights" json:"weights" jsonschema:"required"`                                                                                                 // what makes this type willing to pay: willingness is the weighted mean of the gauges; a negative weight works against
	Best     Text       `yaml:"best" json:"best" jsonschema:"required"`                                                                                                       // the best outcome this type allows
	Keeps    Permille   `yaml:"keeps" json:"keeps" jsonschema:"required"`                                                                                                     // how often a complete promise of this type is kept
	Group    Group      `yaml:"group" json:"group,omitempty" jsonschema:"enum=benign,enum=procedural,enum=squeezed,enum=leveraged,enum=aggrieved,enum=slippery,enum=evasive"` // how this type meets a stage
	AsksBack int        `yaml:"asks_back" json:"asks_back,omitempty" jsonschema:"minimum=0"`                                                                                  // a counter-question every so many exchanges; 0: none
	Path     []PathStep `yaml:"path" json:"path,omitempty"`                                                                                                                   // how this type slips away in steps; empty: it does not
}

// Reason is a hidden reason for not paying (domain ids h_…).
type Reason struct {
	ID       string `yaml:"id" json:"id" jsonschema:"required,pattern=^h_[a-z_]+$"`
	Name     Text   `yaml:"name" json:"name" jsonschema:"required"`
	Able     string `yaml:"able" json:"able" jsonschema:"required,enum=yes,enum=part,enum=no"`
	Willing  string `yaml:"willing" json:"willing" jsonschema:"required,enum=yes,enum=weak,enum=selective,enum=conditional,enum=mixed,enum=no"`
	SolvedBy Text   `yaml:"solved_by" json:"solved_by" jsonschema:"required"`
	Released []Act  `yaml:"released_by" json:"released_by,omitempty"` // the acts that bring it into the open
}

// Excuse is a stock reason for not paying (domain ids x_…).
type Excuse struct {
	ID        string `yaml:"id" json:"id" jsonschema:"required,pattern=^x_[a-z_0-9]+$"`
	Name      Text   `yaml:"name" json:"name" jsonschema:"required"`
	Tests     Text   `yaml:"tests" json:"tests" jsonschema:"required"`         // how a good collector tests it
	Mend      Text   `yaml:"mend" json:"mend" jsonschema:"required"`           // a line that tests it well, in words to say
	Backfires Text   `yaml:"backfires" json:"backfires" jsonschema:"required"` // what makes it worse
	Settle    []Act  `yaml:"settle" json:"settle,omitempty"`                   // acts that test it
	IfTrue    Text   `yaml:"if_true" json:"if_true,omitempty"`                 // what settles it when it is true
	IfFalse   Text   `yaml:"if_false" json:"if_false,omitempty"`               // how it collapses when it is not
	Next      string `yaml:"next" json:"next,omitempty"`                       // the excuse it usually hides
}

// ActEffect says what hearing an act does to the debtor's gauges, in general and per debtor type (the type's entry
// replaces the base). Arithmetic on top of it (repetition, specifics, order, affect) is code.
type ActEffect struct {
	Act   Act               `yaml:"act" json:"act" jsonschema:"required"`
	Base  Gauges            `yaml:"base" json:"base"`
	Types map[string]Gauges `yaml:"types" json:"types,omitempty"`
}

// Criterion is one thing a call is rated on (domain ids k_…).
type Criterion struct {
	ID      string   `yaml:"id" json:"id" jsonschema:"required,pattern=^k_[a-z_]+$"`
	Name    Text     `yaml:"name" json:"name" jsonschema:"required"`
	Weight  int      `yaml:"weight" json:"weight" jsonschema:"required,minimum=1"`
	Anchors []Text   `yaml:"anchors" json:"anchors" jsonschema:"required,minItems=5,maxItems=5"` // what levels 0..4 look like
	Checks  []Check  `yaml:"checks" json:"checks" jsonschema:"required,minItems=1"`
	NotIn   []string `yaml:"not_in" json:"not_in,omitempty"` // stages in which the criterion does not apply
	// Advisory is for a criterion on which rules and people agree too little (huikuan agree): shown, and left out of the total.
	Advisory bool `yaml:"advisory" json:"advisory,omitempty"`
}

// Check is one yes/no question of a criterion.
type Check struct {
	ID       string   `yaml:"id" json:"id" jsonschema:"required,pattern=^[a-z_0-9]+$"` // names the rule in code when how is rule
	Question Text     `yaml:"question" json:"question" jsonschema:"required"`
	How      string   `yaml:"how" json:"how" jsonschema:"required,enum=rule,enum=judge"`
	Weight   int      `yaml:"weight" json:"weight" jsonschema:"required,minimum=1"`
	Say      Text     `yaml:"say" json:"say" jsonschema:"required"` // a line that would have met it
	Names    []Act    `yaml:"names" json:"names,omitempty"`         // the consequences say names: offered only where the case permits them all
	Or       []Saying `yaml:"or" json:"or,omitempty"`               // other lines that would have, for one who said the first already or may not say it
}

// Sayings lists the lines that would have met the check, in the order they are offered.
func (c Check) Sayings() []Saying {
	return append([]Saying{{Zh: c.Say.Zh, En: c.Say.En, Names: c.Names}}, c.Or...)
}

// Hint is help on request for a situation, in three rungs from principle to sample line.
type Hint struct {
	When  string `yaml:"when" json:"when" jsonschema:"required,enum=opening,enum=diagnose,enum=excuse,enum=contact,enum=consequence,enum=commitment,enum=complete,enum=close,enum=calm"`
	Rungs []Text `yaml:"rungs" json:"rungs" jsonschema:"required,minItems=3,maxItems=3"`

	// The last rung is a line to say. What it needs, and the lines in its place where it does not fit or was said.
	Names []Act     `yaml:"names" json:"names,omitempty"` // the consequences it names
	Gets  []Element `yaml:"gets" json:"gets,omitempty"`   // the elements of a promise it asks for
	Or    []Saying  `yaml:"or" json:"or,omitempty"`
}

// Sayings lists the lines to say, in the order they are offered.
func (h Hint) Sayings() []Saying {
	last := h.Rungs[len(h.Rungs)-1]
	return append([]Saying{{Zh: last.Zh, En: last.En, Names: h.Names, Gets: h.Gets}}, h.Or...)
}

// Affect is the debtor's mood, which decides whether pressure or encouragement works (Gibson & Fichman).
type Affect string

// The affects.
const (
	Calm        Affect = "calm"
	FlatEvasive Affect = "flat_evasive"
	Upset       Affect = "upset"
	Hostile     Affect = "hostile"
	Ashamed     Affect = "ashamed"
)

// Level is how grave a red line is.
type Level string

// Red-line levels.
const (
	Critical Level = "critical" // fails the call
	Major    Level = "major"    // caps the total at 59; two fail the call
	Minor    Level = "minor"    // minus 5 each, at most 15
)

// LawPack is what is forbidden and what may rightly be cited in one jurisdiction.
type LawPack struct {
	ID       string    `yaml:"id" json:"id" jsonschema:"required,enum=cn,enum=uk,enum=us,enum=eu"`
	Version  int       `yaml:"version" json:"version" jsonschema:"required,minimum=1"`
	Title    Text      `yaml:"title" json:"title" jsonschema:"required"`
	RedLines []RedLine `yaml:"red_lines" json:"red_lines" jsonschema:"required,minItems=1"`
	Laws     []Law     `yaml:"laws" json:"laws" jsonschema:"required,minItems=1"`
}

// RedLine is a compliance rule (domain ids rl_…).
type RedLine struct {
	ID         string   `yaml:"id" json:"id" jsonschema:"required,pattern=^rl_[a-z_]+$"`
	Name       Text     `yaml:"name" json:"name" jsonschema:"required"`
	Level      Level    `yaml:"level" json:"level" jsonschema:"required,enum=critical,enum=major,enum=minor"`
	Trigger    Text     `yaml:"trigger" json:"trigger" jsonschema:"required"`
	SayInstead Text     `yaml:"say_instead" json:"say_instead" jsonschema:"required"`
	Basis      []string `yaml:"basis" json:"basis" jsonschema:"required,minItems=1"` // law ids
}

// Law is a legal fact with its source.
type Law struct {
	ID     string `yaml:"id" json:"id" jsonschema:"required,pattern=^law_[a-z_0-9]+$"`
	Fact   Text   `yaml:"fact" json:"fact" jsonschema:"required"`
	Source Text   `yaml:"source" json:"source" jsonschema:"required"`
}

// Persona is how a contact speaks: a register and banks of wordings per move.
type Persona struct {
	ID       string    `yaml:"id" json:"id" jsonschema:"required,pattern=^[a-z0-9-]+$"`
	Version  int       `yaml:"version" json:"version" jsonschema:"required,minimum=1"`
	Name     Text      `yaml:"name" json:"name" jsonschema:"required"`
	Register Text      `yaml:"register" json:"register" jsonschema:"required"` // how this person talks, for the model's prompt
	Wordings []Wording `yaml:"wordings" json:"wordings" jsonschema:"required,minItems=1"`
}

// Wording is a bank of lines for a move, optionally only for one affect and one topic (an excuse id for the excuse
// moves, an element for add_element, …).
type Wording struct {
	Move   MoveKind `yaml:"move" json:"move" jsonschema:"required"`
	Affect Affect   `yaml:"affect" json:"affect,omitempty"`
	Topic  string   `yaml:"topic" json:"topic,omitempty"`
	Lines  Lines    `yaml:"lines" json:"lines" jsonschema:"required"`
}
