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
		e := sample{has: make([]bool, len(d.labels)), speaks: make([]bool, len(d.labels)), weight: 1}
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

// weights are what is learnt for one label.
type weights struct {
	bias float64
	w    []float64
}

// margin is how far an example lies on the label's side.
func (w *weights) margin(e *example) float64 {
	sum := w.bias
	for i, r := range e.rows {
		sum += w.w[r] * float64(e.values[i])
	}
	return sum
}

// likeliest returns the example that lies furthest on the label's side.
func (w *weights) likeliest(list []example) *example {
	best, at := math.Inf(-1), 0
	for k := range list {
		if m := w.margin(&list[k]); m > best {
			best, at = m, k
		}
	}
	return &list[at]
}

// biasValue is the value of the constant feature that makes the bias.
const biasValue = 1

// learn fits one label: a support-vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al. 2008).
// The order of the lines depends on nothing but their number. A line of several parts then teaches a second time, with the
// part of it that is likeliest to carry the label: the one that does where the line carries it, the one that looks most like
// it where it does not.
func (d dataset) learn(label int, s Settings, part []int) *weights {
	part = slices.DeleteFunc(slices.Clone(part), func(i int) bool { return !d.samples[i].speaks[label] })
	positives := 0
	for _, i := range part {
		if d.samples[i].has[label] {
			positives++
		}
	}
	w := &weights{w: make([]float64, len(d.hashes))}
	if positives == 0 {
		w.bias = -2
		return w
	}
	gain := math.Pow(float64(len(part)-positives)/float64(positives), s.Positive)
	price := func(i int, e *example) task {
		if d.samples[i].has[label] {
			return task{example: e, y: 1, slack: 1 / (2 * s.Cost * d.samples[i].weight * gain)}
		}
		return task{example: e, y: -1, slack: 1 / (2 * s.Cost * d.samples[i].weight)}
	}
	tasks := make([]task, len(part), 2*len(part))
	for k, i := range part {
		tasks[k] = price(i, &d.samples[i].example)
	}
	w.descend(tasks, s.Epochs)
	if strings.Contains(d.labels[label], ">") {
		return w // which red line is told by the whole turn
	}
	for _, i := range part {
		if len(d.samples[i].parts) > 0 {
			tasks = append(tasks, price(i, w.likeliest(d.samples[i].parts)))
		}
	}
	w.descend(tasks, s.Epochs)
	return w
}

// task is a line or a part of one while one label is learnt.
type task struct {
	*example
	y     float64 // 1 where the label is carried, else -1
	slack float64 // 1/(2·price)
	alpha float64 // the dual variable
}

// descend fits the weights by dual coordinate descent. A line that lies well on its side is set aside until the others
// have settled, and looked at again before the end.
func (w *weights) descend(tasks []task, epochs int) {
	const settled = 0.02
	order := make([]int32, len(tasks))
	for i := range order {
		order[i] = int32(i)
	}
	random := rand.New(rand.NewPCG(uint64(len(tasks)), 1))
	active, bar := len(order), math.Inf(1)
	for range epochs {
		random.Shuffle(active, func(i, j int) { order[i], order[j] = order[j], order[i] })
		highest, lowest := math.Inf(-1), math.Inf(1)
		for k := 0; k < active; k++ {
			t := &tasks[order[k]]
			gradient := t.y*w.margin(t.example) - 1 + t.slack*t.alpha
			if t.alpha == 0 && gradient >= 0 {
				if gradient > bar {
					active--
					order[k], order[active] = order[active], order[k]
					k--
				}
				continue
			}
			highest, lowest = max(highest, gradient), min(lowest, gradient)
			next := max(0, t.alpha-gradient/(1+biasValue*biasValue+t.slack))
			step := (next - t.alpha) * t.y
			t.alpha = next
			w.bias += step * biasValue
			for k, r := range t.rows {
				w.w[r] += step * float64(t.values[k])
			}
		}
		bar = highest
		if highest-lowest > settled {
			if bar <= 0 {
				bar = math.Inf(1)
			}
			continue
		}
		if active == len(order) {
			return
		}
		active, bar = len(order), math.Inf(1)
	}
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

// maxFeatures is how many features a model keeps, so that the models of both languages stay under ten megabytes.
const maxFeatures = 59_000

// prune drops features that hardly speak for or against anything, and of the others those that do least above maxFeatures.
func prune(m *nlu.Model) *nlu.Model {
	const least = 6 // of 127
	n := nlu.Width(len(m.Labels))
	strength := make([]int, len(m.Hashes))
	rows := make([]int, 0, len(m.Hashes))
	for r := range m.Hashes {
		for _, w := range m.Weights[r*n : (r+1)*n] {
			strength[r] = max(strength[r], int(w)-nlu.NoWeight, nlu.NoWeight-int(w))
		}
		if strength[r] >= least {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int { return strength[b] - strength[a] })
	rows = rows[:min(len(rows), maxFeatures)]
	slices.Sort(rows)
	kept := &nlu.Model{Labels: m.Labels, Bias: m.Bias, Scale: m.Scale}
	for _, r := range rows {
		kept.Hashes, kept.Weights = append(kept.Hashes, m.Hashes[r]), append(kept.Weights, m.Weights[r*n:(r+1)*n]...)
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
					held[k][i] = w.margin(&d.samples[i].example)
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
