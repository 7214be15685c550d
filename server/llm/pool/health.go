package pool

import (
	"log/slog"
	"sync"
	"time"

	"huikuan/server/llm"
)

// Health is how the last calls of a role went, over all of its endpoints.
type Health struct {
	Asked bool      // a call came to an end that says something
	Kind  llm.Kind  // how the last one failed; empty when it did not
	Since time.Time // when the first of the calls in a row ended that went alike; zero before any
}

// health keeps the Health of one role and logs when it turns.
type health struct {
	role string
	now  func() time.Time
	log  *slog.Logger

	mu   sync.Mutex
	last Health
}

// worked notes a call that was answered.
func (h *health) worked() {
	h.mu.Lock()
	was := h.last
	if !was.Asked || was.Kind != "" {
		h.last = Health{Asked: true, Since: h.now()}
	}
	h.mu.Unlock()
	if was.Kind != "" {
		h.log.Info("the model works again", "role", h.role, "failed_since", was.Since)
	}
}

// failed notes a call that no endpoint answered; endpoint is the last that was asked.
func (h *health) failed(kind llm.Kind, endpoint string) {
	if !tells(kind) {
		return
	}
	h.mu.Lock()
	was := h.last
	h.last.Kind = kind
	if was.Kind == "" {
		h.last = Health{Asked: true, Kind: kind, Since: h.now()}
	}
	h.mu.Unlock()
	if was.Kind == "" {
		h.log.Warn("the model fails; what it is for goes on without it", "role", h.role, "kind", kind, "endpoint", endpoint)
	}
}

// tells reports whether a failure says something of the model: one that was never asked, or whose reply only had to
// stop, neither works nor fails by it.
func tells(kind llm.Kind) bool {
	switch kind {
	case "", llm.KindPaused, llm.KindBusy, llm.KindBudget, llm.KindLength, llm.KindFiltered:
		return false
	}
	return true
}

// Health tells how the last calls went.
func (c *Client) Health() Health {
	c.health.mu.Lock()
	defer c.health.mu.Unlock()
	return c.health.last
}
