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
	w, tasks, price := d.begin(label, s, part)
	w.descend(tasks, s.Epochs)
	if len(tasks) == 0 || strings.Contains(d.labels[label], ">") {
		return w // which red line is told by the whole turn
	}
	for _, i := range part {
		if len(d.samples[i].parts) > 0 && d.samples[i].speaks[label] {
			tasks = append(tasks, price(i, w.likeliest(d.samples[i].parts)))
		}
	}
	w.descend(tasks, s.Epochs)
	return w
}

// learnWhole fits one label to whole lines alone.
func (d dataset) learnWhole(label int, s Settings, part []int) *weights {
	w, tasks, _ := d.begin(label, s, part)
	w.descend(tasks, s.Epochs)
	return w
}

// begin lays out what there is to learn of a label, and the price of further examples. There are no tasks where no line
// carries it.
func (d dataset) begin(label int, s Settings, part []int) (*weights, []task, func(i int, e *example) task) {
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
	}
	gain := math.Pow(float64(len(part)-positives)/float64(positives), s.Positive)
	price := func(i int, e *example) task {
		if d.samples[i].has[label] {
			return task{example: e, y: 1, slack: 1 / (2 * s.Cost * d.samples[i].weight * gain)}
		}
		weight := d.samples[i].weight
		switch red := coach.Act(d.labels[label]).RedLine(); {
		case d.samples[i].alike[label] && red:
			weight *= s.AlikeRed
		case d.samples[i].alike[label]:
			weight *= s.Alike
		}
		return task{example: e, y: -1, slack: 1 / (2 * s.Cost * weight)}
	}
	if positives == 0 {
		return w, nil, price
	}
	tasks := make([]task, len(part), 2*len(part))
	for k, i := range part {
		tasks[k] = price(i, &d.samples[i].example)
	}
	return w, tasks, price
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

// How many features a model keeps, so that the models of both languages stay under ten megabytes: for the acts, and for
// telling which red line one crosses.
const (
	maxFeatures = 101_000
	maxFiner    = 9_000
)

// choosingEpochs is how long features are tried before the strongest are chosen.
const choosingEpochs = 5

// Train fits a model for one language: first roughly, to choose the features that speak most, then with these alone. Weights
// learnt beside features that are dropped afterwards are too sure of themselves. An act is heard from its border on: borders moved to where held-out lines of the
// same writers were heard best did worse on lines of other writers.
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
	width := nlu.Width(len(learnt))
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
	n := nlu.Width(len(m.Labels))
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
