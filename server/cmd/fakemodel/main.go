// Command fakemodel is an OpenAI-compatible endpoint that gives recorded answers, for trying what needs a model without
// one: make fake-model
package main

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"

	"huikuan/server/llm/llmtest"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:11500", "address to listen on; the base URL is http://ADDR/v1")
	first := flag.Duration("first", 300*time.Millisecond, "time to the first words")
	pace := flag.Duration("pace", 20*time.Millisecond, "time between two pieces")
	flag.Parse()
	if err := run(*addr, *first, *pace, flag.Args()); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "fakemodel:", err)
		os.Exit(1)
	}
}

func run(addr string, first, pace time.Duration, names []string) error {
	if len(names) == 0 {
		return errors.New("name the files with recorded answers")
	}
	var files [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files = append(files, data)
	}
	answers, err := llmtest.ReadAnswers(files...)
	if err != nil {
		return err
	}
	server := &http.Server{Addr: addr, ReadHeaderTimeout: 5 * time.Second, Handler: llmtest.Handler(func(asked llmtest.Body) []llmtest.Step {
		return append([]llmtest.Step{llmtest.Wait(first)}, answers.Steps(asked, pace)...)
	})}
	return server.ListenAndServe()
}
