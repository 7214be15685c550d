package studio_test

import (
	"archive/tar"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/studio"
)

func TestAnArchiveBringsBackEverythingTheStudioKept(t *testing.T) {
	data := t.TempDir()
	archive := filepath.Join(t.TempDir(), "copy.db"+studio.ArchiveSuffix)
	if made, err := studio.Archive(data, archive); err != nil || made {
		t.Fatalf("of an empty folder: %t, %v", made, err)
	}
	s := quick(t, data)
	published(t, s, saved(t, s, "my-case", draft(t, s, "my-case")))
	tried, err := s.Try(draft(t, s, "tried-case"))
	if err != nil {
		t.Fatal(err)
	}
	if made, err := studio.Archive(data, archive); err != nil || !made {
		t.Fatalf("%t, %v", made, err)
	}
	if left, _ := os.ReadDir(filepath.Dir(archive)); len(left) != 1 {
		t.Errorf("beside the archive: %v", left)
	}
	if info, err := os.Stat(archive); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}

	other := t.TempDir()
	before := quick(t, other)
	saved(t, before, "older", "id: older")
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 19, 9, 0, 0, 0, time.UTC)
	ready, err := studio.Unpack(other, archive, now)
	if err != nil {
		t.Fatal(err)
	}
	if aside, err := ready.Swap(now); err != nil || len(aside) != 2 {
		t.Errorf("set aside %v, %v", aside, err)
	}
	if kept, err := os.ReadFile(filepath.Join(other, "drafts.before-restore-20260319-090000.000", "older.yaml")); err != nil || string(kept) != "id: older" {
		t.Errorf("what was there is %q, %v", kept, err)
	}
	again := quick(t, other)
	for _, id := range []string{"my-case", "my-case@1", tried} {
		if _, err := again.Scenario(id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if drafts, err := again.Drafts(); err != nil || len(drafts) != 1 || drafts[0].ID != "my-case" {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
	if rest, _ := filepath.Glob(filepath.Join(other, "cases.restoring-*")); len(rest) != 0 {
		t.Errorf("left behind: %v", rest)
	}
}

// TestAnArchiveIsUnpackedWholeOrNotAtAll: a strange name, a link, a torn file.
func TestAnArchiveIsUnpackedWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, headers ...tar.Header) string {
		file := filepath.Join(folder, name)
		out, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		packed := gzip.NewWriter(out)
		archive := tar.NewWriter(packed)
		for _, h := range headers {
			if h.Typeflag == tar.TypeReg {
				h.Size = 2
			}
			if err := archive.WriteHeader(&h); err != nil {
				t.Fatal(err)
			}
			if h.Typeflag == tar.TypeReg {
				_, _ = archive.Write([]byte("no"))
			}
		}
		_, _, _ = archive.Close(), packed.Close(), out.Close()
		return file
	}
	good := tar.Header{Typeflag: tar.TypeReg, Name: "drafts/good.yaml"}
	torn := write("torn", good)
	whole, err := os.ReadFile(torn)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(torn, whole[:len(whole)-12], 0o600); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"a way out":    write("out", good, tar.Header{Typeflag: tar.TypeReg, Name: "drafts/../../evil.yaml"}),
		"the root":     write("root", tar.Header{Typeflag: tar.TypeReg, Name: "/etc/evil.yaml"}),
		"the store":    write("store", good, tar.Header{Typeflag: tar.TypeReg, Name: "huikuan.db"}),
		"a link":       write("link", good, tar.Header{Typeflag: tar.TypeSymlink, Name: "drafts/link.yaml", Linkname: "/etc/passwd"}),
		"a torn file":  torn,
		"no such file": filepath.Join(folder, "nowhere"),
	} {
		data := t.TempDir()
		_, err := studio.Unpack(data, file, time.Now())
		code(t, name, err, coach.CodeInvalid)
		if left, _ := os.ReadDir(data); len(left) != 0 {
			t.Errorf("%s left %v", name, left)
		}
		if !strings.Contains(coach.MessageOf(err), "nothing was changed") {
			t.Errorf("%s: %q", name, coach.MessageOf(err))
		}
	}
}
