# Everything sets itself up: git, make and Python 3.11 or later are enough.
UV_VERSION := 0.13.9
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
RUN := $(UV) run --locked --quiet
PORT ?= 8501

.PHONY: help app test check format setup browser reference translations golden bench

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

setup: $(if $(filter .tools/bin/uv,$(UV)),.tools/bin/uv)
	$(UV) sync --locked --quiet

app: setup ## Start the app on http://127.0.0.1:8501
	$(RUN) passerelle app --port $(PORT)

test: setup browser ## Run every test
	$(RUN) pytest

check: setup ## Lint, types, layers, content
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) passerelle catalogue check

browser: # Chromium for the browser tests, where it can be had
	@command -v chromium >/dev/null 2>&1 || (command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] \
	  && apt-get update -qq && apt-get install -y -qq chromium >/dev/null) \
	  || echo "no Chromium here: browser tests will be skipped"

format: setup ## Format the code
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

reference: setup ## Build data/reference from the source data (SOURCE=path)
	$(RUN) python -m engine.content.reference_build $(SOURCE)

translations: setup ## Bring the translators' files into step with the English texts
	$(RUN) python -m engine.translations

golden: setup ## Rewrite the golden files; review the diff
	$(RUN) pytest tests/golden --rewrite-golden

bench: setup browser ## Measure speeds
	$(RUN) passerelle bench --app
