# calsync's commands for people. Everything lives in .venv; nothing outside this folder is touched.
# The first Python that runs and is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types bench fuzz dev clean help

# What there is.
help:
	@awk '/^# /{doc=substr($$0,3)} /^[a-z]+:/{split($$1,t,":"); printf "  make %-8s %s\n", t[1], doc; doc=""}' Makefile

# The whole loop on a sample calendar, in a temporary folder.
demo: $(VENV)/installed
	@$(BIN)/calsync demo

# Lint, types, architecture and every test, with branch coverage.
test: $(VENV)/dev lint types
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

# Style.
lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Types, tests included.
types: $(VENV)/dev
	$(BIN)/mypy

# An environment for working on calsync.
dev: $(VENV)/dev

# Speed beside a peer, one table.
bench: $(VENV)/dev
	$(BIN)/python -m benchmarks

# Look for input that breaks calsync, for at most about five minutes.
fuzz: $(VENV)/dev
	CALSYNC_FUZZ=$${CALSYNC_FUZZ:-2000} timeout --foreground 330 $(BIN)/python -m pytest -q -n 2 -m hypothesis

# Everything the targets made.
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "calsync needs Python 3.11 or newer; found: $$(python3 --version 2>&1 || echo none). Install one, or say: make PYTHON=/path/to/python3.11"; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "calsync needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" --version 2>&1). Say: make PYTHON=/path/to/python3.11"; exit 2; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv"; exit 2; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet -e .
	@touch $@

$(VENV)/dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	@touch $@ $(VENV)/installed
