//go:build faults

package faults

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// disk is a data folder behind the shim.
type disk struct {
	data    string // the data folder
	log     string // what the shim wrote down; empty when it was not asked to
	control *control
	env     []string // for a server on this disk
}

// control is the shim's control file, as laid out there.
type control struct {
	syncMicros int64 // added to every sync
	failSync   int64 // the k-th sync from now fails; negative: all do
	syncErrno  int64
	failWrite  int64 // the k-th write from now fails; negative: all do
	writeErrno int64
	syncs      int64
	writes     int64
}

// newDisk makes an empty data folder behind the shim; recorded keeps all that happens to it.
func newDisk(t *testing.T, recorded bool) *disk {
	t.Helper()
	dir := t.TempDir()
	d := &disk{data: filepath.Join(dir, "data")}
	file := filepath.Join(dir, "control")
	if err := os.WriteFile(file, make([]byte, 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := unix.Mmap(int(f.Fd()), 0, 4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Munmap(shared); _ = f.Close() })
	d.control = (*control)(unsafe.Pointer(&shared[0]))
	d.env = []string{"LD_PRELOAD=" + shim(t), "FAULT_DIR=" + d.data, "FAULT_CTL=" + file}
	if recorded {
		d.log = filepath.Join(dir, "log")
		d.env = append(d.env, "FAULT_LOG="+d.log)
	}
	return d
}

// recorded is how much the shim has written down so far.
func (d *disk) recorded() int64 {
	info, err := os.Stat(d.log)
	if err != nil {
		return 0
	}
	return info.Size()
}

const (
	recordHead = 24
	sectorSize = 512
)

// platter is what a disk holds while its record is played.
type platter struct {
	record  []byte
	at      int64
	names   map[uint32]string
	durable map[string][]byte
	pending map[string][]change // written and not synced, oldest first
}

// change is a write, or a cut to length off when data is nil.
type change struct {
	off  int64
	data []byte
}

func newPlatter(t *testing.T, log string) *platter {
	t.Helper()
	record, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return &platter{record: record, names: map[uint32]string{}, durable: map[string][]byte{}, pending: map[string][]change{}}
}

// playTo plays all records that had been written whole at the given length of the record.
func (p *platter) playTo(end int64) error {
	for p.at+recordHead <= end {
		head := p.record[p.at : p.at+recordHead]
		op, file := binary.LittleEndian.Uint32(head), binary.LittleEndian.Uint32(head[4:])
		off, size := int64(binary.LittleEndian.Uint64(head[8:])), int64(binary.LittleEndian.Uint64(head[16:]))
		next := p.at + recordHead + size
		if next > end {
			return nil
		}
		data := p.record[p.at+recordHead : next]
		p.at = next
		name := p.names[file]
		switch op {
		case 'O':
			p.names[file] = string(data)
			if _, there := p.durable[string(data)]; !there {
				p.durable[string(data)] = nil
			}
		case 'W':
			p.pending[name] = append(p.pending[name], change{off, data})
		case 'T':
			p.pending[name] = append(p.pending[name], change{off, nil})
		case 'S':
			p.durable[name] = applied(p.durable[name], p.pending[name], nil)
			delete(p.pending, name)
		case 'F': // what the sync should have brought to the disk is given up
			delete(p.pending, name)
		case 'U':
			delete(p.durable, name)
			delete(p.pending, name)
		case 'R':
			to := p.names[uint32(off)]
			p.durable[to], p.pending[to] = p.durable[name], p.pending[name]
			delete(p.durable, name)
			delete(p.pending, name)
		default:
			return fmt.Errorf("the shim's record makes no sense at %d", p.at)
		}
	}
	return nil
}

// applied returns content with changes made. With a keep, every sector of a write asks it whether it reached the disk.
func applied(content []byte, changes []change, keep func() bool) []byte {
	out := append([]byte(nil), content...)
	for _, c := range changes {
		if c.data == nil {
			if keep == nil || keep() {
				out = resized(out, c.off)
			}
			continue
		}
		for from := int64(0); from < int64(len(c.data)); from += sectorSize {
			if keep != nil && !keep() {
				continue
			}
			to := min(from+sectorSize, int64(len(c.data)))
			out = resized(out, max(int64(len(out)), c.off+to))
			copy(out[c.off+from:], c.data[from:to])
		}
	}
	return out
}

func resized(b []byte, size int64) []byte {
	if size <= int64(len(b)) {
		return b[:size]
	}
	return append(b, make([]byte, size-int64(len(b)))...)
}

// cut writes what the disk holds when the power goes now into a new data folder. Of what was not synced nothing is left,
// or, torn, any sectors.
func (p *platter) cut(t *testing.T, dir string, torn *rand.Rand) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range p.durable {
		if filepath.Dir(name) != "." {
			continue
		}
		if torn != nil {
			content = applied(content, p.pending[name], func() bool { return torn.IntN(2) == 0 })
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
