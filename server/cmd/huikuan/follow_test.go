package main

import (
	"regexp"
	"strings"
	"testing"
)

func TestAKeptCallCanBeFollowedInTheTerminal(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	status, stdout, stderr := invoke(t, "您好，我是枫棠卫浴的小林，票过期了。\n好的，那您尽快吧。\n/end\n", "practice", "charming-dealer", "--data", data, "--seed", "1")
	next := regexp.MustCompile(`--follows (ses_\w+)`).FindStringSubmatch(stdout)
	if status != exitOK || next == nil {
		t.Fatalf("status %d, %s\n%s", status, stderr, stdout)
	}
	status, stdout, stderr = invoke(t, "您好，上次说的那笔款还没到。\n/end\n", "practice", "--data", data, "--follows", next[1])
	if status != exitOK || !strings.Contains(stdout, "第2通") || !strings.Contains(stdout, "没有要到付款的日子") {
		t.Fatalf("status %d, %s\n%s", status, stderr, stdout)
	}
	if status, _, stderr = invoke(t, "", "practice", "--follows", next[1]); status != exitUsage || !strings.Contains(stderr, "--data") {
		t.Errorf("without a folder: status %d, %s", status, stderr)
	}
}
