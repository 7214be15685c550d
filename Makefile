# make run   sets everything up and starts the server on http://127.0.0.1:8080
# make test  sets everything up and runs every test
.DELETE_ON_ERROR:
.PHONY: run build test test-go test-web test-e2e bench-live soak faults faults-long test-faults train-nlu eval-nlu playtest bench-debtor agree random difficulty transcripts lint wire schema screenshots clean hostile model-faults bench-relay

TAGS := sqlite_fts5
GO_SOURCES := $(shell find server frontend/embed.go prompts scenarios -type f \( -name '*.go' -o -name '*.yaml' -o -name '*.yml' -o -name '*.tsv' -o -name '*.json' -o -name '*.sql' -o -name '*.md' -o -name '*.txt' -o -name '*.bin' \) -not -path '*/testdata/*' 2>/dev/null)
WEB_SOURCES := $(shell find frontend/src frontend/public frontend/scripts frontend/index.html frontend/vite.config.ts frontend/tsconfig.json -type f 2>/dev/null)
LINTER := bin/golangci-lint-v2.15.0

run: build
	./bin/huikuan serve

build: bin/huikuan

bin/huikuan: $(GO_SOURCES) go.mod go.sum frontend/dist/index.html
	go build -tags $(TAGS) -o $@ ./server/cmd/huikuan

frontend/node_modules/.installed: frontend/package.json frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	touch $@

frontend/dist/index.html: frontend/node_modules/.installed $(WEB_SOURCES)
	cd frontend && npm run build
	touch $@

test: test-go test-faults test-web test-e2e

# Raced are the packages in which goroutines meet, and of three others the tests in which they do: the race detector takes
# five to ten times as long, which reading content, hearing a sentence and playing thousands of calls on one goroutine do not repay.
# Packages with property tests draw the same cases each time here; `make properties` looks for new ones.
RACED := ./server/api ./server/assess/judge ./server/live ./server/llm/... ./server/nlu/second ./server/rawio ./server/review ./server/session ./server/sqlite ./server/suggest
RACED_TESTS := Endpoint|Failure|Fault|Interrupt|Concurrent|Stopped|Drains|MakesWay|NobodyOver|EveryWord
DRAWN := ./server/coach ./server/debtor ./server/lang ./server/nlu
test-go: frontend/dist/index.html
	go vet -tags $(TAGS) ./...
	go test -race -tags $(TAGS) $(RACED)
	go test -race -tags $(TAGS) -run '$(RACED_TESTS)' ./server/debtor ./server/nlu ./server/studio
	go test -tags $(TAGS) $(DRAWN) -rapid.seed 1
	go test -tags $(TAGS) $$(go list -tags $(TAGS) ./... | grep -vxF "$$(go list $(RACED) $(DRAWN))")

# Every property on cases drawn anew, CHECKS of each: what fails here prints the seed that shows it again.
CHECKS := 20000
.PHONY: properties
properties: frontend/dist/index.html
	go test -tags $(TAGS) -count 1 -timeout 60m $(DRAWN) -rapid.checks $(CHECKS) -rapid.nofailfile

# The server broken on purpose: a sample of two minutes, ten minutes, the full counts (hours). What each does and has shown
# is in docs/reliability.md. RUN picks tests by name.
RUN := .
FAULTS := go test -tags $(TAGS),faults -count 1 -v -run '$(RUN)' ./server/faults
test-faults: frontend/dist/index.html
	go vet -tags $(TAGS),faults ./server/faults
	FAULTS=sample $(FAULTS) -timeout 10m

faults: frontend/dist/index.html
	FAULTS=set $(FAULTS) -timeout 30m

faults-long: frontend/dist/index.html
	FAULTS=full $(FAULTS) -timeout 8h

.PHONY: static fuzz
# Ten minutes for every fuzz target. FUZZTIME shortens it.
FUZZTIME := 10m
FUZZ := content:FuzzCaseFile content:FuzzRender live:FuzzDecodeFrame live:FuzzResume llm/openai:FuzzEventStream llm/openai:FuzzChunk llm/openai:FuzzMessages llm:FuzzObjectIn \
	assess/judge:FuzzAnswer assess:FuzzStands transcript:FuzzRead nlu:FuzzUnderstand nlu:FuzzUnderstandDebtor lang:FuzzPrimitives
fuzz: frontend/dist/index.html
	@set -e; for target in $(FUZZ); do echo "$$target"; \
		go test -tags $(TAGS) ./server/$${target%%:*} -run '^$$' -fuzz "^$${target##*:}$$" -fuzztime $(FUZZTIME); done

# One program that needs nothing of the system it runs on.
static: frontend/dist/index.html
	CGO_ENABLED=1 go build -tags $(TAGS),netgo,osusergo -trimpath -ldflags '-s -w -linkmode external -extldflags "-static"' \
		-o bin/huikuan-static ./server/cmd/huikuan

test-web: frontend/node_modules/.installed
	cd frontend && npm run typecheck && npm run lint && npm run test

