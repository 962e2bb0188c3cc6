# Everything a newcomer, a developer and CI need. `make run` and `make test` set themselves up.
PYTHON ?= python3
BIN := .venv/bin
# Torch first and by itself: with it installed, nothing else pulls another build of it.
TORCH := $(shell sed -n 's/^torch==/torch==/p' requirements.lock 2>/dev/null)

.PHONY: run test check lint types lock eval eval-summary wheel vectors screenshots clean

run: .venv/.ready
	$(BIN)/python app.py

# Two workers, whatever the machine: more of them would wait for the browser all the same.
test: .venv/.ready
	$(BIN)/python -m pytest -n 2 --no-loadscope-reorder

lint: .venv/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.ready
	$(BIN)/mypy

check: lint types test

eval: .venv/.ready
	$(BIN)/coach eval --out eval-report

# Into the job summary where a CI has one, else onto the terminal.
eval-summary:
	cat eval-report/summary.md >> "$${GITHUB_STEP_SUMMARY:-/dev/stdout}"

wheel: .venv/.ready
	sh tests/wheel.sh

vectors: .venv/.ready
	$(BIN)/python -m ingest.precompute

screenshots: .venv/.ready
	$(BIN)/python -m tests.screenshots --keep

.venv/.ready: pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.12 run")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	touch $@

lock:
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check '.[dev,ollama]'
	.venv-lock/bin/python -m pip freeze --exclude leadership-coach | sed 's/+cpu$$//' > requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock build dist eval-report
