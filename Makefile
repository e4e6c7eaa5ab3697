# make report   builds the program and writes output/report.html for the built-in question
# make test     everything that has to hold before a change goes in
.DEFAULT_GOAL := report
.PHONY: report gallery test sanitize setup setup-tests lint build bench install clean help

PREFIX ?= /usr/local
SWIFT ?= swift
# With Swift's libraries inside, the program starts faster and needs no Swift where it is installed.
# lld comes with Swift; gold would warn of a function in Foundation. -s leaves out what debuggers read.
BUILD = $(SWIFT) build --configuration release \
  --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s

report: build ## Write output/report.html, answering the built-in question
	.build/release/gradient-report report --output output

build: setup ## Build the program
	$(BUILD) --product gradient-report

setup: ## Install the Debian packages that are missing
	scripts/setup

setup-tests:
	scripts/setup --tests

test: setup-tests lint ## Check the style, build without warnings, run every test
	scripts/test

sanitize: setup ## Run the computing core's tests under the address and the thread sanitizer
	scripts/sanitize

lint: ## Check the style of the sources
	$(SWIFT) format lint --strict --recursive Package.swift Plugins Sources Templates Tests \
	  Benchmarks/Package.swift Benchmarks/Sources \
	  Benchmarks/Micro/Package.swift Benchmarks/Micro/Benchmarks

bench: build ## Time whole commands, figures and the training core, ours beside others
	Benchmarks/whole-process .build/release/gradient-report
	$(SWIFT) package --package-path Benchmarks/Micro benchmark --no-progress
	Benchmarks/compare

gallery: setup ## Draw every mark and guide to output/gallery/index.html
	$(BUILD) --product plot-gallery
	.build/release/plot-gallery output/gallery

install: build ## Copy the program to PREFIX/bin
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build/release/gradient-report $(DESTDIR)$(PREFIX)/bin/gradient-report

clean: ## Remove what was built and the reports
	rm -rf .build .build-asan .build-tsan output/report.html output/report.json output/figures

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)
