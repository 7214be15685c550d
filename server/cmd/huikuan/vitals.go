package main

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huikuan/server/api"
	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

// newSpace looks at the data folder's disk once and is ready to watch it.
func newSpace(settings config.Serve, log *slog.Logger) *sqlite.Space {
	space := &sqlite.Space{Dir: settings.Data, Low: int64(settings.LowDisk) << 20, Free: sqlite.FreeSpace, Log: log}
	space.Look()
	return space
}

// checks are what the server is ready with. Without a model the scripted debtor speaks, so that one is not vital.
func checks(ctx context.Context, store *sqlite.Store, space *sqlite.Space, asked *askedModels) []api.Check {
	return []api.Check{
		{Name: "server", Vital: true, Look: func(context.Context) error {
			if ctx.Err() != nil {
				return coach.Errorf(coach.CodeUnavailable, "it is restarting; its calls go on in a few seconds")
			}
			return nil
		}},
		{Name: "store", Vital: true, Look: store.Ready},
		{Name: "disk", Vital: true, Look: func(context.Context) error { return space.Room() }},
		{Name: "model", Look: asked.look},
	}
}

// look reports the roles whose last calls failed, or else endpoints that fail so often that they are not asked for a while.
func (m *models) look(context.Context) error {
	var failing []string
	without := ""
	for _, role := range m.health() {
		if role.Kind != "" {
			failing = append(failing, role.Role+": "+role.Kind)
		}
		if role.Kind != "" && role.Role == config.VoiceRole {
			without = "; the scripted debtor speaks meanwhile"
		}
	}
	if len(failing) > 0 {
		return coach.Errorf(coach.CodeModelFailed, "failing (%s)%s", strings.Join(failing, ", "), without)
	}
	resting := 0
	for _, client := range m.clients {
		if client.Resting() {
			resting++
		}
	}
	if resting == 0 {
		return nil
	}
	return coach.Errorf(coach.CodeModelFailed, "%d of %s rest after failures; others answer meanwhile", resting, coach.Count(len(m.clients), "model client"))
}

// callMeter counts what calls do.
type callMeter struct {
	stored   prometheus.Histogram
	unstored prometheus.Counter
	refused  *prometheus.CounterVec
}

func newCallMeter(registry prometheus.Registerer) *callMeter {
	m := &callMeter{
		stored: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "huikuan_store_wait_seconds", Help: "How long a change of a call waited until it was durable.",
			Buckets: []float64{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5},
		}),
		unstored: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "huikuan_store_failures_total", Help: "Changes of calls that could not be stored; nobody got a tick for them.",
		}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huikuan_refused_calls_total", Help: "New calls that were not let in: calls (as many as may be), lag (ticks are slow), room (the disk is nearly full).",
		}, []string{"reason"}),
	}
	for _, reason := range []string{"calls", "lag", "room"} {
		m.refused.WithLabelValues(reason) // from 0 on, so that the first one is seen to be more
	}
	registry.MustRegister(m.stored, m.unstored, m.refused)
	return m
}

// Stored implements session.Meter.
func (m *callMeter) Stored(wait time.Duration, err error) {
	if err != nil {
		m.unstored.Inc()
		return
	}
	m.stored.Observe(wait.Seconds())
}

// Refused implements session.Meter.
func (m *callMeter) Refused(reason string) { m.refused.WithLabelValues(reason).Inc() }

// watchCalls shows what can be read at any time.
func watchCalls(registry prometheus.Registerer, calls *session.Service, space *sqlite.Space) {
	registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "huikuan_live_calls", Help: "Calls in memory.",
		}, func() float64 { return float64(calls.Running()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "huikuan_disk_free_bytes", Help: "Free space on the data folder's disk at the last look.",
		}, func() float64 { return float64(space.Left()) }),
	)
}

// watchCMemory shows what SQLite takes, which Go's own figures leave out.
func watchCMemory(registry prometheus.Registerer) {
	registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "huikuan_c_memory_used_bytes", Help: "Memory that SQLite has taken from the C library; 0 where it cannot be told.",
		}, func() float64 { used, _ := cMemory(); return used }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "huikuan_c_memory_held_bytes", Help: "Memory that the C library has taken from the system; 0 where it cannot be told.",
		}, func() float64 { _, held := cMemory(); return held }),
	)
}
