package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"huikuan/server/llm/llmtest"
	"huikuan/server/modeleval"
)

// recordedEndpoint answers as the files of recorded answers say.
func recordedEndpoint(t *testing.T, names ...string) string {
	t.Helper()
	var files [][]byte
	for _, name := range names {
		data, err := os.ReadFile("../../modeleval/testdata/" + name + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, data)
	}
	answers, err := llmtest.ReadAnswers(files...)
	if err != nil {
		t.Fatal(err)
	}
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Reply(func(asked llmtest.Body) []llmtest.Step { return answers.Steps(asked, 0) })
	return endpoint.BaseURL
}

// TestEvalMeasuresVoiceAndJudge: one command against any endpoint; the exit status says whether the bars were cleared.
func TestEvalMeasuresVoiceAndJudge(t *testing.T) {
	t.Parallel()
	base := recordedEndpoint(t, "zh", "en", "judge")
	common := []string{"eval", "--llm-base-url", base, "--llm-model", "recorded", "--llm-price-in", "2", "--llm-price-out", "8",
		"--calibration", "../../../scenarios/calibration", "--judged", "12", "--calls", "2"}
	status, out, errs := invoke(t, "", append(common, "--json")...)
	if status != exitOK {
		t.Fatalf("exit %d: %s %s", status, errs, out)
	}
	var report modeleval.Report
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Voice == nil || report.Voice.Calls != 2 || report.Voice.CostPerCall <= 0 || report.Judge == nil || report.Judge.Calls != 12 {
		t.Errorf("reported %s", out)
	}
	bad := recordedEndpoint(t, "zh", "en", "bad")
	status, out, _ = invoke(t, "", "eval", "--llm-base-url", bad, "--llm-model", "recorded", "--judged", "0", "--calls", "4", "--trainee", "bulldozer")
	if status != exitFailure || !strings.Contains(out, "FAIL") {
		t.Errorf("a bad model: exit %d\n%s", status, out)
	}
}

func TestEvalSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"no model":         {"eval"},
		"too many calls":   {"eval", "--calls", "99999"},
		"unknown trainee":  {"eval", "--llm-base-url", "http://127.0.0.1:9/v1", "--llm-model", "m", "--trainee", "nobody"},
		"no rated calls":   {"eval", "--llm-base-url", "http://127.0.0.1:9/v1", "--llm-model", "m", "--calls", "0", "--calibration", "/nowhere"},
		"unknown scenario": {"eval", "--llm-base-url", "http://127.0.0.1:9/v1", "--llm-model", "m", "--scenario", "nothing-like-it"},
	} {
		status, _, errs := invoke(t, "", args...)
		if status == exitOK || !strings.HasPrefix(errs, "huikuan: ") || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit %d, %q", name, status, errs)
		}
	}
}
