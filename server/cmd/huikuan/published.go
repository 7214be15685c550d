package main

import (
	"errors"
	"os"
	"path/filepath"

	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/studio"
)

// publishedIn names the data folder of a command that keeps nothing there.
type publishedIn struct {
	Data string `env:"HUIKUAN_DATA" type:"path" help:"The server's data folder, to find the cases published in the studio too; the server may be running."`
}

// open finds the cases of the content folder and, where a data folder is named, those published there. done lets it go.
func (p publishedIn) open(folder string, library *content.Library, labeller *nlu.Labeller) (cases session.Library, done func() error, err error) {
	if p.Data == "" {
		return contentAlone{library}, func() error { return nil }, nil
	}
	return openPublished(p.Data, folder, library, labeller)
}

// openPublished finds the cases of the content folder and those published in a data folder, and makes nothing in it.
func openPublished(data, folder string, library *content.Library, labeller *nlu.Labeller) (cases session.Library, done func() error, err error) {
	if _, err := os.Stat(data); err != nil {
		return nil, nil, coach.Wrap(coach.CodeInvalid, err, "the data folder %s cannot be opened; name the server's with --data or HUIKUAN_DATA, or none for the content folder alone", data)
	}
	for _, written := range studio.Folders() {
		if _, err := os.Stat(filepath.Join(data, written)); errors.Is(err, os.ErrNotExist) {
			return library, func() error { return nil }, nil // no server ran there yet
		}
	}
	opened, err := openStudio(data, folder, library, labeller)
	if err != nil {
		return nil, nil, err
	}
	return opened, opened.Close, nil
}

// contentAlone is a content folder where no data folder was named.
type contentAlone struct{ *content.Library }

// Scenario says where else a case may be.
func (c contentAlone) Scenario(id string) (*coach.Scenario, error) {
	found, err := c.Library.Scenario(id)
	if coach.CodeOf(err) == coach.CodeNotFound {
		err = coach.Errorf(coach.CodeNotFound, "there is no scenario %q in the content folder; for one published in the studio name the server's data folder with --data", id)
	}
	return found, err
}
