.DEFAULT_GOAL := help
.PHONY: help run test proofs test-services long check fix lock bench faults pictures diagrams messages services services-stop tools

PORT ?= 8000
DEMO ?= 1
ARGS ?=
PYTHON := .venv/bin/python
APPS := vault ledger people codes complaints intake hearings reports ethics_portal
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

long: tools  ## the long tests, which the suite leaves out: every body whole in a browser, and more
	$(PYTHON) -m pytest -n 2 -m long $(ARGS)

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

messages: export DEBUG = true
messages: export DATABASE_URL = sqlite:///:memory:
messages: tools  ## collect what is to be translated into locale/, and compile it (needs gettext)
	$(PYTHON) manage.py makemessages --locale es --no-location --no-obsolete --no-wrap --ignore .venv --ignore tests
	$(PYTHON) manage.py compilemessages --locale es --ignore .venv

LOCK := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

lock: tools  ## write the locks again from pyproject.toml (ARGS=--upgrade for newer releases)
	$(LOCK) $(ARGS) --output-file requirements.txt pyproject.toml
	$(LOCK) $(ARGS) --group dev --constraint requirements.txt --output-file requirements-dev.txt

proofs: tools  ## every role at every moment, every hostile value in every field, every law of counting
	PROOFS=whole $(PYTHON) -m pytest -n 2 tests/leaks tests/hostile $(ARGS)
	PROOFS=whole $(PYTHON) -m pytest -n 2 tests/complaints/test_laws_of_counting.py $(ARGS)
	PROOFS=whole $(PYTHON) scripts/servers.py run $(PYTHON) -m pytest -n 2 tests/leaks tests/hostile $(ARGS)

faults: tools  ## kill workers, take mail and Redis away, guess codes, double beats; prints what came of it
	$(PYTHON) -m tests.faults.uploads -n 500
	$(PYTHON) -m tests.faults.big_stream
	$(PYTHON) -m tests.faults.double_submit -n 500
	$(PYTHON) -m tests.faults.receipt_guess -n 5000
	$(PYTHON) -m tests.faults.reminders --broker filesystem
	$(PYTHON) scripts/servers.py run $(PYTHON) -m tests.faults.reminders --broker redis
	$(PYTHON) scripts/servers.py run $(PYTHON) -m tests.faults.kill9 -n 1000 --workers 2
	$(PYTHON) scripts/servers.py run $(PYTHON) -m tests.faults.smtp_faults
	$(PYTHON) scripts/servers.py run $(PYTHON) -m tests.faults.redis_down
	$(PYTHON) scripts/servers.py run $(PYTHON) -m tests.faults.poison -n 200
	$(PYTHON) scripts/servers.py run $(PYTHON) -m tests.faults.clock

pictures: tools  ## the pictures of the README, made from the running pages
	mkdir -p docs/pictures/filing
	rm -f docs/pictures/filing/*.png
	FILING_PICTURES=docs/pictures/filing $(PYTHON) -m pytest -q tests/journeys/test_filing.py -m browser -k "(each_kind and 390 and True) or under_its_heading"
	for one in docs/pictures/filing/*-390.png; do mv "$$one" "$${one%-390.png}.png"; done
	PICTURES=docs/pictures $(PYTHON) -m pytest -q tests/journeys -m browser -k "ccmc or test_drafting or test_code_browser or test_dates"
	cd docs/pictures && for one in *.png filing/*.png; do grep -q "$$one" ../../README.md ../*.md || rm "$$one"; done

bench: tools  ## the benchmark: 1,000 and 20,000 cases on SQLite and PostgreSQL
	$(PYTHON) scripts/servers.py run $(PYTHON) -m bench $(ARGS)
