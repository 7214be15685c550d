package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"net/http/pprof"
	"runtime/debug"
	"time"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// memoryShare is the part of the memory the machine grants that the heap may fill; the rest is for stacks, SQLite and the
// system's own accounts of the process.
const memoryShare = 0.85

// limitMemory sets Go's memory limit to a share of what the container or service may use. It leaves alone a limit set
// by GOMEMLIMIT, and a machine that grants all it has.
func limitMemory(log *slog.Logger) {
	boundCMemory()
	limit, err := memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(memlimit.FromCgroup))
	switch {
	case err == nil && limit < math.MaxInt64:
		log.Info("memory limit set", "bytes", limit)
	case err != nil:
		log.Info("no memory limit could be read; set GOMEMLIMIT to give one", "err", err)
	}
}

// admin serves profiles to this machine.
type admin struct {
	server *http.Server
	failed chan error
}

// startAdmin listens on addr, which must be of this machine; it returns nil for an empty one.
func startAdmin(ctx context.Context, addr string) (*admin, net.Addr, error) {
	if addr == "" {
		return nil, nil, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot listen on --admin-addr %s: %w", addr, err)
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /debug/pprof/", pprof.Index)
	routes.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	routes.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	routes.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	routes.HandleFunc("POST /debug/free", func(http.ResponseWriter, *http.Request) {
		debug.FreeOSMemory()
		trimCMemory()
	})
	a := &admin{server: &http.Server{Handler: sameMachine(routes), ReadHeaderTimeout: 5 * time.Second}, failed: make(chan error, 1)}
	go func() { a.failed <- a.server.Serve(listener) }()
	return a, listener.Addr(), nil
}

// sameMachine refuses what a web page asks a browser to fetch: its requests name another host or come from another site.
func sameMachine(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) || r.Header.Get("Sec-Fetch-Site") == "cross-site" {
			http.Error(w, "this address is for the machine it runs on", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// close stops serving and returns when it has; a nil admin has nothing to stop.
func (a *admin) close() error {
	if a == nil {
		return nil
	}
	err := a.server.Close()
	if served := <-a.failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
