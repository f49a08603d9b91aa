#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: NSS. Its trusted-peer flag means what Trusted People means: this one end-entity certificate, without a chain, for its own names and dates.
# A TLS server with the real key on the loopback interface is accepted with the packaged certificate, and refused without it or under a wrong name.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need openssl certutil tstclnt python3
make_certificate mail EXCH01 EXCH01 mail.example.test
make_package mail
sha1=$(sha1_of "$WORK/mail.cer")
packaged=$package/certificates/$sha1.cer
cmp "$packaged" "$WORK/mail.cer" || fail "the packaged certificate is not the exported one"

port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
openssl s_server -accept "127.0.0.1:$port" -cert "$WORK/mail.pem" -key "$WORK/mail.key.pem" -www -quiet >"$WORK/server.log" 2>&1 &
server=$!; at_exit+=("kill $server 2>/dev/null")
python3 - "$port" <<'PY'
import socket, sys, time
for _ in range(100):
    try: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).close(); break
    except OSError: time.sleep(0.05)
else: sys.exit("the test server does not answer")
PY

new_db() { mkdir "$WORK/$1"; certutil -N -d "sql:$WORK/$1" --empty-password; }
connect() { tstclnt -h 127.0.0.1 -p "$port" -a "$2" -d "sql:$WORK/$1" -Q </dev/null >"$WORK/client.log" 2>&1; }

new_db without
new_db with
certutil -A -d "sql:$WORK/with" -n packaged -t P,, -i "$packaged"
certutil -V -d "sql:$WORK/with" -n packaged -u V >"$WORK/v.log" || fail "certutil does not call the certificate valid for a server: $(cat "$WORK/v.log")"

connect with mail.example.test || fail "refused although trusted: $(cat "$WORK/client.log")"
ok "accepted as a trusted peer under mail.example.test"
connect without mail.example.test && fail "accepted without the packaged certificate"
ok "refused without it ($(grep -o 'SEC_ERROR_[A-Z_]*' "$WORK/client.log" | head -1))"
connect with wrong.example.test && fail "accepted under a wrong name"
grep -q SSL_ERROR_BAD_CERT_DOMAIN "$WORK/client.log" || fail "refused for another reason than the name: $(cat "$WORK/client.log")"
ok "refused under a wrong name (SSL_ERROR_BAD_CERT_DOMAIN)"
