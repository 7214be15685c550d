// Package studio is for people who write cases: it checks a case while it is written, keeps drafts, lets scripted trainees
// play it, and makes a draft playable without publishing it.
package studio
