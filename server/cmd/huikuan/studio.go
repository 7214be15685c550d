package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/sqlite"
	"huikuan/server/studio"
)

// openStudio opens the place of a data folder where cases are written; what was tried and published there can be called like
// any case, and calls made with it need it to be read.
func openStudio(data, folder string, library *content.Library, labeller *nlu.Labeller) (*studio.Studio, error) {
	files, err := contentFiles(folder)
	if err != nil {
		return nil, err
	}
	if err := makeStudioFolders(data); err != nil {
		return nil, err
	}
	return studio.Open(data, library, content.NewWorkbench(files), labeller)
}

// makeStudioFolders makes the folders that are missing and gives them to the owner of the data folder: a command that an
// administrator runs before the server's first start must not shut the server out.
func makeStudioFolders(data string) error {
	for _, name := range studio.MadeFolders() {
		folder := filepath.Join(data, name)
		err := os.Mkdir(folder, 0o700)
		if err == nil {
			err = sqlite.OwnedAs(data, folder)
		}
		if err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
	}
	return nil
}

// archiveCases writes what the studio keeps to an archive and checks it; it logs the damage it finds, and reports false then.
func archiveCases(data, file string, log *slog.Logger) (sound bool, err error) {
	made, err := studio.Archive(data, file)
	if err != nil || !made {
		return err == nil, err
	}
	if _, err := studio.VerifyArchive(file); err != nil {
		log.Error("the backup was made, and cases in it are damaged", "code", coach.CodeOf(err), "err", err)
		return false, nil
	}
	return true, nil
}
