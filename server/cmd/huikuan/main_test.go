package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// asProgram makes the test binary behave as huikuan, so that tests can start and kill a real process.
const asProgram = "HUIKUAN_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// invoke runs one command in process.
func invoke(t testing.TB, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

func TestTheCommandLineSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args   []string
		stdin  string
		status int
		says   string
	}{
		"an unknown command":                 {[]string{"dance"}, "", exitUsage, "dance"},
		"an unknown flag":                    {[]string{"serve", "--loud"}, "", exitUsage, "--loud"},
		"a public address":                   {[]string{"serve", "--addr", "0.0.0.0:0"}, "", exitUsage, "--open"},
		"a model without endpoint":           {[]string{"serve", "--llm-model", "m"}, "", exitUsage, "HUIKUAN_LLM_BASE_URL"},
		"a data folder below a file":         {[]string{"serve", "--addr", "127.0.0.1:0", "--data", file + "/data"}, "", exitFailure, "data"},
		"a content folder that is a file":    {[]string{"check", file}, "", exitUsage, "folder"},
		"a content folder that is not there": {[]string{"serve", "--addr", "127.0.0.1:0", "--content", file + ".gone"}, "", exitFailure, "name the folder that holds"},
		"a transcript that is not there":     {[]string{"score", file + ".json"}, "", exitFailure, "transcript"},
		"a transcript without speakers":      {[]string{"score", "-"}, "hello", exitFailure, "line 1"},
		"a transcript that is no JSON":       {[]string{"score", "-", "--from", "json"}, "hello", exitFailure, "JSON"},
		"a transcript of strangers":          {[]string{"score", "-"}, "Ann: hello\nBob: hi", exitFailure, "--me"},
		"an unknown case":                    {[]string{"practice", "no-such-case"}, "", exitFailure, "no-such-case"},
		"acts that are no JSON lines":        {[]string{"acts"}, "hello", exitFailure, "line 1"},
		"acts in a third language":           {[]string{"acts"}, `{"id":"1","lang":"fr","text":"bonjour"}`, exitFailure, "zh"},
		"agreement without a set":            {[]string{"agree", t.TempDir()}, "", exitFailure, "name a folder that holds a transcripts.jsonl"},
		"schema to nowhere":                  {[]string{"schema"}, "", exitUsage, "--wire"},
	} {
		t.Run(name, func(t *testing.T) {
			status, _, stderr := invoke(t, c.stdin, c.args...)
			if status != c.status {
				t.Errorf("exit status %d, want %d (%s)", status, c.status, stderr)
			}
			if !strings.Contains(stderr, c.says) {
				t.Errorf("%q does not say %q", stderr, c.says)
			}
			if lines := strings.Count(strings.TrimSpace(stderr), "\n"); lines != 0 || strings.Contains(stderr, "goroutine") {
				t.Errorf("the error is not one line: %q", stderr)
			}
		})
	}
}

func TestHelpIsNoFailure(t *testing.T) {
	t.Parallel()
	status, stdout, _ := invoke(t, "", "--help")
	if status != exitOK || !strings.Contains(stdout, "serve") {
		t.Errorf("--help: status %d, says %q", status, stdout)
	}
}

func TestTheShippedContentIsInOrder(t *testing.T) {
	t.Parallel()
	if status, stdout, stderr := invoke(t, "", "check"); status != exitOK {
		t.Errorf("check: status %d\n%s%s", status, stdout, stderr)
	}
}

func TestCommittedWireFilesAreCurrent(t *testing.T) {
	t.Parallel()
	files, err := wireFiles()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile("../../../frontend/src/wire/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("frontend/src/wire/%s is stale: run make wire and commit the result", name)
		}
	}
}

