# Hundred Holds. `make play` starts the game, `make test` runs every test; both install what is missing.

SWIFT_FLAGS := --explicit-target-dependency-import-check error
DEVICE ?=
CLIENTS := BOTO3_PYTHON=$(CURDIR)/.build/clients/bin/python

.PHONY: play demo test nightly lint bench bench-peers benchmarks packages test-packages release help

help:
	@echo "make play    build the game and start it (DEVICE=name makes this terminal another device)"
	@echo "make demo    two devices side by side in tmux, signed in as one player"
	@echo "make test    format check, build and all tests"
	@echo "make nightly 10,000 simulated worlds (SEEDS=FIRST...LAST or a count for others)"
	@echo "make bench   benchmarks beside their baselines"
	@echo "make bench-peers   the service beside Kinto and etcd under the same load"

# Debian packages that the build needs; nothing is installed when they are there.
packages:
	@.ci/install libncursesw5-dev:/usr/include/ncursesw/curses.h libsqlite3-dev:/usr/include/sqlite3.h

# What the end-to-end tests and the demo drive besides.
test-packages: packages
	@.ci/install tmux:/usr/bin/tmux sqlite3:/usr/bin/sqlite3 openssl:/usr/bin/openssl \
		python3-venv:python3

# A throw-away Python with the third-party clients that the service is tested with.
.build/clients/ready: | test-packages
	python3 -m venv .build/clients
	.build/clients/bin/pip install --quiet boto3 awscli oidc-provider-mock
	@touch $@

release: packages
	swift build -c release $(SWIFT_FLAGS) --product syncd
	swift build -c release $(SWIFT_FLAGS) --product syncctl
	swift build -c release $(SWIFT_FLAGS) --product holds

play: release
	@.build/release/holds $(if $(DEVICE),--device $(DEVICE))

demo: release test-packages
	@.ci/demo

lint:
	swift format lint --strict -r -p Package.swift Sources Tests

# Whole programs are driven and put under load by themselves: hundreds of other tests at once would
# starve those that watch a terminal.
test: test-packages lint .build/clients/ready
	swift build --build-tests $(SWIFT_FLAGS)
	$(CLIENTS) .ci/tests --skip EndToEndTests --skip ServiceRobustnessTests
	$(CLIENTS) .ci/tests --filter EndToEndTests
	$(CLIENTS) .ci/tests --filter ServiceRobustnessTests

nightly: test-packages
	swift build --build-tests $(SWIFT_FLAGS)
	SIMULATION_SEEDS=$(or $(SEEDS),10000) .ci/tests --filter 'SimulationTests/'

benchmarks: release
	BENCHMARKS=1 swift build -c release $(SWIFT_FLAGS) --product SyncBenchmarks

bench: benchmarks
	@.build/release/SyncBenchmarks

bench-peers: benchmarks
	@.ci/bench-peers
