package main

import (
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/studio"
)

// openStudio opens the place of a data folder where cases are written; what was tried and published there can be called like
// any case, and calls made with it need it to be read.
func openStudio(data, folder string, library *content.Library, labeller *nlu.Labeller) (*studio.Studio, error) {
	files, err := contentFiles(folder)
	if err != nil {
		return nil, err
	}
	return studio.Open(data, library, content.NewWorkbench(files), labeller)
}
