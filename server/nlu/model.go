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
	Labels  []string // acts; of the finer model acts with the red line they cross
	Bias    []float32
	Scale   []float32 // of the label's weights
	Hashes  []uint32  // known features, ascending
	Weights []byte    // a row a feature, of a byte a label: its weight plus NoWeight
	Finer   *Model    // tells which red line an act crosses, by features of its own; nil in the finer model itself

	buckets []int32 // by a hash's upper bits: the first row that may have it; one more at the end
}

const modelMagic = "HKM3"

// NoWeight is how a weight of nothing is written. Weights are -127..127 around it.
const NoWeight = 128

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
	return append(out, m.Weights...)
}

// errDamaged is what a file that Encode did not write gives.
var errDamaged = errors.New("the model file is damaged; train it again")

// DecodeModel reads what Encode wrote. The model keeps the weights where they are in data, which may not be changed any more.
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
	m.Weights = data[: labels*rows : labels*rows]
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
