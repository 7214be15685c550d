// Package transcript reads calls recorded elsewhere, as JSON, plain text, SRT or WebVTT captions, or CSV, into turns of
// the trainee and the debtor.
package transcript
