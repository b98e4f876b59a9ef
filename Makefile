# phr-tui: `make demo` and `make test` need nothing but the Swift toolchain; what else is missing
# is installed through apt, after saying so.

PREFIX ?= /usr/local
SWIFT ?= swift
PACKAGES := libncurses-dev libsqlite3-dev libssl-dev
RELEASE := .build/release/phr-tui

.PHONY: help demo run build test lint format install clean bench torture interop stories toolchain packages

help:
	@echo "make demo     build and open invented persons' records (leaves nothing behind)"
	@echo "make test     build and run all tests"
	@echo "make run      open your own vault (a guided start creates it)"
	@echo "make build    release build only"
	@echo "make lint     swift format, strict"
	@echo "make install  PREFIX=$(PREFIX)"
	@echo "make bench    speed as ratios, as a table"
	@echo "make torture  long crash, fault and property tests"
	@echo "make interop  checks against sample files beside the checkout"
	@echo "make stories  whole stories of several people with the real program"
	@echo "make clean    remove everything that was built"

demo: build
	@$(RELEASE) demo

run: build
	@$(RELEASE)

build: packages
	@$(SWIFT) build --configuration release --product phr-tui --no-color-diagnostics

test: packages
	@$(SWIFT) test --disable-xctest --no-color-diagnostics

lint: toolchain
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format: toolchain
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests

bench: build
	@$(SWIFT) build --configuration release --product phr-bench --no-color-diagnostics
	@$(SWIFT) build --configuration release --product phr-tui --no-color-diagnostics
	@.build/release/phr-bench
	@if command -v python3 >/dev/null 2>&1; then \
	  python3 Tests/Bench/screen.py $(RELEASE) .build/release/phr-bench; \
	else \
	  echo "The times of keys on the screen are measured with python3, which is not here."; \
	fi

torture: packages
	@PHR_LONG=1 $(SWIFT) test --disable-xctest --no-color-diagnostics

interop: build
	@Tests/interop/run

stories: build
	@Tests/stories/family

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/phr-tui/themes"
	install -m 0755 $(RELEASE) "$(DESTDIR)$(PREFIX)/bin/phr-tui"
	install -m 0644 themes/*.theme "$(DESTDIR)$(PREFIX)/share/phr-tui/themes"

clean:
	rm -rf .build

# One clear sentence if there is no compiler.
toolchain:
	@command -v $(SWIFT) >/dev/null 2>&1 || { \
	  echo "phr-tui needs the Swift toolchain, version 6.2 or later: https://www.swift.org/install"; \
	  exit 1; }

# Headers and libraries of ncurses, SQLite and OpenSSL; apt only where something is missing.
packages: toolchain
	@missing=""; \
	if command -v dpkg-query >/dev/null 2>&1; then \
	  for package in $(PACKAGES); do \
	    dpkg-query --show --showformat '$${Status}' $$package 2>/dev/null \
	      | grep -q "install ok installed" || missing="$$missing $$package"; \
	  done; \
	else \
	  for header in curses.h sqlite3.h openssl/evp.h; do \
	    test -e /usr/include/$$header || missing="$$missing $$header"; \
	  done; \
	fi; \
	[ -z "$$missing" ] && exit 0; \
	if ! command -v apt-get >/dev/null 2>&1; then \
	  echo "Please install the development packages of ncurses (wide), SQLite 3 and OpenSSL 3."; \
	  echo "Missing:$$missing"; exit 1; \
	fi; \
	echo "phr-tui links against system libraries for the terminal, the database and the ciphers."; \
	echo "Installing through apt:$$missing"; \
	if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi; \
	$$sudo apt-get update -q && $$sudo apt-get install -y -q $$missing
