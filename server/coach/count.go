package coach

import "fmt"

// Count says how many there are of a thing, in English: 1 call, 2 calls. The thing is a word whose plural ends in s.
func Count[N int | int64](n N, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
