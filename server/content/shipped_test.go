package content_test

import (
	"os"
	"path/filepath"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/content"
)

func TestShippedContentIsValid(t *testing.T) {
	for _, fault := range content.Check(os.DirFS(filepath.Join("..", "..", "scenarios"))) {
		t.Error(fault)
	}
}

// Each register the product promises has some hundreds of lines of its own in either language, and words for more than one
// mood; what everybody falls back to has the most.
func TestEveryRegisterHasEnoughToSay(t *testing.T) {
	lib, err := content.Load(os.DirFS(filepath.Join("..", "..", "scenarios")))
	if err != nil {
		t.Fatal(err)
	}
	registers := map[string]string{
		"small-firm boss": "tired-owner", "group treasurer": "courteous-manager", "shy clerk": "shy-clerk",
		"breezy old friend": "old-buddy", "courtroom-cold manager": "cold-manager",
	}
	found := map[string]content.Repertoire{}
	for _, r := range lib.Repertoires() {
		found[r.Persona] = r
	}
	for name, id := range registers {
		r := found[id]
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			if r.Lines[lang] < 250 || r.Moves < 20 || len(r.Moods) < 3 || found["common"].Lines[lang] < 500 {
				t.Errorf("%s (%s, %s): %d lines of its own over %d moves and %d moods, %d to fall back to", name, id, lang, r.Lines[lang], r.Moves, len(r.Moods), found["common"].Lines[lang])
			}
		}
	}
}
