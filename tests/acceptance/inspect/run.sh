#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judges: the independent Python readers of registry.pol and certificate blobs beside the project, and ElementTree, over real GPO backups, SYSVOL folders and a Samba backup.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need python3
corpus=$PROJECT/../shared/corpus/gpo-backups
[ -d "$corpus" ] || skip "no ../shared/corpus beside the project"
[ -f "$VERIFY/certblob.py" ] || skip "no ../shared/verify beside the project"
python3 -B "$HERE/inspect/compare.py" "$GPOTRUST" "$corpus" "$VERIFY" "$WORK" "$PROJECT/docs/reference/schema" || fail "inspect and the other readers disagree"
ok "inspect says of every policy, certificate and backup what the other readers say"
