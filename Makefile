# Everything this checkout can do: `make help`.  All that is made lands in .venv/ and build/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The oldest Python that will do is 3.11; name another one with `make setup PYTHON=…`.
PYTHON ?= $(shell tools/find-python.sh)
BIN := .venv/bin

# Nobody's own graph is touched from here, and no setting of the caller's Python gets in the way.
unexport NEO4J_URI NEO4J_USERNAME NEO4J_PASSWORD NEO4J_DATABASE BIENNIEN_DATA_DIR BIENNIEN_WORKERS BIENNIEN_LABELS PYTHONPATH PYTHONHOME

# Annotated articles to learn from.
SHARED = $(or $(BIENNIEN_SHARED),../shared)
ANNOTATED ?= $(SHARED)/eval/train $(SHARED)/eval/clusters
STANDOFF ?= training/annotations/vietnamese-politics.jsonl
DAYS ?= training/annotations/vietnamese-politics-days.jsonl
CORPUS ?= $(SHARED)/corpus/vietnamese-politics.jsonl.gz

# Files of tests are shared out over processes, each with servers of its own; one server that the caller names is for one.
PYTEST = $(BIN)/pytest -rs $(if $(BIENNIEN_TEST_NEO4J_URI),,-n auto --maxprocesses 4 --dist loadfile)

.PHONY: help setup demo test lint format check wheel pages train startup benchmarks fuzz audit clean

help: ## Say what there is
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

setup: .venv/.made ## Make .venv with .venv/bin/biennien

.venv/.made: pyproject.toml tools/setup.sh
	@tools/setup.sh "$(PYTHON)"
	@touch $@

demo: setup ## Read examples/ into a graph of its own below build/demo and draw the timeline
	@tools/demo.sh

test: setup ## Fetch what the tests need, then run every check
	@tools/needs.sh
	@$(MAKE) --no-print-directory lint
	@$(PYTEST)

lint: setup ## Check style, format and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: setup ## Put the code into its format
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

check: lint ## The same with what is already here: nothing is fetched
	@$(PYTEST)

wheel: setup ## Build the wheel into build/wheel
	@$(BIN)/pip wheel --quiet --no-deps --wheel-dir build/wheel .
	@ls build/wheel/*.whl

pages: setup ## Renew what is made in docs/: the page of queries and the pictures
	@$(BIN)/python tools/write_query_page.py
	@$(BIN)/python docs/make_pictures.py
	@$(BIN)/python docs/make_browser_pictures.py

train: setup ## Fit what is learned from annotated articles: make train ANNOTATED="FOLDER FOLDER"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,train]"
	@$(BIN)/python -m training fit $(ANNOTATED) --standoff $(STANDOFF) --corpus $(CORPUS) --out ingest/languages/vi/models.npz
	@$(BIN)/python -m training fit training/articles/en --language en --prior ingest/languages/vi/models.npz --out ingest/languages/en/models.npz
	@$(BIN)/python -m training dates $(ANNOTATED) --standoff $(STANDOFF) --days $(DAYS) --corpus $(CORPUS) --out ingest/languages/vi/stories.npz
	@$(BIN)/python -m training rarity --corpus $(CORPUS) --out ingest/languages/vi/rarity.npz
	@$(BIN)/python -m training rarity --articles training/articles/en --language en --out ingest/languages/en/rarity.npz
	@$(BIN)/python -m training merging $(SHARED)/eval/clusters --judged training/annotations/same_events.jsonl --articles training/annotations/same_events_of_articles.jsonl --standoff $(STANDOFF) --corpus $(CORPUS) --out graph/matching.json

benchmarks: setup ## Time reading and storing beside other programs: make benchmarks ARTICLES=FILE.jsonl
	@$(BIN)/python -m benchmarks.throughput $(or $(ARTICLES),$(CORPUS)) --out docs/benchmarks.md

startup: setup ## Time the start of the commands
	@$(BIN)/python benchmarks/startup.py

fuzz: setup ## Run 100,000 mutated inputs through every reader and the extraction
	@$(BIN)/python benchmarks/fuzz.py --keep build/fuzz

audit: setup ## Ask OSV for known vulnerabilities of what biennien needs
	@$(BIN)/python tools/audit.py

clean: ## Remove what was made
	@if [ -x $(BIN)/biennien ] && [ -d build/demo/data ]; then $(BIN)/biennien db stop --data-dir build/demo/data || true; fi
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
