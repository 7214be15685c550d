package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheImageBuildsItsProgramWithThePageItWasGiven: the stage that compiles has Go and no npm, and the page comes from the
// stage before it.
func TestTheImageBuildsItsProgramWithThePageItWasGiven(t *testing.T) {
	t.Parallel()
	const root = "../../.."
	recipe, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "frontend", "dist")
	if err := os.MkdirAll(page, 0o700); err != nil {
		t.Fatal(err)
	}
	for file, data := range map[string][]byte{filepath.Join(dir, "Makefile"): makefile, filepath.Join(page, "index.html"): nil, filepath.Join(dir, "frontend", "package.json"): nil, filepath.Join(dir, "frontend", "package-lock.json"): nil} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, line, ok := strings.Cut(string(recipe), "RUN make ")
	line, _, _ = strings.Cut(line, "&&")
	if !ok {
		t.Fatal("the Dockerfile does not make the program")
	}
	dry := exec.CommandContext(t.Context(), "make", append([]string{"-n"}, strings.Fields(line)...)...)
	dry.Dir = dir
	steps, err := dry.CombinedOutput()
	if err != nil || strings.Contains(string(steps), "npm") || !strings.Contains(string(steps), "go build") {
		t.Errorf("make %s does this: %v\n%s", line, err, steps)
	}
}
