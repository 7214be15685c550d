//go:build faults

package faults

// protection is one thing that keeps a promise, and how to take it out of the source: by file under server, what is
// replaced by what.
type protection struct {
	name string
	off  map[string]map[string]string
}

// none is the program as it is.
var none protection

// fullSync makes a commit reach the disk before it returns.
var fullSync = protection{"full sync", map[string]map[string]string{"sqlite/open.go": {
	`"_synchronous": {"FULL"}`:                                     `"_synchronous": {"NORMAL"}`,
	`writerWants = want{"journal_mode": "wal", "synchronous": "2"`: `writerWants = want{"journal_mode": "wal", "synchronous": "1"`,
	`readerWants = want{"journal_mode": "wal", "synchronous": "2"`: `readerWants = want{"journal_mode": "wal", "synchronous": "1"`,
}}}

// tickAfterCommit keeps the tick back until the commit has returned.
var tickAfterCommit = protection{"tick after commit", map[string]map[string]string{"sqlite/commit.go": {
	"	err := c.transact(batch, results)\n": "	for _, w := range batch {\n		w.done <- nil\n	}\n	err := c.transact(batch, results)\n",
	"		w.done <- results[i]\n":             "		_ = w\n",
}}}

// failedCommitCounts makes a commit that failed an error for everyone in it.
var failedCommitCounts = protection{"failed commit counts", map[string]map[string]string{"sqlite/commit.go": {
	"		err = tx.Commit()\n": "		_ = tx.Commit()\n",
}}}

// overlap has the model asked while the sentence is being stored.
var overlap = protection{"overlap", map[string]map[string]string{"session/say.go": {
	"	c.speak(answer{decision: accepted.Decision, heard: text})\n	if err := c.store(events); err != nil {\n": "	err := c.store(events)\n	c.speak(answer{decision: accepted.Decision, heard: text})\n	if err != nil {\n",
}}}

// resumeExactly has a screen resume right after the last event it has.
var resumeExactly = protection{"resume exactly", map[string]map[string]string{"live/handler.go": {
	"	c.sink.last = after\n": "	after = max(0, after-1)\n	c.sink.last = after\n",
}}}

// onceOnly knows a sentence that is sent again: in the call's memory and in the store.
var onceOnly = protection{"once only", map[string]map[string]string{
	"session/say.go": {"; ok {\n		return c.repeat(before, text)": "; ok && before.text != text {\n		return c.repeat(before, text)"},
	"sqlite/tip.go":  {"	if !ok {\n		return nil\n	}\n	err = q.InsertTurn": "	if ok || !ok {\n		return nil\n	}\n	err = q.InsertTurn"},
}}

// drainInOrder lets turns finish before the server ends.
var drainInOrder = protection{"drain in order", map[string]map[string]string{"cmd/huikuan/serve.go": {
	"	a.log.Info(\"draining\")\n": "	a.log.Info(\"draining\")\n	syscall.Exit(0)\n",
}}}

// consistentCopy has the database itself write its copy.
var consistentCopy = protection{"consistent copy", map[string]map[string]string{"sqlite/backup.go": {
	"	_, err := from.ExecContext(ctx, \"VACUUM INTO ?\", path)\n": "	err := copyFile(source, path)\n",
}}}
