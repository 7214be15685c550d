package lang

import "unicode"

// latinWord is how many Chinese characters a word of Latin letters weighs.
const latinWord = 2

// foreignAtLeast is how much of another language a text must hold to be called foreign: a name or a term is not.
const foreignAtLeast = 8

// Foreign reports whether a text is written mostly in another language than the given one, "zh" or "en": more of the other
// script than of its own, and more than a name or a term.
func Foreign(text, language string) bool {
	wide, latin, inWord := 0, 0, false
	for _, r := range text {
		letter := unicode.Is(unicode.Latin, r)
		switch {
		case Wide(r):
			wide++
		case letter && !inWord:
			latin += latinWord
		}
		inWord = letter
	}
	own, other := wide, latin
	if language == "en" {
		own, other = latin, wide
	}
	return other >= foreignAtLeast && other > own
}
