// Package demo plays six weeks of calls of a made-up team, so that every page has something to show before anybody has
// called. The calls are real: scripted trainees of growing skill hold them through the session service, at a clock set
// back, and they are assessed like any other. They are marked, count for nobody and can be removed at once.
package demo
