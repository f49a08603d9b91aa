#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: a Samba domain once more, with a Samba that has `samba-tool gpo load`: run.sh in the root that make-newer.sh makes, alone with its mounts. Needs root.
# shellcheck source=tests/acceptance/lib.sh
source "$(dirname "$0")/../lib.sh" "$1"
root=${GPOTRUST_SAMBA_ROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/gpotrust-samba-trixie/root}
[ "$(id -u)" = 0 ] || skip "a private Samba domain needs root"
[ -e "$root.complete" ] || skip "there is no root with a newer Samba; tests/acceptance/samba/make-newer.sh makes one"
need unshare pivot_root
unshare --net --mount true 2>/dev/null || skip "network and mount namespaces are not allowed here"

# The program was linked for this system, so it brings its loader (by its own name: the usual one is a link to whatever root is in force) and its libraries along.
loader=$(ldd "$GPOTRUST" | sed -n 's/^[[:space:]]*\(\/[^ ]*\) (0x.*/\1/p')
libraries=$(ldd "$GPOTRUST" | sed -n 's/.*=> \(\/.*\)\/[^/]* (0x.*/\/tmp\/host\1/p' | sort -u | paste -sd:)
mkdir "$WORK/program"
printf '#!/bin/sh\nexec %s /tmp/built/%s "$@"\n' "${loader:+/tmp/host$(realpath "$loader") --library-path $libraries}" "$(basename "$GPOTRUST")" >"$WORK/program/gpotrust"
chmod +x "$WORK/program/gpotrust"

# The root becomes the namespace's own: entering a namespace leads to its root, never to that of a chroot. What the domain writes goes with the namespace.
status=0
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb unshare --mount --propagation private /bin/sh -c '
  set -e
  mount --bind "$1" "$1" && cd "$1"
  for at in tmp run var/tmp var/lib/samba var/cache/samba var/log/samba; do mkdir -p "$at" && mount -t tmpfs -o mode=1777 none "$at"; done
  mount -t proc proc proc && mount --rbind /dev dev
  cd tmp && mkdir project built program host old
  for pair in "/ host" "$2 project" "$3 built" "$4 program"; do mount --bind "${pair% *}" "${pair##* }"; done
  cd .. && pivot_root . tmp/old && cd / && umount -l /tmp/old
  echo "Samba $(samba -V)"
  exec /tmp/project/tests/acceptance/samba/run.sh /tmp/program/gpotrust
' sh "$root" "$PROJECT" "$(dirname "$GPOTRUST")" "$WORK/program" || status=$?
exit "$status"
