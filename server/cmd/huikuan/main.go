// Command huikuan is the whole product: the server and the tools around it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"huikuan/server/coach"
	"huikuan/server/config"
)

// version is set by the build of a release.
var version = "dev"

// Exit statuses.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// commands is the command line.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Start the server."`
	Check    checkCommand    `cmd:"" help:"Check playbooks, law packs, personas and cases; every fault with file, line, column and the mend."`
	Practice practiceCommand `cmd:"" help:"Make a call in the terminal."`
	Acts     actsCommand     `cmd:"" help:"Label utterances: JSON lines {id, lang, text, prev} in, {id, acts, slots} out."`
	Playtest playtestCommand `cmd:"" help:"Let scripted trainees play the cases and judge whether skill, and nothing else, wins."`
	Score    scoreCommand    `cmd:"" help:"Score the transcript of a call."`
	Demo     demoCommand     `cmd:"" help:"Fill the store with six weeks of calls of a made-up team, marked as such, or remove them."`
	Doctor   doctorCommand   `cmd:"" help:"Test the configured models and say what to change."`
	Eval     trialCommand    `cmd:"" help:"Measure the configured models: the debtor's voice in calls of scripted trainees, the judge on rated calls."`
	Draft    draftCommand    `cmd:"" help:"Make the draft of a case of the transcript of a call; what nobody can hear in it is marked, or proposed by a model."`
	Rescore  rescoreCommand  `cmd:"" help:"Score stored calls again by the present rules and content; earlier assessments are kept."`
	Agree    agreeCommand    `cmd:"" help:"Measure the scorer against gold transcripts and their raters (in the source tree)."`
	Verify   verifyCommand   `cmd:"" help:"Check the store: the database and every call's chain of events."`
	Backup   backupCommand   `cmd:"" help:"Write a checked copy of the store, while the server runs if need be."`
	Restore  restoreCommand  `cmd:"" help:"Put a backup back in the place of the store."`
	Schema   schemaCommand   `cmd:"" help:"Write the JSON Schemas of the content and the wire."`
	NLU      nluCommand      `cmd:"" name:"nlu" help:"Train and measure the labeller (in the source tree)."`

	Version kong.VersionFlag `help:"Print the version."`
}

// environment is what a command may touch of the world.
type environment struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// usageError is a mistake on the command line.
type usageError struct{ error }

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// exited carries the status out of the command-line parser, which ends the program after printing help.
type exited int

// run is main with its world passed in; it returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	defer func() {
		if r := recover(); r != nil {
			code, ok := r.(exited)
			if !ok {
				panic(r)
			}
			status = int(code)
		}
	}()
	var cli commands
	parser, err := kong.New(&cli,
		kong.Name("huikuan"),
		kong.Description("Huikuan 回款陪练 trains people to make business-to-business collection calls."),
		kong.Vars{"version": version},
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.PostBuild(hideRoleFlags),
		kong.PostBuild(passOverEmpty),
	)
	if err != nil {
		return report(stderr, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		return report(stderr, usageError{fmt.Errorf("%w (huikuan --help shows what there is)", err)})
	}
	warnOfStrangers(stderr, parser.Model, os.Environ())
	return report(stderr, command.Run(&environment{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr}))
}

// hideRoleFlags leaves the flags of single roles out of the help: they repeat the general ones, five times over.
func hideRoleFlags(k *kong.Kong) error {
	return kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		flag, ok := node.(*kong.Flag)
		for _, role := range config.Roles() {
			if ok && strings.HasPrefix(flag.Name, "llm-"+role+"-") {
				flag.Hidden = true
			}
		}
		return next(nil)
	})
}

// report prints an error in one line and picks the exit status.
func report(stderr io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	if silent, ok := errors.AsType[silentFailure](err); ok {
		return int(silent)
	}
	_, _ = fmt.Fprintln(stderr, "huikuan: "+strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", "; "))
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	return exitFailure
}

// silentFailure ends a command that has already said what is wrong.
type silentFailure int

// Error implements error.
func (s silentFailure) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// readLimited reads all of r, at most limit bytes.
func readLimited(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, coach.Errorf(coach.CodeTooLarge, "the input is over %d bytes; split it", limit)
	}
	return data, nil
}
