package nlu

import (
	"encoding/binary"
	"math"
	"slices"
)

// known is a feature the model has weights for.
type known struct {
	row   int32
	value uint8 // its place in weighing.values
	in    ClauseSet
}

// weighing adds up the weights of a turn's features. Weights are bytes, so they are added up as whole numbers for each of
// the few values features have, and only then multiplied. Its room is used for one turn after the other.
type weighing struct {
	model  *Model
	values []float32 // the different values of the features, in the order they come
	known  []known   // features the model has weights for
	length float32   // of their vector

	rows   [][]int32 // by value: rows to be added up
	all    tally     // of the whole turn
	base   tally     // of what stands in no clause of it
	part   tally     // of a part of it
	whole  []float32 // sums of base
	sums   []float32
	scores []float32
}

// tally is how much features weigh for each label, by their value and in steps of the label's scale.
type tally struct {
	counts  []int32
	order   []uint8 // the values, in the order they came: float32 sums depend on it
	squares float32 // of the values
}

// start looks up the features a model has weights for.
func (w *weighing) start(m *Model, features []Feature) {
	w.model, w.values, w.known = m, w.values[:0], w.known[:0]
	squares := float32(0)
	for i := range features {
		f := &features[i]
		row := m.row(f.Hash)
		if row < 0 {
			continue
		}
		squares += f.Value * f.Value
		value := slices.Index(w.values, f.Value)
		if value < 0 {
			value = len(w.values)
			w.values = append(w.values, f.Value)
		}
		w.known = append(w.known, known{row, uint8(value), f.In})
	}
	w.length = vectorLength(squares)
	for len(w.rows) < len(w.values) {
		w.rows = append(w.rows, nil)
	}
}

// row returns the row of a feature, -1 when it is not known. A bucket seldom holds more than four, so four hashes are looked at
// whether they are of it or not: no other bucket has the same, and a processor need not guess where this one ends.
func (m *Model) row(h uint32) int32 {
	b := h >> (32 - bucketBits)
	row, end := m.buckets[b], m.buckets[b+1]
	found := int32(-1)
	if int(row)+4 <= len(m.Hashes) {
		four := (*[4]uint32)(m.Hashes[row:])
		if four[0] == h {
			found = row
		}
		if four[1] == h {
			found = row + 1
		}
		if four[2] == h {
			found = row + 2
		}
		if four[3] == h {
			found = row + 3
		}
		row += 4
	}
	for ; row < end; row++ {
		if m.Hashes[row] == h {
			return row
		}
	}
	return found
}

// vectorLength is the length of a vector from the sum of its squares, at least one.
func vectorLength(squares float32) float32 { return float32(math.Sqrt(float64(max(squares, 1)))) }

// clear empties the tally for the weighing.
func (t *tally) clear(w *weighing) {
	size := len(w.values) * len(w.model.Labels)
	t.counts = slices.Grow(t.counts[:0], size)[:size]
	clear(t.counts)
	t.order, t.squares = t.order[:0], 0
}

// note takes in the value of one more feature.
func (t *tally) note(w *weighing, k known) {
	t.squares += w.values[k.value] * w.values[k.value]
	if !slices.Contains(t.order, k.value) {
		t.order = append(t.order, k.value)
	}
}

// merge adds the counts of another tally.
func (t *tally) merge(other *tally) {
	for k, count := range other.counts {
		t.counts[k] += count
	}
}

// queue has a feature's row added up by the next call of count.
func (w *weighing) queue(k known) { w.rows[k.value] = append(w.rows[k.value], k.row) }

// count adds up the rows in the queue and empties it.
func (w *weighing) count(t *tally) {
	width := len(w.model.Labels)
	for value := range w.values {
		if len(w.rows[value]) > 0 {
			w.model.count(w.rows[value], t.counts[value*width:(value+1)*width])
			w.rows[value] = w.rows[value][:0]
		}
	}
}

// add gives each label's sum of weights in a tally on top of base, or alone where that is nil. What it returns holds until
// it is called again.
func (w *weighing) add(t *tally, base []float32) []float32 {
	labels := len(w.model.Labels)
	w.sums = slices.Grow(w.sums[:0], labels)[:labels]
	clear(w.sums)
	for _, value := range t.order {
		for k, count := range t.counts[int(value)*labels:][:labels] {
			w.sums[k] += float32(count) * w.values[value]
		}
	}
	for k := range base {
		w.sums[k] += base[k]
	}
	return w.sums
}

