package main

import (
	"path/filepath"

	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/studio"
)

// draftsFolder is where the studio keeps what is not published, in the data folder.
const draftsFolder = "drafts"

// newStudio opens the place where cases are written; what is tried there can be called like any case.
func newStudio(settings config.Serve, library *content.Library, labeller *nlu.Labeller) (*studio.Studio, error) {
	files, err := contentFiles(settings.Content)
	if err != nil {
		return nil, err
	}
	return studio.Open(filepath.Join(settings.Data, draftsFolder), library, content.NewWorkbench(files), labeller)
}
