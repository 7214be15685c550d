package nlu

import "strings"

// typed are words as they are typed in haste and the words they stand for. Those that are words of their own without the
// apostrophe (well, ill, were, wed, shed) are not among them.
var typed = map[string]string{
	"dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't", "werent": "weren't", "cant": "can't",
	"couldnt": "couldn't", "wont": "won't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't", "aint": "ain't",
	"im": "i'm", "ive": "i've", "youre": "you're", "youve": "you've", "youll": "you'll", "youd": "you'd", "theyre": "they're", "theyve": "they've", "theyll": "they'll",
	"weve": "we've", "hes": "he's", "shes": "she's", "thats": "that's", "thatll": "that'll", "itll": "it'll", "whats": "what's", "whos": "who's", "wheres": "where's",
	"whens": "when's", "hows": "how's", "theres": "there's", "heres": "here's", "lets": "let's", "its": "it's",
	"u": "you", "ur": "your", "n": "and", "pls": "please", "plz": "please", "thx": "thanks",
}

// spelt returns the word that one typed in haste stands for, else the word itself.
func spelt(word string) string {
	if w, ok := typed[word]; ok {
		return w
	}
	return word
}

// addTerms enters the terms of a set, each also as it is typed in haste.
func (b *book) addTerms(terms []string, set int) {
	for _, t := range terms {
		b.addTerm(t, set)
		if bare, ok := withoutApostrophes(t); ok {
			b.addTerm(bare, set)
		}
	}
}

// withoutApostrophes returns a term as it is typed without its apostrophes, and whether each of its words is known so.
func withoutApostrophes(term string) (string, bool) {
	if !strings.Contains(term, "'") {
		return "", false
	}
	words := strings.Split(term, " ")
	for k, w := range words {
		if !strings.Contains(w, "'") {
			continue
		}
		bare := strings.ReplaceAll(w, "'", "")
		if typed[bare] != w {
			return "", false
		}
		words[k] = bare
	}
	return strings.Join(words, " "), true
}
