package content

import (
	"fmt"
	"slices"
	"strings"
)

// suggest says which of the known words was probably meant, or lists them when none is near.
func suggest(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return didYouMean(near)
	}
	if len(known) == 0 {
		return "none is defined yet"
	}
	return "use one of " + enumerate(known)
}

func didYouMean(word string) string { return fmt.Sprintf("did you mean %q?", word) }

// enumerate writes words as a list in order, cut after a dozen.
func enumerate(words []string) string {
	sorted := slices.Sorted(slices.Values(words))
	if more := len(sorted) - 12; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(sorted[:12], ", "), more)
	}
	return strings.Join(sorted, ", ")
}

// nearest returns the known word closest to word, or "" when none is close enough to be a slip of the pen.
func nearest(word string, known []string) string {
	best, bestDistance := "", max(1, len([]rune(word))/3)+1
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := editDistance(strings.ToLower(word), strings.ToLower(k)); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	if best != "" {
		return best
	}
	for _, k := range slices.Sorted(slices.Values(known)) {
		if len(word) >= 3 && (strings.HasSuffix(k, "_"+word) || strings.HasPrefix(k, word+"_")) {
			return k
		}
	}
	return ""
}

// editDistance counts the insertions, deletions, substitutions and swaps of neighbours between a and b.
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
