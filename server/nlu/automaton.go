package nlu

import "slices"

// automaton finds every occurrence of a set of literals in one pass (Aho-Corasick over bytes). It is immutable once built.
type automaton struct {
	next   []int32   // dense transitions: state*width + class of byte
	class  [256]byte // byte -> column; bytes in no literal share column 0
	width  int
	out    [][]int32 // literals that end in a state, the state's own first
	length []int     // bytes of each literal
}

// newAutomaton builds the automaton for literals, which must not be empty.
func newAutomaton(literals []string) *automaton {
	a := &automaton{width: 1, length: make([]int, len(literals))}
	for _, l := range literals {
		for i := range len(l) {
			if a.class[l[i]] == 0 {
				a.class[l[i]] = byte(a.width)
				a.width++
			}
		}
	}
	size := states(literals)
	a.next = make([]int32, 0, size*a.width)
	a.out = make([][]int32, 0, size)
	a.grow()
	for id, l := range literals {
		a.length[id] = len(l)
		state := int32(0)
		for i := range len(l) {
			slot := int(state)*a.width + int(a.class[l[i]])
			if a.next[slot] < 0 {
				a.next[slot] = a.grow()
			}
			state = a.next[slot]
		}
		a.out[state] = append(a.out[state], int32(id))
	}
	a.link()
	return a
}

// states counts the distinct prefixes of the literals.
func states(literals []string) int {
	sorted := slices.Sorted(slices.Values(literals))
	count, last := 1, ""
	for _, l := range sorted {
		common := 0
		for common < min(len(l), len(last)) && l[common] == last[common] {
			common++
		}
		count += len(l) - common
		last = l
	}
	return count
}

// grow adds a state and returns it.
func (a *automaton) grow() int32 {
	state := int32(len(a.out))
	for range a.width {
		a.next = append(a.next, -1)
	}
	a.out = append(a.out, nil)
	return state
}

// link fills the missing transitions breadth first, each from the longest proper suffix that is also a state.
func (a *automaton) link() {
	fail := make([]int32, len(a.out))
	queue := make([]int32, 0, len(a.out))
	for c := range a.width {
		if s := a.next[c]; s > 0 {
			queue = append(queue, s)
		} else {
			a.next[c] = 0
		}
	}
	for k := 0; k < len(queue); k++ {
		state := queue[k]
		a.out[state] = append(a.out[state], a.out[fail[state]]...)
		for c := range a.width {
			slot := int(state)*a.width + c
			after := a.next[int(fail[state])*a.width+c]
			if s := a.next[slot]; s >= 0 {
				fail[s] = after
				queue = append(queue, s)
			} else {
				a.next[slot] = after
			}
		}
	}
}

// scan calls yield for every literal occurrence in s, in order of its end.
func (a *automaton) scan(s string, yield func(literal int32, start, end int)) {
	state := int32(0)
	for i := range len(s) {
		state = a.next[int(state)*a.width+int(a.class[s[i]])]
		for _, id := range a.out[state] {
			yield(id, i+1-a.length[id], i+1)
		}
	}
}
