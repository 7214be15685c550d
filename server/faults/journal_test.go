//go:build faults

package faults

import "encoding/binary"

// The layout of SQLite's write-ahead log: https://sqlite.org/fileformat2.html#walformat
const (
	walHead   = 32
	frameHead = 24
)

// commits are where the commits of a journal end that a checkpoint has not yet taken over; none for a journal that is empty.
func commits(wal []byte) (ends []int64) {
	if len(wal) < walHead {
		return nil
	}
	page := int(binary.BigEndian.Uint32(wal[8:]))
	salts := string(wal[16:24])
	for at := walHead; at+frameHead+page <= len(wal); at += frameHead + page {
		if string(wal[at+8:at+16]) != salts {
			break // left over from before the last checkpoint
		}
		if binary.BigEndian.Uint32(wal[at+4:]) != 0 {
			ends = append(ends, int64(at+frameHead+page))
		}
	}
	return ends
}
