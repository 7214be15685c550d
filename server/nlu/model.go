package nlu

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// Model is a linear classifier: for each label a bias and a weight per known feature. The features of an utterance make a
// vector of length one; a label's score is the logistic function of the bias and the weights times that vector, and it is
// heard from a half on.
type Model struct {
	Labels  []string // acts, then acts with the red line they cross
	Bias    []float32
	Scale   []float32 // of the label's weights
	Hashes  []uint32  // known features, ascending
	Weights []int8    // len(Hashes) rows of len(Labels)

	index []int32 // open addressing: slot -> row + 1
}

const modelMagic = "HKM1"

// Encode writes the model as bytes.
func (m *Model) Encode() []byte {
	out := []byte(modelMagic)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.Labels)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.Hashes)))
	for _, label := range m.Labels {
		out = append(append(out, byte(len(label))), label...)
	}
	for _, list := range [][]float32{m.Bias, m.Scale} {
		for _, v := range list {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	for _, h := range m.Hashes {
		out = binary.LittleEndian.AppendUint32(out, h)
	}
	for _, w := range m.Weights {
		out = append(out, byte(w))
	}
	return out
}

// DecodeModel reads what Encode wrote.
func DecodeModel(data []byte) (*Model, error) {
	damaged := errors.New("the model file is damaged; train it again")
	if len(data) < 12 || string(data[:4]) != modelMagic {
		return nil, damaged
	}
	labels, rows := int(binary.LittleEndian.Uint32(data[4:])), int(binary.LittleEndian.Uint32(data[8:]))
	data = data[12:]
	m := &Model{}
	for range labels {
		if len(data) == 0 || len(data) < 1+int(data[0]) {
			return nil, damaged
		}
		m.Labels = append(m.Labels, string(data[1:1+int(data[0])]))
		data = data[1+int(data[0]):]
	}
	if len(data) != 8*labels+4*rows+labels*rows {
		return nil, damaged
	}
	for _, list := range []*[]float32{&m.Bias, &m.Scale} {
		*list = make([]float32, labels)
		for i := range *list {
			(*list)[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		}
		data = data[4*labels:]
	}
	m.Hashes = make([]uint32, rows)
	for i := range m.Hashes {
		m.Hashes[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	data = data[4*rows:]
	m.Weights = make([]int8, len(data))
	for i, b := range data {
		m.Weights[i] = int8(b)
	}
	if !slices.IsSorted(m.Hashes) {
		return nil, damaged
	}
	m.build()
	return m, nil
}

// build makes the index of the known features.
func (m *Model) build() {
	size := 1
	for size < 2*len(m.Hashes)+1 {
		size *= 2
	}
	m.index = make([]int32, size)
	for row, h := range m.Hashes {
		slot := int(h) & (size - 1)
		for m.index[slot] != 0 {
			slot = (slot + 1) & (size - 1)
		}
		m.index[slot] = int32(row) + 1
	}
}

// row returns the row of a feature, -1 when it is not known.
func (m *Model) row(h uint32) int {
	mask := len(m.index) - 1
	for slot := int(h) & mask; m.index[slot] != 0; slot = (slot + 1) & mask {
		if row := int(m.index[slot]) - 1; m.Hashes[row] == h {
			return row
		}
	}
	return -1
}

// scores returns the score of every label, 0..1.
func (m *Model) scores(features []Feature) []float32 {
	sums := make([]float32, len(m.Labels))
	length := float32(0)
	for _, f := range features {
		row := m.row(f.Hash)
		if row < 0 {
			continue
		}
		length += f.Value * f.Value
		weights := m.Weights[row*len(sums) : (row+1)*len(sums)]
		for k, w := range weights {
			sums[k] += float32(w) * f.Value
		}
	}
	norm := float32(1 / math.Sqrt(float64(max(length, 1))))
	for k, sum := range sums {
		sums[k] = logistic(m.Bias[k] + sum*m.Scale[k]*norm)
	}
	return sums
}

// clauseOf returns the clause that speaks most for a label.
func (m *Model) clauseOf(label int, features []Feature, clauses int) int {
	sums := make([]float32, clauses)
	for _, f := range features {
		if row := m.row(f.Hash); row >= 0 && f.Clause >= 0 {
			sums[f.Clause] += float32(m.Weights[row*len(m.Labels)+label]) * f.Value
		}
	}
	best := 0
	for k, sum := range sums {
		if sum > sums[best] {
			best = k
		}
	}
	return best
}

// logistic maps a sum of evidence to 0..1.
func logistic(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }
