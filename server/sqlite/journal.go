package sqlite

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"

	"huikuan/server/coach"
)

// The layout of the write-ahead log: https://sqlite.org/fileformat2.html#walformat
const (
	journalHead   = 32
	frameHead     = 24
	journalMagic  = 0x377f0682 // the last bit is the byte order of the checksums
	minPage       = 512
	maxPage       = 65536
	tornCommits   = 1 // a power cut tears the commit under way and no other
	journalSuffix = "-wal"
)

// checkJournal finds a write-ahead log that lost commits. SQLite takes a log up to the first frame whose checksum is wrong
// for one that a power cut tore, and drops the rest without a word. Nobody was told of a torn commit; but when more than
// one commit follows the bad frame, the others had been synced, and it is damage. It fails with CodeStorage then. A bad
// bit in the very last commit looks like a torn one.
func checkJournal(path string) error {
	journal, err := os.ReadFile(path + journalSuffix)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return failed(err, "the database's journal %s%s cannot be read", path, journalSuffix)
	}
	lost := lostCommits(journal)
	if lost == 0 {
		return nil
	}
	return coach.Errorf(coach.CodeStorage, "the database's journal %s%s is damaged, and %s with it; put the newest backup back with huikuan restore", path, journalSuffix, coach.Count(lost, "stored change"))
}

// lostCommits counts the commits of a journal that SQLite would drop although they had been synced.
func lostCommits(journal []byte) int {
	if len(journal) < journalHead || bytes.Equal(journal[:journalHead], make([]byte, journalHead)) {
		return 0 // a journal gets its head, synced, before anything else
	}
	magic, page := binary.BigEndian.Uint32(journal), int(binary.BigEndian.Uint32(journal[8:]))
	var order binary.ByteOrder = binary.LittleEndian
	if magic&1 == 1 {
		order = binary.BigEndian
	}
	sum := checksum{}.add(order, journal[:24])
	if magic&^1 != journalMagic || page < minPage || page > maxPage || sum != storedSum(journal[24:]) {
		return max(1, commitsIn(journal, journalHead, page, journal[16:24]))
	}
	salts := journal[16:24]
	at := journalHead
	for ; at+frameHead+page <= len(journal); at += frameHead + page {
		frame := journal[at : at+frameHead+page]
		sum = sum.add(order, frame[:8]).add(order, frame[frameHead:])
		if !bytes.Equal(frame[8:16], salts) || sum != storedSum(frame[16:]) {
			break
		}
	}
	return max(0, commitsIn(journal, at, page, salts)-tornCommits)
}

// commitsIn counts the frames from at on that end a commit of the journal's present run.
func commitsIn(journal []byte, at, page int, salts []byte) (n int) {
	if page < minPage || page > maxPage {
		return 0
	}
	for ; at+frameHead+page <= len(journal); at += frameHead + page {
		if bytes.Equal(journal[at+8:at+16], salts) && binary.BigEndian.Uint32(journal[at+4:]) != 0 {
			n++
		}
	}
	return n
}

// checksum is SQLite's running checksum of a journal.
type checksum struct{ a, b uint32 }

func storedSum(b []byte) checksum {
	return checksum{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])}
}

// add takes data in, whose length is a multiple of eight bytes.
func (c checksum) add(order binary.ByteOrder, data []byte) checksum {
	for ; len(data) >= 8; data = data[8:] {
		c.a += order.Uint32(data) + c.b
		c.b += order.Uint32(data[4:]) + c.a
	}
	return c
}
