// Package debtor is the simulated counterparty: its state (a fold of the event log), the policy that picks its moves,
// the voices that word them, and the guard that decides which words may leave.
package debtor
