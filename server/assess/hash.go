package assess

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"huikuan/server/coach"
)

// contentHash identifies the content a call is scored against. A scenario brings its own; a transcript about no case of
// ours is scored against a playbook and a law pack alone.
func contentHash(scenario *coach.Scenario, playbook coach.Playbook, lawPack coach.LawPack) string {
	if scenario != nil && scenario.Hash != "" {
		return scenario.Hash
	}
	sum := sha256.New()
	encoder := json.NewEncoder(sum)
	for _, part := range []any{playbook, lawPack} {
		if err := encoder.Encode(part); err != nil {
			return ""
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// hash is over everything a scorecard depends on: the version of the rules, the content, and what the call was made of.
// Parts are separated by a byte that JSON never holds.
func (c *Call) hash() string {
	sum := sha256.New()
	for _, part := range append([][]byte{[]byte(Version), []byte(c.content), []byte(c.lang)}, c.source...) {
		sum.Write(part)
		sum.Write([]byte{0})
	}
	return hex.EncodeToString(sum.Sum(nil))
}
