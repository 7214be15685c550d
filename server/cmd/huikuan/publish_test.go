package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huikuan/scenarios"
	"huikuan/server/config"
	"huikuan/server/studio"
)

// publishedCase is what GET content tells of a case that was published here.
type publishedCase struct {
	ID, Version string
	Edition     int
	Fits        bool
}

// trainer writes cases over the API.
type trainer struct{ described }

// save keeps the shipped case unopened-proof under another id as a draft, with something replaced in it, and returns the version.
func (a trainer) save(id, base, old, new string) string {
	a.t.Helper()
	var source, kept struct{ Source, Version, Detail string }
	a.do(http.MethodGet, "/api/v1/content/cases/unopened-proof", nil, &source)
	text := strings.Replace(strings.Replace(source.Source, "id: unopened-proof", "id: "+id, 1), old, new, 1)
	if status := a.do(http.MethodPut, "/api/v1/content/drafts/"+id, map[string]string{"source": text, "base": base}, &kept); status != http.StatusOK {
		a.t.Fatalf("the draft %s is not saved: %d %s", id, status, kept.Detail)
	}
	return kept.Version
}

// publish asks for a draft to be published and holds the answer against its description.
func (a trainer) publish(id, base string, want int) (published *publishedCase, sheets []struct {
	Lang   string
	Passed bool
}, problem struct{ Code, Detail string }) {
	a.t.Helper()
	var answer json.RawMessage
	if status := a.do(http.MethodPost, "/api/v1/content/drafts/"+id+"/publish", map[string]string{"base": base}, &answer); status != want {
		a.t.Fatalf("publishing %s: status %d, want %d: %s", id, status, want, answer)
	}
	if want != http.StatusOK {
		if err := json.Unmarshal(answer, &problem); err != nil {
			a.t.Fatal(err)
		}
		return nil, nil, problem
	}
	a.fits("publish", "api.json#/components/schemas/PublishResult", answer)
	var result struct {
		Published *publishedCase
		Sheets    []struct {
			Lang   string
			Passed bool
		}
	}
	if err := json.Unmarshal(answer, &result); err != nil {
		a.t.Fatal(err)
	}
	return result.Published, result.Sheets, problem
}

// offered reports how often the library lists a case, and how many calls were made with it.
func (h house) offered(id string) (times, calls int) {
	h.t.Helper()
	var list struct {
		Scenarios []struct {
			ID       string
			Attempts struct{ Calls int }
			Measured *struct{ Calls int }
		}
	}
	h.do(http.MethodGet, "/api/v1/scenarios?lang=en", nil, &list)
	for _, one := range list.Scenarios {
		if one.ID == id {
			times, calls = times+1, one.Attempts.Calls
			if one.Measured == nil || one.Measured.Calls != 100 {
				h.t.Errorf("%s measured %+v", id, one.Measured)
			}
		}
	}
	return times, calls
}

