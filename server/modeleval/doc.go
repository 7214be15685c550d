// Package modeleval measures a model at its work: scripted trainees call a debtor who speaks with the model, and what it
// said is gone over line by line; a judge is asked about calls that people have rated. Nothing that runs a call imports it.
package modeleval
