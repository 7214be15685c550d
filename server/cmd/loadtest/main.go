// Command loadtest measures a huikuan server under many calls at once.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/alecthomas/kong"

	"huikuan/server/loadtest"
)

type commands struct {
	Live      liveCommand      `cmd:"" help:"Many calls with the scripted debtor: waits, CPU, memory, commits."`
	Soak      soakCommand      `cmd:"" help:"The same calls for hours: how memory grows."`
	Relay     relayCommand     `cmd:"" help:"What the server adds to a model's words, beside a bare relay in the same run."`
	BareRelay bareRelayCommand `cmd:"" hidden:"" help:"The bare relay, as a process of its own."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var cli commands
	command := kong.Parse(&cli, kong.Name("loadtest"))
	command.BindTo(ctx, (*context.Context)(nil))
	command.FatalIfErrorf(command.Run())
}

// report prints a result as indented JSON, and keeps it in file when one is named.
func report(result any, file string) error {
	data, err := json.MarshalIndent(result, "", "  ")
	if err != nil {
		return err
	}
	fmt.Println(string(data))
	if file == "" {
		return nil
	}
	return os.WriteFile(file, append(data, '\n'), 0o644)
}

// profileInto records a server's CPU profile from after on, for a while, and keeps it in a file; the channel yields the
// outcome. Without a file it records nothing.
func profileInto(ctx context.Context, server *loadtest.Server, file string, after, howLong time.Duration) <-chan error {
	done := make(chan error, 1)
	if file == "" {
		done <- nil
		return done
	}
	go func() {
		sleep(ctx, after)
		data, err := server.CPUProfile(ctx, max(time.Second, howLong-time.Second))
		if err == nil {
			err = os.WriteFile(file, data, 0o644)
		}
		done <- err
	}()
	return done
}