// TestATrainerPublishesACaseAndItsCallsOutliveEveryEdition publishes twice on the real server, with a call held across both and
// a restart.
func TestATrainerPublishesACaseAndItsCallsOutliveEveryEdition(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	settings := config.Serve{Data: data, Operations: config.Operations{Unpaced: true}}
	a := trainer{newDescribedOn(t, settings)}
	first := a.save("my-case", "", "", "")
	one, sheets, _ := a.publish("my-case", first, http.StatusOK)
	if one == nil || one.Edition != 1 || one.Version != first || len(sheets) != 2 || !sheets[0].Passed || !sheets[1].Passed {
		t.Fatalf("published %+v, sheets %+v", one, sheets)
	}
	if again, sheets, _ := a.publish("my-case", first, http.StatusOK); again == nil || *again != *one || len(sheets) != 0 {
		t.Errorf("published once more: %+v, %d sheets", again, len(sheets))
	}
	if times, _ := a.offered("my-case"); times != 1 {
		t.Errorf("listed %d times", times)
	}
	old := a.start("my-case", "zh", "practice")
	a.dial(old, 0).await("turn.completed")

	second := a.save("my-case", first, `en: "Yeying Studio" }`, `en: "Nightfall Studio" }`)
	if two, _, _ := a.publish("my-case", second, http.StatusOK); two == nil || two.Edition != 2 {
		t.Fatalf("published anew it is %+v", two)
	}
	a.stop()

	a = trainer{newDescribedOn(t, settings)}
	finish(t, a.house, old, "") // goes on where it was
	var call struct{ Scenario, Case, Status string }
	var debtor struct {
		ID     string
		Debtor string
	}
	a.get("/api/v1/sessions/"+old, "/api/v1/sessions/{id}", http.StatusOK)
	if a.do(http.MethodGet, "/api/v1/sessions/"+old, nil, &call); call.Scenario != "my-case@1" || call.Case != "my-case" || call.Status != "scored" {
		t.Errorf("the call of the first edition is %+v", call)
	}
	for path, want := range map[string]string{"my-case@1": "Yeying Studio", "my-case%401": "Yeying Studio", "my-case": "Nightfall Studio", "my-case@2": "Nightfall Studio"} {
		if a.do(http.MethodGet, "/api/v1/scenarios/"+path+"?lang=en", nil, &debtor); debtor.Debtor != want || debtor.ID != "my-case" {
			t.Errorf("%s is the case %q of %q, want %q", path, debtor.ID, debtor.Debtor, want)
		}
	}
	fresh := a.start("my-case", "zh", "practice")
	finish(t, a.house, fresh, "")
	var plan struct {
		Curve struct {
			Points []struct {
				Session string
				Unseen  bool
			}
		}
	}
	a.do(http.MethodGet, "/api/v1/practice?lang=en", nil, &plan)
	if points := plan.Curve.Points; len(points) != 2 || !points[0].Unseen || points[1].Unseen || points[1].Session != fresh {
		t.Errorf("a call of the next edition is no first go: %+v", points)
	}
	if times, calls := a.offered("my-case"); times != 1 || calls != 2 {
		t.Errorf("listed %d times with %d calls", times, calls)
	}
	var found struct {
		Calls []struct{ Session struct{ ID string } }
	}
	if a.do(http.MethodGet, "/api/v1/review/calls?case=my-case", nil, &found); len(found.Calls) != 2 || found.Calls[1].Session.ID != old {
		t.Errorf("found by the case: %+v", found)
	}
	a.elsewhere(data)
	a.withdrawn(old)
	a.stop()
	status, stdout, stderr := invoke(t, "", "rescore", "--data", data, "--dry-run")
	if status != exitOK || !strings.Contains(stdout, "2 calls,") || strings.Contains(stdout, "left alone") {
		t.Errorf("rescoring: status %d, %s%s", status, stdout, stderr)
	}
}

// elsewhere looks for the published case from the command line, while the server runs.
func (a trainer) elsewhere(data string) {
	a.t.Helper()
	call := "me: Good morning, Sam from Orchard Pumps about the overdue invoice. Which day will it be paid?\nthem: Next week, I think.\n"
	for _, args := range [][]string{
		{"playtest", "--scenario", "my-case", "--lang", "en", "--trainee", "timid", "--call"},
		{"score", "-", "--scenario", "my-case"},
		{"score", "-", "--scenario", "my-case@1"},
		{"draft", "-", "--scenario", "my-case"},
	} {
		if status, _, stderr := invoke(a.t, call, append(args, "--data", data)...); status != exitOK {
			a.t.Errorf("%v: status %d, %s", args, status, stderr)
		}
		if status, _, stderr := invoke(a.t, call, args...); status != exitFailure || !strings.Contains(stderr, "--data") {
			a.t.Errorf("%v without a data folder: status %d, %s does not say where to look", args, status, stderr)
		}
		gone := filepath.Join(a.t.TempDir(), "mistyped")
		if status, _, stderr := invoke(a.t, call, append(args, "--data", gone)...); status != exitFailure || !strings.Contains(stderr, gone) {
			a.t.Errorf("%v in no folder: status %d, %s", args, status, stderr)
		}
		if _, err := os.Stat(gone); !os.IsNotExist(err) {
			a.t.Errorf("%v made %s: %v", args, gone, err)
		}
	}
	if status, stdout, stderr := invoke(a.t, "", "practice", "--data", data, "--lang", "en"); status != exitOK || !strings.Contains(stdout, "my-case@2") || !strings.Contains(stdout, "group-treasury") {
		a.t.Errorf("the list of cases: status %d, %s%s", status, stdout, stderr)
	}
}

