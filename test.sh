#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# ./test.sh: installs what the build and the tests need (Debian 12), builds, and runs every test but the acceptance tests with outside judges (.ci/run
# runs those too). Ends with ctest's summary. Run it as root or as a user with sudo; the first run needs the package source, later runs no network.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/.ci/lib.sh"

say "What the tests need"
ensure_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
say "Build: the release program and its tests, in build/release"
build_preset test
say "Tests"
test_preset test test
