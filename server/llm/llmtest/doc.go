// Package llmtest stands in for a model in tests: a scripted client, and an OpenAI-compatible HTTP endpoint that can
// stream, stall, cut and lie.
package llmtest
