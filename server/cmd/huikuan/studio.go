package main

import (
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/studio"
)

// newStudio opens the place where cases are written; what is tried and published there can be called like any case.
func newStudio(settings config.Serve, library *content.Library, labeller *nlu.Labeller) (*studio.Studio, error) {
	files, err := contentFiles(settings.Content)
	if err != nil {
		return nil, err
	}
	return studio.Open(settings.Data, library, content.NewWorkbench(files), labeller)
}
