# make demo: install (compiled, as start-up counts) and run the main job on samples/. make test: install and pass the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASES := ../shared/eval/dev
SCORE := ../shared/eval/score.py

.PHONY: demo test lint format eval bench docs clean

$(BIN)/bulletin: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q src
	touch $@

demo: $(BIN)/bulletin
	@./samples/demo $(BIN)

test: $(BIN)/bulletin
	$(BIN)/python -m pytest -n 2

lint: $(BIN)/bulletin
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(BIN)/bulletin
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The scorers and their cases are not part of this repository; without them this says so and ends well.
eval: $(BIN)/bulletin
	@if test -f $(SCORE); then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check rapidfuzz && \
		$(BIN)/python $(SCORE) '$(abspath $(BIN))/bulletin' $(CASES); \
	else echo 'no cases in $(CASES): nothing scored'; fi

bench: $(BIN)/bulletin
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/run.py

# The pages that are made from the program itself: the man page, and every help text in docs/commands.md.
docs: $(BIN)/bulletin
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
