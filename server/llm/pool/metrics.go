package pool

import (
	"context"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// Metrics is a Meter that feeds Prometheus and, where there is a tracer, OpenTelemetry.
type Metrics struct {
	tracer   trace.Tracer // nil traces nothing
	requests *prometheus.CounterVec
	failures *prometheus.CounterVec
	tokens   *prometheus.CounterVec
	first    *prometheus.HistogramVec
	took     *prometheus.HistogramVec
}

// NewMetrics registers the metrics of models. tracer may be nil.
func NewMetrics(registry prometheus.Registerer, tracer trace.Tracer) *Metrics {
	place := []string{"role", "endpoint"}
	m := &Metrics{
		tracer: tracer,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huikuan_model_requests_total", Help: "Requests to models, by how they ended: whole, failed, or given up by the trainee.",
		}, append(place, "end")),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huikuan_model_failures_total", Help: "Requests to models that failed, by kind; endpoint is empty where none was asked.",
		}, append(place, "kind")),
		tokens: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huikuan_model_tokens_total", Help: "Tokens sent to and received from models; estimated where an endpoint does not say.",
		}, append(place, "direction", "estimated")),
		first: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "huikuan_model_first_token_seconds", Help: "From the request to the first visible words.",
			Buckets: []float64{.05, .1, .2, .3, .5, .75, 1, 1.5, 2, 3, 5, 8, 15},
		}, place),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "huikuan_model_reply_seconds", Help: "From the request to the end of the reply.",
			Buckets: []float64{.1, .25, .5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 180},
		}, place),
	}
	registry.MustRegister(m.requests, m.failures, m.tokens, m.first, m.took)
	return m
}

// Begin implements Meter.
func (m *Metrics) Begin(ctx context.Context, role, endpoint string) (context.Context, func(Answer)) {
	if m.tracer == nil {
		return ctx, func(Answer) {}
	}
	ctx, span := m.tracer.Start(ctx, "model "+role, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("gen_ai.operation.name", "chat"), attribute.String("huikuan.role", role),
		attribute.String("huikuan.endpoint", endpoint), attribute.String("huikuan.session", coach.SessionOf(ctx)),
	))
	return ctx, func(a Answer) {
		span.SetAttributes(
			attribute.String("gen_ai.response.model", a.Usage.Model),
			attribute.Int("gen_ai.usage.input_tokens", a.Usage.PromptTokens),
			attribute.Int("gen_ai.usage.output_tokens", a.Usage.CompletionTokens),
			attribute.Int64("huikuan.first_token_ms", a.First.Milliseconds()),
			attribute.Bool("huikuan.whole", a.Whole),
		)
		if a.Kind != "" {
			span.SetAttributes(attribute.String("error.type", string(a.Kind)))
			span.SetStatus(codes.Error, string(a.Kind))
		}
		span.End()
	}
}

// Answered implements Meter.
func (m *Metrics) Answered(role, endpoint string, a Answer) {
	end := "given_up"
	switch {
	case a.Whole:
		end = "whole"
	case a.Kind != "":
		end = "failed"
		m.Failed(role, endpoint, a.Kind)
	}
	m.requests.WithLabelValues(role, endpoint, end).Inc()
	m.took.WithLabelValues(role, endpoint).Observe(a.Took.Seconds())
	if a.First > 0 {
		m.first.WithLabelValues(role, endpoint).Observe(a.First.Seconds())
	}
	estimated := strconv.FormatBool(a.Usage.Estimated)
	m.tokens.WithLabelValues(role, endpoint, "sent", estimated).Add(float64(a.Usage.PromptTokens))
	m.tokens.WithLabelValues(role, endpoint, "received", estimated).Add(float64(a.Usage.CompletionTokens))
}

// Failed implements Meter.
func (m *Metrics) Failed(role, endpoint string, kind llm.Kind) {
	m.failures.WithLabelValues(role, endpoint, string(kind)).Inc()
}

// WatchSlots registers how many requests are under way at an endpoint.
func WatchSlots(registry prometheus.Registerer, endpoint string, slots *Slots) {
	for _, kind := range []struct {
		name string
		held func() float64
	}{
		{"live", func() float64 { live, _ := slots.Held(); return float64(live) }},
		{"background", func() float64 { _, background := slots.Held(); return float64(background) }},
	} {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "huikuan_model_requests_in_flight", Help: "Requests under way at an endpoint.",
			ConstLabels: prometheus.Labels{"endpoint": endpoint, "priority": kind.name},
		}, kind.held))
	}
}
