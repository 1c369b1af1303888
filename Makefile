# SAC Dash. `make` or `make help` lists what can be done; each target does its own set-up.
# Needs Python 3.11 or later, git and make. Nothing is installed outside .venv, except that on
# Debian as root apt brings Pango (for PDF briefings) and, for the tests, Chromium and PostgreSQL.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "SAC Dash needs Python 3.11 or later, and none was found. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			apt-get update -q && apt-get install -y -q python3-venv && $(PYTHON) -m venv $(VENV); \
		else echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; fi; }

# The product and its pinned libraries. uv is tried first because it is quick; pip does the same work.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@sh .ci/install.sh "$(BIN)" "."
	@sh .ci/pango.sh "$(BIN)"
	@$(BIN)/sac-dash warm-up
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt $(VENV)/.installed
	@sh .ci/install.sh "$(BIN)" ".[dev,data,postgresql]"
	@touch $@

.PHONY: install
install: $(VENV)/.installed ## Make .venv with the sac-dash command in it

.PHONY: run
run: $(VENV)/.installed ## Set up, load the invented demo force if the store is empty, open the dashboard (PORT, HOST, SAC_DASH_HOME)
	@$(BIN)/sac-dash demo --if-empty
	@$(BIN)/sac-dash serve --open

.PHONY: demo
demo: $(VENV)/.installed ## Load the invented demo force into the store again
	@$(BIN)/sac-dash demo

.PHONY: browser
browser: $(VENV)/.installed-dev ## Find or bring Chromium, PostgreSQL and Pango for the tests (apt, on Debian as root)
	@sh .ci/test_programs.sh "$(BIN)"

.PHONY: test
test: $(VENV)/.installed-dev browser ## Set up, then run every test: unit, scenarios, contracts, notebooks, browser
	@sh .ci/test.sh "$(BIN)"

.PHONY: check
check: $(VENV)/.installed-dev ## Lint, types, layers, secrets and personal data: what runs before a commit
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python .ci/scan_personal_data.py
	@git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline

.PHONY: hooks
hooks: $(VENV)/.installed-dev ## Run `make check` before every commit from now on
	@$(BIN)/pre-commit install

.PHONY: bench
bench: $(VENV)/.installed ## Measure speed, memory and accuracy into benchmarks/
	@$(BIN)/sac-dash benchmark ingest
	@$(BIN)/sac-dash benchmark mo
	@$(BIN)/sac-dash benchmark link
	@$(BIN)/sac-dash benchmark link --coded
	@$(BIN)/sac-dash benchmark rank
	@$(BIN)/sac-dash benchmark accuracy
	@$(BIN)/sac-dash benchmark dashboard

.PHONY: data
data: $(VENV)/.installed-dev ## Rebuild the offline basemap and the gazetteer from their packages
	@$(BIN)/python data/build_basemap.py

.PHONY: docs
docs: $(VENV)/.installed-dev browser ## Take the screenshots of every page into docs/images/
	@$(BIN)/python docs/screenshots.py
	@$(BIN)/python docs/briefing_samples.py

.PHONY: clean
clean: ## Remove .venv and every cache (the store is not touched)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