// withdrawn takes the case away and looks at what is left of it.
func (a trainer) withdrawn(old string) {
	a.t.Helper()
	var problem struct{ Code, Detail string }
	if status := a.do(http.MethodDelete, "/api/v1/content/published/my-case?edition=1", nil, &problem); status != http.StatusConflict || problem.Code != "conflict" {
		a.t.Errorf("withdrawing an edition that is not offered: %d %+v", status, problem)
	}
	if status := a.do(http.MethodDelete, "/api/v1/content/published/my-case?edition=2", nil, nil); status != http.StatusNoContent {
		a.t.Errorf("withdrawing: status %d", status)
	}
	if times, _ := a.offered("my-case"); times != 0 {
		a.t.Errorf("still listed %d times", times)
	}
	body := map[string]string{"scenario_id": "my-case", "lang": "en"}
	if status := a.do(http.MethodPost, "/api/v1/sessions", body, &problem); status != http.StatusNotFound {
		a.t.Errorf("a new call: %d %+v", status, problem)
	}
	if status := a.do(http.MethodPost, "/api/v1/sessions/"+old+"/fork", map[string]int{"turn": 0}, nil); status != http.StatusCreated {
		a.t.Errorf("another go from the first call: status %d", status)
	}
	var plan struct {
		Curve struct{ Points []struct{ Title string } }
	}
	if a.do(http.MethodGet, "/api/v1/practice?lang=en", nil, &plan); len(plan.Curve.Points) == 0 || strings.Contains(plan.Curve.Points[0].Title, "my-case") {
		a.t.Errorf("the learning curve names its calls %+v", plan.Curve.Points)
	}
	a.get("/api/v1/sessions/"+old+"/debrief", "/api/v1/sessions/{id}/debrief", http.StatusOK)
	a.get("/api/v1/content", "/api/v1/content", http.StatusOK)
}

// TestABackupHoldsTheCasesWrittenHere puts calls and cases back in an empty folder, and a damaged archive back nowhere.
func TestABackupHoldsTheCasesWrittenHere(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "copy.db")
	a := trainer{newDescribedOn(t, config.Serve{Data: data})}
	a.save("my-case", "", "", "")
	var draft struct{ Source string }
	a.do(http.MethodGet, "/api/v1/content/drafts/my-case", nil, &draft)
	var tried struct{ ID string }
	if status := a.do(http.MethodPost, "/api/v1/content/try", map[string]string{"source": draft.Source, "lang": "en"}, &tried); status != http.StatusCreated {
		t.Fatalf("trying: status %d", status)
	}
	if status, stdout, stderr := invoke(t, "", "backup", file, "--data", data); status != exitOK || !strings.Contains(stdout, file+studio.ArchiveSuffix) {
		t.Fatalf("backup: status %d, %s%s", status, stdout, stderr)
	}
	if status, _, stderr := invoke(t, "", "restore", file, "--data", data); status != exitFailure || !strings.Contains(stderr, "another huikuan") {
		t.Errorf("restore under a running server: status %d, %s", status, stderr)
	}
	a.stop()
	if rest, _ := filepath.Glob(filepath.Join(data, "cases.restoring-*")); len(rest) != 0 {
		t.Errorf("left behind: %v", rest)
	}
	a.verified(data, file)
	other := filepath.Join(t.TempDir(), "new")
	if status, _, stderr := invoke(t, "", "restore", filepath.Dir(file), "--data", other); status != exitFailure || !strings.Contains(stderr, "is no file; name one") {
		t.Errorf("restoring a folder: status %d, %s", status, stderr)
	}
	if status, stdout, stderr := invoke(t, "", "restore", file+studio.ArchiveSuffix, "--data", filepath.Join(t.TempDir(), "by-the-archive")); status != exitOK || !strings.Contains(stdout, "restored: 1 call") || !strings.Contains(stdout, "restored: the cases") {
		t.Errorf("restoring by the archive's name: status %d, %s%s", status, stdout, stderr)
	}
	if status, stdout, stderr := invoke(t, "", "restore", file, "--data", other); status != exitOK || !strings.Contains(stdout, "restored: the cases") {
		t.Fatalf("restore: status %d, %s%s", status, stdout, stderr)
	}
	again := startServer(t, config.Serve{Data: other})
	if status := again.do(http.MethodGet, "/api/v1/content/drafts/my-case", nil, nil); status != http.StatusOK {
		t.Errorf("the draft: status %d", status)
	}
	again.dial(tried.ID, 0).await("turn.completed") // goes on with the case it was tried with
	again.stop()

	if err := os.WriteFile(file+studio.ArchiveSuffix, []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, stdout, stderr := invoke(t, "", "verify", file); status != exitFailure || !strings.Contains(stderr, file+studio.ArchiveSuffix) || !strings.Contains(stdout, file+" is in order") {
		t.Errorf("verifying with a damaged archive: status %d, %s%s", status, stdout, stderr)
	}
	if status, _, stderr := invoke(t, "", "restore", file, "--data", other); status != exitFailure || !strings.Contains(stderr, "nothing was changed") {
		t.Errorf("a damaged archive: status %d, %s", status, stderr)
	}
}

