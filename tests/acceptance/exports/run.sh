#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: an index of real files of a dozen projects, made with OpenSSL, GnuTLS and Python. Every file goes through `check --json` and `inspect --json`: documented exits only,
# documents that follow their schema, and what the index knows of certificate, key, self-signature and dates.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need python3
corpus=$PROJECT/../shared/corpus/certs
[ -f "$corpus/INDEX.tsv" ] || skip "no ../shared/corpus beside the project"
python3 -B "$HERE/exports/corpus.py" "$GPOTRUST" "$corpus" "$PROJECT/docs/reference/schema" || fail "the index and gpotrust disagree"
ok "every file of the index is answered as it says, or the difference is explained"
