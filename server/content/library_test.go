package content_test

import (
	"os"
	"testing"

	"huikuan/server/content"
)

func TestAWellFormedLibraryHasNoFaults(t *testing.T) {
	for _, fault := range content.Check(os.DirFS("testdata/valid")) {
		t.Error(fault)
	}
}
