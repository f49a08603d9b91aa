#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# Every GPO backup of the corpus: a certificate is merged in and retired again.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
corpus=$here/../../../../shared/corpus/gpo-backups
verify=$here/../../../../shared/verify
[ -d "$corpus" ] || { echo "skipped: no ../shared/corpus beside the project"; exit 77; }
exec python3 -B "$here/over_corpus.py" "$1" "$corpus" "$verify" "$here/../../data/cli/mail.cer"
