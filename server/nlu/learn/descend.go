package learn

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"huikuan/server/coach"
)

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
