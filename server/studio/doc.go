// Package studio is for people who write cases: it checks a case while it is written, keeps drafts, lets scripted trainees
// play it, makes a draft playable without publishing it, and publishes what clears the bars, edition by edition.
package studio
