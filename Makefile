.DEFAULT_GOAL := help
.PHONY: help run test test-services check fix lock bench faults pictures diagrams services services-stop tools

PORT ?= 8000
DEMO ?= 1
ARGS ?=
PYTHON := .venv/bin/python
APPS := vault ledger people codes complaints hearings reports ethics_portal
TEMPLATES = $(shell find templates -name '*.html')

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run:  ## the portal with a demo office on 127.0.0.1:8000 (PORT=9000; DEMO=0 for an empty office)
	@python3 scripts/run.py --port "$(PORT)" --demo "$(DEMO)"

tools:
	@python3 scripts/environment.py requirements.txt requirements-dev.txt

test: tools  ## every test, on SQLite (ARGS="-k ballot" for some)
	$(PYTHON) -m pytest -n 2 $(ARGS)

test-services: tools  ## every test again, on PostgreSQL and Redis
	$(PYTHON) scripts/servers.py run $(PYTHON) -m pytest -n 2 $(ARGS)

services: tools  ## start PostgreSQL and Redis where none answers, and print their addresses
	@$(PYTHON) scripts/servers.py start

services-stop:  ## stop what `make services` started
	@$(PYTHON) scripts/servers.py stop

# DEBUG lets the examples stand in for secrets, and nothing here is to read an office.
check: export DEBUG = true
check: export DATABASE_URL = sqlite:///:memory:
check: tools  ## everything CI checks, changing nothing
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	.venv/bin/djade --target-version 5.2 --check $(TEMPLATES)
	.venv/bin/lint-imports
	$(PYTHON) -m mypy $(APPS)
	$(PYTHON) -m deptry .
	$(PYTHON) manage.py check --fail-level WARNING
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py draw_workflows --check

fix: tools  ## everything a machine can put right
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
	.venv/bin/djade --target-version 5.2 $(TEMPLATES)

diagrams: tools  ## draw the life cycles into docs/workflow.md
	DEBUG=true $(PYTHON) manage.py draw_workflows

LOCK := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

lock: tools  ## write the locks again from pyproject.toml (ARGS=--upgrade for newer releases)
	$(LOCK) $(ARGS) --output-file requirements.txt pyproject.toml
	$(LOCK) $(ARGS) --group dev --constraint requirements.txt --output-file requirements-dev.txt

faults: tools  ## kill workers and double beats, on both brokers; prints what came of the reminders
	$(PYTHON) -m tests.faults.reminders --broker filesystem
	$(PYTHON) scripts/servers.py run $(PYTHON) -m tests.faults.reminders --broker redis

pictures: tools  ## the pictures of the README, made from the running pages
	mkdir -p docs/pictures
	PICTURES=docs/pictures $(PYTHON) -m pytest -q tests/journeys -k "ccmc or test_drafting or test_code_browser"
	cd docs/pictures && for one in *.png; do grep -q "$$one" ../../README.md || rm "$$one"; done

bench: tools  ## the benchmark: 1,000 and 20,000 cases on SQLite and PostgreSQL
	$(PYTHON) scripts/servers.py run $(PYTHON) -m bench $(ARGS)
