package studio

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"huikuan/server/coach"
)

// ArchiveSuffix follows the name of a backup in the name of the archive beside it.
const ArchiveSuffix = ".cases.tar.gz"

// Folders are the folders of a data folder that an archive holds.
func Folders() []string { return []string{draftsFolder, publishedFolder} }

// Archive writes what the studio keeps in a data folder to a new file, which gets its name when it is whole, while a server may
// be using the folder. It reports false and makes no file where nothing was written yet.
func Archive(data, file string) (made bool, err error) {
	root, err := os.OpenRoot(data)
	if err != nil {
		return false, coach.Wrap(coach.CodeStorage, err, "the data folder cannot be opened")
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	partial := file + ".partial"
	files, err := pack(root, partial)
	if err == nil && files > 0 {
		err = os.Rename(partial, file)
	}
	if err == nil && files == 0 {
		err = os.Remove(partial)
	}
	if err != nil {
		return false, coach.Wrap(coach.CodeStorage, errors.Join(err, os.RemoveAll(partial)), "the cases of the studio could not be copied to %s; check that its folder may be written and has space", file)
	}
	return files > 0, nil
}

// pack writes the files to keep to a new one that only its owner may read, and returns when it is on the disk. Records are read
// before editions, so that every edition of a record is there, whatever is published meanwhile.
func pack(root *os.Root, to string) (files int, err error) {
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	packed := gzip.NewWriter(out)
	written := tar.NewWriter(packed)
	records := func(name string) bool { return path.Base(name) == recordFile }
	cases := func(name string) bool { return strings.HasSuffix(name, suffix) }
	for _, wanted := range []func(name string) bool{records, cases} {
		for _, folder := range Folders() {
			err := fs.WalkDir(root.FS(), folder, func(name string, entry fs.DirEntry, err error) error {
				if err != nil || !entry.Type().IsRegular() || !wanted(name) {
					return gone(err)
				}
				content, _, err := readFile(root, name)
				if err != nil {
					return gone(err)
				}
				files++
				return put(written, name, content)
			})
			if err != nil {
				return files, err
			}
		}
	}
	return files, errors.Join(written.Close(), packed.Close(), out.Sync())
}

func put(archive *tar.Writer, name, content string) error {
	header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: int64(len(content))}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	_, err := io.WriteString(archive, content)
	return err
}

// gone forgives that a file or folder is not there, or was removed a moment ago.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Unpacked is an archive that was read and lies ready in a data folder.
type Unpacked struct {
	// Damage says which of its files are not as they were written; nil where all are. It is put back all the same: the
	// studio passes over such a file, and names a record that it needs.
	Damage error

	root *os.Root
	into string
}

// Unpack reads an archive whole into a folder of its own in the data folder, which no server may be using. It ends with Swap
// or Drop.
func Unpack(data, file string, now time.Time) (*Unpacked, error) {
	root, err := os.OpenRoot(data)
	if err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the data folder cannot be opened")
	}
	u := &Unpacked{root: root, into: "cases.restoring-" + stamp(now)}
	if err := u.read(file); err != nil {
		return nil, coach.Wrap(coach.CodeInvalid, errors.Join(err, u.Drop()), "the archive %s cannot be read or unpacked; nothing was changed. Name a backup whose archive is whole, or move the archive away to restore the calls alone", file)
	}
	return u, nil
}

func (u *Unpacked) read(file string) error {
	var look inspection
	err := eachFile(file, func(name, content string) error {
		look.take(name, content)
		name = path.Join(u.into, name)
		if err := u.root.MkdirAll(path.Dir(name), 0o700); err != nil {
			return err
		}
		return writeWhole(u.root, name, content)
	})
	if err == nil {
		_, u.Damage = look.end()
	}
	return err
}

// eachFile reads an archive to its end and hands on each file of it.
func eachFile(archive string, take func(name, content string) error) (err error) {
	in, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	packed, err := gzip.NewReader(in)
	if err != nil {
		return err
	}
	files := tar.NewReader(packed)
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			_, err = io.Copy(io.Discard, packed) // to the checksum
			return err
		}
		if err != nil {
			return err
		}
		first, _, _ := strings.Cut(header.Name, "/")
		if header.Typeflag != tar.TypeReg || !fs.ValidPath(header.Name) || !slices.Contains(Folders(), first) || header.Size > maxSource {
			return fmt.Errorf("%q is no file of the studio", header.Name)
		}
		content, err := io.ReadAll(io.LimitReader(files, maxSource))
		if err != nil {
			return err
		}
		if err := take(header.Name, string(content)); err != nil {
			return err
		}
	}
}

// Swap puts what was unpacked in its place and returns the names under which what it replaces is kept.
func (u *Unpacked) Swap(now time.Time) (aside []string, err error) {
	for _, folder := range Folders() {
		before := folder + ".before-restore-" + stamp(now)
		switch err := u.root.Rename(folder, before); {
		case err == nil:
			aside = append(aside, before)
		case !errors.Is(err, fs.ErrNotExist):
			return aside, coach.Wrap(coach.CodeStorage, err, "the folder %s could not be set aside; what was unpacked is in %s", folder, u.into)
		}
		if err := gone(u.root.Rename(path.Join(u.into, folder), folder)); err != nil {
			return aside, coach.Wrap(coach.CodeStorage, err, "the folder %s could not be put back; what was unpacked is in %s", folder, u.into)
		}
	}
	return aside, errors.Join(syncFolder(u.root, "."), u.Drop())
}

// Drop removes what was unpacked and not put in its place.
func (u *Unpacked) Drop() error { return errors.Join(u.root.RemoveAll(u.into), u.root.Close()) }

// stamp is a time as a part of a file's name.
func stamp(at time.Time) string { return at.UTC().Format("20060102-150405.000") }
