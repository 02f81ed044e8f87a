# Two commands: `make run` sets up and serves the shipped course, `make test` sets up and checks everything.
# Nothing is needed beforehand but Python 3.11 or newer and make.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
WEB := web/dist/graphiql.html
ORACLES := tests/oracles/node_modules/.package-lock.json
TEX := texlive-latex-base texlive-xetex texlive-bibtex-extra biber lmodern fonts-wqy-microhei
TORCH := torch==2.13.0
PACKAGES := api cli graph ingest labs reading schema

.DEFAULT_GOAL := help
.PHONY: help run test labs test-labs test-long check format lock setup setup-dev system clean sdl pictures

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

run: setup ## Set up, ingest the shipped course, serve it
	@$(BIN)/syllagraph start

# Benchmarks compare times: they have the machine to themselves.
test: setup-dev check ## Set up and check everything but the torch recipes
	@failed=0; \
	$(BIN)/python -m pytest -q -p no:randomly -n 2 --dist loadfile --ignore=tests/benchmarks || failed=1; \
	$(BIN)/python -m pytest -q -p no:randomly tests/benchmarks || failed=1; \
	exit $$failed

test-labs: setup-dev labs ## The recipes that need torch, about ten minutes of CPU
	@$(BIN)/python -m pytest -m torch labs/recipes tests/labs/recipes

test-long: setup-dev ## The long kill and fuzz loops
	@SYLLAGRAPH_TEST_LONG=1 $(BIN)/python -m pytest -m "long or not long"

check: setup-dev ## Lint, types, layers
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache >$(VENV)/layers.log 2>&1 || { cat $(VENV)/layers.log; exit 1; }
	@echo "check: format, lint, types and layers are clean"

format: setup-dev ## Format and mend what can be mended
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

sdl: setup ## Write the committed GraphQL schema anew
	@$(BIN)/syllagraph schema > api/schema.graphql

pictures: setup-dev ## Draw the pictures of the documentation anew
	@$(BIN)/python -m tests.graph.drawing.in_docs

setup: $(VENV)/run.stamp $(WEB) ## What running needs

labs: $(VENV)/labs.stamp ## What running the labs needs: torch, transformers, trl and more, about 2 GB

setup-dev: $(VENV)/dev.stamp $(WEB) $(ORACLES) ## What testing needs

$(VENV)/python.stamp:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found on the PATH"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
		echo "python -m venv failed: on Debian, apt-get install python3-venv"; rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/run.stamp: $(VENV)/python.stamp requirements/run.txt pyproject.toml
	@echo "setup: installing what running needs (once)" >&2
	@$(PIP) --require-hashes -r requirements/run.txt
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo "setup: installing what testing needs (once)" >&2
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

# torch comes first and unhashed, so that pip takes the build for the processor alone where it is offered one; what the
# others would need of it is left out of the lock.
$(VENV)/labs.stamp: $(VENV)/run.stamp requirements/labs.txt
	@echo "setup: installing torch and what the labs need (once)" >&2
	@$(PIP) '$(TORCH)'
	@$(PIP) --no-deps --require-hashes -r requirements/labs.txt
	@touch $@

# Node of the system from version 20, else the one that pip brings.
$(VENV)/node.stamp: | $(VENV)/python.stamp
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null \
		|| $(PIP) --require-hashes -r requirements/node.txt
	@touch $@

$(ORACLES): tests/oracles/package-lock.json | $(VENV)/node.stamp
	@echo "setup: installing other programs' readers for the tests (once)" >&2
	@cd tests/oracles && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --silent
	@touch $@

$(WEB): web/package-lock.json web/build.mjs $(wildcard web/src/* web/queries/*) | $(VENV)/node.stamp
	@echo "setup: building the web pages (once)" >&2
	@cd web && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --omit=dev --silent && PATH="$$PATH:$(CURDIR)/$(BIN)" npm run build --silent
	@touch $@

lock: ## Pin the requirements anew, with hashes and without addresses
	@$(PIP) uv
	@cd requirements && uv() { ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url "$$@"; } \
		&& uv -o run.txt ../pyproject.toml build.in \
		&& uv -o dev.txt -c run.txt ../pyproject.toml build.in dev.in \
		&& uv -o labs.txt -c run.txt -c dev.txt --excludes labs-excludes.in labs.in \
		&& uv -o node.txt node.in

system: ## Debian packages for the tests, where apt is
	@missing=""; tex=""; \
	command -v chromium >/dev/null 2>&1 || missing="$$missing chromium"; \
	{ command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || missing="$$missing postgresql"; \
	command -v dot >/dev/null 2>&1 || missing="$$missing graphviz"; \
	command -v bwrap >/dev/null 2>&1 || missing="$$missing bubblewrap"; \
	command -v pdftotext >/dev/null 2>&1 || missing="$$missing poppler-utils"; \
	for program in pdflatex xelatex bibtex biber; do command -v $$program >/dev/null 2>&1 || tex="$(TEX)"; done; \
	kpsewhich biblatex.sty lmodern.sty >/dev/null 2>&1 || tex="$(TEX)"; \
	test -e /usr/share/fonts/truetype/wqy/wqy-microhei.ttc || tex="$(TEX)"; \
	if [ -z "$$missing$$tex" ]; then :; \
	elif command -v apt-get >/dev/null 2>&1; then \
		export DEBIAN_FRONTEND=noninteractive; apt-get update -qq \
		&& { [ -z "$$missing" ] || apt-get install -qq -y $$missing >/dev/null; } \
		&& { [ -z "$$tex" ] || apt-get install -qq -y --no-install-recommends $$tex >/dev/null; }; \
	else echo "system: no apt here; the tests that need$$missing $$tex will say so"; fi

clean: ## Remove what set-up and tests have made
	@rm -rf $(VENV) web/dist web/node_modules tests/oracles/node_modules out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
