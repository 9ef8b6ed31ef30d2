# Everything starts from a bare Python 3.11: both `make demo` and `make test` set up what they need, once.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# What the demo reads: an article of a Red Net station in our own words, and a repost that hides the link.
ORIGINAL := fixtures/rednet-station/page.html
ADDRESS := https://cz.rednet.cn/content/648120/53/14120786.html

# Show a command as it would be typed, what it writes, and the exit code that scripts rely on.
show = printf '\n$$ summarizer %s\n\n' '$(1)'; $(BIN)/summarizer $(1); printf '\n[exit %s]\n' $$?

.PHONY: demo test test-slow lint format samples lock audit clean

demo: $(READY)
	@$(call show,parse $(ORIGINAL) --url $(ADDRESS))
	@$(call show,summarize $(ORIGINAL) --url $(ADDRESS))
	@$(call show,check fixtures/repost-hidden-link/page.html --original $(ORIGINAL) --original-url $(ADDRESS))

test: lint
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered

# What takes minutes: building the default model for real, and loading it.
test-slow: $(READY)
	$(BIN)/pytest -m slow

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The READMEs show real output; this writes it anew after a change.
samples: $(READY)
	$(BIN)/python docs/samples.py

# requirements.lock, the bill of materials and the table of licences, after a change of constraints.txt.
lock: $(READY)
	$(BIN)/python docs/supply.py

# Known holes in what is pinned, asked of a public database (pypi.org, osv.dev).
audit: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --disable-pip --no-deps --requirement requirements.lock

clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The stamp is newer than what it was installed from: set-up runs again only where the dependencies have changed.
$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
