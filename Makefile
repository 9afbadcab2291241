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

.PHONY: demo test check format coverage clean

demo: $(LINKS)
	$(BIN)/diplograph demo

test: $(LINKS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses 2 --dist worksteal

format: $(LINKS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(LINKS)
	$(BIN)/pytest --cov --cov-report=term-missing:skip-covered

clean:
	rm -rf $(VENV) build *.egg-info

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
