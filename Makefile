# Two commands for a newcomer: `make demo` and `make test`.

PYTHON ?= python3
JOBS ?= 0
SCENARIO ?= scenarios/corridor.yaml

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RESULT = results/$(basename $(notdir $(SCENARIO)))/latest

# Of the four seconds in which a program is read, nearly three go where Python may keep nothing.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format docs bench golden lock

help:
	@echo "make demo    install, run $(SCENARIO), compare its variants, draw the charts"
	@echo "make test    install and run the whole test suite"
	@echo "make check   format, lint, types, floors"
	@echo "make docs    write docs/ and the schema of scenarios from the code, the cards and the tables"
	@echo "make bench   print the benchmarks"
	@echo "make setup   install into $(VENV) exactly what requirements.lock names"
	@echo "make golden  let the oracle write the story of nine people anew; then say why in CHANGELOG.md"
	@echo "make lock    resolve the dependencies anew"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Corridor needs Python 3.11 or newer; try: make PYTHON=python3.13 setup" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		"$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)"
	$(BIN)/uv pip sync --system-certs --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --system-certs --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	$(BIN)/sim run $(SCENARIO) --jobs $(JOBS)
	$(BIN)/sim compare $(RESULT)
	$(BIN)/sim plot $(RESULT)
	@echo "The pictures lie in $$(cd $(RESULT)/plots && pwd -P)"

test: setup
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup
	$(BIN)/sim docs --out docs
	$(BIN)/sim schema > scenarios/scenario.schema.json

bench: setup
	$(BIN)/python -m benchmarks

golden: setup
	$(BIN)/python -m tests.golden

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-config \
		--default-index https://pypi.org/simple --no-emit-index-url --no-header \
		--extra dev --output-file requirements.lock pyproject.toml
