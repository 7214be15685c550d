package lang

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed simplified.txt
var simplifiedPairs string

// The common Chinese characters lie side by side.
const firstHan, lastHan = 0x4E00, 0x9FFF

// simplified gives the form each common character is written in, from firstHan on: of traditional characters the simplified
// one, of others themselves.
var simplified = sync.OnceValue(func() *[lastHan - firstHan + 1]uint16 {
	var table [lastHan - firstHan + 1]uint16
	for i := range table {
		table[i] = uint16(firstHan + i)
	}
	for line := range strings.Lines(simplifiedPairs) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for pair := range strings.FieldsSeq(line) {
			runes := []rune(pair)
			table[runes[0]-firstHan] = uint16(runes[1])
		}
	}
	return &table
})