// judge gives the score, 0..1, of each label for the whole turn. What it returns holds until the next turn.
func (w *weighing) judge() []float32 {
	w.all.clear(w)
	for _, k := range w.known {
		w.all.note(w, k)
		w.queue(k)
	}
	w.count(&w.all)
	w.scores = append(w.scores[:0], w.add(&w.all, nil)...)
	w.model.judge(w.scores, w.length)
	return w.scores
}

// judge turns sums of weights into scores.
func (m *Model) judge(sums []float32, length float32) []float32 {
	for k, sum := range sums {
		sums[k] = logistic(m.Bias[k] + sum*m.Scale[k]/length)
	}
	return sums
}

// logistic maps a sum of evidence to 0..1.
func logistic(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// lanes is how many weights are added up at once, each with sixteen bits to grow in: four in the even bytes of a word, four
// in the odd ones. mostRows is how many rows fit in sixteen bits.
const (
	lanes    = 8
	mostRows = 256
)

// sideBySide is how many words are added up in one pass over the rows: as many as stay in registers.
const sideBySide = 3

// evenLanes are the bytes of a word that are added up in place; the odd ones are shifted there.
const evenLanes = 0x00FF00FF00FF00FF

// count adds the weights of rows to counts, one for each label.
func (m *Model) count(rows []int32, counts []int32) {
	for len(rows) > 0 {
		part := rows[:min(len(rows), mostRows)]
		rows = rows[len(part):]
		at := 0
		for ; at+sideBySide*lanes <= len(counts); at += sideBySide * lanes {
			m.countWords(part, counts, at)
		}
		for ; at+lanes <= len(counts); at += lanes {
			m.countWord(part, counts, at, 0)
		}
		switch left := len(counts) - at; {
		case left == 0:
		case at > 0: // the last word begins among lanes that are counted already
			m.countWord(part, counts, len(counts)-lanes, lanes-left)
		default:
			m.countBytes(part, counts)
		}
	}
}

// countWords adds up the lanes of as many words as go side by side, from label at on.
func (m *Model) countWords(rows, counts []int32, at int) {
	var low0, high0, low1, high1, low2, high2 uint64
	weights := m.Weights[at:]
	for _, row := range rows {
		words := weights[int(row)*len(counts):][:sideBySide*lanes]
		a, b, c := binary.LittleEndian.Uint64(words), binary.LittleEndian.Uint64(words[lanes:]), binary.LittleEndian.Uint64(words[2*lanes:])
		low0 += a & evenLanes
		high0 += a >> 8 & evenLanes
		low1 += b & evenLanes
		high1 += b >> 8 & evenLanes
		low2 += c & evenLanes
		high2 += c >> 8 & evenLanes
	}
	nothing := int32(NoWeight * len(rows))
	spread(counts[at:], low0, high0, nothing, 0)
	spread(counts[at+lanes:], low1, high1, nothing, 0)
	spread(counts[at+2*lanes:], low2, high2, nothing, 0)
}

// countWord adds up the lanes of one word, from label at on but for the first ones.
func (m *Model) countWord(rows, counts []int32, at, but int) {
	var low, high uint64
	for _, row := range rows {
		a := binary.LittleEndian.Uint64(m.Weights[int(row)*len(counts)+at:])
		low += a & evenLanes
		high += a >> 8 & evenLanes
	}
	spread(counts[at:], low, high, int32(NoWeight*len(rows)), but)
}

// spread adds the lanes of two words but the first ones, less what weights of nothing make, to counts.
func spread(counts []int32, low, high uint64, nothing int32, but int) {
	counts = counts[:lanes]
	for lane := but; lane < lanes; lane++ {
		of := low
		if lane%2 == 1 {
			of = high
		}
		counts[lane] += int32(of>>(8*(lane&^1))&0xFFFF) - nothing
	}
}

// countBytes adds up weights one by one, of a model with fewer labels than lanes.
func (m *Model) countBytes(rows, counts []int32) {
	for _, row := range rows {
		for k := range counts {
			counts[k] += int32(m.Weights[int(row)*len(counts)+k]) - NoWeight
		}
	}
}

// clauseOf returns the clause that speaks most for a label.
func (w *weighing) clauseOf(label, clauses int) int {
	w.sums = slices.Grow(w.sums[:0], 64)[:min(clauses, 64)]
	clear(w.sums)
	width := len(w.model.Labels)
	for _, k := range w.known {
		if k.in == 0 {
			continue
		}
		weight := float32(int(w.model.Weights[int(k.row)*width+label])-NoWeight) * w.values[k.value]
		k.in.each(func(clause int) { w.sums[clause] += weight })
	}
	best := 0
	for k, sum := range w.sums {
		if sum > w.sums[best] {
			best = k
		}
	}
	return best
}
