// Package openai speaks to any OpenAI-compatible endpoint through go-openai, with an HTTP client of our own below it:
// go-openai takes a stream that was cut, an error inside a stream and a web page for a success, and waits for ever.
package openai
