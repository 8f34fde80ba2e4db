# What a person does with searchapp. `make` alone lists it.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 8000

.PHONY: help serve test check rebuild bench lock clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

# A stamp a set of packages, so that `make serve` does not wait for the test tools.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "searchapp needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 serve")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.lock pyproject.toml $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

serve: $(VENV)/.runtime  ## set up, index documents/, serve it at http://127.0.0.1:8000
	$(BIN)/searchapp rebuild
	$(BIN)/searchapp serve --host $(HOST) --port $(PORT)

rebuild: $(VENV)/.runtime  ## build a new generation of the index from documents/
	$(BIN)/searchapp rebuild

test: $(VENV)/.dev  ## set up and run every test
	$(BIN)/python -m pytest

check: $(VENV)/.dev  ## format, lint, types, layers: all that is not a test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev  ## speed beside other engines, into benchmarks/results/ (hours; see README)
	$(BIN)/python -m benchmarks.speed --growth

lock: $(VENV)/.dev  ## pin the dependencies anew
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --upgrade --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --upgrade --group build --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove the environment and the built index
	rm -rf $(VENV) index/CURRENT index/gen-* index/*.sqlite* .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
