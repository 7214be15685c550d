package studio_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/studio"
)

// TestDamageOfWhatTheStudioKeepsIsFoundInTheFolderAndInTheArchive does to each kind of file what must not happen to it.
func TestDamageOfWhatTheStudioKeepsIsFoundInTheFolderAndInTheArchive(t *testing.T) {
	data := t.TempDir()
	if kept, err := studio.VerifyFolder(data); err != nil || kept.Any() {
		t.Errorf("of an empty folder: %+v, %v", kept, err)
	}
	s := quick(t, data)
	d := saved(t, s, "my-case", draft(t, s, "my-case"))
	published(t, s, d)
	saved(t, s, "with-faults", "id: with-faults")
	tried, err := s.Try(d.Source)
	if err != nil {
		t.Fatal(err)
	}
	triedFile := filepath.Join("drafts", "tried", "my-case", d.Version+".yaml")
	if err := os.WriteFile(filepath.Join(data, "drafts", "My notes.yaml"), []byte("of somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(name string) (inFolder, inArchive error) {
		t.Helper()
		kept, inFolder := studio.VerifyFolder(data)
		archive := filepath.Join(t.TempDir(), "copy")
		if made, err := studio.Archive(data, archive); err != nil || !made {
			t.Fatalf("%s: %t, %v", name, made, err)
		}
		before, err := os.ReadFile(archive)
		if err != nil {
			t.Fatal(err)
		}
		again, inArchive := studio.VerifyArchive(archive)
		if inFolder == nil && (again.String() != kept.String() || kept.String() != "2 drafts, 1 tried version, 1 edition") {
			t.Errorf("%s: kept are %q, in the archive %q", name, kept, again)
		}
		if inFolder == nil {
			calls := []string{"group-treasury", "my-case", "my-case@1", tried, "my-case@2", "draft.my-case.0123456789abcdef"}
			if lacking := kept.Lacks(calls); !slices.Equal(lacking, calls[4:]) {
				t.Errorf("%s: lacking are %v", name, lacking)
			}
		}
		if after, err := os.ReadFile(archive); err != nil || string(after) != string(before) {
			t.Errorf("%s: the archive was changed by verifying, %v", name, err)
		}
		return inFolder, inArchive
	}
	if inFolder, inArchive := check("whole"); inFolder != nil || inArchive != nil {
		t.Errorf("whole: %v, %v", inFolder, inArchive)
	}
	for name, c := range map[string]struct {
		file string
		now  string // gone when empty
	}{
		"an edition that was changed":     {"published/my-case/1.yaml", "id: my-case\n"},
		"an edition that is gone":         {"published/my-case/1.yaml", ""},
		"a record nobody can read":        {"published/my-case/editions.json", `{"offered":`},
		"a record that offers what isn't": {"published/my-case/editions.json", `{"offered":3,"editions":[]}`},
		"a tried version changed":         {triedFile, d.Source + " "},
		"a draft that is no text":         {"drafts/my-case.yaml", "id: \xff\xfe"},
	} {
		file := filepath.Join(data, c.file)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		change := os.Remove(file)
		if c.now != "" {
			change = os.WriteFile(file, []byte(c.now), 0o600)
		}
		inFolder, inArchive := check(name)
		for _, err := range []error{inFolder, inArchive} {
			code(t, name, err, coach.CodeStorage)
			if err == nil || !strings.Contains(err.Error(), filepath.ToSlash(c.file)) || !strings.Contains(err.Error(), "backup") {
				t.Errorf("%s is told as %v", name, err)
			}
			if gone := strings.Contains(fmt.Sprint(err), "missing"); gone != (c.now == "") {
				t.Errorf("%s is told as %v", name, err)
			}
		}
		if err := errors.Join(change, os.WriteFile(file, whole, 0o600)); err != nil {
			t.Fatal(err)
		}
	}

	archive := filepath.Join(t.TempDir(), "copy")
	if _, err := studio.Archive(data, archive); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for at := range 20 {
		torn := slices.Clone(whole)
		torn[len(torn)*at/20] ^= 4
		if err := os.WriteFile(archive, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := studio.VerifyArchive(archive); err == nil && at > 0 { // the head of a gzip file has bytes that mean nothing
			t.Errorf("a bit turned at %d of %d is not seen", len(torn)*at/20, len(torn))
		}
	}
	_, err = studio.VerifyArchive(archive + ".gone")
	code(t, "no archive", err, coach.CodeInvalid)
}
