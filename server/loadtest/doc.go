// Package loadtest starts the real server as a process of its own and talks to it as many trainees at once do, over real
// sockets, measuring what they wait and what the process uses. Benches and fault tests use it; nothing that serves does.
package loadtest
