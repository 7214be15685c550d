package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"huikuan/frontend"
	"huikuan/server/api"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/demo"
	"huikuan/server/live"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
	"huikuan/server/review"
	"huikuan/server/session"
	"huikuan/server/sqlite"
	"huikuan/server/studio"
)

// drainTime is how long running turns may take to finish when the server is asked to stop.
const drainTime = 10 * time.Second

type serveCommand struct {
	config.Serve `embed:""`
}

// Run starts the server and returns when it has drained after SIGTERM or SIGINT.
func (c *serveCommand) Run(env *environment) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	ctx, stop := signal.NotifyContext(env.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewTextHandler(env.stderr, nil))
	limitMemory(log)
	spaceCollector()

	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("%s is in use: stop the program that has it, or choose another address with --addr", c.Addr)
		}
		return fmt.Errorf("cannot listen on %s: %w", c.Addr, err)
	}
	defer listener.Close() //nolint:errcheck // the HTTP server has closed it by then
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	app, err := newApp(ctx, c.Serve, library, log)
	if err != nil {
		return err
	}
	admin, adminAddr, err := startAdmin(ctx, c.AdminAddr)
	if err != nil {
		return errors.Join(err, app.close())
	}
	if admin != nil {
		_, _ = fmt.Fprintf(env.stdout, "Admin: http://%s/debug/pprof/\n", adminAddr)
	}
	if c.Open {
		log.Warn("this server has no accounts: everyone who can reach it can read every call", "addr", c.Addr)
	}
	_, _ = fmt.Fprintf(env.stdout, "Huikuan is ready: http://%s\n", listener.Addr())
	return errors.Join(app.serve(ctx, listener), admin.close())
}

// app is the running server.
type app struct {
	store   *sqlite.Store
	asked   *askedModels
	calls   *session.Service
	sockets *live.Handler
	http    *http.Server
	backups *sqlite.Keeper    // nil when none are to be made
	forgets *sqlite.Retention // nil when every call is kept
	search  *review.Indexer
	demo    *demo.Team
	cases   *studio.Studio
	space   *sqlite.Space
	log     *slog.Logger
}

// newApp wires the server's parts.
func newApp(ctx context.Context, settings config.Serve, library *content.Library, log *slog.Logger) (*app, error) {
	store, err := openStore(ctx, settings.Data)
	if err != nil {
		return nil, err
	}
	registry := prometheus.NewRegistry()
	asked, err := newAsked(ctx, settings, store, registry, log)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	var reader session.SecondReader
	if settings.SecondOpinion {
		reader = asked.secondReader()
	}
	space := newSpace(settings, log)
	labeller := nlu.New()
	cases, err := openStudio(settings.Data, settings.Content, library, labeller)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	calls := session.New(session.Options{
		MaxCalls: settings.MaxCalls, Room: space, Meter: newCallMeter(registry),
		Log: store, Library: cases, Voice: newVoiceMeter(asked.voice(paceOf(settings.Operations)), registry), Labeller: labeller,
		Prover: playtest.NewProver(labeller), Second: reader, Judge: asked.judge(), Suggester: asked.suggester(labeller), Drafter: asked.drafter(), Logger: log,
	})
	a := &app{store: store, asked: asked, calls: calls, cases: cases, sockets: live.New(live.Calls(calls), live.Options{Log: log, Origins: settings.PageOrigins()}), space: space, log: log}
	watchCalls(registry, calls, space)
	watchCMemory(registry)
	if err := calls.ScoreUnscored(ctx); err != nil {
		return nil, errors.Join(err, a.close())
	}
	lastBackup := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "huikuan_last_verified_backup_timestamp_seconds", Help: "When the newest backup that verified was made; 0 when there is none.",
	})
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), lastBackup)
	if settings.BackupEvery > 0 {
		a.backups = &sqlite.Keeper{
			Store: store, Dir: filepath.Join(settings.Data, sqlite.BackupFolder), Every: settings.BackupEvery, Keep: settings.BackupKeep,
			Log: log, Clock: time.Now, BesideSuffix: studio.ArchiveSuffix, Beside: func(backup string) (bool, error) {
				return archiveCases(settings.Data, backup+studio.ArchiveSuffix, log)
			},
			Made: func(at time.Time) { lastBackup.Set(float64(at.Unix())) },
		}
	}
	if settings.KeepDays > 0 {
		a.forgets = &sqlite.Retention{Store: store, Keep: time.Duration(settings.KeepDays) * 24 * time.Hour, Log: log, Clock: time.Now}
	}
	a.demo = demo.New(demo.Options{Store: store, Library: cases, Labeller: labeller, Logger: log})
	desk := review.NewDesk(store, cases, time.Now)
	a.search = &review.Indexer{Desk: desk, Log: log}
	handler, err := api.New(api.Deps{
		Calls: calls, Store: store, Catalog: cases, Desk: desk, Studio: cases, Demo: a.demo, Live: a.sockets, Models: asked.check, Page: frontend.Page(), Log: log, Origins: settings.PageOrigins(),
		Version: version, Frames: live.FrameSchema(), Checks: checks(ctx, store, space, asked),
		Metrics: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
	})
	if err != nil {
		return nil, errors.Join(err, a.close())
	}
	a.http = &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	return a, nil
}

// serve answers until ctx ends, then drains: calls are told, running turns finish, everything heard is stored.
func (a *app) serve(ctx context.Context, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- a.http.Serve(listener) }()
	keeping, stopKeeping := context.WithCancel(ctx)
	var keeper sync.WaitGroup
	keeper.Go(func() { a.space.Run(keeping) })
	if a.backups != nil {
		keeper.Go(func() { a.backups.Run(keeping) })
	}
	if a.forgets != nil {
		keeper.Go(func() { a.forgets.Run(keeping) })
	}
	keeper.Go(func() { a.search.Run(keeping) })
	defer stopKeeping()
	select {
	case err := <-failed:
		stopKeeping()
		keeper.Wait()
		return errors.Join(err, a.close())
	case <-ctx.Done():
	}
	a.log.Info("draining")
	a.cases.Stop()
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*drainTime)
	defer cancel()
	turns, cancelTurns := context.WithTimeout(limit, drainTime)
	defer cancelTurns()
	err := errors.Join(a.calls.Shutdown(turns), a.sockets.Shutdown(limit), a.http.Shutdown(limit))
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	keeper.Wait()
	a.demo.Close()
	return errors.Join(err, a.asked.close(), a.cases.Close(), a.store.Close())
}

// close ends an app that never served.
func (a *app) close() error {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if a.demo != nil {
		a.demo.Close()
	}
	return errors.Join(a.calls.Shutdown(ended), a.asked.close(), a.cases.Close(), a.store.Close())
}

var _ session.Log = (*sqlite.Store)(nil)
var _ api.Store = (*sqlite.Store)(nil)
var _ review.Store = (*sqlite.Store)(nil)
