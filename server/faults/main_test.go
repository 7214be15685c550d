//go:build faults

package faults

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"huikuan/server/loadtest"
)

// databaseFile is the store's file in a data folder.
const databaseFile = "huikuan.db"

// count is how often a test breaks something: a sample that CI has time for, a set of ten minutes, or in full.
func count(sample, set, full int) int {
	switch os.Getenv("FAULTS") {
	case "set":
		return set
	case "full":
		return full
	}
	return sample
}

// proves reports whether tests show that they would notice a missing protection. The sample shows it of the power cut alone:
// every other protection is a build of its own.
func proves() bool { return os.Getenv("FAULTS") == "set" || os.Getenv("FAULTS") == "full" }

// workshop is where programs are built, once each.
var workshop = struct {
	sync.Mutex
	dir   string
	built map[string]string
}{built: map[string]string{}}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "huikuan-faults-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	workshop.dir = dir
	status := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

// build returns the server's program. With a protection it is built without it, so that a test can show that it would
// notice; the empty protection is the program as it is.
func build(t *testing.T, without protection) string {
	t.Helper()
	workshop.Lock()
	defer workshop.Unlock()
	if bin, ok := workshop.built[without.name]; ok {
		return bin
	}
	bin := filepath.Join(workshop.dir, "huikuan"+strings.ReplaceAll(without.name, " ", "-"))
	args := []string{"build", "-tags", "sqlite_fts5", "-o", bin}
	if without.name != "" {
		args = append(args, "-overlay", overlay(t, without))
	}
	run(t, "go", append(args, "huikuan/server/cmd/huikuan")...)
	workshop.built[without.name] = bin
	return bin
}

// overlay writes the changed sources and the file that has go build take them.
func overlay(t *testing.T, without protection) string {
	t.Helper()
	replace := map[string]string{}
	for file, changes := range without.off {
		path, err := filepath.Abs(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(source)
		for old, changed := range changes {
			if n := strings.Count(text, old); n != 1 {
				t.Fatalf("turning off %q: %s holds %q %d times, want once; bring protections_test.go up to date", without.name, file, old, n)
			}
			text = strings.Replace(text, old, changed, 1)
		}
		copied := filepath.Join(workshop.dir, strings.NewReplacer("/", "_", " ", "-").Replace(without.name+"_"+file))
		if err := os.WriteFile(copied, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		replace[path] = copied
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(workshop.dir, strings.ReplaceAll(without.name, " ", "-")+".overlay")
	if err := os.WriteFile(file, list, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// shim returns the library that stands between SQLite and the disk.
func shim(t *testing.T) string {
	t.Helper()
	workshop.Lock()
	defer workshop.Unlock()
	if lib, ok := workshop.built["shim"]; ok {
		return lib
	}
	lib := filepath.Join(workshop.dir, "shim.so")
	run(t, "gcc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", lib, "shim/shim.c", "-ldl", "-lpthread")
	workshop.built["shim"] = lib
	return lib
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// start runs a server until the test ends; the test may end it sooner.
func start(t *testing.T, o loadtest.Options) *loadtest.Server {
	t.Helper()
	o.Args = append([]string{"--backup-every", "0"}, o.Args...)
	server, err := loadtest.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Kill)
	return server
}

// stop drains a server and waits for its end.
func stop(t *testing.T, server *loadtest.Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := server.Stop(ctx); err != nil {
		t.Errorf("the server did not end in order: %v", err)
	}
}
