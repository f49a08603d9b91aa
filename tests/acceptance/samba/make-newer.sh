#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# make-newer.sh: a root of Debian 13 with its Samba (4.22), for newer.sh: Debian 12's 4.17 has no `samba-tool gpo load`. Made once, about 800 MB in
# ${GPOTRUST_SAMBA_ROOT:-~/.cache/gpotrust-samba-trixie/root}, from the package source this system's apt already uses. Needs root, debootstrap and a Debian 13 key.
set -euo pipefail
ROOT=${GPOTRUST_SAMBA_ROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/gpotrust-samba-trixie/root}
die() { echo "make-newer.sh: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || die "debootstrap and chroot need root"
command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"
[ ! -e "$ROOT.complete" ] || { echo "$ROOT is there"; exit 0; }
source=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | awk '$2 == "bookworm" || $2 == "trixie" { print $1; exit }')
[ -n "$source" ] || die "this system's apt knows no source of Debian"

rm -rf --one-file-system "$ROOT"
mkdir -p "$ROOT"
debootstrap --variant=minbase trixie "$ROOT" "$source"
cp -L /etc/resolv.conf /etc/hosts "$ROOT/etc/"
cp -a /etc/apt/auth.conf.d /etc/apt/apt.conf.d "$ROOT/etc/apt/" 2>/dev/null || true
rm -f "$ROOT/etc/apt/apt.conf.d/docker-clean"
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then mkdir -p "$ROOT/etc/ssl/certs" && cp -L /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/"; fi
printf '#!/bin/sh\nexit 101\n' >"$ROOT/usr/sbin/policy-rc.d" && chmod 755 "$ROOT/usr/sbin/policy-rc.d"   # no service starts while packages are set up
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive chroot "$ROOT" sh -c 'apt-get update && apt-get install -y --no-install-recommends \
  samba-ad-dc samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind libnss-winbind python3-samba smbclient ldb-tools iproute2 openssl python3-setproctitle && apt-get clean'
: >"$ROOT.complete"
