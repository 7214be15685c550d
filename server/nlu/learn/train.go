package learn

import (
	"bytes"
	"cmp"
	"math"
	"math/rand/v2"
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
	Slope    float64 // how fast the score rises with the distance from the border, such that scores are as likely as they say
}

// DefaultSettings are the settings models are shipped with.
func DefaultSettings() Settings {
	return Settings{MinCount: 3, Epochs: 20, Cost: 0.5, Positive: 0.5, Textbook: 4, Slope: 3}
}

// minRedLine is how many lines must carry a red line for the model to learn to tell it.
const minRedLine = 4

// example is a line as the trainer sees it.
type example struct {
	rows   []int32
	values []float64 // of the rows; a vector of length one
	has    []bool    // per label
	speaks []bool    // per label: whether the line says yes or no to it
	weight float64   // beside 1 for an ordinary line
}

// dataset is all lines of a language over one set of features.
type dataset struct {
	labels   []string
	hashes   []uint32
	examples []example
}

// newDataset observes lines. Features and labels are those of the lines themselves.
func newDataset(labeller *nlu.Labeller, lines []Line, s Settings) dataset {
	observed := observe(labeller, lines)
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
		e := example{has: make([]bool, len(d.labels)), speaks: make([]bool, len(d.labels))}
		length := 0.0
		if e.weight = 1; len(line.Only) > 0 {
			e.weight = s.Textbook
		}
		// In order of their hash, so that sums, and with them the trained bytes, do not depend on how they were found.
		slices.SortFunc(observed[i], func(a, b nlu.Feature) int { return cmp.Compare(a.Hash, b.Hash) })
		for _, f := range observed[i] {
			if r, ok := row[f.Hash]; ok {
				e.rows, e.values = append(e.rows, r), append(e.values, float64(f.Value))
				length += float64(f.Value * f.Value)
			}
		}
		for k := range e.values {
			e.values[k] /= math.Sqrt(max(length, 1))
		}
		for k, label := range d.labels {
			e.has[k] = line.carries(label)
			act, _, _ := strings.Cut(label, ">")
			e.speaks[k] = line.Speaks(coach.Act(act))
		}
		d.examples = append(d.examples, e)
	}
	return d
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

func observe(labeller *nlu.Labeller, lines []Line) [][]nlu.Feature {
	observed := make([][]nlu.Feature, len(lines))
	parallel(len(lines), func(i int) { observed[i] = labeller.Features(lines[i].Input()) })
	return observed
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

// weights are what is learnt for one label.
type weights struct {
	bias float64
	w    []float64
}

// margin is how far an example lies on the label's side.
func (w *weights) margin(e example) float64 {
	sum := w.bias
	for i, r := range e.rows {
		sum += w.w[r] * e.values[i]
	}
	return sum
}

// biasValue is the value of the constant feature that makes the bias.
const biasValue = 1

// learn fits one label: a support-vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al. 2008).
// The order of the lines depends on nothing but their number.
func (d dataset) learn(label int, s Settings, part []int) *weights {
	part = slices.DeleteFunc(slices.Clone(part), func(i int) bool { return !d.examples[i].speaks[label] })
	positives := 0
	for _, i := range part {
		if d.examples[i].has[label] {
			positives++
		}
	}
	w := &weights{w: make([]float64, len(d.hashes))}
	if positives == 0 {
		w.bias = -2
		return w
	}
	gain := math.Pow(float64(len(part)-positives)/float64(positives), s.Positive)
	alpha := make([]float64, len(part))
	order := make([]int, len(part))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(uint64(len(part)), 1))
	for range s.Epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		moved := 0.0
		for _, i := range order {
			e := d.examples[part[i]]
			y, cost := -1.0, s.Cost*e.weight
			if e.has[label] {
				y, cost = 1, cost*gain
			}
			slack := 1 / (2 * cost)
			gradient := y*w.margin(e) - 1 + slack*alpha[i]
			if alpha[i] == 0 && gradient >= 0 {
				continue
			}
			next := max(0, alpha[i]-gradient/(1+biasValue*biasValue+slack))
			step := (next - alpha[i]) * y
			alpha[i] = next
			moved = max(moved, math.Abs(step))
			w.bias += step * biasValue
			for k, r := range e.rows {
				w.w[r] += step * e.values[k]
			}
		}
		if moved < 1e-3 {
			break
		}
	}
	return w
}

