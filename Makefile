# `make` alone prints what there is. Everything is built from this clone: Go, Node.js and make are all it takes.

SHELL       := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

LINT    := go tool -modfile=tools/go.mod golangci-lint
SKIPPED := $(CURDIR)/bin/skipped.txt

# Packages whose work is concurrency: their tests run once more under the race detector, -short, since it makes them several
# times slower. Those that aren't there yet are left out. What runs on both databases runs on PostgreSQL there, where writers
# are concurrent, and on SQLite only where PostgreSQL is not installed.
RACE := $(patsubst %/,./%/...,$(wildcard internal/jobs/ internal/flow/ internal/host/ internal/api/ internal/auth/ internal/notify/))
RACE_SKIP := $(if $(wildcard /usr/lib/postgresql/*/bin/initdb)$(shell command -v initdb),-skip '/^SQLite$$')

UI_SOURCES := $(wildcard web/*.json web/*.ts web/*.mjs web/*.html) $(shell find web/src web/public web/scripts -type f 2>/dev/null)
NPM        := web/node_modules/.package-lock.json

##@ Use

.PHONY: help
help: ## print this
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z][a-z0-9-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: build ## build everything and start a shop with orders coming in; prints its address
	bin/switchyard demo

.PHONY: run
run: build ## build everything and start the server on 127.0.0.1:8080 with its data in data/
	bin/switchyard serve --data data

.PHONY: build
build: web/dist/index.html ## build the UI and bin/switchyard, which holds it
	@scripts/prerequisites go
	CGO_ENABLED=0 go build -trimpath -o bin/switchyard ./cmd/switchyard

##@ Check

.PHONY: test
test: build $(NPM) ## run every test, on both databases and in a browser; at the end, what was skipped and why
	@scripts/test-tools
	@mkdir -p bin && : >$(SKIPPED)
	@export SWITCHYARD_SKIPPED=$(SKIPPED); failed=(); \
	for part in test-web test-e2e test-race test-go; do \
	  started=$$SECONDS; \
	  $(MAKE) $$part 2>&1 | tee bin/$$part.log || failed+=("$$part"); \
	  echo "test: $$part took $$((SECONDS - started)) s"; \
	done; \
	if ((!$${#failed[@]})); then echo 'test: everything passed'; exit 0; fi; \
	for part in "$${failed[@]}"; do grep -hE '^ *(FAIL|failed:) ' bin/$$part.log || true; done; \
	echo "test: failed: $${failed[*]}"; exit 1

.PHONY: test-go
test-go: ## the Go tests alone
	go test -json -timeout 20m ./... | go run ./internal/testsum -skipped $(SKIPPED)

.PHONY: test-race
test-race: ## the tests of the concurrent packages, under the race detector
ifneq ($(RACE),)
	@if [[ $$(go env CGO_ENABLED) = 1 ]] && command -v "$$(go env CC)" >/dev/null; then \
	  go test -json -race -short -timeout 20m $(RACE_SKIP) $(RACE) | go run ./internal/testsum; \
	else \
	  echo 'race detector: needs a C compiler' | tee -a $(SKIPPED); \
	fi
endif

.PHONY: test-web
test-web: $(NPM) ## the UI's unit tests
	cd web && npm test

.PHONY: test-e2e
test-e2e: build $(NPM) ## the browser tests, on both databases
	@scripts/e2e

.PHONY: bench
bench: build ## print the figures of README.md for this machine, on both databases
	@scripts/bench

.PHONY: lint
lint: $(NPM) ## the linters of Go and of the UI
	@test -z "$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go') | tee /dev/stderr)" || { echo 'gofmt: run gofmt -w on these' >&2; exit 1; }
	go vet ./...
	$(LINT) run ./...
	cd web && npm run lint && npm run typecheck

.PHONY: verify
verify: lint ## everything but the tests that must hold before a commit
	go mod tidy -diff
	go test -count=1 .
	scripts/generated

##@ Make

.PHONY: generate
generate: $(NPM) ## refresh every generated file: documents, the OpenAPI document, the TypeScript client
	go generate ./...
	cd web && npm run generate

.PHONY: clean
clean: ## remove what was built; data/ stays
	rm -rf bin web/node_modules
	find web/dist -mindepth 1 ! -name .gitkeep -delete

$(NPM): web/package.json web/package-lock.json
	@scripts/prerequisites node
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: $(NPM) $(UI_SOURCES)
	cd web && npm run build
	@touch $@
