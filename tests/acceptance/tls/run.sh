#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judges: the TLS clients of OpenSSL, NSS and, where it is installed, Chromium. Fifty certificates, each one thing away from the base form, are shown by a server
# on the loopback interface to clients that were told to trust them; docs/reference/tls-clients.md has the table of what they and gpotrust must say.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need openssl certutil tstclnt /usr/bin/python3
mkdir "$WORK/tls"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$HERE/tls/judge.py" "$GPOTRUST" "$WORK/tls" "$PROJECT/docs/reference/tls-clients.md"
