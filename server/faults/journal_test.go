//go:build faults

package faults

import "encoding/binary"

// The layout of SQLite's write-ahead log: https://sqlite.org/fileformat2.html#walformat
const (
	walHead   = 32
	frameHead = 24
)

// lastCommit is where the last commit of a journal begins: after the last frame but one that ends a commit.
func lastCommit(wal []byte) int64 {
	if len(wal) < walHead {
		return 0
	}
	page := int(binary.BigEndian.Uint32(wal[8:]))
	salts := string(wal[16:24])
	var ends []int64
	for at := walHead; at+frameHead+page <= len(wal); at += frameHead + page {
		if string(wal[at+8:at+16]) != salts {
			break // left over from before the last checkpoint
		}
		if binary.BigEndian.Uint32(wal[at+4:]) != 0 {
			ends = append(ends, int64(at+frameHead+page))
		}
	}
	if len(ends) < 2 {
		return walHead
	}
	return ends[len(ends)-2]
}
