package debtor

import "sync"

// maxTexts is how many texts of each kind guardTexts keeps; the shipped cases have some hundred.
const maxTexts = 4096

// guardTexts keeps what guards make of texts that come again in every turn: registers and secrets of the cases. It is safe for
// use by many calls at once; a nil one keeps nothing.
type guardTexts struct {
	mu       sync.Mutex
	clauses  map[string]*watches // of registers; read only
	squeezed map[string]string
}

func newGuardTexts() *guardTexts {
	return &guardTexts{clauses: map[string]*watches{}, squeezed: map[string]string{}}
}

// clausesOf is clausesOf for a text that is likely to come again.
func (k *guardTexts) clausesOf(text string) *watches {
	if k == nil {
		return clausesOf(text)
	}
	return again(k, k.clauses, text, func(text string) *watches { return clausesOf(text) })
}

// squeeze is squeeze for a text that is likely to come again.
func (k *guardTexts) squeeze(text string) string {
	if k == nil {
		return squeeze(text)
	}
	return again(k, k.squeezed, text, squeeze)
}

// again returns what was made of a text before, or makes it. Cases come and go: when there are too many texts, all are
// forgotten.
func again[T any](k *guardTexts, made map[string]T, text string, make func(string) T) T {
	k.mu.Lock()
	defer k.mu.Unlock()
	if known, ok := made[text]; ok {
		return known
	}
	if len(made) >= maxTexts {
		clear(made)
	}
	fresh := make(text)
	made[text] = fresh
	return fresh
}
