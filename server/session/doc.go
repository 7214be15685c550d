// Package session is the application service: it starts, runs, ends, forks and assesses calls, and owns the one
// goroutine of each live session.
package session
