# shellcheck shell=bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Functions that quickstart.sh, test.sh and .ci/run share. Source it; PROJECT is then the project's folder.
PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOGS=$PROJECT/build/logs

# Debian 12 packages, each list with what needs it.
BUILD_PACKAGES=(g++ cmake ninja-build pkg-config openssl libssl-dev zlib1g-dev libzip-dev libpugixml-dev nlohmann-json3-dev libcli11-dev libfmt-dev
  libexpected-dev libsqlite3-dev libtomlplusplus-dev)
TEST_PACKAGES=(catch2 python3 python3-jsonschema)
CLANG_PACKAGES=(clang-14 libclang-rt-14-dev)
MINGW_PACKAGES=(g++-mingw-w64-x86-64-posix make perl tcl dpkg-dev debian-archive-keyring)
WINE_PACKAGES=(wine wine64 gcc-mingw-w64-x86-64)
SAMBA_PACKAGES=(samba-ad-dc samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind libnss-winbind python3-samba smbclient ldb-tools iproute2)
CHROMIUM_PACKAGES=(chromium)
REMINDER_PACKAGES=(python3-vobject khal prometheus systemd) # prometheus has promtool
READER_PACKAGES=(libnss3-tools gnutls-bin libxml2-utils unzip libwin-hivex-perl chntpw shellcheck python3-impacket)

say() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# as_root COMMAND...: runs it as root, by sudo where that is needed
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# missing_packages NAME...: prints those that are not installed, one per line
missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
  done
}

# ensure_packages NAME...: installs what is missing. Touches neither apt nor the network when nothing is.
ensure_packages() {
  local missing command
  command -v dpkg-query >/dev/null || die "this script installs packages on Debian; elsewhere install the libraries yourself (docs/how-to/build-from-source.md)"
  mapfile -t missing < <(missing_packages "$@")
  if [ ${#missing[@]} = 0 ]; then
    note "packages: all $# are there"
    return 0
  fi
  command="apt-get install --no-install-recommends ${missing[*]}"
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || { printf 'Packages are missing and there is no sudo here. As root: %s\n' "$command" >&2; return 1; }
  note "packages: installing ${missing[*]}"
  if ! install_packages "${missing[@]}" >"$LOGS/apt.log" 2>&1; then
    tail -n 15 "$LOGS/apt.log" >&2
    printf 'Packages could not be installed; is the package source reachable? By hand: %s\n' "$command" >&2
    return 1
  fi
}

install_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  as_root "${apt[@]}" update
  as_root "${apt[@]}" install --no-install-recommends "$@"
}

# ensure_quiet_packages NAME...: the same for packages that start services or change the name service switch: neither happens
ensure_quiet_packages() {
  local policy=/usr/sbin/policy-rc.d names=/etc/nsswitch.conf saved status=0 made=
  saved=$(cat "$names" 2>/dev/null)
  if [ "$(missing_packages "$@")" != "" ] && [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null && as_root chmod 755 "$policy" && made=yes
  fi
  ensure_packages "$@" || status=$?
  [ -z "$made" ] || as_root rm -f "$policy"
  if [ -n "$saved" ] && [ "$saved" != "$(cat "$names")" ]; then printf '%s\n' "$saved" | as_root tee "$names" >/dev/null; fi
  return $status
}

# logged NAME COMMAND...: on a terminal runs it as it is; elsewhere its output goes to build/logs/NAME.log and is shown when it fails
logged() {
  local log=$LOGS/$1.log
  shift
  if [ -t 1 ]; then "$@"; return; fi
  "$@" >"$log" 2>&1 || { local status=$?; grep -E -A 3 'error:|Error at|FAILED:|undefined reference' "$log" | tail -n 40 >&2; printf 'The whole log: %s\n' "$log" >&2; return $status; }
}

# build_preset PRESET [TARGET...]: configures and builds; quiet as long as it goes well
build_preset() {
  local preset=$1 started=$SECONDS targets=()
  shift
  [ $# = 0 ] || targets=(--target "$@")
  (cd "$PROJECT" && logged "configure-$preset" cmake --preset "$preset" && logged "build-$preset" cmake --build --preset "$preset" "${targets[@]}") || return
  note "built preset $preset in $((SECONDS - started)) s"
}

# test_preset PRESET LOG: runs its tests; afterwards prints why tests were skipped, and the summary last
test_preset() {
  local preset=$1 log=$LOGS/$2.log status=0 reasons
  (cd "$PROJECT" && ctest --preset "$preset") >"$log" 2>&1 || status=$?
  # Passed tests are in the log; what did not pass belongs on the screen.
  grep -vE '^ *Start +[0-9]+:|(Passed|\*\*\*Skipped) +[0-9.]+ sec$|^Test project|^Internal ctest' "$log" | sed -n '/% tests passed/q;p' | grep -v '^ *$' || true
  reasons=$(skip_reasons "$preset")
  [ -z "$reasons" ] || printf '\nSkipped, and why:\n%s\n' "$reasons"
  ctest_summary "$log"
  return $status
}

# skip_reasons PRESET: the reasons that skipped tests printed in the last run, with their number
skip_reasons() {
  local folder=$1
  case "$1" in test | acceptance) folder=release ;; esac
  grep -ohE 'skipped: .*' "$PROJECT/build/$folder/Testing/Temporary/LastTest.log" 2>/dev/null | grep -v '^skipped: ]' | sort | uniq -c | sed 's/skipped: //' || true
}

# ctest_summary LOG: what ctest printed at its end, without the label table
ctest_summary() {
  sed -n '/% tests passed/,$p' "$1" | sed '/^Label Time Summary/,/^$/d'
}

mkdir -p "$LOGS"
