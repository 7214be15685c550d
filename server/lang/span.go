package lang

import (
	"cmp"
	"slices"
)

func sortBySpan[T any](found []T, span func(T) Span) {
	slices.SortStableFunc(found, func(a, b T) int { return cmp.Compare(span(a).Start, span(b).Start) })
}
