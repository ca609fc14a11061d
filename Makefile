# One target for each task; each works on a machine with Python 3.11+, git and make. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/python -m flask --app app

.DEFAULT_GOAL := help
.PHONY: help run test check bench replay link lock sizes audit

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/run ## Web, worker and demo on SQLite; prints the addresses and a one-time sign-in link
	@$(FLASK) up

test: $(VENV)/dev ## All tests, on SQLite and on PostgreSQL, in a real browser
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m pytest

check: $(VENV)/dev ## Lint, format, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

audit: $(VENV)/dev ## Known faults in what we depend on
	@$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

bench: $(VENV)/dev ## Reads, writes and bytes, as ratios in one run
	@$(BIN)/python -m bench

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