func TestACallInTheTerminal(t *testing.T) {
	t.Parallel()
	typed := "Hello, this is accounts. Where has the overdue invoice got to?\n/hint\n/do no_such_document\nWho decides on it?\n/end\n"
	status, stdout, stderr := invoke(t, typed, "practice", "group-treasury", "--lang", "en", "--seed", "3")
	if status != exitOK {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for _, part := range []string{"/100", "[1]", "! ", "Where has the overdue invoice got to?"} {
		if !strings.Contains(stdout, part) {
			t.Errorf("the terminal does not show %q:\n%s", part, stdout)
		}
	}
}

func TestATranscriptIsScoredFromAFile(t *testing.T) {
	t.Parallel()
	file := t.TempDir() + "/call.json"
	transcript := `{"lang":"en","scenario":null,"turns":[
		{"speaker":"debtor","text":"Payables, hello."},
		{"speaker":"trainee","text":"Pay today or I'll have you arrested."}]}`
	if err := os.WriteFile(file, []byte(transcript), 0o600); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := invoke(t, "", "score", file, "--format", "json")
	if status != exitOK {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for _, part := range []string{`"verdict": "fail"`, "rl_police_false", "have you arrested"} {
		if !strings.Contains(stdout, part) {
			t.Errorf("the scorecard does not hold %s:\n%s", part, stdout)
		}
	}
}

func TestUtterancesAreLabelledLineByLine(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := invoke(t, `{"id":7,"lang":"zh","text":"这笔28万，您看这周五能付吗？","today":"2026-05-13"}`+"\n", "acts")
	if status != exitOK {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for _, part := range []string{`"id":7`, `"ask_commitment"`, "28000000", "2026-05-15"} {
		if !strings.Contains(stdout, part) {
			t.Errorf("the labels do not hold %s: %s", part, stdout)
		}
	}
}

func TestABackupIsMadeUnderARunningServerAndPutBackWhenItHasStopped(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), t.TempDir()+"/copy.db"
	server := startProcess(t, data)
	server.start("group-treasury", "en", "practice")
	if status, stdout, stderr := invoke(t, "", "backup", file, "--data", data); status != exitOK || !strings.Contains(stdout, " 1 call, 1 event") {
		t.Fatalf("backup: status %d, %s%s", status, stdout, stderr)
	}
	if status, _, stderr := invoke(t, "", "restore", file, "--data", data); status != exitFailure || !strings.Contains(stderr, "another huikuan") {
		t.Errorf("restore under a running server: status %d, %s", status, stderr)
	}
	server.end(t, os.Interrupt)
	if status, stdout, stderr := invoke(t, "", "restore", file, "--data", data); status != exitOK || !strings.Contains(stdout, "restored: 1 call, 1 event") {
		t.Errorf("restore: status %d, %s%s", status, stdout, stderr)
	}
	if status, _, stderr := invoke(t, "", "backup", file, "--data", data); status != exitFailure || !strings.Contains(stderr, "exists already") {
		t.Errorf("onto an existing file: status %d, %s", status, stderr)
	}
}

// TestASingleBackupIsVerified: the copy that was carried to another machine, with no data folder about.
func TestASingleBackupIsVerified(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "copy.db")
	server := startProcess(t, data)
	server.start("group-treasury", "en", "practice")
	if status, _, stderr := invoke(t, "", "backup", file, "--data", data); status != exitOK {
		t.Fatalf("backup: status %d, %s", status, stderr)
	}
	if status, stdout, stderr := invoke(t, "", "verify", file); status != exitOK || !strings.Contains(stdout, "1 call, 1 event") {
		t.Errorf("a backup: status %d, %s%s", status, stdout, stderr)
	}
	if status, stdout, stderr := invoke(t, "", "verify", filepath.Join(data, databaseFile)); status != exitFailure || !strings.Contains(stderr, "huikuan backup") {
		t.Errorf("the file a server writes: status %d, %s%s", status, stdout, stderr)
	}
	server.end(t, os.Interrupt)
	if status, stdout, stderr := invoke(t, "", "verify", filepath.Join(data, databaseFile)); status != exitOK {
		t.Errorf("a store nobody uses: status %d, %s%s", status, stdout, stderr)
	}
	damaged, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(damaged, []byte("group-treasury"))
	damaged[at] ^= 1
	other := filepath.Join(t.TempDir(), "other.db")
	if err := errors.Join(os.WriteFile(file, damaged, 0o600), os.WriteFile(other, []byte("nothing like it"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for named, says := range map[string]string{
		file: "damaged", other: "no store of huikuan", file + ".gone": "cannot be read", data: "--data",
	} {
		if status, stdout, stderr := invoke(t, "", "verify", named); status != exitFailure || !strings.Contains(stderr, says) {
			t.Errorf("%s: status %d, %s%s does not say %q", named, status, stdout, stderr, says)
		}
	}
	if files, err := filepath.Glob(filepath.Join(filepath.Dir(other), "*")); err != nil || len(files) != 1 {
		t.Errorf("verifying left %v behind, %v", files, err)
	}
}

func TestAFolderWithoutAStoreIsNotCalledInOrder(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"verify"}, {"backup"}, {"rescore"}, {"demo", "--remove"}} {
		data := filepath.Join(t.TempDir(), "mistyped")
		status, stdout, stderr := invoke(t, "", append(args, "--data", data)...)
		if status != exitFailure || !strings.Contains(stderr, "no store in "+data) || !strings.Contains(stderr, "--data") {
			t.Errorf("%v: status %d, %s%s", args, status, stdout, stderr)
		}
		if _, err := os.Stat(data); !os.IsNotExist(err) {
			t.Errorf("%v made the folder: %v", args, err)
		}
	}
}

func TestAMistypedVariableIsNamedAndAKnownOneIsNot(t *testing.T) {
	t.Setenv("HUIKUAN_LLM_BASEURL", "http://127.0.0.1:1/v1")
	t.Setenv("HUIKUAN_PORT", "8080")
	t.Setenv("HUIKUAN_LLM_VOICE_CONCURRENT", "1")
	status, _, stderr := invoke(t, "", "doctor")
	for _, line := range []string{
		"HUIKUAN_LLM_BASEURL is no setting and does nothing; did you mean HUIKUAN_LLM_BASE_URL?",
		"HUIKUAN_PORT is no setting and does nothing; huikuan serve --help lists them",
	} {
		if !strings.Contains(stderr, line) {
			t.Errorf("status %d, %q does not say %q", status, stderr, line)
		}
	}
	if strings.Contains(stderr, "CONCURRENT") {
		t.Errorf("a setting is called none: %s", stderr)
	}
}

// TestAnEmptyVariableIsNone: a compose file passes on what nobody has set as an empty word.
func TestAnEmptyVariableIsNone(t *testing.T) {
	var cli commands
	parser, err := kong.New(&cli, kong.Vars{"version": "test"})
	if err != nil {
		t.Fatal(err)
	}
	known := knownVariables(parser.Model)
	for _, name := range known {
		t.Setenv(name, "")
	}
	status, _, stderr := invoke(t, "", "serve", "--addr", "nowhere")
	if want := `huikuan: serve: --addr "nowhere": write it as host:port`; status != exitUsage || !strings.HasPrefix(stderr, want) || strings.Count(stderr, "--") != 2 {
		t.Errorf("%d variables, status %d: %s", len(known), status, stderr)
	}
	t.Chdir(t.TempDir())
	if status, _, stderr := invoke(t, "", "verify"); status != exitFailure || !strings.Contains(stderr, "data;") {
		t.Errorf("the data folder is not ./data: status %d, %s", status, stderr)
	}
	t.Setenv("HUIKUAN_LLM_BASE_URL", "http://127.0.0.1:1/v1")
	t.Setenv("HUIKUAN_LLM_MODEL", "m")
	if _, stdout, stderr := invoke(t, "", "doctor"); stderr != "" || !strings.Contains(stdout, "no connection") {
		t.Errorf("doctor: %s%s", stdout, stderr)
	}
}

// TestWhatAClusterSetsByItselfIsNoMistake: for a service named huikuan, or huikuan-web, every container finds its address in
// such variables.
func TestWhatAClusterSetsByItselfIsNoMistake(t *testing.T) {
	for _, service := range []string{"HUIKUAN", "HUIKUAN_WEB"} {
		for name, value := range map[string]string{
			"_SERVICE_HOST": "10.0.171.239", "_SERVICE_PORT": "8080", "_SERVICE_PORT_HTTP_WEB": "8080", "_PORT": "tcp://10.0.171.239:8080",
			"_PORT_8080_TCP": "tcp://10.0.171.239:8080", "_PORT_8080_TCP_PROTO": "tcp", "_PORT_8080_TCP_PORT": "8080", "_PORT_8080_TCP_ADDR": "10.0.171.239",
			"_PORT_53_UDP_ADDR": "10.0.171.239",
		} {
			t.Setenv(service+name, value)
		}
	}
	t.Setenv("HUIKUAN_ADMIN_PORT", "8081")
	t.Setenv("HUIKUAN_SERVICE", "x")
	status, _, stderr := invoke(t, "", "doctor")
	if lines := strings.Split(strings.TrimSpace(stderr), "\n"); len(lines) != 2 || !strings.Contains(stderr, "HUIKUAN_ADMIN_PORT is") || !strings.Contains(stderr, "HUIKUAN_SERVICE is") {
		t.Errorf("status %d, want the two that nothing sets by itself: %s", status, stderr)
	}
}

func TestDoctorSaysOnceWhatIsWrongWithTheKeys(t *testing.T) {
	t.Parallel()
	keys := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(keys, []byte("one\ntwo\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := invoke(t, "", "doctor", "--llm-base-url", "http://127.0.0.1:1/v1", "--llm-model", "m", "--llm-api-key-file", keys)
	if said := strings.Count(stderr, "give each endpoint its own"); status != exitFailure || said != 1 {
		t.Errorf("status %d, said %d times: %s", status, said, stderr)
	}
}
