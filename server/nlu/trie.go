package nlu

// trie finds every literal that stands in a text at places where words may begin. Literals of a language share few
// prefixes, so the edges lie in one hash table instead of a table a state: it is small enough to stay in a processor's
// cache, and quick to build. It is immutable once built.
type trie struct {
	edges  []uint64 // open addressing: (state<<8 | byte) << 32 | next state; 0 is free
	shift  uint
	first  []int32 // per state: the literal that ends there, plus one; 0 for none
	states int
}

// longestLiteral bounds how far a literal is followed, in bytes, so that looking for them stays linear.
const longestLiteral = 255

// newTrie makes a trie with room for so many states; it grows when there are more.
func newTrie(states int) *trie {
	t := &trie{states: 1, first: make([]int32, 1, states)}
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
	for t.shift = 32; size > 1; size /= 2 {
		t.shift--
	}
	for _, e := range old {
		if e != 0 {
			t.edges[t.slot(uint32(e>>32))] = e
		}
	}
}

// slot returns where the edge of key is, or would be.
func (t *trie) slot(key uint32) int {
	mask := len(t.edges) - 1
	for slot := int(key * 2654435769 >> t.shift); ; slot = (slot + 1) & mask {
		if e := t.edges[slot]; e == 0 || uint32(e>>32) == key {
			return slot
		}
	}
}

// next returns the state a byte leads to, 0 for none.
func (t *trie) next(state int32, c byte) int32 {
	return int32(uint32(t.edges[t.slot(uint32(state)<<8|uint32(c))]))
}

// insert makes the path of a literal and returns the state it ends in.
func (t *trie) insert(literal string) int32 {
	state := int32(0)
	for i := range len(literal) {
		key := uint32(state)<<8 | uint32(literal[i])
		slot := t.slot(key)
		if t.edges[slot] == 0 {
			t.edges[slot] = uint64(key)<<32 | uint64(t.states)
			t.first = append(t.first, 0)
			t.states++
			state = int32(t.states - 1)
			if 2*t.states > len(t.edges) {
				t.resize(2 * len(t.edges))
			}
			continue
		}
		state = int32(uint32(t.edges[slot]))
	}
	return state
}

// scan calls yield for every literal that begins at byte i of s, the shortest first, with where it ends.
func (t *trie) scan(s string, i int, yield func(literal int32, end int)) {
	state := int32(0)
	for k := i; k < min(len(s), i+longestLiteral); k++ {
		if state = t.next(state, s[k]); state == 0 {
			return
		}
		if id := t.first[state]; id > 0 {
			yield(id-1, k+1)
		}
	}
}
