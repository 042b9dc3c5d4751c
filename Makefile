# Two commands matter: `make run` and `make test`. Everything else serves them.
PYTHON ?= python3
PORT ?= 8080
VENV := .venv
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
AXE := tests/browser/axe
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes

PYTEST := $(VENV)/bin/python -m pytest --numprocesses 2 --dist worksteal
DOMAINS := $(patsubst tests/oracle/%/,%,$(wildcard tests/oracle/*/))
BENCHMARKS := $(patsubst benchmarks/%/__init__.py,%,$(wildcard benchmarks/*/__init__.py))

# Where it is set, each process would take the tests apart anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-quick check mutants lint format bench lock messages docs clean $(sort $(DOMAINS) $(BENCHMARKS))

run: $(RUNTIME)  ## Serve Atalaya on http://127.0.0.1:8080 (PORT=… for another port)
	@$(VENV)/bin/atalaya serve --port $(PORT)

test: $(DEVELOPMENT)  ## Test every rule; browser tests need Chromium, SQL also runs on Debian's PostgreSQL 15 where installed
	@$(PYTEST) $(TESTS)

test-quick: $(DEVELOPMENT)  ## A minute for one domain: make test-quick curriculum
	@ATALAYA_TESTS=quick $(VENV)/bin/python -m tests.quick $(filter $(DOMAINS),$(MAKECMDGOALS))

# They name what another target shall work on.
$(sort $(DOMAINS) $(BENCHMARKS)): ;@:

mutants: $(DEVELOPMENT)  ## Plant faults in sql/ and see which the tests notice (SEED=… COUNT=…)
	@$(VENV)/bin/python -m tests.mutants $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT))

check: $(DEVELOPMENT)  ## Before a large change is called done: all tests, with crawls, simulations and more examples; an hour
	@ATALAYA_TESTS=check $(PYTEST) $(TESTS)

lint: $(DEVELOPMENT)  ## Style, types, boundaries, SQL, catalogues
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/sqlfluff lint --disable-progress-bar sql

format: $(DEVELOPMENT)  ## Put code into shape
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: $(DEVELOPMENT)  ## Measure; prints tables: make bench pages (without a name: all of benchmarks/)
	@$(VENV)/bin/python -m benchmarks $(filter $(BENCHMARKS),$(MAKECMDGOALS))

lock: $(DEVELOPMENT)  ## Pin every dependency again, with hashes and for every platform
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
		pyproject.toml --output-file requirements.lock
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--extra development --constraint requirements.lock pyproject.toml --output-file requirements-development.lock

messages: $(DEVELOPMENT)  ## Collect the interface's strings into locale/{en,es,id}
	@PYTHONPATH=. $(VENV)/bin/pybabel --quiet extract --mapping-file locale/babel.cfg --no-location --sort-output \
		--output-file $(VENV)/atalaya.pot .
	@$(VENV)/bin/pybabel --quiet update --input-file $(VENV)/atalaya.pot --output-dir locale --domain atalaya \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 110
	@sed --in-place --regexp-extended \
		'/^"(Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By)/d' locale/*/LC_MESSAGES/*.po

docs: $(RUNTIME)  ## Write the page of each schema again, from the SQL files' headers and comments
	@$(VENV)/bin/python -m db.documentation

clean:  ## Remove what make built; the data directory stays
	@rm -rf $(VENV) *.egg-info $(AXE)/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(RUNTIME): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Atalaya needs Python 3.11 or newer: install it, or name one with make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is missing: install it (Debian, Ubuntu: apt-get install python3-venv), then repeat"; exit 1; }
	@echo "Installing Atalaya into $(VENV) (a minute, once) …"
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --requirement requirements.lock
	@$(VENV)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation \
		--config-settings editable_mode=compat --editable .
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements-development.lock $(AXE)/package-lock.json
	@$(PIP) --requirement requirements-development.lock
	@! command -v npm >/dev/null || npm ci --prefix $(AXE) --ignore-scripts --no-audit --no-fund --silent
	@touch $@
