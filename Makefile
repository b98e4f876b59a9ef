# The commands of README.md. `make demo` and `make test` need nothing but the Swift toolchain.
.PHONY: demo test run build lint install clean deps
build: ; swift build
test: ; swift test --disable-xctest
lint: ; swift format lint --strict --recursive Package.swift Sources Tests
