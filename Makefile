# Needs make and a Python from 3.11 to 3.14, nothing else: `make setup` brings the rest into .venv.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
STAGE := $(PY) tools/stage.py
WORKERS ?= 2

# A company's own certificate authority is in the system's store, not in uv's.
export UV_SYSTEM_CERTS := 1
unexport PYTHONPATH PYTHONHOME

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

# The sample data reach up to that day; as of later ones its leads would have cooled.
DEMO := demo/model.yaml --leads demo/leads.csv --events demo/events.csv --as-of 2026-11-01

##@ Use
.PHONY: setup demo
setup: $(VENV)/.dev  ## make .venv with everything that development needs; .venv/bin/baremo works
demo: $(VENV)/.core  ## score a sample company, print the ranking and the receipt of its top lead
	@$(VENV)/bin/baremo init demo --template b2b --force
	@$(VENV)/bin/baremo score $(DEMO) --report demo/report.html
	@$(VENV)/bin/baremo score $(DEMO) -o demo/scores.csv
	@$(VENV)/bin/baremo explain $(DEMO) "$$($(PY) tools/top_lead.py demo/scores.csv)"
	@echo "The report is demo/report.html; the model to edit is demo/model.yaml."

##@ Develop
.PHONY: check format test system test-long test-lowest bench
check: $(VENV)/.dev  ## format, lint, types and imports, in under a minute
	@$(STAGE) format $(VENV)/bin/ruff format --quiet --check .
	@$(STAGE) lint $(VENV)/bin/ruff check --quiet .
	@$(STAGE) types $(VENV)/bin/mypy --no-error-summary
	@$(STAGE) imports $(VENV)/bin/lint-imports
format: $(VENV)/.dev  ## mend format and what the linter can mend
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .
test: check system $(VENV)-dbt/.dbt  ## everything that continuous integration runs
	@$(PY) -m pytest -q -n $(WORKERS) --dist loadgroup --durations 5 $(ARGS)
system:  ## see to PostgreSQL, Java and OpenMP, which tests need: root on Debian gets them, others are told how
	@tools/system.sh
test-long: $(VENV)/.dev  ## the laws with many more examples, and what is too slow for every day
	@BAREMO_LONG=1 $(PY) -m pytest -q -n $(WORKERS) --dist loadgroup --hypothesis-profile long -m "long or not long" $(ARGS)
test-lowest: $(VENV)/.dev  ## the tests with the oldest versions that pyproject.toml allows
	@$(PY) -m venv --clear $(VENV)-lowest
	@$(UV) pip install --quiet --python $(VENV)-lowest --resolution lowest-direct --group dev -e ".[databases,learn,spark]"
	@$(VENV)-lowest/bin/python -m pytest -q -n $(WORKERS) --dist loadgroup $(ARGS)
bench: $(VENV)/.dev  ## measure speed and memory; see benchmarks/
	@$(PY) -m benchmarks $(ARGS)

##@ Maintain
.PHONY: lock texts docs clean help
lock: $(VENV)/.uv  ## pin the requirements anew; with UPGRADE=--upgrade to newer versions
	@$(COMPILE) pyproject.toml --group dev --all-extras -o requirements/dev.txt
	@$(COMPILE) pyproject.toml -c requirements/dev.txt -o requirements/core.txt
	@$(COMPILE) --group bootstrap -c requirements/dev.txt -o requirements/bootstrap.txt
	@$(COMPILE) --group dbt -o requirements/dbt.txt
texts: $(VENV)/.dev  ## collect the texts for people into src/baremo/locale and compile the catalogue
	@$(PY) -m tools.texts
docs: $(VENV)/.dev  ## write docs/reference/cli.md anew from the commands
	@$(PY) -m tools.cli_reference
clean:  ## remove all that was made, .venv too
	rm -rf $(VENV) $(VENV)-dbt $(VENV)-lowest demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
help:  ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

# Each stamp is made anew when what it was made from changes.
$(VENV)/.uv: requirements/bootstrap.txt tools/venv.sh
	@tools/venv.sh
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@
$(VENV)/.core: $(VENV)/.uv requirements/core.txt pyproject.toml
	@$(UV) pip install --quiet --compile-bytecode --python $(PY) --require-hashes -r requirements/core.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@
$(VENV)/.dev: $(VENV)/.uv requirements/dev.txt pyproject.toml
	@$(UV) pip sync --quiet --compile-bytecode --python $(PY) --require-hashes requirements/dev.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $(VENV)/.core $@
$(VENV)-dbt/.dbt: $(VENV)/.uv requirements/dbt.txt
	@$(PY) -m venv --clear $(VENV)-dbt
	@$(UV) pip install --quiet --python $(VENV)-dbt --require-hashes -r requirements/dbt.txt
	@touch $@
