# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Two commands matter: `make demo` and `make test`. Both set everything up in .venv first.

PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3,$(if $(shell $(name) -c 'import sys; print((3,11) <= sys.version_info[:2] < (3,14) or "")' 2>/dev/null | grep True),$(name))))
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test test-fast test-long test-lab test-usb lint bench fuzz audit release clean

demo: $(VENV)/.ready
	@$(RUN)/devicecheck practice watched --out demo-report

test: $(VENV)/.ready-dev lint
	$(RUN)/pytest -n 4 -m "not device and not privileged and not usb and not benchmark and not long$(if $(QUICK), and (core or not slow))"

# Needs root: each test makes a network namespace of its own, and nothing leaves it.
test-lab: $(VENV)/.ready-dev
	$(RUN)/pytest -m privileged

# USB without hardware: a virtual machine with a virtual USB controller. Needs qemu-system-x86, busybox and a kernel package.
test-usb: $(VENV)/.ready-dev
	$(RUN)/pytest -m usb -rs tests/usb

# What takes minutes, or wants a quiet machine: killing whole visits, disks that go away, the screen that never waits.
test-long: $(VENV)/.ready-dev
	$(RUN)/pytest -n 2 -m long

test-fast: $(VENV)/.ready-dev
	$(RUN)/pytest -n 2

lint: $(VENV)/.ready-dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/reuse lint --quiet

# WeasyPrint, which our pages are measured beside, comes for this alone and needs Pango.
bench: $(VENV)/.ready-dev
	@if command -v uv >/dev/null 2>&1; then uv sync --quiet --frozen --inexact --group bench; \
	else $(RUN)/pip install --quiet --disable-pip-version-check --group bench; fi
	$(RUN)/pytest -m benchmark -s tests/benchmarks

# About 1.4 million inputs in a quarter of an hour; another SEED gives other inputs.
fuzz: $(VENV)/.ready-dev
	$(RUN)/python -m tests.fuzz --executions 20000 --seed $(or $(SEED),1)

# Whether a part is known to be vulnerable. Ends with an error when that could not be asked, too.
audit: $(VENV)/.ready-dev
	$(RUN)/python -m tests.release.audit

# The wheel (the same source gives the same bytes), the list of its parts, and their sums. Needs uv.
release: $(VENV)/.ready-dev
	rm -rf dist
	uv build --quiet --wheel --out-dir dist
	$(RUN)/python -m tests.release.sbom dist/devicecheck.cdx.json
	cd dist && sha256sum *.whl *.json > SHA256SUMS && cat SHA256SUMS

clean:
	rm -rf $(VENV) demo-report

$(VENV)/.ready: pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed. On Debian or Ubuntu: sudo apt install python3 python3-venv"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv sync --quiet --frozen --compile-bytecode --no-dev --python $(PYTHON); \
	else \
	  $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }; \
	  $(RUN)/pip install --quiet --disable-pip-version-check --editable .; \
	fi
	@touch $@

$(VENV)/.ready-dev: pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed. On Debian or Ubuntu: sudo apt install python3 python3-venv"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv sync --quiet --frozen --compile-bytecode --python $(PYTHON); \
	else \
	  $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }; \
	  $(RUN)/pip install --quiet --disable-pip-version-check "pip>=25.1"; \
	  $(RUN)/pip install --quiet --disable-pip-version-check --editable . --group dev; \
	fi
	@$(RUN)/python -m compileall -q devicecheck tests  # else each of some hundred programs compiles them, where Python may not
	@touch $@ $(VENV)/.ready
