package nlu

import (
	"strings"
	"unicode/utf8"
)

// trie finds every literal that stands in a text at places where words may begin. Literals of a language share few
// prefixes, so the edges lie in one hash table instead of a table a state, and what a literal has to itself is a tail of its
// last state instead of states: so it is small enough to stay in a processor's cache, and quick to build. It is immutable
// once built.
type trie struct {
	edges []uint64 // open addressing: (state, rune) << nextBits | next state; 0 is free
	shift uint
	nodes []node
	tails []tail
}

// node is a state of the trie.
type node struct {
	literal int32 // that ends here, plus one; 0 for none
	tail    int32 // of a state without edges: its place in tails, plus one; 0 for none
}

// tail is the rest of the only literal that goes on from a state.
type tail struct {
	rest    string
	literal int32 // plus one
}

// How an edge is packed. There are far fewer states than fit.
const (
	runeBits = 21
	nextBits = 22
)

// newTrie makes a trie with room for so many states; it grows when there are more.
func newTrie(states int) *trie {
	t := &trie{nodes: make([]node, 1, states+1), tails: make([]tail, 0, states)}
	size := 1 << 8
	for size < 2*states {
		size *= 2
	}
	t.resize(size)
	return t
}

func (t *trie) resize(size int) {
	old := t.edges
	t.edges = make([]uint64, size)
	for t.shift = 64; size > 1; size /= 2 {
		t.shift--
	}
	for _, e := range old {
		if e != 0 {
			t.edges[t.slot(e>>nextBits)] = e
		}
	}
}

func edgeKey(state int32, r rune) uint64 { return uint64(state)<<runeBits | uint64(r) }

// slot returns where the edge of key is, or would be.
func (t *trie) slot(key uint64) int {
	mask := len(t.edges) - 1
	for slot := int(key * 0x9E3779B97F4A7C15 >> t.shift); ; slot = (slot + 1) & mask {
		if e := t.edges[slot&mask]; e == 0 || e>>nextBits == key {
			return slot
		}
	}
}

// next returns the state a rune leads to, 0 for none.
func (t *trie) next(state int32, r rune) int32 {
	return int32(t.edges[t.slot(edgeKey(state, r))] & (1<<nextBits - 1))
}

// insert makes the path of a literal and returns where its number is kept, until the next call.
func (t *trie) insert(literal string) *int32 {
	state, rest := int32(0), literal
	for rest != "" {
		if k := t.nodes[state].tail; k > 0 {
			if t.tails[k-1].rest == rest {
				return &t.tails[k-1].literal
			}
			t.pushDown(state)
		}
		r, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		next := t.next(state, r)
		if next == 0 {
			next = t.grow(state, r)
			if rest != "" {
				t.tails = append(t.tails, tail{rest: rest})
				t.nodes[next].tail = int32(len(t.tails))
				return &t.tails[len(t.tails)-1].literal
			}
		}
		state = next
	}
	return &t.nodes[state].literal
}

// grow adds an edge to a new state.
func (t *trie) grow(state int32, r rune) int32 {
	if 2*len(t.nodes) > len(t.edges) {
		t.resize(2 * len(t.edges))
	}
	next := int32(len(t.nodes))
	key := edgeKey(state, r)
	t.edges[t.slot(key)] = key<<nextBits | uint64(next)
	t.nodes = append(t.nodes, node{})
	return next
}

// pushDown moves the tail of a state one rune on, to make room for other literals.
func (t *trie) pushDown(state int32) {
	k := t.nodes[state].tail
	t.nodes[state].tail = 0
	moved := &t.tails[k-1]
	r, size := utf8.DecodeRuneInString(moved.rest)
	next := t.grow(state, r)
	if moved.rest = moved.rest[size:]; moved.rest == "" {
		t.nodes[next].literal = moved.literal
		return
	}
	t.nodes[next].tail = k
}

// scan calls yield for every literal that begins at byte i of s, the shortest first, with where it ends.
func (t *trie) scan(s string, i int, yield func(literal int32, end int)) {
	state := int32(0)
	for k := i; k < len(s); {
		r, size := rune(s[k]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[k:])
		}
		if state = t.next(state, r); state == 0 {
			return
		}
		k += size
		n := t.nodes[state]
		if n.literal > 0 {
			yield(n.literal-1, k)
		}
		if n.tail > 0 {
			if last := &t.tails[n.tail-1]; strings.HasPrefix(s[k:], last.rest) {
				yield(last.literal-1, k+len(last.rest))
			}
			return
		}
	}
}
