# Two commands: `make run` and `make test`. The others are for those who change the code.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUNS := runs
PACK := qianyang-2021
SOURCES := api benchmarks data matcher models solver tests

# The first Python that is new enough; name another with `make run PYTHON=...`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; \
	done)

.PHONY: run test lint format bench clean

run: $(READY) ## makes a county, runs every job on it, verifies, and prints what came of it
	@rm -rf $(RUNS)/county
	@echo "== A county of 6,000 workers and 800 vacancies, written as offices write it"
	@$(BIN)/gangpei synth $(RUNS)/county --workers 6000 --vacancies 800 --seed 2021 --format xlsx --messy
	@echo; echo "== What is wrong with it"
	@$(BIN)/gangpei lint $(RUNS)/county
	@for job in push allocate shortlist; do \
		echo; echo "== gangpei $$job under $(PACK), then gangpei verify"; \
		$(BIN)/gangpei $$job $(RUNS)/county --pack $(PACK) --out $(RUNS)/$$job > /dev/null || exit $$?; \
		$(BIN)/gangpei verify $(RUNS)/$$job || exit $$?; \
	done
	@echo; echo "== What came of it"
	@$(BIN)/gangpei summary $(RUNS)/push $(RUNS)/allocate $(RUNS)/shortlist
	@echo
	@echo "Results: $(RUNS)/push  $(RUNS)/allocate  $(RUNS)/shortlist  (open matches.xlsx in any of them)"
	@echo "Service: $(BIN)/gangpei serve  (then http://127.0.0.1:8765/docs)"

test: lint ## every check and every test
	@$(BIN)/python -m pytest -n auto

lint: $(READY) ## style and types
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy

format: $(READY) ## puts the code into the house format
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

bench: $(READY) ## benchmarks at their smallest size
	@$(BIN)/python -m benchmarks report --scale small

clean: ## removes what was made here: the environment, results, caches
	rm -rf $(VENV) $(RUNS) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or later is needed, and none was found. 需要 Python 3.11 或更高版本。"; \
		echo "Debian, Ubuntu: apt install python3 python3-venv   or name one: make run PYTHON=/path/to/python3.11"; \
		exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or later is needed; $(PYTHON) is `"$(PYTHON)" --version 2>&1`. 需要 Python 3.11 或更高版本。"; \
		exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make environments: apt install python3-venv   缺少 python3-venv。"; \
		exit 1; }
	@echo "== Installing the pinned packages into $(VENV) (once)"
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
