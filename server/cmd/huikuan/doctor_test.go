package main

import (
	"os"
	"strings"
	"testing"

	"huikuan/server/llm/llmtest"
)

// TestTheDoctorFindsTheRecordedEndpointWell: whoever tries the product with it is not told that it fails.
func TestTheDoctorFindsTheRecordedEndpointWell(t *testing.T) {
	t.Parallel()
	makefile, err := os.ReadFile("../../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	_, line, ok := strings.Cut(string(makefile), "go run ./server/cmd/fakemodel ")
	line, _, _ = strings.Cut(line, "\n")
	if !ok {
		t.Fatal("the Makefile starts no fake model")
	}
	var files [][]byte
	for _, name := range strings.Fields(line) {
		data, err := os.ReadFile("../../../" + name)
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
	status, stdout, stderr := invoke(t, "", "doctor", "--llm-base-url", endpoint.BaseURL, "--llm-model", "fake")
	if status != exitOK || strings.Contains(stdout, "fail ") {
		t.Errorf("status %d, %s%s", status, stdout, stderr)
	}
}
