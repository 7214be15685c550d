package studio_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
	"huikuan/server/studio"
)

// quick opens the studio of a data folder with a gate of few calls.
func quick(t *testing.T, data string) *studio.Studio {
	t.Helper()
	library, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	s, err := studio.Open(data, library, bench(), nlu.New())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.PlayFewer(4)
	return s
}

// saved keeps a source as a draft, over whatever is saved of it.
func saved(t *testing.T, s *studio.Studio, id, source string) studio.Draft {
	t.Helper()
	before, _ := s.Draft(id)
	kept, err := s.Save(id, source, before.Version)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// published publishes a draft that has to clear the bars.
func published(t *testing.T, s *studio.Studio, d studio.Draft) studio.Edition {
	t.Helper()
	edition, sheets, err := s.Publish(t.Context(), d.ID, d.Version)
	if err != nil || edition == nil {
		t.Fatalf("%s was not published: %v, %v", d.ID, fallen(sheets), err)
	}
	return *edition
}

// fallen lists the bars that fell.
func fallen(sheets []playtest.Sheet) (bars []string) {
	for _, sheet := range sheets {
		for _, c := range sheet.Checks {
			if !c.OK {
				bars = append(bars, string(sheet.Lang)+" "+c.ID)
			}
		}
	}
	return bars
}

// listed are the scenarios offered under the id of a case.
func listed(s *studio.Studio, id string) (names []string) {
	for _, scenario := range s.Scenarios() {
		if coach.CaseOf(scenario.Case.ID) == id {
			names = append(names, scenario.Case.ID)
		}
	}
	return names
}

func TestAPublishedCaseIsOfferedOnceAndEveryEditionIsKept(t *testing.T) {
	data := t.TempDir()
	s := quick(t, data)
	source := strings.Replace(draft(t, s, "my-case"), "id: my-case\n", "id: my-case\nstatus: draft\n", 1)
	first := saved(t, s, "my-case", source)
	if one := published(t, s, first); one.Number != 1 || one.Version != first.Version || one.Measured.Calls != 8 || one.Measured.Expert <= one.Measured.Novice {
		t.Errorf("the first edition is %+v", one)
	}
	again, sheets, err := s.Publish(t.Context(), "my-case", first.Version)
	if err != nil || again == nil || again.Number != 1 || sheets != nil {
		t.Errorf("published once more: %+v, %d sheets, %v", again, len(sheets), err)
	}
	second := saved(t, s, "my-case", strings.Replace(source, `en: "Yeying Studio" }`, `en: "Nightfall Studio" }`, 1))
	if one := published(t, s, second); one.Number != 2 {
		t.Errorf("the second edition is %+v", one)
	}

	for when, s := range map[string]*studio.Studio{"at once": s, "after a restart": quick(t, data)} {
		if names := listed(s, "my-case"); !slices.Equal(names, []string{"my-case@2"}) {
			t.Errorf("%s: offered as %v", when, names)
		}
		for id, debtor := range map[string]string{"my-case": "Nightfall Studio", "my-case@2": "Nightfall Studio", "my-case@1": "Yeying Studio"} {
			found, err := s.Scenario(id)
			if err != nil || found.Case.Debtor.Name.En != debtor || found.Case.Draft() {
				t.Errorf("%s: %s is not the case of %s as published (%v)", when, id, debtor, err)
			}
			if m := s.Measured(id); m == nil || m.Case != "my-case" {
				t.Errorf("%s: %s measured %+v", when, id, m)
			}
		}
		if all := s.Published(); len(all) != 1 || all[0].ID != "my-case" || !all[0].Fits || all[0].Edition.Number != 2 || all[0].Edition.Version != second.Version {
			t.Errorf("%s: published are %+v", when, all)
		}
		if kept, err := s.Source("my-case"); err != nil || kept != second.Source {
			t.Errorf("%s: the source is not the one offered (%v)", when, err)
		}
	}
}

func TestAWithdrawnCaseLeavesTheLibraryAndNotItsCalls(t *testing.T) {
	data := t.TempDir()
	s := quick(t, data)
	d := saved(t, s, "my-case", draft(t, s, "my-case"))
	code(t, "withdrawing what was never published", s.Withdraw("my-case", 1), coach.CodeNotFound)
	published(t, s, d)
	code(t, "withdrawing an edition nobody saw", s.Withdraw("my-case", 2), coach.CodeConflict)
	if err := s.Withdraw("my-case", 1); err != nil {
		t.Fatal(err)
	}
	for when, s := range map[string]*studio.Studio{"at once": s, "after a restart": quick(t, data)} {
		if names := listed(s, "my-case"); len(names) != 0 || len(s.Published()) != 0 {
			t.Errorf("%s: still offered as %v", when, names)
		}
		_, err := s.Scenario("my-case")
		code(t, when+", a new call", err, coach.CodeNotFound)
		if old, err := s.Scenario("my-case@1"); err != nil || old.Case.ID != "my-case@1" {
			t.Errorf("%s: the edition of calls held with it is not found: %v", when, err)
		}
	}
	if one := published(t, s, d); one.Number != 1 || len(listed(s, "my-case")) != 1 {
		t.Errorf("offered again it is %+v", one)
	}
}

func TestWhatMayNotBePublishedIsRefusedWithAReason(t *testing.T) {
	s := quick(t, t.TempDir())
	sound := draft(t, s, "my-case")
	for name, c := range map[string]struct {
		id, source string
		code       coach.Code
		says       string
	}{
		"a case of the content folder": {model, strings.Replace(sound, "id: my-case", "id: "+model, 1), coach.CodeForbidden, "another id"},
		"faults":                       {"my-case", "id: my-case\n", coach.CodeInvalid, "faults"},
		"another id in the text":       {"other-case", sound, coach.CodeInvalid, `"my-case"`},
		"a text to fill in":            {"my-case", strings.Replace(sound, "Yeying Studio", "(To fill in)", 1), coach.CodeInvalid, "still to fill in"},
		"a guess nobody checked":       {"my-case", strings.Replace(sound, "id: my-case\n", "id: my-case # proposed by the model: a guess to check\n", 1), coach.CodeInvalid, "line 2"},
	} {
		d := saved(t, s, c.id, c.source)
		edition, sheets, err := s.Publish(t.Context(), c.id, d.Version)
		code(t, name, err, c.code)
		if edition != nil || sheets != nil || !strings.Contains(coach.MessageOf(err), c.says) {
			t.Errorf("%s: %+v, %v", name, edition, err)
		}
	}
	_, _, err := s.Publish(t.Context(), "nobody-wrote-it", "")
	code(t, "no draft", err, coach.CodeNotFound)
	_, _, err = s.Publish(t.Context(), "my-case", "0123456789abcdef")
	code(t, "a version that is not saved", err, coach.CodeConflict)
	for _, id := range []string{"../my-case", "a/b", "", ".", "my-case@1"} {
		_, _, err := s.Publish(t.Context(), id, "")
		code(t, "publishing "+id, err, coach.CodeInvalid)
		code(t, "withdrawing "+id, s.Withdraw(id, 1), coach.CodeNotFound)
	}
	if all := s.Published(); len(all) != 0 {
		t.Errorf("published all the same: %+v", all)
	}
}

// TestACaseThatSkillDoesNotWinIsNotPublished has a debtor whom next to nothing moves to pay.
func TestACaseThatSkillDoesNotWinIsNotPublished(t *testing.T) {
	data := t.TempDir()
	s := quick(t, data)
	source := draft(t, s, "my-case")
	var lines []string
	offers := 0
	for line := range strings.Lines(source) {
		if at := strings.Index(line, "will: "); at >= 0 {
			offers++
			line = fmt.Sprintf("%swill: %d }\n", line[:at], 96+offers)
		}
		lines = append(lines, line)
	}
	d := saved(t, s, "my-case", strings.Join(lines, ""))
	edition, sheets, err := s.Publish(t.Context(), "my-case", d.Version)
	if err != nil || edition != nil || len(sheets) != 2 || len(fallen(sheets)) == 0 {
		t.Fatalf("edition %+v, fallen %v, %v", edition, fallen(sheets), err)
	}
	if names := listed(s, "my-case"); len(names) != 0 {
		t.Errorf("offered as %v", names)
	}
	if left, err := os.ReadDir(filepath.Join(data, "published")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestPublishingCanBeStoppedAndStandsInNobodysWay(t *testing.T) {
	s := quick(t, t.TempDir())
	d := saved(t, s, "my-case", draft(t, s, "my-case"))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	edition, _, err := s.Publish(ctx, "my-case", d.Version)
	code(t, "stopped", err, coach.CodeUnavailable)
	if edition != nil || len(s.Published()) != 0 {
		t.Errorf("published all the same: %+v", edition)
	}

	// Somebody saves while it is played.
	s.PlayFewer(8)
	done := make(chan error, 1)
	go func() {
		_, _, err := s.Publish(t.Context(), "my-case", d.Version)
		done <- err
	}()
	waitUntilPlaying(t, s)
	saved(t, s, "my-case", d.Source+"\n# meanwhile")
	code(t, "saved meanwhile", <-done, coach.CodeConflict)
	if all := s.Published(); len(all) != 0 {
		t.Errorf("published all the same: %+v", all)
	}
}

// TestAStoppedPlaytestMakesWayForTheNext stops one that is in the middle of a call and begins another at once.
func TestAStoppedPlaytestMakesWayForTheNext(t *testing.T) {
	s := quick(t, t.TempDir())
	s.PlayFewer(2000)
	d := saved(t, s, "my-case", draft(t, s, "my-case"))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, _, err := s.Publish(ctx, "my-case", d.Version)
		done <- err
	}()
	waitUntilPlaying(t, s)
	_, err := s.Play(t.Context(), d.Source, coach.English, 1)
	code(t, "while another plays", err, coach.CodeBusy)
	stop()
	if _, err := s.Play(t.Context(), d.Source, coach.English, 1); err != nil {
		t.Errorf("after it was stopped: %v", err)
	}
	code(t, "stopped", <-done, coach.CodeUnavailable)
}

// TestAServerThatDrainsWaitsForNoPlaytest stops one that would take minutes.
func TestAServerThatDrainsWaitsForNoPlaytest(t *testing.T) {
	s := quick(t, t.TempDir())
	s.PlayFewer(2000)
	d := saved(t, s, "my-case", draft(t, s, "my-case"))
	done := make(chan error, 1)
	go func() {
		_, _, err := s.Publish(t.Context(), "my-case", d.Version)
		done <- err
	}()
	waitUntilPlaying(t, s)
	s.Stop()
	s.Stop()
	select {
	case err := <-done:
		code(t, "stopped", err, coach.CodeUnavailable)
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on playing")
	}
	_, err := s.Play(t.Context(), d.Source, coach.English, 1)
	code(t, "begun while draining", err, coach.CodeUnavailable)
}

// waitUntilPlaying returns once a playtest runs.
func waitUntilPlaying(t *testing.T, s *studio.Studio) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !s.Playing(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("no playtest began")
		}
	}
}

