package studio_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/studio"
)

var shipped = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })

// bench is shared: it does not change.
var bench = sync.OnceValue(func() *content.Workbench { return content.NewWorkbench(scenarios.FS) })

const model = "unopened-proof"

// open opens a studio in a folder of its own.
func open(t *testing.T) (*studio.Studio, string) {
	t.Helper()
	library, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	s, err := studio.Open(data, library, bench(), nlu.New())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, data
}

// draft is the source of a shipped case under another id.
func draft(t *testing.T, s *studio.Studio, id string) string {
	t.Helper()
	source, err := s.Source(model)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(source, "id: "+model, "id: "+id, 1)
}

func code(t *testing.T, what string, err error, want coach.Code) {
	t.Helper()
	if coach.CodeOf(err) != want {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

func TestADraftIsKeptAsItIsAndNobodyOverwritesAnother(t *testing.T) {
	s, _ := open(t)
	first, err := s.Save("my-case", "id: my-case\nhalf: done", "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Save("my-case", "by somebody else", "")
	code(t, "a new draft under a name that is taken", err, coach.CodeConflict)
	second, err := s.Save("my-case", "id: my-case\nmore: done", first.Version)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Save("my-case", "from an old copy", first.Version)
	code(t, "saving over a version nobody saw", err, coach.CodeConflict)
	code(t, "removing a version nobody saw", s.Remove("my-case", first.Version), coach.CodeConflict)
	if again, err := s.Save("my-case", second.Source, first.Version); err != nil || again.Version != second.Version {
		t.Errorf("saving the same once more: %+v, %v", again, err)
	}
	if kept, err := s.Draft("my-case"); err != nil || kept.Source != "id: my-case\nmore: done" {
		t.Errorf("kept %q, %v", kept.Source, err)
	}
	if list, err := s.Drafts(); err != nil || len(list) != 1 || list[0].ID != "my-case" {
		t.Errorf("listed %+v, %v", list, err)
	}
	if err := s.Remove("my-case", second.Version); err != nil {
		t.Fatal(err)
	}
	_, err = s.Save("my-case", "based on what is gone", second.Version)
	code(t, "saving what was removed", err, coach.CodeConflict)
}

func TestNoNameLeadsOutOfTheFolder(t *testing.T) {
	s, data := open(t)
	secret := filepath.Join(data, "secret.yaml")
	if err := os.WriteFile(secret, []byte("hidden"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(data, "drafts", "linked.yaml")); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"../secret", "..", ".", "", "a/b", `a\b`, "/etc/passwd", "a.yaml", "tried/x", "A", "é", "a\x00b", "-", strings.Repeat("a", 61)} {
		if _, err := s.Save(id, "x", ""); coach.CodeOf(err) != coach.CodeInvalid {
			t.Errorf("saving %q: %v", id, err)
		}
		if got, err := s.Draft(id); err == nil {
			t.Errorf("reading %q gives %q", id, got.Source)
		}
		if _, err := s.Source(id); err == nil {
			t.Errorf("there is a source %q", id)
		}
		if _, err := s.Scenario("draft." + id + ".0123456789abcdef"); err == nil {
			t.Errorf("there is a scenario draft.%s", id)
		}
	}
	if got, err := s.Draft("linked"); err == nil {
		t.Errorf("a link out of the folder gives %q", got.Source)
	}
	_, _ = s.Save("linked", "overwritten", "")
	if kept, err := os.ReadFile(secret); err != nil || string(kept) != "hidden" {
		t.Errorf("the file outside is %q, %v", kept, err)
	}
	err := filepath.WalkDir(data, func(path string, _ fs.DirEntry, err error) error {
		if rel, _ := filepath.Rel(data, path); err == nil && rel != "." && rel != "secret.yaml" && !strings.HasPrefix(rel, "drafts") && rel != "published" {
			t.Errorf("%s was written", rel)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestADraftCanBeCalledWithoutBeingPublished(t *testing.T) {
	s, data := open(t)
	_, err := s.Try("id: my-case\n")
	code(t, "trying a case with faults", err, coach.CodeInvalid)
	id, err := s.Try(draft(t, s, "my-case"))
	if err != nil {
		t.Fatal(err)
	}
	library, _ := shipped()
	again, err := studio.Open(data, library, bench(), nlu.New()) // after a restart
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	tried, err := again.Scenario(id)
	if err != nil || tried.Case.ID != id || !tried.Case.Draft() || tried.Case.Debtor.Name.En != "Yeying Studio" {
		t.Errorf("%s is %+v, %v", id, tried, err)
	}
	for _, listed := range again.Scenarios() {
		if listed.Case.Draft() {
			t.Errorf("%s is offered to trainees", listed.Case.ID)
		}
	}
	kept := filepath.Join(data, "drafts", "tried", "my-case")
	files, err := os.ReadDir(kept)
	if err != nil || len(files) != 1 {
		t.Fatalf("%d versions kept, %v", len(files), err)
	}
	if err := os.WriteFile(filepath.Join(kept, files[0].Name()), []byte("id: other"), 0o600); err != nil {
		t.Fatal(err)
	}
	third, err := studio.Open(data, library, bench(), nlu.New())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = third.Close() })
	_, err = third.Scenario(id)
	code(t, "a version that was changed by hand", err, coach.CodeNotFound)
}

func TestScriptedTraineesPlayADraftAndCanBeStopped(t *testing.T) {
	s, _ := open(t)
	source := draft(t, s, "my-case")
	for name, runs := range map[string]int{"none": 0, "too many": studio.MaxRuns + 1} {
		_, err := s.Play(t.Context(), source, coach.English, runs)
		code(t, name, err, coach.CodeInvalid)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := s.Play(ctx, source, coach.English, studio.MaxRuns)
	if code(t, "stopped", err, coach.CodeUnavailable); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	sheet, err := s.Play(t.Context(), source, coach.English, 1)
	if err != nil {
		t.Fatal(err)
	}
	scores := map[string]int64{}
	for _, tally := range sheet.Trainees {
		scores[tally.Trainee] = tally.Score.Median
	}
	if scores["expert"] <= scores["silent"] || sheet.Case != "my-case" {
		t.Errorf("%s: %v", sheet.Case, scores)
	}
}
