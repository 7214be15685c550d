// Package llm is the neutral face of a language model: a request, a stream of words, and the ways it can fail.
package llm