func TestAnEditionChangedByHandIsNotPlayedAndARecordNobodyCanReadStopsTheStart(t *testing.T) {
	data := t.TempDir()
	s := quick(t, data)
	published(t, s, saved(t, s, "my-case", draft(t, s, "my-case")))
	folder := filepath.Join(data, "published", "my-case")
	if err := os.WriteFile(filepath.Join(folder, "1.yaml"), []byte(draft(t, s, "other")), 0o600); err != nil {
		t.Fatal(err)
	}
	again := quick(t, data)
	_, err := again.Scenario("my-case@1")
	code(t, "an edition that was changed", err, coach.CodeNotFound)
	if names := listed(again, "my-case"); len(names) != 0 {
		t.Errorf("offered as %v", names)
	}
	if all := again.Published(); len(all) != 1 || all[0].Fits {
		t.Errorf("published are %+v", all)
	}
	if err := os.WriteFile(filepath.Join(folder, "editions.json"), []byte(`{"offered":`), 0o600); err != nil {
		t.Fatal(err)
	}
	library, _ := shipped()
	_, err = studio.Open(data, library, bench(), nlu.New())
	code(t, "a record that cannot be read", err, coach.CodeStorage)
}

func TestOnlyTheNameOfAnEditionFindsOne(t *testing.T) {
	s := quick(t, t.TempDir())
	published(t, s, saved(t, s, "my-case", draft(t, s, "my-case")))
	for _, id := range []string{"my-case@", "my-case@0", "my-case@2", "my-case@01", "my-case@+1", "my-case@-1", "my-case@1@1", "@1", "../my-case@1", "my-case@1.yaml", "my-case@99999999999999999999"} {
		if _, err := s.Scenario(id); coach.CodeOf(err) != coach.CodeNotFound {
			t.Errorf("%s: %v", id, err)
		}
		if m := s.Measured(id); m != nil {
			t.Errorf("%s measured %+v", id, m)
		}
	}
}
