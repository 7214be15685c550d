package debtor

import (
	"hash/fnv"
	"unicode"

	"huikuan/server/coach"
)

// shortWords is how many letters words may have and still be said again and again without anybody minding.
const shortWords = 6

// parrots reports whether the very same words were said twice before. Whatever else they would do, they do not any more.
func (st *State) parrots(text string, heard coach.Understanding) bool {
	return len(heard.Acts) > 0 && st.memory.words[wordsKey(text)] >= 2 && lettersIn(text) > shortWords
}

// parrot answers what has been said in the same words twice before.
func (a *answer) parrot() {
	if !a.was.parrots(a.text, a.heard) {
		return
	}
	a.say(a.move(coach.MoveBored, a.firstOf(func(coach.Act) bool { return true }), ruleParrots))
	a.done = true
}

// wordsKey is the same for texts that differ in nothing but case, spaces and punctuation.
func wordsKey(text string) uint64 {
	h := fnv.New64a()
	var buffer [4]byte
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		r = unicode.ToLower(r)
		buffer = [4]byte{byte(r), byte(r >> 8), byte(r >> 16), byte(r >> 24)}
		h.Write(buffer[:]) // a hash never fails to write
	}
	return h.Sum64()
}

func lettersIn(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