// verified looks at a data folder and its copy with one draft and one call of its tried version, whole and with parts missing.
func (a trainer) verified(data, file string) {
	a.t.Helper()
	const counted = "1 draft, 1 tried version, 0 editions"
	for _, named := range []string{file, file + studio.ArchiveSuffix} {
		if status, stdout, stderr := invoke(a.t, "", "verify", named); status != exitOK || !strings.Contains(stdout, studio.ArchiveSuffix+" is in order: "+counted) || strings.Contains(stdout, "resumed") {
			a.t.Errorf("verifying %s: status %d, %s%s", named, status, stdout, stderr)
		}
	}
	if status, stdout, stderr := invoke(a.t, "", "verify", "--data", data); status != exitOK || !strings.Contains(stdout, "the cases written in the studio are in order: "+counted) {
		a.t.Errorf("verifying the folder: status %d, %s%s", status, stdout, stderr)
	}
	alone := filepath.Join(a.t.TempDir(), "alone.db")
	if err := os.Link(file, alone); err != nil {
		a.t.Fatal(err)
	}
	if status, stdout, stderr := invoke(a.t, "", "verify", alone); status != exitOK || !strings.Contains(stdout, "no archive") || !strings.Contains(stdout, "not beside it: 1 case that its calls were made with (draft.my-case.") {
		a.t.Errorf("verifying without the archive: status %d, %s%s", status, stdout, stderr)
	}
	tried, _ := filepath.Glob(filepath.Join(data, "drafts", "tried", "my-case", "*.yaml"))
	if len(tried) != 1 {
		a.t.Fatalf("tried are %v", tried)
	}
	whole, err := os.ReadFile(tried[0])
	if err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(tried[0], whole[1:], 0o600); err != nil {
		a.t.Fatal(err)
	}
	if status, stdout, stderr := invoke(a.t, "", "verify", "--data", data); status != exitFailure || !strings.Contains(stderr, filepath.Base(tried[0])) || !strings.Contains(stdout, "the store is in order") {
		a.t.Errorf("verifying a damaged folder: status %d, %s%s", status, stdout, stderr)
	}
	bad := filepath.Join(a.t.TempDir(), "bad.db")
	if status, stdout, stderr := invoke(a.t, "", "backup", bad, "--data", data); status != exitFailure || !strings.Contains(stderr, filepath.Base(tried[0])) {
		a.t.Errorf("a backup of damage: status %d, %s%s", status, stdout, stderr)
	}
	if status, stdout, stderr := invoke(a.t, "", "restore", bad, "--data", filepath.Join(a.t.TempDir(), "bad")); status != exitFailure || !strings.Contains(stderr, filepath.Base(tried[0])) || !strings.Contains(stdout, "restored: the cases") {
		a.t.Errorf("putting damage back: status %d, %s%s", status, stdout, stderr)
	}
	if err := os.WriteFile(tried[0], whole, 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// TestWhatCannotBePublishedIsToldByItsCode asks for everything the API has to refuse before anybody plays.
func TestWhatCannotBePublishedIsToldByItsCode(t *testing.T) {
	t.Parallel()
	a := trainer{newDescribedOn(t, config.Serve{})}
	open := a.save("half-done", "", `en: "Yeying Studio" }`, `en: "Yeying Studio" } # to fill in: a made-up name`)
	var checked json.RawMessage
	var draft struct{ Source string }
	a.do(http.MethodGet, "/api/v1/content/drafts/half-done", nil, &draft)
	a.do(http.MethodPost, "/api/v1/content/check?lang=en", draft, &checked)
	a.fits("check", "api.json#/components/schemas/CheckedView", checked)
	if !strings.Contains(string(checked), `"unfilled":[{"line":29,`) {
		t.Errorf("the check does not name line 29: %.300s", checked)
	}
	shipped := a.save("unopened-proof", "", "", "")
	for _, c := range []struct {
		id, base string
		status   int
		code     string
		says     string
	}{
		{"half-done", open, 422, "invalid", "line 29"},
		{"half-done", "0123456789abcdef", 409, "conflict", "changed meanwhile"},
		{"half-done", "", 422, "invalid", ""},
		{"unopened-proof", shipped, 403, "forbidden", "another id"},
		{"nobody-wrote-it", open, 404, "not_found", "no draft"},
		{"..%2Fhalf-done", open, 422, "invalid", ""},
		{"half-done@1", open, 422, "invalid", ""},
	} {
		if _, _, problem := a.publish(c.id, c.base, c.status); problem.Code != c.code || !strings.Contains(problem.Detail, c.says) {
			t.Errorf("%s on %q: %+v, want %s", c.id, c.base, problem, c.code)
		}
	}
}

// TestTheDemoTeamCallsAboutCasesPublishedHere: where the content folder offers none, and the studio one.
func TestTheDemoTeamCallsAboutCasesPublishedHere(t *testing.T) {
	t.Parallel()
	folder, data := t.TempDir(), t.TempDir()
	if err := os.CopyFS(folder, scenarios.FS); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "cases", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(file) == "unopened-proof.yaml" {
			publishByHand(t, data, "my-case", strings.Replace(string(source), "id: unopened-proof", "id: my-case", 1))
		}
		if err := os.WriteFile(file, []byte("status: draft\n"+string(source)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	begun, stop := context.WithTimeout(t.Context(), time.Second) // its sixty calls take longer
	defer stop()
	var stdout, stderr bytes.Buffer
	run(begun, []string{"demo", "--lang", "en", "--content", folder, "--data", data}, nil, &stdout, &stderr)
	if begun.Err() == nil || strings.Contains(stderr.String(), "no case to call about") {
		t.Errorf("it did not begin: %s%s", stdout.String(), stderr.String())
	}
}

// publishByHand writes an edition and its record as the studio does.
func publishByHand(t *testing.T, data, id, source string) {
	t.Helper()
	folder := filepath.Join(data, "published", id)
	sum := sha256.Sum256([]byte(source))
	record := fmt.Sprintf(`{"offered":1,"editions":[{"number":1,"version":"%x"}]}`, sum[:8])
	err := errors.Join(os.MkdirAll(folder, 0o700), os.MkdirAll(filepath.Join(data, "drafts", "tried"), 0o700),
		os.WriteFile(filepath.Join(folder, "1.yaml"), []byte(source), 0o600), os.WriteFile(filepath.Join(folder, "editions.json"), []byte(record), 0o600))
	if err != nil {
		t.Fatal(err)
	}
}
