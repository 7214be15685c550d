package sqlite

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"huikuan/server/coach"
)

// BenchmarkAppend writes one turn at a time from many sessions at once; ns/op is the time between acknowledgements of
// the whole store, not the wait of one session.
func BenchmarkAppend(b *testing.B) {
	for _, writers := range []int{1, 16} { // for each processor
		b.Run(fmt.Sprintf("writers=%dxcpu", writers), func(b *testing.B) {
			s, err := Open(b.Context(), filepath.Join(b.TempDir(), "huikuan.db"))
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = s.Close() })
			var next atomic.Int64
			b.SetParallelism(writers)
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				id := fmt.Sprintf("ses_%04d", next.Add(1))
				if err := s.CreateSession(b.Context(), aSession(id), []coach.Event{opening()}); err != nil {
					b.Error(err)
					return
				}
				for seq := int64(2); pb.Next(); seq++ {
					if err := s.Append(b.Context(), id, seq-1, []coach.Event{said(seq, fmt.Sprint(seq))}); err != nil {
						b.Error(err)
						return
					}
				}
			})
		})
	}
}
