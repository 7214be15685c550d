package content_test

import (
	"os"
	"path/filepath"
	"testing"

	"huikuan/server/content"
)

func TestShippedContentIsValid(t *testing.T) {
	for _, fault := range content.Check(os.DirFS(filepath.Join("..", "..", "scenarios"))) {
		t.Error(fault)
	}
}
