package nlu

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestTheTrieFindsWhatAPlainSearchFinds(t *testing.T) {
	words := []string{"付", "付款", "付款单", "打款", "款", "pay", "payment", "pa", "a b", "'s"}
	for i := range 300 { // so many that the table has to grow
		words = append(words, fmt.Sprintf("w%d", i))
	}
	tree := newTrie(1)
	for id, w := range words {
		*tree.insert(w) = int32(id) + 1
	}
	for _, text := range []string{"付款单打款", "payments pay pa", "a b's", "w12 w299 w1", "没有", "", strings.Repeat("付款", 200)} {
		for i := range len(text) {
			var found, want []string
			tree.scan(text, i, func(id int32, end int) {
				if words[id] != text[i:end] {
					t.Fatalf("%q at %d of %q is said to end at %d", words[id], i, text, end)
				}
				found = append(found, words[id])
			})
			for _, w := range words {
				if strings.HasPrefix(text[i:], w) {
					want = append(want, w)
				}
			}
			slices.SortFunc(want, func(a, b string) int { return len(a) - len(b) })
			if !slices.Equal(found, want) {
				t.Errorf("at %d of %q: %q, want %q", i, text, found, want)
			}
		}
	}
}

func TestABitSetGivesItsNumbersInOrder(t *testing.T) {
	set := make(bitset, 4)
	for _, n := range []int{200, 0, 63, 64, 65, 200, 127} {
		set.add(n)
	}
	if got, want := slices.Collect(set.all), []int{0, 63, 64, 65, 127, 200}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
