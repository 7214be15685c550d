package main

import (
	"encoding/json"
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