// Train fits a model for one language. An act is heard from its border on: borders moved to where held-out lines of the
// same writers were heard best did worse on lines of other writers.
func Train(labeller *nlu.Labeller, language coach.Lang, lines []Line, s Settings) *nlu.Model {
	lines = ofLang(lines, language)
	d := newDataset(labeller, lines, s)
	all := make([]int, len(lines))
	for i := range all {
		all[i] = i
	}
	learnt := make([]*weights, len(d.labels))
	parallel(len(d.labels), func(k int) { learnt[k] = d.learn(k, s, all) })
	m := &nlu.Model{Labels: d.labels, Hashes: d.hashes, Weights: bytes.Repeat([]byte{nlu.NoWeight}, len(d.hashes)*nlu.Width(len(d.labels)))}
	for k, w := range learnt {
		largest := 0.0
		for _, v := range w.w {
			largest = max(largest, math.Abs(v))
		}
		scale := max(largest, 1e-9) / 127
		m.Bias = append(m.Bias, float32(s.Slope*w.bias))
		m.Scale = append(m.Scale, float32(s.Slope*scale))
		for r, v := range w.w {
			m.Weights[r*nlu.Width(len(d.labels))+k] = byte(nlu.NoWeight + int(math.Round(v/scale)))
		}
	}
	return prune(m)
}

// prune drops features that hardly speak for or against anything.
func prune(m *nlu.Model) *nlu.Model {
	const least = 6 // of 127
	n := nlu.Width(len(m.Labels))
	kept := &nlu.Model{Labels: m.Labels, Bias: m.Bias, Scale: m.Scale}
	for r, h := range m.Hashes {
		row := m.Weights[r*n : (r+1)*n]
		if slices.ContainsFunc(row, func(w byte) bool { return w >= nlu.NoWeight+least || w <= nlu.NoWeight-least }) {
			kept.Hashes, kept.Weights = append(kept.Hashes, h), append(kept.Weights, row...)
		}
	}
	return kept
}

func ofLang(lines []Line, language coach.Lang) []Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l Line) bool { return l.Lang != language })
}

// CrossValidated measures settings on lines of writers the weights were not learnt from: each file in turn is heard by
// what the others teach. Files are told by their lines' ids; a single file is cut into blocks.
func CrossValidated(labeller *nlu.Labeller, language coach.Lang, lines []Line, s Settings) Report {
	lines = ofLang(lines, language)
	d := newDataset(labeller, lines, s)
	folds := foldsOf(lines)
	held := make([][]float64, len(d.labels))
	parallel(len(d.labels), func(k int) {
		held[k] = make([]float64, len(lines))
		for fold := range slices.Max(folds) + 1 {
			var part []int
			for i := range lines {
				if folds[i] != fold {
					part = append(part, i)
				}
			}
			w := d.learn(k, s, part)
			for i := range lines {
				if folds[i] == fold {
					held[k][i] = w.margin(d.examples[i])
				}
			}
		}
	})
	r := Report{Lang: language, Acts: map[coach.Act]Count{}, Lines: len(lines)}
	for i, line := range lines {
		heard := map[coach.Act]bool{}
		for k, label := range d.labels {
			heard[coach.Act(label)] = held[k][i] >= 0
		}
		r.add(line, heard)
	}
	return r
}

// foldsOf numbers the files lines come from. The act sets are never held out: fold -1.
func foldsOf(lines []Line) []int {
	const block, blocks = 10, 5
	numbers := map[string]int{}
	folds := make([]int, len(lines))
	for i, line := range lines {
		file := strings.TrimRight(line.ID, "0123456789")
		if len(line.Only) > 0 {
			folds[i] = -1
			continue
		}
		if _, ok := numbers[file]; !ok {
			numbers[file] = len(numbers)
		}
		folds[i] = numbers[file]
	}
	if len(numbers) < 2 {
		for i := range folds {
			folds[i] = i / block % blocks
		}
	}
	return folds
}
