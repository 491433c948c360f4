# Two commands are all that a newcomer needs: `make demo` and `make test`.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that runs and is 3.11 or 3.12.
PYTHON ?= $(shell for p in python3.11 python3.12 python3; do \
  $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] <= (3,12))' 2>/dev/null && echo $$p && break; done)
WORKERS ?= 2

.PHONY: demo up test lint bench gallery lock clean
demo: $(VENV)/.ready
	$(BIN)/artisan local demo

up: $(VENV)/.ready
	$(BIN)/artisan local up

test: $(VENV)/.ready
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.ready
	$(BIN)/artisan local bench $(if $(ONLY),--only $(ONLY))

# Needs LibreOffice and poppler-utils: deploy/system-packages.sh --tests
gallery: $(VENV)/.ready
	$(BIN)/artisan local gallery docs

# Needs uv and npm; writes every lock file anew.
lock:
	requirements/lock.sh

clean:
	rm -rf $(VENV) build *.egg-info demo-output bench-output

# setuptools comes first and hashed: durable-rules is built from source and would otherwise fetch an unhashed one.
$(VENV)/.ready: requirements/build.lock requirements/dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 is needed (with its headers and a C compiler)."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
