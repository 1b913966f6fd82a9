# make demo: install (byte-compiled, as start-up counts) and run the main job on samples/. make test: install and pass the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEEL := build/wheel
CASES := ../shared/eval/dev
SCORE := ../shared/eval/score.py
JUDGES := epubcheck jing pandoc libreoffice-writer libreoffice-calc chromium fonts-noto-cjk

.PHONY: demo test test-ray wheel test-wheel lint format eval bench bench-plain validate docs clean

$(BIN)/bulletin: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q src
	touch $@

demo: $(BIN)/bulletin
	@./samples/demo $(BIN)

test: $(BIN)/bulletin
	$(BIN)/python -m pytest -n 2

# Ray as an engine, on a cluster of several nodes on this machine; without the extra these tests skip.
test-ray: $(BIN)/bulletin
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[ray]'
	$(BIN)/python -m pytest tests/test_run_ray.py tests/test_run_shards.py

# The same program with its stages compiled (mypyc): a wheel in dist/. It needs a C compiler and some minutes. It is built
# from the sdist, so that no extension comes to lie beside the sources, where it would hide them.
wheel: dist/.built

dist/.built: pyproject.toml $(shell find src -name '*.py') | $(BIN)/bulletin
	$(BIN)/python -m pip install --quiet --disable-pip-version-check build
	rm -f dist/*.whl
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m build --outdir dist
	touch $@

$(WHEEL)/bin/bulletin: dist/.built
	test -x $(WHEEL)/bin/python || $(PYTHON) -m venv $(WHEEL)
	$(WHEEL)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall "$$(ls dist/*.whl)[test,bench]"
	touch $@

test-wheel: $(WHEEL)/bin/bulletin
	$(WHEEL)/bin/python -m pytest -n 2 --override-ini addopts='-q --strict-markers --strict-config' tests

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

# What is released is the compiled wheel, so that is what is measured; bench-plain measures plain Python.
bench: $(WHEEL)/bin/bulletin
	$(WHEEL)/bin/python benchmarks/run.py

bench-plain: $(BIN)/bulletin
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/run.py

# Installs every validator and reader that judges our files (none is part of the package), opens the web page in a
# browser, and prints a table. As root on Debian it installs all of them; elsewhere it says what to install.
validate: $(BIN)/bulletin
	@if test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends \
			$(JUDGES) $$(command -v npm >/dev/null || echo npm) >/dev/null; \
	else echo 'Debian packages that are asked where they are installed: $(JUDGES) npm' >&2; fi
	npm install --silent --no-save --no-package-lock --prefix build/validate vnu-jar axe-core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,all,validate]'
	$(BIN)/python -m pytest -n 2 tests/test_export*.py
	$(BIN)/python tests/validate.py

# The pages that are made from the program itself: the man page, and every help text in docs/commands.md.
docs: $(BIN)/bulletin
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
