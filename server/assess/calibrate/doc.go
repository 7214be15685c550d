// Package calibrate measures how the scorer's verdicts agree with people's on a set of gold transcripts. Nothing that runs
// a call imports it.
package calibrate
