package main

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"huikuan/server/debtor"
)

// voiceMeter is a voice that is counted: who spoke, and what went wrong on the way.
type voiceMeter struct {
	debtor.Voice
	turns *prometheus.CounterVec
	flags *prometheus.CounterVec
}

func newVoiceMeter(voice debtor.Voice, registry prometheus.Registerer) *voiceMeter {
	m := &voiceMeter{
		Voice: voice,
		turns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huikuan_debtor_turns_total", Help: "Turns of debtors, by the voice that spoke.",
		}, []string{"voice"}),
		flags: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huikuan_debtor_flags_total", Help: "What went wrong while a model spoke: fallback, broken, guard_cut with their kinds, completed moves.",
		}, []string{"flag"}),
	}
	registry.MustRegister(m.turns, m.flags)
	return m
}

// Speak implements debtor.Voice.
func (m *voiceMeter) Speak(ctx context.Context, brief debtor.Brief, emit func(delta string) error) (debtor.Speech, error) {
	speech, err := m.Voice.Speak(ctx, brief, emit)
	m.turns.WithLabelValues(speech.Source).Inc()
	for _, flag := range speech.Flags {
		m.flags.WithLabelValues(flag).Inc()
	}
	return speech, err
}
