# Everything runs in a virtual environment inside the checkout. Once it is installed, no target
# needs a network.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip
PACKAGES := ontology extract graph api seeds
# The installed package is a tree of links, one a file: a new or a removed file means linking anew.
FILES := $(shell find $(PACKAGES) -type f -not -path '*/__pycache__/*' | LC_ALL=C sort)
LINKS := $(VENV)/links-$(shell echo $(FILES) | cksum | cut -d ' ' -f 1)

# The scripts of the pages are built where npm is present; the pages work plainly without them.
WEB := api/static/query.js
NPM := $(shell command -v npm)

.PHONY: demo test web check format coverage clean

demo: $(LINKS) web
	$(BIN)/diplograph demo

test: $(LINKS) web
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(if $(NPM),test ! -d web/node_modules || npm --prefix web test --silent)
	$(BIN)/pytest --numprocesses 2 --dist worksteal

web: $(if $(NPM),$(WEB))
	$(if $(NPM),,@echo 'npm was not found: the pages are served without their scripts' >&2)

$(WEB): $(wildcard web/*.json web/*.ts web/src/*)
	@cd web && npm install --silent && npm run --silent build || \
	    echo 'web/ was not built (see above): the pages are served without their scripts' >&2

format: $(LINKS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(LINKS)
	$(BIN)/pytest --cov --cov-report=term-missing:skip-covered

clean:
	rm -rf $(VENV) build *.egg-info api/static web/node_modules

install: $(LINKS)

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt --upgrade pip setuptools
	$(PIP) install --quiet --constraint constraints.txt --no-build-isolation \
	    --config-settings editable_mode=strict --editable '.[html]' --group dev
	touch $@

$(LINKS): $(VENV)/installed
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index \
	    --config-settings editable_mode=strict --editable .
	rm -f $(VENV)/links-*
	touch $@
