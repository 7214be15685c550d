package studio

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/content"
)

// Kept is what the studio keeps, every file of it as it was written.
type Kept struct {
	Drafts, Tried, Editions int

	scenarios map[string]bool // by the ids that calls name them by
}

// Any reports whether anything was written in the studio.
func (k Kept) Any() bool { return k.Drafts+k.Tried+k.Editions > 0 }

// String says it in words.
func (k Kept) String() string {
	return coach.Count(k.Drafts, "draft") + ", " + coach.Count(k.Tried, "tried version") + ", " + coach.Count(k.Editions, "edition")
}

// Lacks lists those of the scenarios calls were made with that only the studio can have, and that are not kept.
func (k Kept) Lacks(scenarios []string) []string {
	var lacking []string
	for _, id := range scenarios {
		if ours := strings.HasPrefix(id, prefix) || strings.Contains(id, coach.EditionMark); ours && !k.scenarios[id] {
			lacking = append(lacking, id)
		}
	}
	return lacking
}

// VerifyArchive checks an archive to its end and writes nothing. It fails with CodeInvalid for one that cannot be read and
// with CodeStorage, naming each file, where one is not as it was written.
func VerifyArchive(file string) (Kept, error) {
	var look inspection
	err := eachFile(file, func(name, content string) error {
		look.take(name, content)
		return nil
	})
	if err != nil {
		return Kept{}, coach.Wrap(coach.CodeInvalid, err, "the archive %s cannot be read to its end; take another backup", file)
	}
	kept, err := look.end()
	if err != nil {
		return Kept{}, coach.Wrap(coach.CodeStorage, err, "the archive %s holds files that are not as they were written; take them from an older backup", file)
	}
	return kept, nil
}

// VerifyFolder checks what the studio keeps in a data folder and changes nothing of it. It fails with CodeStorage, naming each
// file, where one is not as it was written.
func VerifyFolder(data string) (kept Kept, err error) {
	root, err := os.OpenRoot(data)
	if err != nil {
		return Kept{}, coach.Wrap(coach.CodeStorage, err, "the data folder cannot be opened")
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	var look inspection
	for _, folder := range Folders() {
		err := fs.WalkDir(root.FS(), folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() || !look.wants(name) {
				return gone(err)
			}
			content, _, err := readFile(root, name)
			if err == nil {
				look.take(name, content)
			}
			return err
		})
		if err != nil {
			return Kept{}, coach.Wrap(coach.CodeStorage, err, "the folder %s of %s cannot be read; see that you may read it, or put a backup back with huikuan restore", folder, data)
		}
	}
	if kept, err = look.end(); err != nil {
		return Kept{}, coach.Wrap(coach.CodeStorage, err, "files of the studio in %s are not as they were written; take them from the archive beside a backup", data)
	}
	return kept, nil
}

// inspection looks at the files of the studio one by one, in any order.
type inspection struct {
	kept     Kept
	records  map[string]record // of published cases
	versions map[string]string // of the contents of editions, by file
	damage   []error
}

// wants reports whether a file of the studio's folders is one of its own; others may lie there.
func (i *inspection) wants(name string) bool {
	return strings.HasSuffix(name, suffix) || path.Base(name) == recordFile
}

// take looks at a file by its name in the data folder.
func (i *inspection) take(name, source string) {
	folder, base := path.Split(name)
	folder = path.Clean(folder)
	id := path.Base(folder)
	stem, isCase := strings.CutSuffix(base, suffix)
	switch {
	case path.Dir(folder) == publishedFolder && base == recordFile && content.ValidCaseID(id):
		i.record(name, id, source)
	case path.Dir(folder) == publishedFolder && isCase:
		if i.versions == nil {
			i.versions = map[string]string{}
		}
		i.versions[name] = version(source)
	case path.Dir(folder) == path.Join(draftsFolder, versionFolder) && isCase:
		if version(source) != stem {
			i.broken("%s does not hold the text that was tried", name)
		}
		i.kept.Tried++
		i.keeps(prefix + id + "." + stem)
	case folder == draftsFolder && isCase && content.ValidCaseID(stem):
		if len(source) > maxSource || !utf8.ValidString(source) {
			i.broken("%s is no text of a case", name)
		}
		i.kept.Drafts++
	}
}

func (i *inspection) record(name, id, written string) {
	var r record
	err := json.Unmarshal([]byte(written), &r)
	if err == nil && r.Offered != 0 && r.edition(r.Offered) == nil {
		err = fmt.Errorf("it offers edition %d, which it does not list", r.Offered)
	}
	if err != nil {
		i.damage = append(i.damage, fmt.Errorf("the record %s cannot be read: %w", name, err))
		return
	}
	if i.records == nil {
		i.records = map[string]record{}
	}
	i.records[id] = r
}

func (i *inspection) broken(format string, args ...any) {
	i.damage = append(i.damage, fmt.Errorf(format, args...))
}

func (i *inspection) keeps(scenario string) {
	if i.kept.scenarios == nil {
		i.kept.scenarios = map[string]bool{}
	}
	i.kept.scenarios[scenario] = true
}

// end holds the editions against their records, now that every file was seen.
func (i *inspection) end() (Kept, error) {
	for _, id := range slices.Sorted(maps.Keys(i.records)) {
		for _, one := range i.records[id].Editions {
			name := path.Join(publishedFolder, editionFile(id, one.Number))
			switch is, there := i.versions[name]; {
			case !there:
				i.broken("%s is missing", name)
			case is != one.Version:
				i.broken("%s does not hold the text that was published", name)
			}
			i.kept.Editions++
			i.keeps(coach.EditionID(id, one.Number))
		}
	}
	return i.kept, errors.Join(i.damage...)
}
