# `make` alone lists the targets. A fresh machine needs Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
# The tests start the program hundreds of times: where Python may not keep what it has compiled, that takes minutes.
unexport PYTHONDONTWRITEBYTECODE
# As many processes as processors; one that has nothing left takes over from another.
SPREAD := -n auto --dist worksteal
BIN := $(VENV)/bin

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

# What the program needs, and nothing else: locked, hashed, wheels only.
$(VENV)/site: requirements.lock
	@echo "setting up $(VENV), once"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

# The program of this clone, at hand as `spinesite` after `source .venv/bin/activate`. Installing it takes its place.
$(BIN)/spinesite: $(VENV)/site
	@printf '#!/bin/sh\nbin=$$(dirname "$$0")\nPYTHONPATH="$$bin/../../src" exec "$$bin/python" -m spinesite "$$@"\n' > $@
	@chmod +x $@

# What the tests need besides.
$(VENV)/dev: $(VENV)/site $(BIN)/spinesite tests/requirements.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r tests/requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# A browser (the system's, else by apt-get for root, else Playwright's own), and the packages of npm that look at pages.
# What can't be had is said here, and by the tests that need it.
$(VENV)/browser: $(VENV)/dev tests/browser/package.json tests/browser/package-lock.json
	-$(BIN)/python -m tests.browser.install && touch $@

site: $(BIN)/spinesite ## build the site into _site
	$(BIN)/python build.py

check: $(BIN)/spinesite ## check the content, write nothing
	@$(BIN)/spinesite check

test: $(VENV)/browser ## run the linter, the type checker and all tests, those in a browser included
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(SPREAD) tests

test-quick: $(VENV)/dev ## run the tests that need no browser
	$(BIN)/pytest $(SPREAD)

test-browser: $(VENV)/browser ## open the pages in Chromium, look for barriers and shifts, validate them; type as an editor
	$(BIN)/pytest $(SPREAD) tests/browser

test-reliability: $(VENV)/browser ## run all of what `make test` runs a part of: hostile words, kills, refusals, ways to run
	SPINESITE_THOROUGH=1 $(BIN)/pytest $(SPREAD) tests/reliability tests/browser/test_hostile_words.py

guards: $(VENV)/dev ## take every rule, cap and sanitising step away in a copy, one at a time, and name the test that misses it
	$(BIN)/python -m tests.reliability.guards

examples: $(VENV)/dev ## write the expected output of the rules' examples afresh; read the difference
	SPINESITE_REWRITE_EXAMPLES=1 $(BIN)/pytest tests/rules tests/unit/test_twelve_mistakes.py || true

golden: $(VENV)/dev ## write the golden site afresh; read the difference
	SPINESITE_REWRITE_GOLDEN=1 $(BIN)/pytest tests/golden || true

docs: $(VENV)/dev ## write the generated pages and schemas of docs/ afresh
	$(BIN)/python -m spinesite.docs docs

bench: $(VENV)/site ## print how long each stage takes on sites of three sizes
	PYTHONPATH=src $(BIN)/python benchmarks/run.py S M L

bench-worst: $(VENV)/site ## print what a thousand files at the limits of what is accepted take; many minutes
	$(BIN)/python benchmarks/worst.py 1000

SHOTS ?= _shots
shots: $(VENV)/browser ## take pictures of every type of page, into SHOTS=_shots
	$(BIN)/python -m tests.browser.shots $(SHOTS)

audit: $(VENV)/browser ## let Lighthouse look at five pages; takes some minutes
	$(BIN)/python -m tests.browser.install --audit
	$(BIN)/python -m tests.browser.audit

lock: $(VENV)/dev ## write the hashed requirements afresh
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --all-extras pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --all-extras --group dev pyproject.toml -o tests/requirements.lock

sbom: $(VENV)/dev ## write what the program is made of, as CycloneDX, into sbom.cdx.json
	$(BIN)/cyclonedx-py requirements --output-reproducible --output-format JSON --output-file sbom.cdx.json requirements.lock

clean: ## remove what the targets made
	rm -rf $(VENV) _site _shots .mypy_cache .ruff_cache .pytest_cache

.PHONY: help site check test test-quick test-browser test-reliability guards examples golden docs bench bench-worst shots audit lock sbom clean
