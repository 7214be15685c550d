package content_test

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
)

func TestAWellFormedLibraryHasNoFaults(t *testing.T) {
	for _, fault := range content.Check(os.DirFS("testdata/valid")) {
		t.Error(fault)
	}
}

func TestAScenarioHoldsTheCaseAndAllItNames(t *testing.T) {
	s, err := load(t, valid(t)).Scenario("late-parts")
	if err != nil {
		t.Fatal(err)
	}
	if s.Case.Debtor.Name.Zh != "远航设备" || s.Playbook.ID != "small" || s.LawPack.ID != "cn" || len(s.Personas) != 1 {
		t.Errorf("the scenario is not whole: %q %q %q %d personas", s.Case.Debtor.Name.Zh, s.Playbook.ID, s.LawPack.ID, len(s.Personas))
	}
	if got := s.Case.Account.Balance(); got != (coach.Money{Minor: 5800000, Currency: "CNY"}) {
		t.Errorf("balance %v", got)
	}
	if x, ok := s.Excuse("x_already_sent"); !ok || x.Truth != coach.False {
		t.Errorf("a plain false is read as %q", x.Truth)
	}
}

func TestAnUnknownScenarioIsNotFound(t *testing.T) {
	if _, err := load(t, valid(t)).Scenario("nowhere"); coach.CodeOf(err) != coach.CodeNotFound {
		t.Errorf("got %v", err)
	}
}

func TestScenariosAreListedEasiestFirst(t *testing.T) {
	files := valid(t)
	for id, difficulty := range map[string]string{"a-hard-one": "3", "b-mild-one": "1"} {
		files["cases/"+id+".yaml"] = edit(t, files, "cases/late-parts.yaml", "id: late-parts", "id: "+id, "difficulty: 1", "difficulty: "+difficulty)
	}
	var ids []string
	for _, s := range load(t, files).Scenarios() {
		ids = append(ids, s.Case.ID)
	}
	if want := []string{"b-mild-one", "late-parts", "a-hard-one"}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
}

func TestADraftIsPlayedByItsIdAndNotOffered(t *testing.T) {
	files := valid(t)
	files["cases/half-done.yaml"] = edit(t, files, "cases/late-parts.yaml", "id: late-parts", "id: half-done\nstatus: draft")
	library := load(t, files)
	if s, err := library.Scenario("half-done"); err != nil || !s.Case.Draft() {
		t.Errorf("by its id: %v", err)
	}
	if all := library.Scenarios(); len(all) != 1 || all[0].Case.ID != "late-parts" {
		t.Errorf("offered: %d", len(all))
	}
	if drafts := library.Drafts(); len(drafts) != 1 || drafts[0].Case.ID != "half-done" {
		t.Errorf("drafts: %d", len(drafts))
	}
}

func TestTheCommonPersonaStandsBehindEveryContact(t *testing.T) {
	files := valid(t)
	files["personas/common.yaml"] = edit(t, files, "personas/plain.yaml", "id: plain", "id: common")
	files["personas/plain.yaml"] = &fstest.MapFile{Data: slices.Concat(
		files["personas/plain.yaml"].Data[:strings.Index(string(files["personas/plain.yaml"].Data), "  - {move: identify")])}
	s, err := load(t, files).Scenario("late-parts")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Personas["common"].Wordings) == 0 || len(s.Personas["plain"].Wordings) != 1 {
		t.Errorf("personas: %d", len(s.Personas))
	}
}

// The hash stands for the content: it changes with any part of a scenario and with nothing else.
func TestHash(t *testing.T) {
	before, _ := load(t, valid(t)).Scenario("late-parts")
	cases := map[string]struct {
		change func(files fstest.MapFS)
		same   bool
	}{
		"another word in the case": {func(f fstest.MapFS) {
			f["cases/late-parts.yaml"] = edit(t, f, "cases/late-parts.yaml", "Late parts", "Later parts")
		}, false},
		"another word in the playbook": {func(f fstest.MapFS) {
			f["playbooks/small.yaml"] = edit(t, f, "playbooks/small.yaml", "Forgets", "Forgot it")
		}, false},
		"another word in the law pack": {func(f fstest.MapFS) {
			f["lawpacks/cn.yaml"] = edit(t, f, "lawpacks/cn.yaml", "Mainland", "The mainland of")
		}, false},
		"another word in the persona": {func(f fstest.MapFS) { f["personas/plain.yaml"] = edit(t, f, "personas/plain.yaml", "Short", "Brief") }, false},
		"a persona it does not use": {func(f fstest.MapFS) {
			f["personas/other.yaml"] = edit(t, f, "personas/plain.yaml", "id: plain", "id: other")
		}, true},
		"line ends of another system": {func(f fstest.MapFS) { f["cases/late-parts.yaml"] = edit(t, f, "cases/late-parts.yaml", "\n", "\r\n") }, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			files := valid(t)
			c.change(files)
			after, err := load(t, files).Scenario("late-parts")
			if err != nil {
				t.Fatal(err)
			}
			if same := after.Hash == before.Hash; same != c.same || len(after.Hash) != 64 {
				t.Errorf("same hash: %v, want %v (%s)", same, c.same, after.Hash)
			}
		})
	}
}

func TestLoadingBrokenContentReportsAllFaultsAsInvalid(t *testing.T) {
	_, err := content.Load(os.DirFS("testdata/broken"))
	var faults content.Faults
	if coach.CodeOf(err) != coach.CodeInvalid || !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	if checked := content.Check(os.DirFS("testdata/broken")); !slices.Equal([]content.Fault(faults), checked) {
		t.Errorf("Load reports %d faults, Check %d", len(faults), len(checked))
	}
}

func TestAFolderWithoutContentIsAFault(t *testing.T) {
	faults := content.Check(fstest.MapFS{"readme.txt": {Data: []byte("x")}})
	if len(faults) != 1 || faults[0].File != "." || faults[0].Mend == "" {
		t.Errorf("got %v", faults)
	}
}

func TestAYmlFileIsNotPassedOverInSilence(t *testing.T) {
	files := valid(t)
	files["cases/forgotten.yml"] = &fstest.MapFile{Data: []byte("id: forgotten")}
	faults := content.Check(files)
	if len(faults) != 1 || faults[0].File != "cases/forgotten.yml" || faults[0].Mend != "rename it to forgotten.yaml" {
		t.Errorf("got %v", faults)
	}
}

// The slots a wording may hold are those the voice fills.
func TestEverySlotOfTheVoiceIsAllowedInWordings(t *testing.T) {
	for _, slot := range append(debtor.SlotNames(), "nonsense") {
		files := valid(t)
		files["personas/plain.yaml"] = edit(t, files, "personas/plain.yaml", `["Right."]`, `["Right, {`+slot+`}."]`)
		faults := content.Check(files)
		if allowed := len(faults) == 0; allowed != (slot != "nonsense") {
			t.Errorf("{%s} allowed: %v", slot, allowed)
		}
	}
}

// valid is a copy of the valid library that a test may change.
func valid(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("testdata/valid"), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile("testdata/valid/" + name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// edit returns a copy of a file with each old text replaced by the new one behind it.
func edit(t *testing.T, files fstest.MapFS, name string, oldNew ...string) *fstest.MapFile {
	t.Helper()
	text := string(files[name].Data)
	if changed := strings.NewReplacer(oldNew...).Replace(text); changed != text {
		return &fstest.MapFile{Data: []byte(changed)}
	}
	t.Fatalf("%s has none of %q", name, oldNew)
	return nil
}

func load(t *testing.T, fsys fs.FS) *content.Library {
	t.Helper()
	library, err := content.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return library
}
