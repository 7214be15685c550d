// Package rawio reads and writes connections by system calls that the scheduler is not told of.
//
// A connection in Go never blocks, yet each of its calls gives the processor up and takes it back, and a call that lasts
// more than some microseconds, as a write to the loopback does, has it taken away and another thread woken. A word of a
// model passes two such reads and a write, so that this was a twelfth of what the word cost.
package rawio
