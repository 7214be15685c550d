package nlu

import "huikuan/server/coach"

// Input is an utterance with the context that decides what it does.
type Input struct {
	Lang     coach.Lang
	Text     string
	Previous string        // what the other side said just before; empty at the start
	Today    coach.Date    // the case's calendar; empty leaves relative dates unresolved (vague)
	Balance  coach.Money   // the open balance, for the currency of bare figures; zero when unknown
	Sums     []coach.Money // other sums on file (invoices): a bare figure that matches one is money
	Contacts []Contact     // who may be named
}

// Contact is a person at the debtor's with the names they go by.
type Contact struct {
	ID      string
	Aliases []string
}
