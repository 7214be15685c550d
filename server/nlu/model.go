package nlu

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// Model is a linear classifier: for each label a bias and a weight per known feature. The features of an utterance make a
// vector of length one; a label's score is the logistic function of the bias and the weights times that vector, and it is
// heard from a half on.
type Model struct {
	Labels  []string // acts; of the finer model acts with the red line they cross
	Bias    []float32
	Scale   []float32 // of the label's weights
	Hashes  []uint32  // known features, ascending
	Weights []byte    // len(Hashes) rows of Width() bytes: a label's weight plus NoWeight
	Finer   *Model    // tells which red line an act crosses, by features of its own; nil in the finer model itself

	buckets []int32 // by a hash's upper bits: the first row that may have it; one more at the end
}

const modelMagic = "HKM3"

// NoWeight is how a weight of nothing is written. Weights are -127..127 around it.
const NoWeight = 128

// lanes is how many weights are added up at once.
const lanes = 8

// Width is how many bytes a row of weights takes for so many labels.
func Width(labels int) int { return (labels + lanes - 1) / lanes * lanes }

// Encode writes the model as bytes, and the finer one after it.
func (m *Model) Encode() []byte {
	out := m.append([]byte(modelMagic))
	if m.Finer == nil {
		return (&Model{}).append(out)
	}
	return m.Finer.append(out)
}

// append adds the model to out: labels, biases and scales, hashes, and of each row a byte a label.
func (m *Model) append(out []byte) []byte {
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
	width := Width(len(m.Labels))
	for row := range m.Hashes {
		out = append(out, m.Weights[row*width:row*width+len(m.Labels)]...)
	}
	return out
}

// errDamaged is what a file that Encode did not write gives.
var errDamaged = errors.New("the model file is damaged; train it again")

// DecodeModel reads what Encode wrote.
func DecodeModel(data []byte) (*Model, error) {
	if len(data) < len(modelMagic) || string(data[:len(modelMagic)]) != modelMagic {
		return nil, errDamaged
	}
	m, rest, err := decodePart(data[len(modelMagic):])
	if err != nil {
		return nil, err
	}
	if m.Finer, rest, err = decodePart(rest); err != nil || len(rest) > 0 {
		return nil, errDamaged
	}
	return m, nil
}

// decodePart reads one model at the beginning of data and returns what follows it.
func decodePart(data []byte) (*Model, []byte, error) {
	if len(data) < 8 {
		return nil, nil, errDamaged
	}
	labels, rows := int(binary.LittleEndian.Uint32(data)), int(binary.LittleEndian.Uint32(data[4:]))
	data = data[8:]
	m := &Model{}
	for range labels {
		if len(data) == 0 || len(data) < 1+int(data[0]) {
			return nil, nil, errDamaged
		}
		m.Labels = append(m.Labels, string(data[1:1+int(data[0])]))
		data = data[1+int(data[0]):]
	}
	if len(data) < 8*labels+(4+labels)*rows {
		return nil, nil, errDamaged
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
	width := Width(labels)
	m.Weights = bytes.Repeat([]byte{NoWeight}, rows*width)
	for row := range rows {
		copy(m.Weights[row*width:], data[row*labels:(row+1)*labels])
	}
	if !slices.IsSorted(m.Hashes) {
		return nil, nil, errDamaged
	}
	m.index()
	return m, data[labels*rows:], nil
}

// bucketBits is how many upper bits of a hash choose its bucket: about as many buckets as a model has rows.
const bucketBits = 16

// index notes where the rows of each bucket begin.
func (m *Model) index() {
	m.buckets = make([]int32, 1<<bucketBits+1)
	row := 0
	for b := range m.buckets {
		for row < len(m.Hashes) && int(m.Hashes[row]>>(32-bucketBits)) < b {
			row++
		}
		m.buckets[b] = int32(row)
	}
}

// row returns the row of a feature, -1 when it is not known.
func (m *Model) row(h uint32) int32 {
	b := h >> (32 - bucketBits)
	for row := m.buckets[b]; row < m.buckets[b+1]; row++ {
		if m.Hashes[row] == h {
			return row
		}
	}
	return -1
}

// known is a feature the model has weights for.
type known struct {
	row   int32
	value float32
	in    ClauseSet
}

// lookUp returns the features that are known, in the room of list as far as it goes, and the length of their vector.
func (m *Model) lookUp(features []Feature, list []known) ([]known, float32) {
	length := float32(0)
	for _, f := range features {
		if row := m.row(f.Hash); row >= 0 {
			length += f.Value * f.Value
			list = append(list, known{row, f.Value, f.In})
		}
	}
	return list, vectorLength(length)
}

// vectorLength is the length of a vector from the sum of its squares, at least one.
func vectorLength(squares float32) float32 { return float32(math.Sqrt(float64(max(squares, 1)))) }

// scores returns the score, 0..1, of each label.
func (m *Model) scores(list []known, length float32) []float32 {
	return m.judge(m.sums(list), length)
}

// judge turns sums of weights into scores.
func (m *Model) judge(sums []float32, length float32) []float32 {
	for k, sum := range sums {
		sums[k] = logistic(m.Bias[k] + sum*m.Scale[k]/length)
	}
	return sums
}

// sums adds up the weights of features for each label. Features of equal value are added up together.
func (m *Model) sums(list []known) []float32 {
	sums := make([]float32, len(m.Labels))
	counts := make([]int32, Width(len(m.Labels)))
	rows := make([]int32, 0, len(list))
	var values []float32
	for _, k := range list {
		if !slices.Contains(values, k.value) {
			values = append(values, k.value)
		}
	}
	for _, value := range values {
		rows = rows[:0]
		for _, k := range list {
			if k.value == value {
				rows = append(rows, k.row)
			}
		}
		clear(counts)
		m.count(rows, counts)
		for k := range sums {
			sums[k] += float32(counts[k]) * value
		}
	}
	return sums
}

// mostRows is how many rows of bytes can be added up in sixteen bits each.
const mostRows = 256

// count adds the weights of rows to counts, eight labels at a time: four weights in the even bytes of a word, four in the
// odd ones, each with sixteen bits to grow in.
func (m *Model) count(rows []int32, counts []int32) {
	const even = 0x00FF00FF00FF00FF
	width := Width(len(m.Labels))
	for len(rows) > 0 {
		part := rows[:min(len(rows), mostRows)]
		rows = rows[len(part):]
		for word := 0; word < len(counts); word += lanes {
			weights := m.Weights[word:]
			var low, high uint64
			for _, row := range part {
				w := binary.LittleEndian.Uint64(weights[int(row)*width:])
				low += w & even
				high += w >> 8 & even
			}
			for lane := 0; lane < lanes; lane += 2 {
				counts[word+lane] += int32(low>>(8*lane)&0xFFFF) - int32(NoWeight*len(part))
				counts[word+lane+1] += int32(high>>(8*lane)&0xFFFF) - int32(NoWeight*len(part))
			}
		}
	}
}

// clauseOf returns the clause that speaks most for a label.
func (m *Model) clauseOf(label int, list []known, clauses int) int {
	sums := make([]float32, min(clauses, 64))
	width := Width(len(m.Labels))
	for _, k := range list {
		weight := float32(int(m.Weights[int(k.row)*width+label])-NoWeight) * k.value
		k.in.each(func(clause int) { sums[clause] += weight })
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
