package learn

import (
	"bytes"
	"cmp"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// Settings of the training. They were chosen by cross-validation on the training split.
type Settings struct {
	MinCount int     // lines a feature must occur in
	Epochs   int     // passes over the lines, at most
	Cost     float64 // price of a line on the wrong side
	Positive float64 // weight of a line that performs an act, as a power of how rare they are
	Textbook float64 // weight of a line of the act sets, beside 1 for any other
	Alike    float64 // weight of a line for an act it looks like and does not perform, beside 1
	AlikeRed float64 // the same for red lines: one unheard costs more than one too many
	Slope    float64 // how fast the score rises with the distance from the border, such that scores are as likely as they say
}

// DefaultSettings are the settings models are shipped with.
func DefaultSettings() Settings {
	return Settings{MinCount: 3, Epochs: 20, Cost: 0.5, Positive: 0.5, Textbook: 4, Alike: 3, AlikeRed: 2, Slope: 3}
}

// minRedLine is how many lines must carry a red line for the model to learn to tell it.
const minRedLine = 4

// example is a line, or a part of one, as the trainer sees it.
type example struct {
	rows   []int32
	values []float32 // of the rows; a vector of length one
}

// sample is a line with what it teaches.
type sample struct {
	example
	parts  []example // what of the line is heard by itself too
	has    []bool    // per label
	speaks []bool    // per label: whether the line says yes or no to it
	alike  []bool    // per label: whether the line was written to look like it
	weight float64   // beside 1 for an ordinary line
}

// dataset is all lines of a language over one set of features.
type dataset struct {
	labels  []string
	hashes  []uint32
	samples []sample
}

// newDataset observes lines. Features and labels are those of the lines themselves.
func newDataset(labeller *nlu.Labeller, lines []Line, s Settings) dataset {
	observed, parts := observe(labeller, lines)
	counts := map[uint32]int{}
	for _, features := range observed {
		for _, f := range features {
			counts[f.Hash]++
		}
	}
	d := dataset{labels: labelsOf(lines)}
	for h, n := range counts {
		if n >= s.MinCount {
			d.hashes = append(d.hashes, h)
		}
	}
	slices.Sort(d.hashes)
	row := make(map[uint32]int32, len(d.hashes))
	for i, h := range d.hashes {
		row[h] = int32(i)
	}
	for i, line := range lines {
		// In order of their hash, so that sums, and with them the trained bytes, do not depend on how they were found.
		slices.SortFunc(observed[i], func(a, b nlu.Feature) int { return cmp.Compare(a.Hash, b.Hash) })
		e := sample{has: make([]bool, len(d.labels)), speaks: make([]bool, len(d.labels)), alike: make([]bool, len(d.labels)), weight: 1}
		e.example = vector(observed[i], row, func(nlu.Feature) bool { return true })
		for _, part := range parts[i] {
			e.parts = append(e.parts, vector(observed[i], row, func(f nlu.Feature) bool { return f.In == 0 || f.In&part != 0 }))
		}
		if len(line.Only) > 0 {
			e.weight = s.Textbook
		}
		for k, label := range d.labels {
			e.has[k] = line.carries(label)
			act, _, _ := strings.Cut(label, ">")
			e.speaks[k] = line.Speaks(coach.Act(act))
			e.alike[k] = slices.Contains(line.Not, coach.Act(act))
		}
		d.samples = append(d.samples, e)
	}
	return d
}

// vector makes a vector of length one of the known features that are wanted.
func vector(features []nlu.Feature, row map[uint32]int32, wanted func(nlu.Feature) bool) example {
	var e example
	squares := float32(0)
	for _, f := range features {
		if r, ok := row[f.Hash]; ok && wanted(f) {
			e.rows, e.values = append(e.rows, r), append(e.values, f.Value)
			squares += f.Value * f.Value
		}
	}
	length := float32(math.Sqrt(float64(max(squares, 1))))
	for k := range e.values {
		e.values[k] /= length
	}
	return e
}

func (l Line) carries(label string) bool {
	for _, act := range l.Acts {
		if label == string(act) || label == nlu.RedLineLabel(act, l.RedLines[act]) {
			return true
		}
	}
	return false
}

// labelsOf lists every act, then the red lines that occur often enough to be told.
func labelsOf(lines []Line) []string {
	var labels []string
	for _, act := range coach.Acts() {
		labels = append(labels, string(act))
	}
	counts := map[string]int{}
	for _, line := range lines {
		for act, id := range line.RedLines {
			counts[nlu.RedLineLabel(act, id)]++
		}
	}
	var red []string
	for label, n := range counts {
		if n >= minRedLine {
			red = append(red, label)
		}
	}
	slices.Sort(red)
	return append(labels, red...)
}

func observe(labeller *nlu.Labeller, lines []Line) ([][]nlu.Feature, [][]nlu.ClauseSet) {
	observed, parts := make([][]nlu.Feature, len(lines)), make([][]nlu.ClauseSet, len(lines))
	parallel(len(lines), func(i int) { observed[i], parts[i] = labeller.Features(lines[i].Input()) })
	return observed, parts
}

// parallel calls do for 0..n-1 on every processor and waits for all.
func parallel(n int, do func(int)) {
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	group.Wait()
}

// How many features a model keeps, so that the models of both languages stay under ten megabytes: for the acts, and for
// telling which red line one crosses.
const (
	maxFeatures = 101_000
	maxFiner    = 9_000
)

// choosingEpochs is how long features are tried before the strongest are chosen.
const choosingEpochs = 5

// Train fits a model for one language: first roughly, to choose the features that speak most, then with these alone. Weights
// learnt beside features that are dropped afterwards are too sure of themselves. An act is heard from one border on, the same
// for all: borders moved to where held-out lines of the same writers were heard best did worse on lines of other writers.
func Train(labeller *nlu.Labeller, language coach.Lang, lines []Line, s Settings) *nlu.Model {
	lines = ofLang(lines, language)
	d := newDataset(labeller, lines, s)
	all := make([]int, len(lines))
	for i := range all {
		all[i] = i
	}
	acts := slices.IndexFunc(d.labels, func(label string) bool { return strings.Contains(label, nlu.RedLineLabel("", "")) })
	if acts < 0 {
		acts = len(d.labels)
	}
	d.choose(maxFeatures, acts, s, all)
	learnt := make([]*weights, len(d.labels))
	parallel(len(d.labels), func(k int) { learnt[k] = d.learn(k, s, all) })
	m := d.model(0, learnt[:acts], s)
	m.Finer = prune(d.model(acts, learnt[acts:], s))
	return m
}

// choose keeps the most features that speak for or against the first labels.
func (d *dataset) choose(most, labels int, s Settings, part []int) {
	if len(d.hashes) <= most {
		return
	}
	s.Epochs = choosingEpochs
	strengths := make([][]float32, labels)
	parallel(labels, func(k int) {
		w := d.learnWhole(k, s, part)
		largest := w.largest()
		strengths[k] = make([]float32, len(w.w))
		for r, v := range w.w {
			strengths[k][r] = float32(math.Abs(v) / largest)
		}
	})
	strength := strengths[0]
	for _, more := range strengths[1:] {
		for r, v := range more {
			strength[r] = max(strength[r], v)
		}
	}
	rows := strongest(strength, most)
	place := make([]int32, len(d.hashes))
	for r := range place {
		place[r] = -1
	}
	kept := make([]uint32, len(rows))
	for k, r := range rows {
		place[r], kept[k] = int32(k), d.hashes[r]
	}
	d.hashes = kept
	parallel(len(d.samples), func(i int) {
		d.samples[i].example.keep(place)
		for k := range d.samples[i].parts {
			d.samples[i].parts[k].keep(place)
		}
	})
}

// strongest returns the places of the n greatest values, in order of place.
func strongest[T cmp.Ordered](values []T, n int) []int {
	rows := make([]int, len(values))
	for r := range rows {
		rows[r] = r
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	rows = rows[:min(len(rows), n)]
	slices.Sort(rows)
	return rows
}

// keep gives an example its rows' new places, -1 for those that are dropped, and makes it a vector of length one again.
func (e *example) keep(place []int32) {
	n, squares := 0, float32(0)
	for k, r := range e.rows {
		if place[r] >= 0 {
			e.rows[n], e.values[n] = place[r], e.values[k]
			squares += e.values[k] * e.values[k]
			n++
		}
	}
	e.rows, e.values = e.rows[:n], e.values[:n]
	length := float32(math.Sqrt(float64(squares)))
	for k := range e.values {
		e.values[k] /= length
	}
}

// model writes down what was learnt for the labels from the first on.
func (d *dataset) model(first int, learnt []*weights, s Settings) *nlu.Model {
	width := len(learnt)
	m := &nlu.Model{Labels: d.labels[first : first+len(learnt)], Hashes: d.hashes, Weights: bytes.Repeat([]byte{nlu.NoWeight}, len(d.hashes)*width)}
	for k, w := range learnt {
		scale := w.largest() / 127
		m.Bias = append(m.Bias, float32(s.Slope*w.bias))
		m.Scale = append(m.Scale, float32(s.Slope*scale))
		for r, v := range w.w {
			m.Weights[r*width+k] = byte(nlu.NoWeight + int(math.Round(v/scale)))
		}
	}
	return m
}

// largest is the largest weight, whichever way it speaks.
func (w *weights) largest() float64 {
	largest := 1e-9
	for _, v := range w.w {
		largest = max(largest, math.Abs(v))
	}
	return largest
}

// prune keeps the features that speak most, at most maxFiner.
func prune(m *nlu.Model) *nlu.Model {
	n := len(m.Labels)
	strength := make([]int, len(m.Hashes))
	for r := range m.Hashes {
		for _, w := range m.Weights[r*n : (r+1)*n] {
			strength[r] = max(strength[r], int(w)-nlu.NoWeight, nlu.NoWeight-int(w))
		}
	}
	kept := &nlu.Model{Labels: m.Labels, Bias: m.Bias, Scale: m.Scale}
	for _, r := range strongest(strength, maxFiner) {
		kept.Hashes, kept.Weights = append(kept.Hashes, m.Hashes[r]), append(kept.Weights, m.Weights[r*n:(r+1)*n]...)
	}
	return kept
}

func ofLang(lines []Line, language coach.Lang) []Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l Line) bool { return l.Lang != language })
}
