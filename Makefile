# The commands of the portal; `make` without a target lists them.

SUITABLE := 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'
# Debian compiles its Python with optimisations that one built from source may lack; the tests take
# an eighth less time on it.
PYTHON ?= $(shell for python in /usr/bin/python3 python3; do \
	$$python -c $(SUITABLE) 2>/dev/null && break; done; echo $$python)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run dev test coverage check fix hooks bench pictures lighthouse

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/runtime.stamp .env ## Set up what is missing and serve on 127.0.0.1:PORT (8000); DEMO=1 adds demo data
	@$(BIN)/python manage.py prepare
	@exec $(BIN)/gunicorn

dev: .venv/development.stamp .env ## Serve for development: reload, error pages, panel with queries and templates
	@$(BIN)/python manage.py prepare
	@$(BIN)/python manage.py work --parent=$$$$ & \
		exec $(BIN)/python manage.py runserver --settings cnht_portal.settings_dev \
		"127.0.0.1:$$($(BIN)/python -c 'from cnht_portal.environment import port; print(port("PORT", 8000))')"

test: .venv/development.stamp ## Run the tests on SQLite, PostgreSQL and in the browser; ARGS="-k word" chooses some
	@tests/browser.sh
	@exec $(BIN)/python tests/run.py $(ARGS)

coverage: .venv/development.stamp ## List the lines that the last run of the tests did not reach
	@$(BIN)/python tests/run.py --coverage

check: export DJANGO_SETTINGS_MODULE = tests.settings
check: .venv/development.stamp ## Lint, format, types, architecture, names, migrations, data model, translations
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	@find templates -name '*.html' -exec $(BIN)/djhtml --tabwidth 2 --check {} +
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.check_names
	@$(BIN)/python -m tools.check_structure
	@$(BIN)/python -m tools.check_paths
	@$(BIN)/python manage.py build_fonts
	@$(BIN)/python manage.py build_styles
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py draw_models --check
	@$(BIN)/python manage.py update_translations --check
	@SECRET_KEY=unused $(BIN)/python manage.py check --settings cnht_portal.settings_dev
	@SITE_URL=https://cnht.example.vn $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python tests/run.py --report

# djade exits with 1 if it has rewritten a file.
fix: .venv/development.stamp ## Format Python and templates, apply the fixes of the linter
	@$(BIN)/ruff check --fix --exit-zero
	@$(BIN)/ruff format
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true
	@find templates -name '*.html' -exec $(BIN)/djhtml --tabwidth 2 {} +

hooks: .venv/development.stamp ## Run the quick checks of .pre-commit-config.yaml before each commit
	@$(BIN)/pre-commit install

bench: .venv/development.stamp ## Run the benchmarks, one JSON object on each line; ONLY=search runs some
	@$(BIN)/python -m bench $(ONLY)

pictures: .venv/development.stamp ## Take the pictures of the README again, from the browser tests
	@tests/browser.sh
	@TAKE_PICTURES=1 $(BIN)/python -m pytest tests/cnht_portal/test_browser_pictures.py

lighthouse: ## Run Lighthouse on a running portal, as a phone; URL=http://127.0.0.1:8000; needs Node
	@$(BIN)/python -m bench.lighthouse $(or $(URL),http://127.0.0.1:8000)

# A stamp is newer than its lock file once the lock is installed, so the next start is fast.
.venv/%.stamp:
	@$(PYTHON) -c $(SUITABLE) 2>/dev/null || \
		{ echo "Python 3.11 or later with venv is needed (Debian: apt-get install python3-venv); PYTHON=... chooses one." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the packages of $(notdir $<) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@
.venv/runtime.stamp: requirements.lock
.venv/development.stamp: requirements-dev.lock

.env:
	@test -n "$$SECRET_KEY" || { umask 077; $(BIN)/python -c \
		'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' > .env; }