test-e2e: build
	sh frontend/e2e/ensure-chromium.sh
	cd frontend && HUIKUAN_BIN=$(CURDIR)/bin/huikuan npm run e2e

# The labeller's classifier from its corpus, and how well the labeller hears the frozen split.
train-nlu: frontend/dist/index.html
	go run -tags $(TAGS) ./server/cmd/huikuan nlu train

eval-nlu: frontend/dist/index.html
	go run -tags $(TAGS) ./server/cmd/huikuan nlu eval

# Scripted trainees play every case; the bars a case must clear are in docs/playtest.md. RUNS calls per trainee.
RUNS := 200
playtest: frontend/dist/index.html
	go run -tags $(TAGS) ./server/cmd/huikuan playtest --runs $(RUNS)

# Ten thousand calls in which anything may be said at any time, audited.
random:
	go test -tags $(TAGS) -count 1 -run TestRandomCallsKeepTheRules ./server/debtor

# How fast the debtor is: a turn early and late in a call, a whole turn from hearing to words, ten thousand calls of ten turns.
bench-debtor: frontend/dist/index.html
	go test -tags $(TAGS) ./server/debtor -run '^$$' -bench 'Turn|HeardAndAnswered' -benchmem
	go test -tags $(TAGS) ./server/playtest -run '^$$' -bench TenTurnCall -benchmem
	go test -tags $(TAGS) ./server/playtest -run '^$$' -bench TenThousandCalls -benchtime 1x

# Many calls at once on the built server: waits, CPU, memory, commits. CALLS callers, a sentence about every ten seconds.
CALLS := 5000
bench-live: build
	go run -tags $(TAGS) ./server/cmd/loadtest live --bin bin/huikuan --calls $(CALLS) --json bin/bench-live.json

# An hour of calls and how memory grows meanwhile, in MiB an hour. SOAK makes it shorter or longer.
SOAK := 1h
soak: build
	go run -tags $(TAGS) ./server/cmd/loadtest soak --bin bin/huikuan --for $(SOAK) --json bin/soak.json

# The scorer against gold transcripts and two raters; fails when a criterion under 0.6 counts. Figures: docs/calibration.md.
agree: frontend/dist/index.html
	go run -tags $(TAGS) ./server/cmd/huikuan agree --strict scenarios/calibration/second scenarios/calibration/fresh
	go run -tags $(TAGS) ./server/cmd/huikuan agree scenarios/calibration/third scenarios/calibration/fourth scenarios/calibration/fifth scenarios/calibration/sixth scenarios/calibration/seventh

# How hard the published cases are for scripted trainees, as the library shows it. Run it when cases or the debtor changed.
difficulty: frontend/dist/index.html
	go run -tags $(TAGS) ./server/cmd/huikuan playtest --runs 200 --write-difficulty scenarios/difficulty.json

# Twenty calls per language to read.
transcripts: frontend/dist/index.html
	mkdir -p docs/transcripts
	go run -tags $(TAGS) ./server/cmd/huikuan playtest --transcripts docs/transcripts

# A model that means harm, in full; `make test` has a sample. Every way a model can fail, fifty times each.
hostile: frontend/dist/index.html
	go test -tags $(TAGS) ./server/debtor -run Hostile -v -timeout 30m -hostile 10000

model-faults: frontend/dist/index.html
	go test -tags $(TAGS) ./server/debtor -run EveryFailure -v -timeout 30m -trials 50

# How long the guard keeps words back, over the endpoint's own pace, on every line of the shipped cases.
.PHONY: bench-guard
bench-guard:
	go test -tags $(TAGS) ./server/debtor -run '^$$' -bench GuardDelay -benchtime 1x

# An endpoint with recorded answers, to try what needs a model: HUIKUAN_LLM_BASE_URL=http://127.0.0.1:11500/v1 HUIKUAN_LLM_MODEL=fake
.PHONY: fake-model
fake-model:
	go run ./server/cmd/fakemodel server/modeleval/testdata/zh.jsonl server/modeleval/testdata/en.jsonl server/modeleval/testdata/judge.jsonl server/llm/probe/testdata/answers.jsonl

# What the server adds to a model's words, at 300 and 1,000 live calls, beside a bare relay in the same run.
bench-relay: build
	go run -tags $(TAGS) ./server/cmd/loadtest relay --bin bin/huikuan

# Everything that is generated and committed: JSON Schemas of the content, the API description, the page's wire types.
wire schema: frontend/node_modules/.installed frontend/dist/index.html
	go run -tags $(TAGS) ./server/cmd/huikuan schema --content scenarios/schema --wire frontend/src/wire
	cd frontend && npm run wire

lint: $(LINTER) frontend/dist/index.html
	$(LINTER) run --build-tags $(TAGS),faults ./...

$(LINTER):
	GOBIN=$(CURDIR)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv bin/golangci-lint $@

screenshots: build
	sh frontend/e2e/ensure-chromium.sh
	cd frontend && HUIKUAN_BIN=$(CURDIR)/bin/huikuan npm run screenshots

clean:
	rm -rf bin frontend/node_modules frontend/dist/assets frontend/dist/index.html
