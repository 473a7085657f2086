# make practice   rehearse a call            make test    all quick checks (under 5 minutes)
# make demo       hear one, no microphone    make bench   measure; writes docs/benchmarks.md
# make setup      only set up                make lock    pin the packages anew
#
# Words for the program go into ARGS:  make practice ARGS="not-my-job --typed"

.DEFAULT_GOAL := help
.PHONY: help setup practice demo test lint bench lock wheel clean
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
ARGS ?=
TEST_ARGS ?=

# The first of these that is new enough; may be given: make setup PYTHON=/path/to/python3.12
ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3 python; do \
	"$$name" -c '$(ENOUGH)' 2>/dev/null && echo "$$name" && break; done)

VENV := .venv
BIN := $(VENV)/bin
# Named after what they depend on, so that neither a clone's file times nor a moved folder deceive.
# Other packages need a fresh start, so that none is left over that the lock does not name.
LOCKED := $(VENV)/locked-$(shell { pwd; cat requirements.lock; } | cksum | cut -d ' ' -f 1)
READY := $(VENV)/ready-$(shell { pwd; cat requirements.lock pyproject.toml Makefile tools/*; } \
	| cksum | cut -d ' ' -f 1)

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

setup: $(READY)

$(READY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it first." >&2; exit 1; }
	@sh tools/system-packages.sh "$(PYTHON)"
	@echo "Setting up $(VENV) (the first time: a minute or more)"
	@test -e $(LOCKED) || { "$(PYTHON)" -m venv --clear $(VENV) && touch $(LOCKED); }
	@{ $(BIN)/python -m pip install --disable-pip-version-check --no-input \
		--require-hashes -r requirements.lock \
	&& $(BIN)/python -m pip install --disable-pip-version-check --no-input \
		--no-deps --no-build-isolation -e . ; } >$(VENV)/setup.log 2>&1 \
	|| { tail -n 20 $(VENV)/setup.log >&2; \
		echo "The packages could not be installed; the whole story is in $(VENV)/setup.log." >&2; \
		exit 1; }
	@rm -f $(VENV)/ready-*
	@touch $@

practice: setup
	@$(BIN)/voicecoach practice $(ARGS)

demo: setup
	@$(BIN)/voicecoach demo $(ARGS)

lint: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo >$(VENV)/contracts.log || { cat $(VENV)/contracts.log; exit 1; }
	@$(BIN)/deptry . >$(VENV)/deptry.log 2>&1 || { cat $(VENV)/deptry.log; exit 1; }

test: lint
	@$(BIN)/python -m pytest -n 2 -m "not card and not wheel and not slow" $(TEST_ARGS)

bench: setup
	@$(BIN)/python -m benchmarks $(ARGS)

bench-%: setup
	@$(BIN)/python -m benchmarks.$(subst -,_,$*) $(ARGS)

wheel: setup
	@$(BIN)/python -m hatchling build -t wheel -d dist

lock: setup
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links --all-extras pyproject.toml \
		-o requirements.lock

clean:
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .hypothesis .import_linter_cache
