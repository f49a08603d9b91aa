#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: kill -9. Runs are killed at random moments and the estate is looked at from outside: run.sh GPOTRUST [KILLS]; 40 kills by default, 500 take some minutes and must strike every step.
. "$(dirname "$0")/../lib.sh"
need python3 cc
cc -shared -fPIC -O1 -o "$WORK/slow.so" "$PROJECT/tests/acceptance/crash/slow.c" -ldl || skip "no C compiler that makes shared libraries"
python3 "$PROJECT/tests/acceptance/crash/kill_loop.py" "$GPOTRUST" "${2:-40}" --slow "$WORK/slow.so" || fail "kill loop"
ok "whatever was killed, the ledger verifies, packages are whole and the next run succeeds"
