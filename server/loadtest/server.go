package loadtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// startTime is how long a server may take until it says that it is ready.
const startTime = 60 * time.Second

// clockTick is the unit of CPU times under /proc; Linux has had 100 a second on every machine Go runs on.
const clockTick = 10 * time.Millisecond

// Options say which server to start, and how.
type Options struct {
	Bin    string    // the huikuan program
	Addr   string    // host:port of the service; empty takes a free port of this machine
	Data   string    // its data folder
	Args   []string  // more flags of huikuan serve
	Env    []string  // more environment, NAME=value
	Stderr io.Writer // nil discards the log
}

// Server is huikuan running as a process of its own.
type Server struct {
	Addr  string // host:port of the service
	Admin string // host:port of the admin listener
	cmd   *exec.Cmd
	gone  chan struct{} // closed when the process has ended
	err   error         // of the process, set before gone closes
}

// Start starts a server on free ports of this machine and returns when it is ready. Stop or Kill must end it.
func Start(ctx context.Context, o Options) (*Server, error) {
	addr := o.Addr
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	args := append([]string{"serve", "--addr", addr, "--admin-addr", "127.0.0.1:0", "--data", o.Data}, o.Args...)
	cmd := exec.Command(o.Bin, args...) //nolint:noctx // it has to outlive a test's context to be stopped in order
	cmd.Env = append(os.Environ(), o.Env...)
	cmd.Stderr = o.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &Server{cmd: cmd, gone: make(chan struct{})}
	ready := make(chan struct{})
	go s.watch(stdout, ready)
	timeout := time.NewTimer(startTime)
	defer timeout.Stop()
	select {
	case <-ready:
		return s, nil
	case <-s.gone:
		return nil, fmt.Errorf("the server ended before it was ready: %w", s.err)
	case <-timeout.C:
		err = fmt.Errorf("the server was not ready within %v", startTime)
	case <-ctx.Done():
		err = ctx.Err()
	}
	s.Kill()
	return nil, err
}

// watch reads the addresses off the process's output and waits for its end.
func (s *Server) watch(stdout io.Reader, ready chan<- struct{}) {
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		what, addr, _ := strings.Cut(lines.Text(), "http://")
		switch {
		case strings.HasPrefix(what, "Admin"):
			s.Admin = strings.TrimSuffix(addr, "/debug/pprof/")
		case strings.HasPrefix(what, "Huikuan is ready"):
			s.Addr = addr
			close(ready)
		}
	}
	s.err = s.cmd.Wait()
	close(s.gone)
}

// Signal sends a signal to the process.
func (s *Server) Signal(signal os.Signal) error { return s.cmd.Process.Signal(signal) }

// Wait returns when the process has ended, with its error, or an error when ctx ends first.
func (s *Server) Wait(ctx context.Context) error {
	select {
	case <-s.gone:
		return s.err
	case <-ctx.Done():
		return fmt.Errorf("the server has not ended: %w", ctx.Err())
	}
}

// Stop asks the process to drain and waits for its end.
func (s *Server) Stop(ctx context.Context) error {
	if err := s.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return s.Wait(ctx)
}

// Kill ends the process at once and returns when it is gone.
func (s *Server) Kill() {
	_ = s.cmd.Process.Kill() // it may be gone already
	<-s.gone
}

// Usage is what the process has used so far.
type Usage struct {
	CPU time.Duration // user and system
	RSS int64         // bytes in memory

	Anonymous int64 // of RSS, bytes that are of no file
}

// Usage reads the process's use of the machine.
func (s *Server) Usage() (Usage, error) { return UsageOf(s.cmd.Process.Pid) }

// Collect has the process return what memory it can spare, so that RSS shows what it holds.
func (s *Server) Collect(ctx context.Context) error {
	_, err := s.ask(ctx, http.MethodPost, "http://"+s.Admin+"/debug/free")
	return err
}

// Metric returns the value of a metric without labels; 0 when there is none of that name.
func (s *Server) Metric(ctx context.Context, name string) (float64, error) {
	values, err := s.Metrics(ctx)
	return values[name], err
}

// Metrics returns the values of all metrics without labels by their names.
func (s *Server) Metrics(ctx context.Context) (map[string]float64, error) {
	body, err := s.ask(ctx, http.MethodGet, "http://"+s.Addr+"/metrics")
	if err != nil {
		return nil, err
	}
	values := map[string]float64{}
	for line := range strings.Lines(string(body)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || name == "#" || strings.Contains(name, "{") {
			continue
		}
		if values[name], err = strconv.ParseFloat(value, 64); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// Labelled returns the values of a metric by their labels, as written between the braces.
func (s *Server) Labelled(ctx context.Context, name string) (map[string]float64, error) {
	body, err := s.ask(ctx, http.MethodGet, "http://"+s.Addr+"/metrics")
	if err != nil {
		return nil, err
	}
	values := map[string]float64{}
	for line := range strings.Lines(string(body)) {
		rest, ok := strings.CutPrefix(line, name+"{")
		labels, value, closed := strings.Cut(strings.TrimSpace(rest), "} ")
		if !ok || !closed {
			continue
		}
		if values[labels], err = strconv.ParseFloat(value, 64); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func (s *Server) ask(ctx context.Context, method, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", url, res.Status)
	}
	return io.ReadAll(res.Body)
}

// CPUProfile records the process's CPU profile for a while and returns it.
func (s *Server) CPUProfile(ctx context.Context, howLong time.Duration) ([]byte, error) {
	return s.ask(ctx, http.MethodGet, fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", s.Admin, int(howLong.Seconds())))
}

// HeapProfile returns what the process holds in memory, and where that was allocated.
func (s *Server) HeapProfile(ctx context.Context) ([]byte, error) {
	return s.ask(ctx, http.MethodGet, fmt.Sprintf("http://%s/debug/pprof/heap", s.Admin))
}
