#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# bare-debian.sh [COMMIT]: the two commands on a bare Debian 12. Makes a minimal root with debootstrap, puts a commit there (default: HEAD), runs
# ./quickstart.sh, ./quickstart.sh again and ./test.sh in it, and says how long each took. Needs root, debootstrap and the package source this system's apt
# already uses; about 3 GB below ${TMPDIR:-/tmp}, removed at the end unless KEEP is set. Not part of .ci/run, which must end within its time on one machine.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[ "$(id -u)" = 0 ] || die "debootstrap and chroot need root"
command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"
COMMIT=${1:-HEAD}
ROOT=$(mktemp -d "${TMPDIR:-/tmp}/bare-debian-XXXXXX")
mkdir -p "$LOGS"

clean_up() {
  umount -l "$ROOT/proc" "$ROOT/dev" 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$ROOT"
}
trap clean_up EXIT

# The package source is this machine's own affair: its apt configuration goes along, nothing of it is known here.
make_root() {
  local source
  source=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')
  [ -n "$source" ] || die "this system's apt knows no source of Debian 12"
  debootstrap --variant=minbase bookworm "$ROOT" "$source"
  cp -a /etc/apt/sources.list.d /etc/apt/auth.conf.d /etc/apt/apt.conf.d "$ROOT/etc/apt/" 2>/dev/null || true
  rm -f "$ROOT"/etc/apt/sources.list.d/*disabled* "$ROOT/etc/apt/apt.conf.d/docker-clean"
  cp -L /etc/resolv.conf /etc/hosts "$ROOT/etc/"
  if [ -d /usr/local/share/ca-certificates ]; then cp -a /usr/local/share/ca-certificates "$ROOT/usr/local/share/"; fi
  if [ -e /etc/ssl/certs/ca-certificates.crt ]; then mkdir -p "$ROOT/etc/ssl/certs" && cp -L /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/"; fi
  mount -t proc proc "$ROOT/proc"
  mount --bind /dev "$ROOT/dev"
  mkdir -p "$ROOT/opt/gpotrust"
  git -C "$PROJECT" archive "$COMMIT" | tar -x -C "$ROOT/opt/gpotrust"
}

# inside NAME COMMAND...: runs it there with an empty environment and adds what it took to the table
times=()
inside() {
  local name=$1 started=$SECONDS
  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb chroot "$ROOT" /bin/bash -c "cd /opt/gpotrust && $*"
  times+=("$(printf '%-36s %4d s' "$name" $((SECONDS - started)))")
}

say "A bare Debian 12"
make_root >"$LOGS/debootstrap.log" 2>&1 || { tail -n 20 "$LOGS/debootstrap.log" >&2; die "no root could be made"; }
note "$(chroot "$ROOT" dpkg-query -f '.\n' -W | wc -l) packages, Debian $(cat "$ROOT/etc/debian_version")"
inside "./quickstart.sh" ./quickstart.sh
inside "./quickstart.sh, a second time" ./quickstart.sh
inside "./test.sh" ./test.sh
say "Times"
printf '   %s\n' "${times[@]}"
