# Everything starts from a bare Python 3.11: both `make demo` and `make test` set up what they need, once.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Show a command as it would be typed, what it writes, and the exit code that scripts rely on.
show = printf '\n\033[1m$$ summarizer %s\033[0m\n\n' '$(1)'; $(BIN)/summarizer $(1); printf '\n[exit %s]\n' $$?

.PHONY: demo test lint format clean

demo: $(READY)
	@$(call show,parse fixtures/rednet-station/page.html)
	@$(call show,summarize fixtures/rednet-station/page.html --length short)
	@$(call show,check fixtures/repost-hidden-link/page.html --original fixtures/repost-hidden-link/original.html)

test: lint
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The stamp is newer than what it was installed from: set-up runs again only where the dependencies have changed.
$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
