package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huikuan/server/playtest"
)

func TestPlaytestPrintsATableAndAVerdict(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := invoke(t, "", "playtest", "--scenario", "upstream-squeeze", "--lang", "zh", "--trainee", "timid", "--runs", "2")
	if status != exitFailure && status != exitOK || stderr != "" {
		t.Fatalf("status %d, stderr %q", status, stderr)
	}
	for _, wanted := range []string{"upstream-squeeze (zh)", "timid", "timid_never_passes"} {
		if !strings.Contains(stdout, wanted) {
			t.Errorf("the table does not show %q:\n%s", wanted, stdout)
		}
	}
}

func TestPlaytestReportsJSON(t *testing.T) {
	t.Parallel()
	_, stdout, _ := invoke(t, "", "playtest", "--scenario", "upstream-squeeze", "--trainee", "timid", "--runs", "2", "--json")
	var report playtest.Report
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if report.Version != playtest.ReportVersion || len(report.Sheets) != 2 || report.Sheets[0].Trainees[0].Calls != 2 {
		t.Errorf("the report is not that of two calls in two languages: %+v", report)
	}
}

func TestPlaytestPrintsACallToRead(t *testing.T) {
	t.Parallel()
	args := []string{"playtest", "--scenario", "upstream-squeeze", "--lang", "en", "--trainee", "timid", "--call", "--seed", "2"}
	status, plain, stderr := invoke(t, "", args...)
	if status != exitOK || !strings.Contains(plain, "## ") || !strings.Contains(plain, "**Mr Shao**: ") || !strings.Contains(plain, "fail · ") {
		t.Errorf("status %d, %s\n%s", status, stderr, plain)
	}
	if strings.Contains(plain, "moves:") {
		t.Error("without --glass the moves are shown")
	}
	if _, glass, _ := invoke(t, "", append(args, "--glass")...); !strings.Contains(glass, "moves: greet") || !strings.Contains(glass, "k_tone") {
		t.Errorf("the glass shows neither moves nor criteria:\n%s", glass)
	}
}

func TestPlaytestWritesTwentyCallsALanguage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if status, _, stderr := invoke(t, "", "playtest", "--transcripts", dir); status != exitOK {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for _, name := range []string{"zh.md", "en.md"} {
		page, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(page), "\n## "); n != playtest.TranscriptCount {
			t.Errorf("%s holds %d calls", name, n)
		}
	}
}

func TestPlaytestRefusesWhatItCannotPlay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args   []string
		status int
		says   string
	}{
		"an unknown trainee":  {[]string{"playtest", "--trainee", "wizard"}, exitUsage, "expert"},
		"an unknown case":     {[]string{"playtest", "--scenario", "nowhere"}, exitFailure, "nowhere"},
		"no calls at all":     {[]string{"playtest", "--runs", "0"}, exitUsage, "--runs"},
		"an unknown language": {[]string{"playtest", "--lang", "fr"}, exitUsage, "lang"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, _, stderr := invoke(t, "", c.args...)
			if status != c.status || !strings.Contains(stderr, c.says) {
				t.Errorf("status %d, want %d; %q does not say %q", status, c.status, stderr, c.says)
			}
		})
	}
}
