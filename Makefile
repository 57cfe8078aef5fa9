# Two commands do everything: `make run` and `make test`. The work is in packaging/dev.py, for systems without make.

PYTHON ?= python3
.DEFAULT_GOAL := run

.PHONY: run test monday bench soak tour screenshots package wheels catalogues format install clean

run test monday bench soak tour screenshots package wheels catalogues format install:
	@$(PYTHON) packaging/dev.py $@

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
