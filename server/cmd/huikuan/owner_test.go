//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWhatRootRunsShutsNobodyOut: an administrator looks after the store of a service that has a user of its own.
func TestWhatRootRunsShutsNobodyOut(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	const service = 65532
	data := t.TempDir()
	if err := os.Chown(data, service, service); err != nil {
		t.Fatal(err)
	}
	store, err := openStore(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"backup"}, {"verify"}, {"rescore"}} {
		if status, stdout, stderr := invoke(t, "", append(args, "--data", data)...); status != exitOK {
			t.Fatalf("%v: status %d, %s%s", args, status, stdout, stderr)
		}
	}
	names := 0
	err = filepath.WalkDir(data, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if owner := info.Sys().(*syscall.Stat_t); owner.Uid != service || owner.Gid != service {
			t.Errorf("%s belongs to %d:%d, want the folder's owner", name, owner.Uid, owner.Gid)
		}
		names++
		return nil
	})
	if err != nil || names < 7 { // the folder, the store, its lock, backups with one, drafts, published
		t.Errorf("%d names, %v", names, err)
	}
}
