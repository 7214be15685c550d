package coach

import "time"

// ModelSpend is what requests to models of one day, call, role and endpoint took.
type ModelSpend struct {
	Day              string `json:"day,omitempty"`        // UTC, 2006-01-02
	SessionID        string `json:"session_id,omitempty"` // empty for work that belongs to no call
	Role             string `json:"role"`
	Endpoint         string `json:"endpoint"` // host and model
	Calls            int64  `json:"calls"`
	Failed           int64  `json:"failed"`
	PromptTokens     int64  `json:"prompt_tokens"`
	CompletionTokens int64  `json:"completion_tokens"`
	CostMicros       int64  `json:"cost_micros"` // millionths of the operator's currency; 0 where no price is set
}

// ModelEndpoint is a configured endpoint, without its key.
type ModelEndpoint struct {
	Roles      []string `json:"roles" nullable:"false"` // what it is asked for: voice, second, judge, draft
	Endpoint   string   `json:"endpoint"`               // host and model
	BaseURL    string   `json:"base_url"`
	Model      string   `json:"model"`
	HasKey     bool     `json:"has_key"`
	PriceIn    float64  `json:"price_in"` // of a million tokens, in the operator's currency; 0 when not given
	PriceOut   float64  `json:"price_out"`
	Concurrent int      `json:"concurrent"` // 0 for no limit
}

// ModelReport is what a test of an endpoint found.
type ModelReport struct {
	Endpoint  ModelEndpoint  `json:"endpoint"`
	OK        bool           `json:"ok"` // usable for its roles
	Findings  []ModelFinding `json:"findings" nullable:"false"`
	FirstMS   int64          `json:"first_ms"`   // to the first words, the slower of the two samples; 0 when there were none
	TotalMS   int64          `json:"total_ms"`   // of the slower sample
	SampleZh  string         `json:"sample_zh"`  // what it said when asked for one Chinese sentence
	SampleEn  string         `json:"sample_en"`  // and for an English one
	TurnCost  float64        `json:"turn_cost"`  // of a turn of usual length, in the operator's currency; 0 where no price is set
	TurnToken int            `json:"turn_token"` // tokens of such a turn, sent and received
}

// ModelFinding is one thing that a test looked at.
type ModelFinding struct {
	Check  string `json:"check" enum:"reach,stream,usage,zh,en,schema,latency,price"`
	Level  string `json:"level" enum:"ok,note,fail"` // a note is worth knowing, a fail has to be mended
	Code   string `json:"code"`                      // what was found, for the page's own words
	Detail string `json:"detail"`                    // the same in English, with what to change
}

// ModelSetup is what the page shows of the models: what is configured, and what was spent.
type ModelSetup struct {
	Endpoints     []ModelEndpoint `json:"endpoints" nullable:"false"` // empty: the scripted debtor speaks
	Roles         []ModelRole     `json:"roles" nullable:"false"`     // those that have an endpoint
	SessionTokens int64           `json:"session_tokens"`             // most of a call; 0 for no limit
	DayTokens     int64           `json:"day_tokens"`                 // most of a day (UTC); 0 for no limit
	TokensToday   int64           `json:"tokens_today"`
}

// ModelRole is how the last calls of a role went since the server started, over all of its endpoints.
type ModelRole struct {
	Role  string     `json:"role" enum:"voice,second,judge,draft,hint"`
	State string     `json:"state" enum:"untried,works,failing"`
	Since *time.Time `json:"since,omitempty"` // when it began to work or to fail (UTC); left out while untried
	Kind  string     `json:"kind,omitempty"`  // how the last call failed, such as unreachable
}
